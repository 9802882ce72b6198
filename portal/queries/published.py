"""Published answers: the newest, those of a search, and one by its reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.text import slug
from portal.domain.time import VIETNAM
from portal.domain.verdict import Verdict
from portal.models.answer import Publication
from portal.models.rating import HelpfulVote
from portal.ports import SearchFilter

__all__ = [
    "BOUND",
    "NOWHERE",
    "Newest",
    "Publication",
    "address_of",
    "count_published",
    "newest",
    "own_vote",
    "published_by_ids",
    "published_version",
]

# Counting stops here and shows "1.000+".
BOUND = 1_000
NOWHERE = SearchFilter()
ON_PAGE = Publication.status == PublicationStatus.PUBLISHED
# Put together once: asked by every page of a search.
_BY_IDS = select(Publication).where(Publication.id.in_(bindparam("ids", expanding=True)), ON_PAGE)


@dataclass(frozen=True, slots=True)
class Newest:
    """A piece of the list; `after_id` leads to the next piece, None when there is none."""

    rows: Sequence[Publication]
    after_id: int | None


def address_of(row: Publication) -> str:
    """The last piece of a published answer's address: its title, clean, and its reference."""
    title = slug(row.title)
    return f"{title}-{row.reference}" if title else row.reference


def newest(session: Session, where: SearchFilter, *, before_id: int | None = None, limit: int = 20) -> Newest:
    """Published answers, the newest first, from the one after `before_id` on."""
    wanted = _published(where)
    place = session.get(Publication, before_id) if before_id is not None else None
    if place is not None:
        wanted = wanted.where(
            tuple_(Publication.published_at, Publication.id) < tuple_(place.published_at, place.id)
        )
    wanted = wanted.order_by(Publication.published_at.desc(), Publication.id.desc())
    rows = session.scalars(wanted.limit(limit + 1)).all()
    return Newest(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def count_published(session: Session, where: SearchFilter) -> int:
    """How many published answers there are; one more than BOUND means "more"."""
    bounded = _published(where).with_only_columns(Publication.id).limit(BOUND + 1).subquery()
    return session.scalar(select(func.count()).select_from(bounded)) or 0


def published_by_ids(session: Session, ids: Sequence[int]) -> list[Publication]:
    """The published answers with these ids, in that order; what is no longer published is left out."""
    if not ids:
        return []
    by_id = {row.id: row for row in session.scalars(_BY_IDS, {"ids": ids})}
    return [by_id[each] for each in ids if each in by_id]


def published_version(session: Session, reference: str) -> Publication | None:
    """What was published last under a reference: on the page now, or withdrawn; None when nothing ever was."""
    shown = (PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN)
    wanted = select(Publication).where(Publication.reference == reference, Publication.status.in_(shown))
    return session.scalars(wanted.order_by(Publication.version.desc()).limit(1)).first()


def own_vote(session: Session, publication_id: int, voter: str) -> bool | None:
    """Whether this reader found an answer helpful; None when they have not said."""
    return session.scalar(
        select(HelpfulVote.helpful).where(
            HelpfulVote.publication_id == publication_id, HelpfulVote.voter == voter
        )
    )


def _published(where: SearchFilter) -> Select[Publication]:
    return select(Publication).where(ON_PAGE, *_conditions(where))


def _conditions(where: SearchFilter) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    for column, ids in (
        (Publication.category_id, where.category_ids),
        (Publication.unit_id, where.unit_ids),
        (Publication.area_id, where.area_ids),
    ):
        if ids is not None:
            chosen.append(column.in_(ids))
    if where.from_month is not None:
        chosen.append(Publication.published_at >= _month_start(where.from_month))
    if where.to_month is not None:
        chosen.append(Publication.published_at < _month_start(_next(where.to_month)))
    if where.late is not None:
        late = Publication.verdict == Verdict.LATE
        chosen.append(late if where.late else Publication.verdict.is_distinct_from(Verdict.LATE))
    return chosen


def _month_start(month: int) -> datetime:
    return datetime(month // 100, month % 100, 1, tzinfo=VIETNAM)


def _next(month: int) -> int:
    return month + 1 if month % 100 < 12 else month + 89
