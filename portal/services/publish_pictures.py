"""Pictures that go with a public version: drawn anew with black boxes, the original never touched (rules §5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.answers import PublicationStatus
from portal.domain.black_boxes import MOST_BOXES, Box
from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.models.answer import Publication
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.public_version import PublicPicture
from portal.ports import BlackenedPicture, FileProblem, Ports, Unavailable
from portal.queries.public_pictures import OfferedPicture, offered_picture, pictures_of
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.gate_publication import check_gate
from portal.services.transition import require

LONGEST_ALTERNATIVE = 300
IN_THE_MAKING = (PublicationStatus.DRAFT, PublicationStatus.SUBMITTED)


@dataclass(frozen=True, slots=True)
class PictureWords:
    """A public version's words as far as a picture has any."""

    alternative: str
    title: str = ""
    question: str = ""
    answer: str = ""


def picture_texts(act: Act, version: Publication | None) -> dict[str, str]:
    """The words that go on the page with a version's pictures, for the gate."""
    if version is None or not version.picture_changes:
        return {}
    return {f"picture-{row.id}": row.alternative for row in pictures_of(act.session, version.id)}


def put_picture(
    act: Act,
    case: Case,
    draft: Publication,
    *,
    file_id: int,
    boxes: Sequence[Box],
    alternative: str,
    ports: Ports,
    office: OfficeContacts = NO_CONTACTS,
) -> PublicPicture:
    """Put a picture of the case to a version in the making, or draw it anew with other boxes.

    Takes a submitted version back: its second person has not seen this. Raises NotPermitted, RuleBroken.
    """
    require(act.actor, Permission.WRITE_ANSWER, case)
    offered = _offered(act, case, draft, file_id=file_id)
    alternative = " ".join(nfc(alternative).split())
    _check(act, case, alternative, boxes=boxes, office=office)
    drawn = _drawn(offered.file, boxes, ports)
    _detach(act, offered.chosen)
    row = PublicPicture(
        case_id=case.id,
        publication_id=draft.id,
        attachment_id=offered.file.id,
        file_key=_stored(drawn, ports),
        media_type=drawn.media_type,
        boxes=[box.numbers for box in boxes],
        width=drawn.width,
        height=drawn.height,
        alternative=alternative,
        made_by_id=act.actor.account_id,
        made_at=act.now,
    )
    act.session.add(row)
    _note_change(act, draft)
    return row


def remove_picture(act: Act, case: Case, draft: Publication, *, file_id: int) -> None:
    """Take a picture off a version in the making; one that is not there is no error. Raises NotPermitted."""
    require(act.actor, Permission.WRITE_ANSWER, case)
    offered = _offered(act, case, draft, file_id=file_id)
    if offered.chosen is not None:
        _detach(act, offered.chosen)
        _note_change(act, draft)


def copy_pictures(act: Act, draft: Publication) -> None:
    """Let a new version begin with the pictures of the last, burnt files and all."""
    if draft.version == 1:
        return
    before = select(Publication.id).where(
        Publication.case_id == draft.case_id, Publication.version == draft.version - 1
    )
    last = select(PublicPicture).where(PublicPicture.publication_id == before.scalar_subquery())
    for row in act.session.scalars(last.order_by(PublicPicture.id)).all():
        act.session.add(_copied(row, draft))
        draft.picture_changes = 1
    act.session.flush()


def _copied(row: PublicPicture, draft: Publication) -> PublicPicture:
    return PublicPicture(
        case_id=row.case_id,
        publication_id=draft.id,
        attachment_id=row.attachment_id,
        file_key=row.file_key,
        media_type=row.media_type,
        boxes=row.boxes,
        width=row.width,
        height=row.height,
        alternative=row.alternative,
        made_by_id=row.made_by_id,
        made_at=row.made_at,
    )


def _offered(act: Act, case: Case, draft: Publication, *, file_id: int) -> OfferedPicture:
    if draft.case_id != case.id or draft.status not in IN_THE_MAKING:
        raise RuleBroken("picture", "no_draft")
    offered = offered_picture(act.session, case.id, draft.id, file_id=file_id)
    if offered is None:
        raise RuleBroken("picture", "unknown")
    return offered


def _check(act: Act, case: Case, alternative: str, *, boxes: Sequence[Box], office: OfficeContacts) -> None:
    if not alternative:
        raise RuleBroken("alternative", "missing")
    if len(alternative) > LONGEST_ALTERNATIVE:
        raise RuleBroken("alternative", "too_long")
    if len(boxes) > MOST_BOXES:
        raise RuleBroken("boxes", "too_many")
    check_gate(act, case, PictureWords(alternative), also={"alternative": alternative}, office=office)


def _drawn(file: Attachment, boxes: Sequence[Box], ports: Ports) -> BlackenedPicture:
    try:
        with ports.files.open(file.file_key) as stored:
            return ports.pictures.blackened(stored.read(), file.media_type, boxes)
    except FileProblem as problem:
        raise RuleBroken("picture", problem.code) from None
    except (KeyError, Unavailable):
        raise RuleBroken("picture", "unavailable") from None


def _stored(drawn: BlackenedPicture, ports: Ports) -> str:
    try:
        return ports.files.put(drawn.content)
    except Unavailable:
        raise RuleBroken("picture", "unavailable") from None


def _detach(act: Act, row: PublicPicture | None) -> None:
    """Off its version at once; row and file are swept later, since this act may still fail."""
    if row is not None:
        row.publication_id = None
        act.session.flush()


def _note_change(act: Act, draft: Publication) -> None:
    draft.picture_changes += 1
    draft.status = PublicationStatus.DRAFT
    act.session.flush()
