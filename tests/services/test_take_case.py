"""Taking a case, giving it to a colleague, and who can be given one."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep
from portal.models.appointment import AppointmentRow
from portal.models.settings_revision import raise_revision
from portal.services.errors import RuleBroken
from portal.services.take_case import accept_case, assign_case, assign_cases, assignable
from tests.factories import accepted_case, acting, answered_case, mail_at_once, opened_case, unit_id
from tests.services.who_may import Maker, unrouted, waiting
from tests.support.records import account_of, kinds, last_event, leg, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_gives_the_case_to_who_takes_it(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    officer = account_of(session, "officer")
    accepted = last_event(session, case)
    assert (case.state, case.officer_id) == (State.IN_PROGRESS, officer.id)
    assert accepted.facts == {"officer_id": officer.id, "from_officer_id": None}
    assert told_staff(session, case) == set()


@pytest.mark.parametrize(
    ("hours", "verdict", "late_by"),
    [
        (72.5, Verdict.IN_TIME, 0),  # Monday 9:30, the moment at which eight working hours are over
        (72.51, Verdict.LATE, 1),
        (24 * 6, Verdict.LATE, 2),  # Thursday; Tuesday is a day off
    ],
)
def test_it_satisfies_the_acceptance(
    session: Session, now: datetime, hours: float, verdict: Verdict, late_by: int
) -> None:
    case = opened_case(session, now)
    later = now + timedelta(hours=hours)
    accept_case(acting(session, "officer", later), case)
    acceptance = leg(session, case, Leg.ACCEPTANCE)
    assert (acceptance.satisfied_at, acceptance.check_after) == (later, None)
    assert (acceptance.verdict, acceptance.late_by) == (verdict, late_by)
    assert (leg(session, case).satisfied_at, case.verdict) == (None, None)


def test_it_changes_nothing_to_take_ones_own_case_again(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    accept_case(acting(session, "officer", now), case)
    assert kinds(session, case).count(EventKind.ACCEPTED) == 1


def test_it_lets_a_colleague_take_over(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    accept_case(acting(session, "colleague", now), case)
    assert case.officer_id == account_of(session, "colleague").id
    assert last_event(session, case).facts["from_officer_id"] == account_of(session, "officer").id


@pytest.mark.parametrize("maker", [unrouted, waiting, answered_case])
def test_it_takes_no_case_that_is_elsewhere(session: Session, now: datetime, maker: Maker) -> None:
    case = maker(session, now)
    with pytest.raises(IllegalStep):
        accept_case(acting(session, "director", now), case)


def test_it_assigns_and_tells_the_officer(session: Session, now: datetime) -> None:
    colleague = account_of(session, "colleague")
    mail_at_once(session, "colleague")
    case = accepted_case(session, now)
    assign_case(acting(session, "leader", now), case, officer_id=colleague.id)
    assert (case.officer_id, last_event(session, case).kind) == (colleague.id, EventKind.ASSIGNED)
    assert told_staff(session, case, "staff_assigned") == {"colleague"}


def test_it_satisfies_the_acceptance_by_assigning(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assign_case(acting(session, "leader", now), case, officer_id=account_of(session, "officer").id)
    assert leg(session, case, Leg.ACCEPTANCE).verdict is Verdict.IN_TIME


def test_it_does_not_tell_leaders_what_they_take_themselves(session: Session, now: datetime) -> None:
    leader = account_of(session, "leader")
    mail_at_once(session, "leader")
    case = accepted_case(session, now)
    assign_case(acting(session, "leader", now), case, officer_id=leader.id)
    assert told_staff(session, case, "staff_assigned") == set()


@pytest.mark.parametrize("role", ["outsider", "operator", "coordinator", "director"])
def test_it_assigns_to_nobody_from_elsewhere(session: Session, now: datetime, role: str) -> None:
    case = opened_case(session, now)
    with pytest.raises(RuleBroken, match="not_in_unit"):
        assign_case(acting(session, "leader", now), case, officer_id=account_of(session, role).id)


def test_it_assigns_to_nobody_who_is_gone(session: Session, now: datetime) -> None:
    colleague, officer = account_of(session, "colleague"), account_of(session, "officer")
    colleague.active = False
    ended = update(AppointmentRow).where(AppointmentRow.account_id == officer.id)
    session.execute(ended.values(valid_to=date(2026, 11, 19)))
    session.flush()
    raise_revision(session)
    people = assignable(acting(session, "leader", now), unit_id(session, "QLNL"))
    assert [person.id for person in people] == [account_of(session, "leader").id]


def test_it_assigns_many_and_leaves_alone_what_the_officer_has(session: Session, now: datetime) -> None:
    has, waits = accepted_case(session, now), opened_case(session, now)
    officer = account_of(session, "officer")
    assert assign_cases(acting(session, "leader", now), [has, waits], officer_id=officer.id) == 1
    assert (waits.officer_id, waits.state) == (officer.id, State.IN_PROGRESS)
    assert EventKind.ASSIGNED not in kinds(session, has)
