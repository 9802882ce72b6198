"""Taking a case: accepted by an officer, assigned by a leader, or handed to another officer."""

from collections.abc import Iterable

from portal.domain.events import EventKind
from portal.domain.permissions import Role
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.models.case import Case
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.clocks import running
from portal.services.errors import RuleBroken
from portal.services.messages import tell_staff
from portal.services.route_case import satisfy_acceptance
from portal.services.transition import record


def accept_case(act: Act, case: Case) -> None:
    """Take a case oneself. Raises IllegalStep, NotPermitted; taking one's own case again changes nothing."""
    if case.state is State.IN_PROGRESS and case.officer_id == act.actor.account_id:
        return
    record(act, case, EventKind.ACCEPTED, officer_id=act.actor.account_id, from_officer_id=case.officer_id)
    case.officer_id = act.actor.account_id
    satisfy_acceptance(act, running(act.session, case.id, Leg.ACCEPTANCE))


def assign_case(act: Act, case: Case, *, officer_id: int) -> None:
    """Give a case to an officer or leader of the unit that has it. Raises RuleBroken for anybody else."""
    holders = assignable(act, case.unit_id)
    person = act.settings.people.get(officer_id)
    if person is None or person not in holders:
        raise RuleBroken("officer_id", "not_in_unit")
    record(act, case, EventKind.ASSIGNED, officer_id=officer_id, from_officer_id=case.officer_id)
    case.officer_id = officer_id
    satisfy_acceptance(act, running(act.session, case.id, Leg.ACCEPTANCE))
    tell_staff(act, case, "staff_assigned", to=[person])


def assign_cases(act: Act, cases: Iterable[Case], *, officer_id: int) -> int:
    """Give several cases to one officer; returns how many. Those the officer has already are left alone."""
    count = 0
    for case in cases:
        if case.officer_id != officer_id or case.state is State.ROUTED:
            assign_case(act, case, officer_id=officer_id)
            count += 1
    return count


def assignable(act: Act, unit_id: int) -> list[Person]:
    """The people of a unit to whom its cases can be given today."""
    officers = act.settings.holders(Role.OFFICER, {unit_id}, act.today)
    leaders = act.settings.holders(Role.LEADER, {unit_id}, act.today)
    return [*officers, *(each for each in leaders if each not in officers)]
