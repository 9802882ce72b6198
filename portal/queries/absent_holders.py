"""Holders who cannot work on their cases today, and the cases that would so be in nobody's list (rules §2, §13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import PERMITTED, REACHES_DOWN, Permission
from portal.domain.states import State
from portal.models.appointment import Deputy
from portal.models.case import Case
from portal.queries.case_rows import COLUMNS, OPEN, CaseRow, case_row
from portal.queries.settings import Absence, Settings

__all__ = ["Deputy"]

# What an officer holds; a received case is the coordinator's, a request to look again the leader's.
HELD = (State.ROUTED, State.IN_PROGRESS, State.WAITING_FOR_SENDER)
MOST_LISTED = 200


class Why(StrEnum):
    """Why a holder cannot work on a case."""

    INACTIVE = "inactive"
    NOT_APPOINTED = "not_appointed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Stranded:
    """The open cases of a unit that a holder cannot work on, and why."""

    unit_id: int
    officer_id: int
    why: Why
    count: int


def absence_of(settings: Settings, account_id: int, today: date) -> Absence | None:
    """The absence of somebody who is away today."""
    return next(
        (each for each in settings.absences if each.account_id == account_id and each.covers(today)), None
    )


def is_stood_in_for(settings: Settings, account_id: int, today: date) -> bool:
    """Whether one of the deputies of somebody away is active, appointed and not away as well."""
    deputies = (
        each.deputy_id for each in settings.absences if each.account_id == account_id and each.covers(today)
    )
    return any(is_at_work(settings, each, today) for each in deputies)


def is_at_work(settings: Settings, account_id: int, today: date) -> bool:
    """Whether somebody is active, holds any office today and is not away."""
    appointed = any(post.account_id == account_id and post.in_force(today) for post in settings.posts)
    person = settings.people.get(account_id)
    present = absence_of(settings, account_id, today) is None
    return person is not None and person.active and appointed and present


def held_units(settings: Settings, account_id: int, today: date) -> frozenset[int]:
    """The units whose cases somebody can hold by their own offices."""
    units: set[int] = set()
    for post in settings.posts:
        if post.account_id != account_id or not post.in_force(today):
            continue
        if post.role in PERMITTED[Permission.ACCEPT]:
            reach = settings.units_below(post.unit_id) if post.role in REACHES_DOWN else {post.unit_id}
            units |= reach
    return frozenset(units)


def why_stranded(settings: Settings, account_id: int, unit_id: int, *, today: date) -> Why | None:
    """Why a holder cannot work on the cases of a unit today; None when they can, or their deputy can."""
    person = settings.people.get(account_id)
    if person is None or not person.active:
        return Why.INACTIVE
    if unit_id not in held_units(settings, account_id, today):
        return Why.NOT_APPOINTED
    if absence_of(settings, account_id, today) and not is_stood_in_for(settings, account_id, today):
        return Why.AWAY
    return None


def stranded(session: Session, settings: Settings, actor: Actor, *, today: date) -> list[Stranded]:
    """Whose cases lie there, in the units in which the actor reassigns work: one statement."""
    units = sorted(actor.units_for(Permission.REASSIGN_WORK))
    wanted = (
        select(Case.unit_id, Case.officer_id, func.count())
        .where(OPEN, Case.unit_id.in_(units), Case.officer_id.is_not(None), Case.state.in_(HELD))
        .group_by(Case.unit_id, Case.officer_id)
        .order_by(Case.unit_id, Case.officer_id)
    )
    found = []
    for unit_id, officer_id, count in session.execute(wanted):
        why = why_stranded(settings, officer_id or 0, unit_id, today=today)
        if why is not None:
            found.append(Stranded(unit_id, officer_id or 0, why, count))
    return found


def stranded_cases(session: Session, of: Iterable[Stranded]) -> list[CaseRow]:
    """The cases behind some lines of `stranded`, oldest due first, as many as one sitting can give away."""
    pairs = [(each.unit_id, each.officer_id) for each in of]
    if not pairs:
        return []
    wanted = select(*COLUMNS).where(
        OPEN, Case.state.in_(HELD), tuple_(Case.unit_id, Case.officer_id).in_(pairs)
    )
    rows = session.execute(wanted.order_by(Case.due_on, Case.id).limit(MOST_LISTED))
    return [case_row(row) for row in rows]


def absences_from(
    session: Session, account_ids: Iterable[int], *, deputy_id: int, today: date
) -> Sequence[Deputy]:
    """Absences of some people, and those for which somebody stands in, from today on, the nearest first."""
    concerned = or_(Deputy.account_id.in_(sorted(account_ids)), Deputy.deputy_id == deputy_id)
    wanted = select(Deputy).where(concerned, Deputy.to_on >= today)
    return session.scalars(wanted.order_by(Deputy.from_on, Deputy.id)).all()
