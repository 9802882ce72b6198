"""The clocks of a case: which policy governs, from when, and what freezes or ends them."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.domain.calendar import DayKind
from portal.domain.clock import TimeUnit
from portal.domain.kinds import Channel, Kind
from portal.domain.policies import Leg
from portal.domain.verdict import Verdict
from portal.models.calendar import CalendarRow
from portal.models.policy import ClockPolicyRow
from portal.models.settings_revision import raise_revision
from portal.queries.settings import load_settings
from portal.services.clocks import grace, running, satisfy, stop_all
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    category_id,
    opened_case,
    switch,
    unit_id,
)
from tests.support.records import leg, legs

pytestmark = pytest.mark.usefixtures("standing_office")

DUE = date(2026, 11, 26)
SOON, LATE = date(2026, 11, 23), date(2026, 11, 30)
NIGHT = datetime.fromisoformat("2026-11-20T20:00+07:00")


def policy(session: Session, amount: int, **given: object) -> None:
    """One more row for the answer, beside the shipped one of three working days."""
    facts = {"code": "OWN", "time_unit": TimeUnit.WORKING_DAYS, "valid_from": date(2026, 1, 1), **given}
    session.add(ClockPolicyRow(leg=Leg.ANSWER, amount=amount, **facts))
    session.flush()


def local_day(session: Session, on: date, unit: str) -> None:
    row = CalendarRow(on=on, kind=DayKind.OFF, name="Lễ hội", source="", unit_id=unit_id(session, unit))
    session.add(row)
    session.flush()


def test_it_takes_the_most_specific_policy(session: Session, now: datetime) -> None:
    policy(session, 1, category_id=category_id(session, "electricity"))
    policy(session, 5, category_id=category_id(session, "electricity"), channel=Channel.LETTER)
    assert opened_case(session, now).due_on == SOON
    assert opened_case(session, now, channel=Channel.LETTER).due_on == date(2026, 11, 30)
    assert opened_case(session, now, category_id=category_id(session, "fuel")).due_on == DUE


def test_it_takes_the_policy_in_force_at_receipt(session: Session, now: datetime) -> None:
    policy(session, 1, kind=Kind.FEEDBACK, valid_to=date(2026, 11, 19))
    policy(session, 5, kind=Kind.FEEDBACK, valid_from=date(2026, 11, 21))
    assert opened_case(session, now).due_on == DUE


def test_it_takes_the_policy_of_the_receiving_unit(session: Session, now: datetime) -> None:
    """Not that of the unit which handles it."""
    policy(session, 1, unit_id=unit_id(session, "QLNL"))
    policy(session, 5, unit_id=unit_id(session, "TB"))
    assert opened_case(session, now).due_on == DUE
    assert opened_case(session, now, receiving_unit_id=unit_id(session, "TB")).due_on == LATE


def test_it_keeps_the_local_days_of_the_receiving_unit(session: Session, now: datetime) -> None:
    local_day(session, SOON, "QLNL")
    assert opened_case(session, now).due_on == DUE
    local_day(session, SOON, "BA")
    assert opened_case(session, now).due_on == date(2026, 11, 27)


def test_it_deems_an_evening_the_next_working_day_where_the_unit_does(session: Session) -> None:
    assert opened_case(session, NIGHT).due_on == DUE
    switch(session, "deem_after_hours", True)
    assert opened_case(session, NIGHT).due_on == date(2026, 11, 27)


def test_it_keeps_what_was_in_force_at_receipt(session: Session) -> None:
    case = opened_case(session, NIGHT)
    switch(session, "deem_after_hours", True)
    assert not leg(session, case).deem_after_hours


def test_it_says_that_a_date_is_provisional(session: Session, now: datetime) -> None:
    assert not opened_case(session, now).provisional
    year_end = opened_case(session, datetime.fromisoformat("2026-12-30T09:00+07:00"))
    assert (year_end.due_on.year, year_end.provisional) == (2027, True)
    assert leg(session, year_end).provisional


def test_it_starts_no_leg_without_a_policy(session: Session, now: datetime) -> None:
    session.execute(delete(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.ACCEPTANCE))
    raise_revision(session)
    assert legs(session, opened_case(session, now)) == {Leg.ANSWER, Leg.TRANSFER}


def test_it_freezes_the_verdict_against_the_calendar_of_the_moment(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    local_day(session, SOON, "BA")
    clock = leg(session, case)
    assert (clock.verdict, clock.due_on) == (Verdict.IN_TIME, DUE)


def test_it_judges_a_term_in_hours_to_the_minute(session: Session, now: datetime) -> None:
    policy(session, 2, time_unit=TimeUnit.WORKING_HOURS, kind=Kind.FEEDBACK)
    cases = [accepted_case(session, now) for _ in range(2)]
    for case, minutes in zip(cases, (120, 121), strict=True):
        satisfy(acting(session, "system", now + timedelta(minutes=minutes)), case, Leg.ANSWER)
    assert [(case.verdict, case.late_by) for case in cases] == [(Verdict.IN_TIME, 0), (Verdict.LATE, 1)]


def test_it_satisfies_nothing_twice(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert satisfy(acting(session, "system", now + timedelta(days=30)), case, Leg.ANSWER) is None
    assert case.verdict is Verdict.IN_TIME


def test_it_ends_what_runs_without_a_verdict(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    session.flush()
    stop_all(acting(session, "system", now), case)
    assert running(session, case.id) == []
    assert (leg(session, case).stopped, leg(session, case).check_after) == (True, None)
    assert leg(session, case, Leg.ACCEPTANCE).verdict is Verdict.IN_TIME


def test_it_reminds_of_every_leg_but_the_transfer(session: Session, now: datetime) -> None:
    """The transfer is the coordinator's own; a case in the queue is warned of by its answer leg."""
    case = opened_case(session, now, category_id=None)
    assert leg(session, case, Leg.TRANSFER).check_after is None
    assert leg(session, case).check_after == datetime.fromisoformat("2026-11-23T16:30+07:00")


@pytest.mark.parametrize(("days", "ends"), [(1, "2026-11-24"), (2, "2026-11-26"), (10, "2026-12-08")])
def test_it_closes_windows_at_midnight(session: Session, now: datetime, days: int, ends: str) -> None:
    reckoning = load_settings(session).reckoning(unit_id(session, "BA"), now.date())
    assert grace(now, days, reckoning) == datetime.fromisoformat(f"{ends}T00:00+07:00")
