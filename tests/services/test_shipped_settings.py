"""What a new installation starts with."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.domain.clock import TimeUnit
from portal.domain.office_hours import STANDARD_HOURS
from portal.domain.policies import Leg, UnitPolicy
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.queries.settings import load_settings, read_settings
from portal.services.shipped_settings import ship_settings

DAYS, YEARS = shipped_days(), range(2018, 2027)


@pytest.fixture(autouse=True)
def shipped(session: Session) -> None:
    ship_settings(session, DAYS, YEARS)


def test_it_ships_the_terms_of_every_clock(session: Session) -> None:
    terms = {
        policy.leg: (policy.term.amount, policy.term.unit) for policy in read_settings(session).clock_policies
    }
    assert terms == {
        Leg.ANSWER: (3, TimeUnit.WORKING_DAYS),
        Leg.ACCEPTANCE: (8, TimeUnit.WORKING_HOURS),
        Leg.TRANSFER: (5, TimeUnit.WORKING_DAYS),
        Leg.INTERIM_NOTICE: (3, TimeUnit.WORKING_DAYS),
    }


def test_it_ships_them_unconfirmed_with_their_legal_basis(session: Session) -> None:
    """The office's legal officer confirms them on the screen."""
    rows = session.scalars(select(ClockPolicyRow)).all()
    assert rows
    assert all(row.legal_basis and not row.confirmed_by and row.confirmed_on is None for row in rows)


def test_it_ships_no_switch_but_the_office_hours(session: Session) -> None:
    """Every other switch has its value in the domain."""
    assert session.scalars(select(UnitPolicyRow.name)).all() == ["office_hours"]
    settings = read_settings(session)
    assert settings.office_hours(1, date(2026, 11, 20)) == STANDARD_HOURS
    assert settings.unit_policy(1, date(2026, 11, 20)) == UnitPolicy()


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-11-23", True), ("2026-11-24", False), ("2026-08-22", True), ("2026-02-17", False)],
)
def test_it_ships_the_official_calendar(session: Session, day: str, works: bool) -> None:
    assert read_settings(session).calendar.is_working(date.fromisoformat(day)) is works


def test_it_ships_confirmed_years_and_no_others(session: Session) -> None:
    calendar = read_settings(session).calendar
    assert calendar.confirmed_years == frozenset(YEARS)
    assert calendar.is_provisional(date(2026, 12, 31), date(2027, 1, 1))


def test_it_begins_the_revision_of_the_settings(session: Session, now: datetime) -> None:
    token = load_settings(session).token
    assert len(token) == 16
    assert load_settings(session) is load_settings(session)
