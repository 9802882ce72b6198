"""Remedies as staff see them: lists by how far they are, one with its files and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.surveys.remedies import RemedySource, RemedyStatus
from portal.models.attachment import Attachment
from portal.models.audit import AuditEntry
from portal.models.remedy import Remedy

__all__ = [
    "Attachment",
    "AuditEntry",
    "Remedy",
    "RemedyPage",
    "RemedyPile",
    "RemedyTurn",
    "find_remedy",
    "remedies_calling",
    "remedies_to_count",
    "remedy_files",
    "remedy_history",
    "remedy_page",
]

PAGE = 25
Condition = ColumnElement[bool]


class RemedyPile(StrEnum):
    """The heaps into which remedies fall; each is in one of them."""

    OPEN = "open"
    OVERDUE = "overdue"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RemedyTurn:
    """A place in a list, after which a page begins."""

    day: date
    id: int


@dataclass(frozen=True, slots=True)
class RemedyPage:
    """A page of a list; `next` leads on, None at the end."""

    rows: Sequence[Remedy]
    next: RemedyTurn | None = None


# What each list is ordered by: what waits longest or is due first; of those done the newest.
_DAYS: Mapping[RemedyPile, InstrumentedAttribute[Any]] = {
    RemedyPile.OPEN: Remedy.opened_on,
    RemedyPile.OVERDUE: Remedy.due_on,
    RemedyPile.PLANNED: Remedy.due_on,
    RemedyPile.DONE: Remedy.done_on,
}


def remedy_page(
    session: Session,
    actor: Actor,
    pile: RemedyPile,
    *,
    today: date,
    units: frozenset[int] | None = None,
    after: RemedyTurn | None = None,
) -> RemedyPage:
    """One list, of all units within reach or of some of them: one statement."""
    day = _DAYS[pile]
    here, newest_first = tuple_(day, Remedy.id), pile is RemedyPile.DONE
    order = (day.desc(), Remedy.id.desc()) if newest_first else (day, Remedy.id)
    wanted = select(Remedy).where(*_in(actor, pile, today=today, units=units)).order_by(*order)
    if after is not None:
        place = tuple_(literal(after.day), literal(after.id))
        wanted = wanted.where(here < place if newest_first else here > place)
    rows = session.scalars(wanted.limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    more = RemedyTurn(getattr(shown[-1], day.key), shown[-1].id) if len(rows) > PAGE else None
    return RemedyPage(shown, more)


def remedies_to_count(
    actor: Actor, pile: RemedyPile, today: date, *, units: frozenset[int] | None = None
) -> Select[Any]:
    """The remedies of one list, to be counted."""
    return select(literal(1)).where(*_in(actor, pile, today=today, units=units))


def remedies_calling(actor: Actor, today: date) -> Select[Any]:
    """Remedies in which the next thing is to be done now: without a measure, or overdue."""
    late = and_(Remedy.status == RemedyStatus.PLANNED, Remedy.due_on < today)
    return select(literal(1)).where(seen_by(actor), or_(Remedy.status == RemedyStatus.OPEN, late))


def find_remedy(session: Session, actor: Actor, number: int) -> Remedy | None:
    """One remedy, if the actor may see it."""
    return session.scalars(select(Remedy).where(Remedy.id == number, seen_by(actor))).one_or_none()


def seen_by(actor: Actor) -> Condition:
    """The remedies an actor may see; those of ratings only where they may see ratings (rules §6)."""
    units = actor.units_for(Permission.SEE_REMEDIES)
    rated = units & actor.units_for(Permission.SEE_RATINGS)
    if not units:
        return false()
    surveys = and_(Remedy.source == RemedySource.SURVEY, Remedy.unit_id.in_(sorted(units)))
    if units == rated:
        return Remedy.unit_id.in_(sorted(units))
    if not rated:
        return surveys
    return or_(surveys, and_(Remedy.source == RemedySource.RATING, Remedy.unit_id.in_(sorted(rated))))


def remedy_files(session: Session, remedy: Remedy) -> Sequence[Attachment]:
    """The files that show what was done."""
    wanted = select(Attachment).where(Attachment.remedy_id == remedy.id).order_by(Attachment.id)
    return session.scalars(wanted).all()


def remedy_history(session: Session, remedy: Remedy) -> Sequence[AuditEntry]:
    """What was done with a remedy, in order."""
    wanted = select(AuditEntry).where(
        AuditEntry.unit_id == remedy.unit_id,
        AuditEntry.subject == f"#{remedy.id}",
        AuditEntry.action.startswith("remedy_"),
    )
    return session.scalars(wanted.order_by(AuditEntry.id)).all()


def _in(actor: Actor, pile: RemedyPile, *, today: date, units: frozenset[int] | None) -> list[Condition]:
    conditions: list[Condition] = {
        RemedyPile.OPEN: [Remedy.status == RemedyStatus.OPEN],
        RemedyPile.OVERDUE: [Remedy.status == RemedyStatus.PLANNED, Remedy.due_on < today],
        RemedyPile.PLANNED: [Remedy.status == RemedyStatus.PLANNED, Remedy.due_on >= today],
        RemedyPile.DONE: [Remedy.status == RemedyStatus.DONE],
    }[pile]
    if units is not None:
        conditions.append(Remedy.unit_id.in_(sorted(units)))
    return [seen_by(actor), *conditions]
