"""When reports are due and prepared: the two of the year, quarters, days of rest, lead by working days."""

from datetime import date

import pytest

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar
from portal.domain.reports.schedule import Plan, Settled, due, next_due, to_prepare

# The day of Vietnamese culture, on which nobody works since 2026.
CALENDAR = WorkingCalendar.of([CalendarDay(date(2026, 11, 24), DayKind.OFF, "", "")], [2026])
ALL = Settled(quarter=True, half_year=True, year=True)


@pytest.mark.parametrize(
    ("plan", "due_on", "ready_by", "prepared_on", "covers"),
    [
        # a Wednesday; the day before it is a holiday, so three working days ahead is the Thursday before
        (Plan.REFORM, date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 19), "2026-01-01_2026-11-18"),
        # a Friday
        (Plan.INDEX, date(2026, 12, 25), date(2026, 12, 25), date(2026, 12, 22), "2026-01-01_2026-12-21"),
        # a Saturday: the last working day on or before it counts
        (Plan.INDEX, date(2027, 12, 25), date(2027, 12, 24), date(2027, 12, 21), "2027-01-01_2027-12-20"),
        # a Sunday, after the third quarter
        (Plan.QUARTER, date(2027, 10, 10), date(2027, 10, 8), date(2027, 10, 5), "2027-Q3"),
        (Plan.QUARTER, date(2027, 1, 10), date(2027, 1, 8), date(2027, 1, 5), "2026-Q4"),
        (Plan.HALF_YEAR, date(2026, 7, 10), date(2026, 7, 10), date(2026, 7, 7), "2026-H1"),
        (Plan.YEAR, date(2027, 1, 10), date(2027, 1, 8), date(2027, 1, 5), "2026"),
    ],
)
def test_it_is_prepared_working_days_ahead(
    plan: Plan, due_on: date, ready_by: date, prepared_on: date, covers: str
) -> None:
    found = due(plan, due_on, settled=ALL, calendar=CALENDAR)
    assert (found.ready_by, found.prepared_on, found.days.code) == (ready_by, prepared_on, covers)


@pytest.mark.parametrize(
    ("plan", "due_on", "ready_by", "prepared_on", "covers"),
    [
        # three working days ahead the quarter had not ended
        (Plan.QUARTER, date(2027, 1, 5), date(2027, 1, 5), date(2027, 1, 1), "2026-Q4"),
        # a Sunday, and the last working day before it lies in the quarter: ready as soon as that has ended
        (Plan.QUARTER, date(2027, 1, 3), date(2027, 1, 1), date(2027, 1, 1), "2026-Q4"),
        (Plan.QUARTER, date(2027, 1, 1), date(2027, 1, 1), date(2027, 1, 1), "2026-Q4"),
        (Plan.HALF_YEAR, date(2026, 7, 2), date(2026, 7, 2), date(2026, 7, 1), "2026-H1"),
        (Plan.YEAR, date(2027, 1, 2), date(2027, 1, 1), date(2027, 1, 1), "2026"),
    ],
)
def test_it_is_never_prepared_before_its_period_has_ended(
    plan: Plan, due_on: date, ready_by: date, prepared_on: date, covers: str
) -> None:
    """It is made once and for good."""
    found = due(plan, due_on, settled=ALL, calendar=CALENDAR)
    assert (found.ready_by, found.prepared_on, found.days.code) == (ready_by, prepared_on, covers)


def test_it_tells_the_next_of_every_plan_the_soonest_first() -> None:
    found = next_due(ALL, date(2026, 11, 20), CALENDAR)
    assert [(each.plan, each.due_on) for each in found] == [
        (Plan.REFORM, date(2026, 11, 25)),
        (Plan.INDEX, date(2026, 12, 25)),
        (Plan.HALF_YEAR, date(2027, 1, 10)),
        (Plan.QUARTER, date(2027, 1, 10)),
        (Plan.YEAR, date(2027, 1, 10)),
    ]


def test_what_is_due_today_is_still_next() -> None:
    assert next_due(Settled(), date(2026, 11, 25), CALENDAR)[0].due_on == date(2026, 11, 25)
    assert next_due(Settled(), date(2026, 11, 26), CALENDAR)[1].due_on == date(2027, 11, 25)


@pytest.mark.parametrize(
    ("today", "plans"),
    [
        (date(2026, 11, 18), []),
        (date(2026, 11, 19), [Plan.REFORM]),  # its day has come
        (date(2026, 11, 25), [Plan.REFORM]),  # and it is not over yet
        (date(2026, 11, 26), []),
    ],
)
def test_it_is_put_down_from_its_day_until_it_is_due(today: date, plans: list[Plan]) -> None:
    assert [each.plan for each in to_prepare(Settled(), today, CALENDAR)] == plans


def test_an_office_may_want_none() -> None:
    assert next_due(Settled(reform=False, index=False), date(2026, 11, 20), CALENDAR) == []
