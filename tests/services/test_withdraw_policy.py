"""Rows that have not begun can be taken back, and the one before runs on; others can only end."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.policies import Leg
from portal.models.audit import AuditEntry
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.queries.settings import load_settings
from portal.services.change_policy import ClockFacts, Footing, Switch, add_clock_policy, set_switch
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.withdraw_policy import end_switch, withdraw_clock_policy, withdraw_switch
from tests.factories import acting, unit_id

BASIS = "Quyết định 15/QĐ-UBND"


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def added(session: Session, now: datetime, begins_on: date, amount: int = 2) -> ClockPolicyRow:
    """A general term of the answer that follows the one before it."""
    facts = ClockFacts("HOTLINE_ANSWER", Leg.ANSWER, amount, TimeUnit.WORKING_DAYS)
    return add_clock_policy(acting(session, "administrator", now), facts, Footing(begins_on, BASIS))


def dates(session: Session) -> list[tuple[int, date | None]]:
    """The terms of the answer with their last days, in their order."""
    rows = session.scalars(select(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.ANSWER))
    return [(row.amount, row.valid_to) for row in sorted(rows, key=lambda row: row.valid_from)]


def set_wait(session: Session, now: datetime, value: int, begins_on: date) -> UnitPolicyRow:
    given = Switch("longest_wait", value, unit_id(session, "TB"))
    return set_switch(acting(session, "administrator", now), given, Footing(begins_on, BASIS))


def broken(code: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda error: error.code == code)


def test_the_row_before_runs_on(session: Session, now: datetime) -> None:
    row = added(session, now, date(2026, 12, 1))
    withdraw_clock_policy(acting(session, "administrator", now), row.id)
    assert dates(session) == [(3, None)]
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.before) == (
        "clock_policy_withdrawn",
        {"amount": 2, "time_unit": "working_days", "valid_from": "2026-12-01", "legal_basis": BASIS},
    )


def test_the_row_before_lasts_until_the_one_behind(session: Session, now: datetime) -> None:
    middle = added(session, now, date(2026, 12, 1))
    added(session, now, date(2027, 1, 1), amount=1)
    withdraw_clock_policy(acting(session, "administrator", now), middle.id)
    assert dates(session) == [(3, date(2026, 12, 31)), (1, None)]


def test_a_row_of_other_cases_stays_as_it_is(session: Session, now: datetime) -> None:
    facts = ClockFacts("OF_TB", Leg.ANSWER, 1, TimeUnit.WORKING_DAYS, unit_id=unit_id(session, "TB"))
    noise = add_clock_policy(acting(session, "administrator", now), facts, Footing(date(2026, 11, 21), BASIS))
    noise.valid_to = date(2026, 11, 30)
    row = added(session, now, date(2026, 12, 1))
    withdraw_clock_policy(acting(session, "administrator", now), row.id)
    assert noise.valid_to == date(2026, 11, 30)


@pytest.mark.parametrize("begins_on", [date(2018, 1, 1), date(2026, 11, 20)])
def test_a_row_that_has_begun_stays(session: Session, now: datetime, begins_on: date) -> None:
    row = session.scalars(select(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.ANSWER)).one()
    row.valid_from = begins_on
    with broken("begun"):
        withdraw_clock_policy(acting(session, "administrator", now), row.id)


def test_a_value_of_a_switch_is_taken_back(session: Session, now: datetime) -> None:
    set_wait(session, now, 7, date(2026, 11, 21))
    later = set_wait(session, now, 9, date(2026, 12, 1))
    withdraw_switch(acting(session, "administrator", now), later.id)
    policy = load_settings(session).unit_policy(unit_id(session, "TB"), date(2026, 12, 2))
    assert policy.longest_wait == 7


def test_a_switch_ends_and_the_one_above_holds(session: Session, now: datetime) -> None:
    row = set_wait(session, now, 7, date(2026, 11, 20))
    with broken("begun"):
        withdraw_switch(acting(session, "administrator", now), row.id)
    with broken("past"):
        end_switch(acting(session, "administrator", now), row.id, last_on=date(2026, 11, 19))
    end_switch(acting(session, "administrator", now), row.id, last_on=date(2026, 11, 30))
    settings, commune = load_settings(session), unit_id(session, "TB")
    waits = [settings.unit_policy(commune, date(2026, *day)).longest_wait for day in ((11, 30), (12, 1))]
    assert waits == [7, 5]


@pytest.mark.parametrize("role", ["leader", "coordinator", "outsider"])
def test_it_is_the_administrators_alone(session: Session, now: datetime, role: str) -> None:
    policy, switch = added(session, now, date(2026, 12, 1)), set_wait(session, now, 7, date(2026, 12, 1))
    other = acting(session, role, now)
    with pytest.raises(NotPermitted):
        withdraw_clock_policy(other, policy.id)
    with pytest.raises(NotPermitted):
        withdraw_switch(other, switch.id)
    with pytest.raises(NotPermitted):
        end_switch(other, switch.id, last_on=date(2026, 12, 31))
