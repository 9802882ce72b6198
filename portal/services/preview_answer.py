"""The message about an answer as its sender will read it, before there is anything to send."""

from dataclasses import dataclass

from portal.domain.terms import term
from portal.domain.wording import Language
from portal.models.case import Case
from portal.models.message import Message, MessageChannel
from portal.services.act import Act
from portal.services.answer_case import AnswerText
from portal.services.messages import way_to
from portal.services.word_message import Office, fill, template_for, values_for

# The sender's secret is nobody else's, not even in a preview.
HIDDEN_CODE = "••••-••••"


@dataclass(frozen=True, slots=True)
class Preview:
    """A worded message and where it goes; without a recipient the sender is phoned or written to."""

    recipient: str
    subject: str
    body: str


def preview_answer(act: Act, case: Case, text: AnswerText, *, office: Office) -> Preview:
    """The message that would tell the sender this answer now."""
    channel, recipient = way_to(case.sender, case.reply_by) or (MessageChannel.EMAIL, "")
    message = Message(
        case_id=case.id, channel=channel, template="answered", language=case.sender.language, facts={}
    )
    template = template_for(act.session, message)
    language: Language = "en" if message.language == "en" else "vi"
    values = {
        **values_for(act, message, office),
        "answer": "\n\n".join(part for part in (text.body, text.apology) if part),
        "outcome": term(text.outcome, language) if text.outcome else "",
        "code": HIDDEN_CODE,
    }
    return Preview(recipient, fill(template.subject, values), fill(template.body, values))
