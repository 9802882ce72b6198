"""Sending a message of a case once more: one that failed is tried again, one that was sent goes out anew."""

from sqlalchemy import select, update

from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.message import Message, MessageStatus
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.errors import RuleBroken
from portal.services.issue_letter import note_try
from portal.services.transition import require

FAILED = (MessageStatus.FAILED, MessageStatus.BOUNCED)


def resend_message(act: Act, case: Case, message_id: int) -> None:
    """Queue a message of a case again. Raises RuleBroken for one that is on its way, or not of this case."""
    require(act.actor, Permission.CALL_BACK, case)
    message = act.session.scalars(
        select(Message).where(Message.id == message_id, Message.case_id == case.id)
    ).one_or_none()
    if message is None:
        raise RuleBroken("message", "unknown")
    if message.status is MessageStatus.SENT:
        again = _anew(act, message)
        act.session.add(again)
        act.session.flush()
        note_try(act, again)
    elif not _requeued(act, message):
        raise RuleBroken("message", "not_failed")


def _requeued(act: Act, message: Message) -> bool:
    """Only of the two who press at once the first one queues it."""
    failed = update(Message).where(Message.id == message.id, Message.status.in_(FAILED))
    anew = failed.values(status=MessageStatus.QUEUED, attempts=0, last_error="", check_after=act.now)
    return changed_one(act.session, anew)


def _anew(act: Act, message: Message) -> Message:
    """The same message as a new row: one that was sent stays in the books as it was."""
    return Message(
        case_id=message.case_id,
        letter_id=message.letter_id,
        account_id=message.account_id,
        channel=message.channel,
        template=message.template,
        language=message.language,
        recipient=message.recipient,
        facts=message.facts,
        created_at=act.now,
        check_after=act.now,
    )
