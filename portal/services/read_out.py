"""What somebody who cannot be written to is told on the phone, word for word as the message would have said it."""

from portal.models.case import Case
from portal.models.message import CallBack, Message, MessageChannel
from portal.services.act import Act
from portal.services.preview_answer import HIDDEN_CODE
from portal.services.word_message import Office, fill, template_for, values_for

ANSWER = "answered"


def words_to_read(act: Act, case: Case, row: CallBack, *, office: Office) -> str:
    """The words of a call-back that is not about an answer; the secret code is read to nobody."""
    message = Message(
        case_id=case.id,
        channel=MessageChannel.EMAIL,
        template=row.template,
        language=case.sender.language,
        facts=row.facts,
    )
    values = {**values_for(act, message, office), "code": HIDDEN_CODE, "link": f"{office.base_url}/follow"}
    return fill(template_for(act.session, message).body, values)
