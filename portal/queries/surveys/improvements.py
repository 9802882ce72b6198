""" "You said, we did": remedies that the public is told of, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from portal.models.remedy import Remedy

__all__ = ["Improvement", "ImprovementPage", "ImprovementTurn", "improvement_page"]

PAGE = 10
Improvement = Remedy


@dataclass(frozen=True, slots=True)
class ImprovementTurn:
    """A place in the list, after which a page begins."""

    published_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class ImprovementPage:
    """A page of the list; `next` leads on, None at the end."""

    rows: Sequence[Improvement]
    next: ImprovementTurn | None = None


def improvement_page(
    session: Session,
    units: frozenset[int] | None = None,
    *,
    after: ImprovementTurn | None = None,
    limit: int = PAGE,
) -> ImprovementPage:
    """What was published of all units, or of some: one statement."""
    wanted = select(Remedy).where(Remedy.published_at.is_not(None))
    if units is not None:
        wanted = wanted.where(Remedy.unit_id.in_(sorted(units)))
    if after is not None:
        here = tuple_(Remedy.published_at, Remedy.id)
        wanted = wanted.where(
            here < tuple_(literal(after.published_at, Remedy.published_at.type), literal(after.id))
        )
    newest = wanted.order_by(Remedy.published_at.desc(), Remedy.id.desc()).limit(limit + 1)
    rows = session.scalars(newest).all()
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    turn = ImprovementTurn(last.published_at, last.id) if last and last.published_at else None
    return ImprovementPage(shown, turn)
