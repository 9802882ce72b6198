"""Pictures of public versions: those that stand on the page, those of a version, those that may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.people import Actor
from portal.models.answer import Answer, Publication
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.public_version import PublicPicture
from portal.queries.cases import visible_to

__all__ = [
    "Attachment",
    "OfferedPicture",
    "PublicPicture",
    "offered_picture",
    "offered_pictures",
    "picture_for",
    "picture_on_page",
    "pictures_on_page",
]

# As pictures are stored: HEIC was made JPEG when it came in. Documents are never published.
PICTURES = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class OfferedPicture:
    """A picture of a case or of an issued answer, and what is published of it with a version."""

    file: Attachment
    chosen: PublicPicture | None


def offered_pictures(session: Session, case_id: int, publication_id: int | None) -> list[OfferedPicture]:
    """The pictures that may go with a public version, each with its burnt copy there. One statement."""
    rows = session.execute(_offered(case_id, publication_id).order_by(Attachment.id))
    return [OfferedPicture(file, chosen) for file, chosen in rows]


def offered_picture(
    session: Session, case_id: int, publication_id: int | None, *, file_id: int
) -> OfferedPicture | None:
    """One of the pictures that may go with a public version; None when it is not among them."""
    row = session.execute(_offered(case_id, publication_id).where(Attachment.id == file_id)).one_or_none()
    return OfferedPicture(*row) if row else None


def _offered(case_id: int, publication_id: int | None) -> Select[Attachment, PublicPicture]:
    chosen = and_(
        PublicPicture.attachment_id == Attachment.id, PublicPicture.publication_id == (publication_id or 0)
    )
    return (
        select(Attachment, PublicPicture)
        .outerjoin(PublicPicture, chosen)
        .outerjoin(Answer, Answer.id == Attachment.answer_id)
        .where(
            Attachment.case_id == case_id,
            Attachment.media_type.in_(PICTURES),
            # Evidence that the matter is settled is for its sender, never for the page.
            Attachment.resolution_id.is_(None),
            or_(Attachment.answer_id.is_(None), Answer.status == AnswerStatus.ISSUED),
        )
    )


def pictures_of(session: Session, publication_id: int) -> Sequence[PublicPicture]:
    """The pictures of one version, whatever became of it, in the order they were chosen."""
    wanted = select(PublicPicture).where(PublicPicture.publication_id == publication_id)
    return session.scalars(wanted.order_by(PublicPicture.id)).all()


def pictures_on_page(session: Session, publication_id: int) -> Sequence[PublicPicture]:
    """The pictures of a version that stands on the page now; none of any other."""
    wanted = _on_page().where(PublicPicture.publication_id == publication_id)
    return session.scalars(wanted.order_by(PublicPicture.id)).all()


def picture_on_page(session: Session, reference: str, picture_id: int) -> PublicPicture | None:
    """A picture that everybody may see under a reference; None for any other."""
    wanted = _on_page().where(Publication.reference == reference, PublicPicture.id == picture_id)
    return session.scalars(wanted).one_or_none()


def _on_page() -> Select[PublicPicture]:
    """Of versions that stand on the page, and of no sealed case whatever state its version is in."""
    return (
        select(PublicPicture)
        .join(Publication, Publication.id == PublicPicture.publication_id)
        .join(Case, Case.id == PublicPicture.case_id)
        .where(Publication.status == PublicationStatus.PUBLISHED, ~Case.sealed)
    )


def picture_for(session: Session, actor: Actor, reference: str, *, picture_id: int) -> PublicPicture | None:
    """A picture of a version, published or not, for those who may see the case."""
    wanted = (
        select(PublicPicture)
        .join(Case, Case.id == PublicPicture.case_id)
        .where(
            PublicPicture.id == picture_id,
            PublicPicture.publication_id.is_not(None),
            Case.reference == reference,
            visible_to(actor),
        )
    )
    return session.scalars(wanted).one_or_none()
