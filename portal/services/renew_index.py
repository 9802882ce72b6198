"""Keeping the search index of published answers in step with the page."""

from collections.abc import Iterator

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.verdict import Verdict
from portal.models.answer import IndexChange, Publication
from portal.ports import PublishedText, SearchIndex

BATCH = 500


def renew_index(session: Session, index: SearchIndex) -> int:
    """Bring what changed into the index; returns how many changes. Raises Unavailable and loses none."""
    changes = session.execute(select(IndexChange.id, IndexChange.publication_id).limit(BATCH)).all()
    if not changes:
        return 0
    ids = {change.publication_id for change in changes}
    rows = session.scalars(
        select(Publication).where(Publication.id.in_(ids), Publication.status == PublicationStatus.PUBLISHED)
    ).all()
    index.write([text_of(row) for row in rows], ids - {row.id for row in rows})
    session.execute(delete(IndexChange).where(IndexChange.id.in_([change.id for change in changes])))
    return len(changes)


def count_published(session: Session) -> int:
    """How many answers stand on the page."""
    wanted = select(func.count()).select_from(Publication)
    return session.scalar(wanted.where(Publication.status == PublicationStatus.PUBLISHED)) or 0


def published_texts(session: Session) -> Iterator[PublishedText]:
    """Every published answer, a batch at a time, for building the index anew."""
    last = 0
    while True:
        rows = session.scalars(
            select(Publication)
            .where(Publication.status == PublicationStatus.PUBLISHED, Publication.id > last)
            .order_by(Publication.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        yield from map(text_of, rows)
        last = rows[-1].id
        session.expunge_all()


def text_of(row: Publication) -> PublishedText:
    """A publication as the index knows it."""
    return PublishedText(
        publication_id=row.id,
        reference=row.reference,
        title=row.title,
        question=row.question,
        answer=row.answer,
        category_id=row.category_id,
        area_id=row.area_id,
        unit_id=row.unit_id,
        published_at=row.published_at or row.answered_at,
        late=row.verdict is Verdict.LATE,
    )
