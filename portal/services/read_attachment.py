"""Reading a file of a case: only for those who may see the case."""

from sqlalchemy import select

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.queries.cases import visible_to
from portal.services.act import Act


def read_attachment(act: Act, reference: str, file_id: int) -> Attachment | None:
    """The file of a number, if it belongs to the case with the reference and the actor may see that one."""
    wanted = (
        select(Attachment)
        .join(Case, Case.id == Attachment.case_id)
        .where(Attachment.id == file_id, Case.reference == reference, visible_to(act.actor))
    )
    return act.session.scalars(wanted).one_or_none()
