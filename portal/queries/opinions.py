"""Opinions asked for and given: those of a case, those a unit owes, those a unit waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, literal, select, text, tuple_
from sqlalchemy.orm import Session, joinedload

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.opinion import Opinion

__all__ = ["Case", "Opinion", "Owed", "OwedPage"]

PAGE = 25
# The words of the partial indexes: SQLite looks for them in the statement.
OPEN = text("opinions.given_at IS NULL AND opinions.cancelled_at IS NULL")
CASE_IN_WORK = text("cases.is_open AND NOT cases.sealed")


@dataclass(frozen=True, slots=True)
class Owed:
    """An open question with the case it is about."""

    opinion: Opinion
    case: Case


@dataclass(frozen=True, slots=True)
class OwedPage:
    """A page of a list by due date; `next` is the last row when more follow."""

    rows: Sequence[Owed]
    next: tuple[date, int] | None = None


def opinions_of(session: Session, case_id: int) -> Sequence[Opinion]:
    """Everything that was asked about a case, oldest first."""
    return session.scalars(select(Opinion).where(Opinion.case_id == case_id).order_by(Opinion.id)).all()


def owed_by(session: Session, actor: Actor, after: tuple[date, int] | None = None) -> OwedPage:
    """What the actor's units are asked and have not answered, oldest due first."""
    return _page(session, asked_of(actor, Opinion, Case), after)


def awaited_by(session: Session, actor: Actor, after: tuple[date, int] | None = None) -> OwedPage:
    """What the actor's units wait for, and from whom, oldest due first."""
    units = sorted(actor.units_for(Permission.SEE_CASES))
    return _page(session, _open(Opinion.asking_unit_id.in_(units), Opinion, Case), after)


def asked_of(actor: Actor, *columns: Any) -> Select[Any]:
    """The open questions to the units for which an actor may answer."""
    units = sorted(actor.units_for(Permission.GIVE_OPINION))
    return _open(Opinion.unit_id.in_(units) if units else false(), *columns)


def opinions_to_count(actor: Actor) -> Select[Any]:
    """A row for each open question, to be counted."""
    return asked_of(actor, literal(1))


def asked_opinion(session: Session, actor: Actor, opinion_id: int) -> Owed | None:
    """A question to one of the actor's units, open or answered, while the case is not sealed."""
    units = sorted(actor.units_for(Permission.GIVE_OPINION))
    wanted = (
        select(Opinion, Case)
        .join(Case, Case.id == Opinion.case_id)
        .where(Opinion.id == opinion_id, Opinion.unit_id.in_(units), ~Case.sealed)
    )
    row = session.execute(wanted.options(joinedload(Case.sender))).one_or_none() if units else None
    return Owed(*row) if row else None


def coordinated_opinion(session: Session, actor: Actor, reference: str) -> int | None:
    """The latest question to one of the actor's units about a case: where those who co-ordinate see it."""
    units = sorted(actor.units_for(Permission.GIVE_OPINION))
    wanted = (
        select(Opinion.id)
        .join(Case, Case.id == Opinion.case_id)
        .where(Case.reference == reference, Opinion.unit_id.in_(units), ~Case.sealed)
        .order_by(Opinion.id.desc())
    )
    return session.scalar(wanted.limit(1)) if units else None


def outside_opinion(session: Session, opinion_id: int) -> Owed | None:
    """A question to a party outside, whose code the caller checks; never about a sealed case."""
    wanted = (
        select(Opinion, Case)
        .join(Case, Case.id == Opinion.case_id)
        .where(Opinion.id == opinion_id, Opinion.unit_id.is_(None), ~Case.sealed)
    )
    row = session.execute(wanted).one_or_none()
    return Owed(*row) if row else None


def _open(whose: ColumnElement[bool], *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Opinion)
        .join(Case, Case.id == Opinion.case_id)
        .where(OPEN, CASE_IN_WORK, whose)
    )


def _page(session: Session, wanted: Select[Any], after: tuple[date, int] | None) -> OwedPage:
    key = tuple_(Opinion.due_on, Opinion.id)
    if after is not None:
        wanted = wanted.where(key > tuple_(literal(after[0]), literal(after[1])))
    ordered = wanted.order_by(Opinion.due_on, Opinion.id).limit(PAGE + 1)
    rows = [Owed(*row) for row in session.execute(ordered)]
    last = rows[PAGE - 1].opinion if len(rows) > PAGE else None
    return OwedPage(rows[:PAGE], (last.due_on, last.id) if last else None)
