"""The messages that bring a letter of apology as the applicant will read them, before anything is sent."""

from dataclasses import dataclass

from portal.domain.apologies import Way
from portal.domain.short_message import sms_parts
from portal.models.case import Case
from portal.models.letter import Letter
from portal.queries.letter_matter import Matter, code_of, recipient_of
from portal.services.act import Act
from portal.services.deliver_message import fold_for_sms
from portal.services.issue_letter import message_about
from portal.services.preview_answer import HIDDEN_CODE
from portal.services.word_message import Office, fill, template_for, values_for


@dataclass(frozen=True, slots=True)
class LetterMessage:
    """A worded message and where it goes; `parts` is how many short messages are charged."""

    way: Way
    recipient: str
    subject: str
    body: str
    parts: int = 0


def preview_letter(act: Act, matter: Matter, letter: Letter, *, office: Office) -> list[LetterMessage]:
    """What the applicant or sender would get by e-mail and SMS; only the ways there is an address for."""
    recipient = recipient_of(matter)
    addresses = {Way.EMAIL: recipient.email, Way.SMS: recipient.phone}
    return [_worded(act, matter, letter, way=way, office=office) for way in addresses if addresses[way]]


def _worded(act: Act, matter: Matter, letter: Letter, *, way: Way, office: Office) -> LetterMessage:
    message = message_about(matter, letter, way)
    # The secret of an applicant or sender is nobody else's, not even in a preview.
    link = f"{_page_of(matter, office)}#code={HIDDEN_CODE}"
    values = {**values_for(act, message, office), "code": HIDDEN_CODE, "link": link}
    wording = template_for(act.session, message)
    body = fill(wording.body, values)
    if way is Way.SMS:
        folded = fold_for_sms(body).strip()
        # The dots of the hidden code are beyond the plain alphabet; those of a real one are not.
        return LetterMessage(way, message.recipient, "", folded, sms_parts(folded.replace("•", "X")))
    return LetterMessage(way, message.recipient, fill(wording.subject, values), body)


def _page_of(matter: Matter, office: Office) -> str:
    kind = "follow" if isinstance(matter, Case) else "dossiers"
    return f"{office.base_url}/{kind}/{code_of(matter)}"
