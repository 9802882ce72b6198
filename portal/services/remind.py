"""Reminders and escalation: each running leg is looked at when its moment comes, held by somebody or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.policies import Leg
from portal.domain.reminders import Reminder, reminder_now
from portal.domain.states import OPEN_STATES, State
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.actors import actor_for
from portal.queries.clocks import deadline_of, plan_of
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.clocks import next_check
from portal.services.conditional import changed_one
from portal.services.messages import tell_staff
from portal.services.transition import record

ClockKey = tuple[int, Leg, int]
PUT_OFF = timedelta(minutes=30)

# Answered, and its clock runs on: the public answer counts, and is not out.
UNPUBLISHED = frozenset({State.ANSWERED, State.CLOSED})
# A merged case keeps its own clock, which the holder of the main case must know of.
REMINDED = OPEN_STATES | {State.MERGED} | UNPUBLISHED
GOING_UP = frozenset({Reminder.OVERDUE, Reminder.ESCALATED_TO_LEADER, Reminder.ESCALATED_TO_OVERSIGHT})
EVENTS = {
    Reminder.HALF_TIME: EventKind.WARNED,
    Reminder.LAST_DAY: EventKind.WARNED,
    Reminder.OVERDUE: EventKind.OVERDUE_NOTICED,
    Reminder.ESCALATED_TO_LEADER: EventKind.ESCALATED,
    Reminder.ESCALATED_TO_OVERSIGHT: EventKind.ESCALATED,
}


def due_clocks(session: Session, now: datetime, limit: int = 200) -> Sequence[ClockKey]:
    """The legs whose moment has come, the longest waiting first."""
    wanted = (
        select(CaseClock.case_id, CaseClock.leg, CaseClock.round)
        .where(CaseClock.check_after <= now)
        .order_by(CaseClock.check_after)
        .limit(limit)
    )
    return [(row.case_id, row.leg, row.round) for row in session.execute(wanted)]


def remind(act: Act, key: ClockKey) -> bool:
    """Send what is due for one leg; False when another worker was there first."""
    due_now = update(CaseClock).where(*_match(key), CaseClock.check_after <= act.now)
    if not changed_one(act.session, due_now.values(check_after=None)):
        return False
    clock = act.session.get_one(CaseClock, key, populate_existing=True)
    deadline = deadline_of(act.settings, clock)
    sent = frozenset(Reminder(each) for each in clock.reminders_sent)
    due = reminder_now(plan_of(act.settings, clock, deadline), sent, act.now)
    case = act.session.get_one(Case, clock.case_id)
    if case.sealed or case.state not in REMINDED:
        return True  # and never looked at again: its moment would stay in the past and come up every minute
    if due is not None:
        _tell(act, case, clock.leg, reminder=due.reminder)
        clock.reminders_sent = [*clock.reminders_sent, due.reminder.value]
    clock.check_after = next_check(act.settings, clock, deadline)
    return True


def _match(key: ClockKey) -> tuple[ColumnElement[bool], ...]:
    return CaseClock.case_id == key[0], CaseClock.leg == key[1], CaseClock.round == key[2]


def put_off(act: Act, key: ClockKey, error: Exception) -> None:
    """A leg that raised is tried again later and never stops the others; one satisfied since is left alone."""
    later = update(CaseClock).where(*_match(key), CaseClock.check_after <= act.now)
    changed_one(act.session, later.values(check_after=act.now + PUT_OFF, last_error=type(error).__name__))


def _tell(act: Act, case: Case, leg: Leg, *, reminder: Reminder) -> None:
    record(act, case, EVENTS[reminder], reminder=reminder.value, leg=leg.value)
    template = "staff_publication_reminder" if case.state in UNPUBLISHED else "staff_reminder"
    told = people_to_tell(act, case, reminder)
    tell_staff(act, case, template, to=told, always=True, reminder=reminder.value)


def people_to_tell(act: Act, case: Case, reminder: Reminder) -> list[Person]:
    """The holder, or for a case nobody has taken its unit's leaders; then upwards, step by step."""
    if case.state is State.MERGED and case.main_case_id is not None:
        case = act.session.get_one(Case, case.main_case_id)
    told = _first_told(act, case)
    if reminder in GOING_UP or not told:
        told.extend(_leaders(act, case.unit_id))
    if reminder is Reminder.ESCALATED_TO_OVERSIGHT:
        above = act.settings.standing_chain(case.unit_id, act.today)
        told.extend(act.settings.holders(Role.OVERSEER, above, act.today))
    return told or _coordinators(act, case)


def _first_told(act: Act, case: Case) -> list[Person]:
    """Who has to do the next thing: route it, publish its answer, or answer it."""
    if case.state is State.RECEIVED:
        return _coordinators(act, case)
    if case.state in UNPUBLISHED:
        return [*_leaders(act, case.unit_id), *_coordinators(act, case)]
    return _holder(act, case)


def _leaders(act: Act, unit_id: int) -> list[Person]:
    """The leaders of a unit, else of the nearest one above that has any."""
    for above in act.settings.standing_chain(unit_id, act.today):
        if leaders := act.settings.holders(Role.LEADER, {above}, act.today):
            return leaders
    return []


def _holder(act: Act, case: Case) -> list[Person]:
    """The officer who has the case and whoever stands in for them today; nobody who has left the unit.

    Deputies of the others are added where the mail is queued: without one, an officer's case goes to the leaders.
    """
    if case.officer_id is None:
        return []
    deputies = (
        absence.deputy_id
        for absence in act.settings.absences
        if absence.account_id == case.officer_id and absence.covers(act.today)
    )
    people = (act.settings.people[each] for each in (case.officer_id, *deputies))
    return [person for person in people if person.active and _works_on(act, person, case)]


def _works_on(act: Act, person: Person, case: Case) -> bool:
    actor = actor_for(act.settings, person.id, act.today)
    return actor.may(Permission.WRITE_ANSWER, case.unit_id)


def _coordinators(act: Act, case: Case) -> list[Person]:
    above = act.settings.standing_chain(case.receiving_unit_id, act.today)
    return act.settings.holders(Role.COORDINATOR, above, act.today)
