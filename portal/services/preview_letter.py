"""The messages that bring a letter of apology as the applicant will read them, before anything is sent."""

from dataclasses import dataclass

from portal.domain.apologies import Way
from portal.domain.short_message import sms_parts
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.models.message import Message, MessageChannel
from portal.services.act import Act
from portal.services.deliver_message import fold_for_sms
from portal.services.issue_letter import template_of
from portal.services.preview_answer import HIDDEN_CODE
from portal.services.word_message import Office, fill, template_for, values_for

CHANNELS = {Way.EMAIL: MessageChannel.EMAIL, Way.SMS: MessageChannel.SMS}


@dataclass(frozen=True, slots=True)
class LetterMessage:
    """A worded message and where it goes; `parts` is how many short messages are charged."""

    way: Way
    recipient: str
    subject: str
    body: str
    parts: int = 0


def preview_letter(act: Act, dossier: Dossier, letter: Letter, *, office: Office) -> list[LetterMessage]:
    """What the applicant would get by e-mail and SMS; only the ways there is an address for."""
    addresses = {Way.EMAIL: dossier.applicant.email, Way.SMS: dossier.applicant.phone}
    return [
        _worded(act, dossier, letter, way=way, recipient=recipient, office=office)
        for way, recipient in addresses.items()
        if recipient
    ]


def _worded(
    act: Act, dossier: Dossier, letter: Letter, *, way: Way, recipient: str, office: Office
) -> LetterMessage:
    message = Message(
        channel=CHANNELS[way], template=template_of(letter), language="vi", letter_id=letter.id, facts={}
    )
    # The applicant's secret is nobody else's, not even in a preview.
    link = f"{office.base_url}/dossiers/{dossier.code}#code={HIDDEN_CODE}"
    values = {**values_for(act, message, office), "code": HIDDEN_CODE, "link": link}
    wording = template_for(act.session, message)
    body = fill(wording.body, values)
    if way is Way.SMS:
        folded = fold_for_sms(body).strip()
        # The dots of the hidden code are beyond the plain alphabet; those of a real one are not.
        return LetterMessage(way, recipient, "", folded, sms_parts(folded.replace("•", "X")))
    return LetterMessage(way, recipient, fill(wording.subject, values), body)
