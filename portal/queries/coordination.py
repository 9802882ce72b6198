"""The coordinator's desk: cases that wait to be routed, what came back, and how well each rule routes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.models.case import Case, CaseEvent
from portal.queries.case_rows import LISTED
from portal.queries.inbox import Asked, Filter, Place, Whose, case_page

__all__ = ["Case", "CaseEvent", "Movement", "Place", "QueuePage", "RuleQuality"]

PAGE = 10
MOST_MOVED = 25
# Movements and the quality of rules are read off the latest cases, however many there are.
LATEST_CASES = 5_000
# With a plus sign before it no index on the column is used: whole units are large, the latest cases are few.
UNIT: ColumnElement[int] = literal_column("+cases.unit_id")
RECEIVER: ColumnElement[int] = literal_column("+cases.receiving_unit_id")
MOVEMENTS = (EventKind.ROUTED, EventKind.REROUTED, EventKind.RETURNED)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue, oldest due first, with the last return of each case that came back."""

    cases: tuple[Case, ...]
    returns: dict[int, CaseEvent]
    previous: Place | None = None
    next: Place | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A case that went back or on to another unit."""

    case: Case
    event: CaseEvent


@dataclass(frozen=True, slots=True)
class RuleQuality:
    """What became of the cases a rule routed: returned by the unit, sent elsewhere by a person (rules §4).

    One for which the operator chose another unit at entry counts as routed by the rule and overridden.
    """

    rule_id: int
    routed: int
    returned: int
    overridden: int

    @property
    def kept(self) -> int:
        """Cases that stayed where the rule sent them."""
        return self.routed - self.returned - self.overridden


def queue_page(session: Session, actor: Actor, *, today: date, place: Place | None = None) -> QueuePage:
    """Received cases that no rule matched or that came back, of the units the actor routes for."""
    asked = Asked(Whose.UNIT, _waiting(actor), place, PAGE)
    page = case_page(session, actor, asked, today=today)
    cases = _in_order(session, [row.id for row in page.rows])
    returned = [case.id for case in cases if case.returned_count]
    return QueuePage(cases, last_returns(session, returned), page.previous, page.next)


def _waiting(actor: Actor) -> Filter:
    return Filter(state=State.RECEIVED, unit_ids=actor.units_for(Permission.ROUTE))


def _in_order(session: Session, ids: Sequence[int]) -> tuple[Case, ...]:
    """The whole cases of some numbers, as the list has them in order; those that are gone left out."""
    wanted = select(Case).where(Case.id.in_(ids)).options(joinedload(Case.sender))
    found = {case.id: case for case in session.scalars(wanted)} if ids else {}
    return tuple(found[each] for each in ids if each in found)


def last_returns(session: Session, case_ids: Sequence[int]) -> dict[int, CaseEvent]:
    """The last return of each case, with its reason."""
    if not case_ids:
        return {}
    wanted = select(CaseEvent).where(CaseEvent.case_id.in_(case_ids), CaseEvent.kind == EventKind.RETURNED)
    return {event.case_id: event for event in session.scalars(wanted.order_by(CaseEvent.number))}


def waiting_case(session: Session, actor: Actor, reference: str) -> Case | None:
    """A case of the queue, if the actor routes for its unit; one that has left the queue is not found."""
    wanted = select(Case).where(Case.reference == reference, Case.state == State.RECEIVED, routed_by(actor))
    return session.scalars(wanted.options(joinedload(Case.sender))).one_or_none()


def routed_by(actor: Actor) -> ColumnElement[bool]:
    """The cases of the units for which an actor routes; a sealed one never."""
    units = actor.units_for(Permission.ROUTE)
    if not units:
        return false()
    return ~Case.sealed & or_(UNIT.in_(units), RECEIVER.in_(units))


def movements(session: Session, actor: Actor) -> tuple[Movement, ...]:
    """The latest returns and re-routings among the latest cases, newest first."""
    wanted = _moved(actor, (EventKind.REROUTED, EventKind.RETURNED), Case, CaseEvent)
    newest = wanted.order_by(CaseEvent.at.desc(), CaseEvent.case_id.desc(), CaseEvent.number.desc())
    return tuple(Movement(case, event) for case, event in session.execute(newest.limit(MOST_MOVED)))


def rule_quality(session: Session, actor: Actor) -> dict[int, RuleQuality]:
    """For each rule that routed any of the latest cases: how many, and what became of them."""
    columns = (CaseEvent.case_id, CaseEvent.kind, CaseEvent.facts)
    wanted = _moved(actor, MOVEMENTS, *columns).order_by(CaseEvent.case_id, CaseEvent.number)
    histories: dict[int, list[tuple[EventKind, dict[str, Any]]]] = defaultdict(list)
    for case_id, kind, facts in session.execute(wanted):
        histories[case_id].append((kind, facts))
    return _judged(histories.values())


def _moved(actor: Actor, kinds: Sequence[EventKind], *columns: Any) -> Select[Any]:
    latest = select(Case.id).order_by(Case.id.desc()).limit(LATEST_CASES).subquery()
    return (
        select(*columns)
        .select_from(latest)
        .join(Case, Case.id == latest.c.id)
        .join(CaseEvent, CaseEvent.case_id == latest.c.id)
        .where(CaseEvent.kind.in_(kinds), LISTED, routed_by(actor))
    )


def _judged(histories: Iterable[Sequence[tuple[EventKind, dict[str, Any]]]]) -> dict[int, RuleQuality]:
    routed, returned, overridden = Counter[int](), Counter[int](), Counter[int]()
    for history in histories:
        rule_id: int | None = None
        for kind, facts in history:
            if rule_id is not None:
                (returned if kind is EventKind.RETURNED else overridden)[rule_id] += 1
            rule_id, passed_over = facts.get("rule_id"), facts.get("passed_over_rule_id")
            if rule_id is not None:
                routed[rule_id] += 1
            if passed_over is not None:
                routed[passed_over] += 1
                overridden[passed_over] += 1
    return {
        rule_id: RuleQuality(rule_id, routed[rule_id], returned[rule_id], overridden[rule_id])
        for rule_id in sorted(routed)
    }
