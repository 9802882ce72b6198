"""The messages about an answer as its sender will read them, before there is anything to send."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.short_message import sms_parts
from portal.domain.terms import term
from portal.domain.wording import Language
from portal.models.case import Case, Sender
from portal.models.message import Message, MessageChannel, MessageTemplate
from portal.services.act import Act
from portal.services.answer_case import AnswerText
from portal.services.deliver_message import fold_for_sms
from portal.services.messages import way_to
from portal.services.word_message import Office, Wording, fill, shipped_wording, values_for

TEMPLATE = "answered"
# The sender's secret is nobody else's, not even in a preview; as long as a real one.
HIDDEN_CODE = "••••-••••"


@dataclass(frozen=True, slots=True)
class Preview:
    """A worded message and where it goes; without a recipient the sender cannot be reached like this.

    `parts` is how many short messages are charged; `is_own` marks the way that the answer will really take.
    """

    channel: MessageChannel
    recipient: str
    subject: str
    body: str
    parts: int = 0
    is_own: bool = False


def preview_answer(act: Act, case: Case, text: AnswerText, *, office: Office) -> tuple[Preview, ...]:
    """The messages that would tell the sender this answer now, in every written way, their own way first."""
    language: Language = "en" if case.sender.language == "en" else "vi"
    wordings = _wordings(act, language)
    values = _values(act, case, text, office=office)
    own = way_to(case.sender, case.reply_by)
    shown = (
        _worded(
            channel,
            wordings[channel],
            values,
            sender=case.sender,
            is_own=own is not None and own[0] is channel,
        )
        for channel in MessageChannel
    )
    return tuple(sorted(shown, key=lambda each: not each.is_own))


def _wordings(act: Act, language: Language) -> dict[MessageChannel, Wording]:
    """The office's own words, else the shipped ones, for all ways in one statement."""
    rows = act.session.scalars(
        select(MessageTemplate).where(MessageTemplate.name == TEMPLATE, MessageTemplate.language == language)
    )
    own = {row.channel: Wording(row.subject, row.body) for row in rows}
    return {
        channel: own.get(channel) or shipped_wording(TEMPLATE, language, channel)
        for channel in MessageChannel
    }


def _values(act: Act, case: Case, text: AnswerText, *, office: Office) -> dict[str, str]:
    language: Language = "en" if case.sender.language == "en" else "vi"
    message = Message(
        case_id=case.id, channel=MessageChannel.EMAIL, template=TEMPLATE, language=language, facts={}
    )
    return {
        **values_for(act, message, office),
        "answer": "\n\n".join(part for part in (text.body, text.apology) if part),
        "outcome": term(text.outcome, language) if text.outcome else "",
        "code": HIDDEN_CODE,
        "link": f"{office.base_url}/follow/{case.reference}#code={HIDDEN_CODE}",
    }


def _worded(
    channel: MessageChannel, wording: Wording, values: dict[str, str], *, sender: Sender, is_own: bool
) -> Preview:
    subject, body = fill(wording.subject, values), fill(wording.body, values)
    if channel is not MessageChannel.SMS:
        return Preview(channel, sender.email, subject, body, is_own=is_own)
    folded = fold_for_sms(body)
    # The dots of the hidden code are beyond the plain alphabet; those of a real one are not.
    return Preview(channel, sender.phone, "", folded, sms_parts(folded.replace("•", "X")), is_own)
