"""Sending a lost code to the contact that the sender left, and nowhere else (rules §13)."""

from portal.domain.contact import is_email
from portal.domain.kinds import ReplyBy
from portal.models.case import Case, Sender
from portal.models.message import Message, MessageChannel
from portal.queries.recoverable import meant, recoverable_cases
from portal.services.act import Act
from portal.services.messages import way_to

__all__ = ["Recovery", "meant", "recover_code", "recovery_of"]

TEMPLATE = "code_recovered"
# Where the codes go, and of which cases.
Recovery = tuple[MessageChannel, str, list[Case]]


def recovery_of(act: Act, known: str) -> Recovery | None:
    """What would be sent for a reference, an e-mail address or a phone number in its kept form (`meant`)."""
    cases = recoverable_cases(act.session, known, act.now)
    way = _way(cases[0], known) if cases else None
    return (*way, cases) if way else None


def recover_code(act: Act, recovery: Recovery) -> None:
    """Queue one message with the codes; it hangs on the newest case and is worded when it is delivered."""
    channel, recipient, cases = recovery
    newest = cases[0]
    act.keep(
        Message(
            case_id=newest.id,
            channel=channel,
            template=TEMPLATE,
            language=newest.sender.language,
            recipient=recipient,
            facts={"case_ids": [case.id for case in cases]},
            created_at=act.now,
            check_after=act.now,
        )
    )


def _way(case: Case, known: str) -> tuple[MessageChannel, str] | None:
    """To the contact by which the cases were found; for a reference, to the one its sender left."""
    if is_email(known):
        return MessageChannel.EMAIL, known
    if known.startswith("+"):
        return MessageChannel.SMS, known
    return way_to(case.sender, case.reply_by) or _any_way(case.sender)


def _any_way(sender: Sender) -> tuple[MessageChannel, str] | None:
    """Who wants the answer by phone or post has chosen no way for messages, but may have left one."""
    return way_to(sender, ReplyBy.EMAIL) or way_to(sender, ReplyBy.SMS)
