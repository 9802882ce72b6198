"""The shipped calendar against the notices, and the proposals for the years that have none."""

from datetime import date

import pytest

from portal.adapters.shipped_calendar import PROPOSAL, proposed_days, shipped_calendar, shipped_days
from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar, days_between
from tests.domain.official_calendar import OFFICIAL

CONFIRMED_YEARS = set(range(2018, 2027))


def working_days(calendar: WorkingCalendar, year: int) -> set[date]:
    days = days_between(date(year, 1, 1), date(year, 12, 31))
    return {day for day in days if calendar.is_working(day)}


@pytest.mark.parametrize("year", sorted(CONFIRMED_YEARS))
def test_it_agrees_with_the_notices_on_every_day(year: int) -> None:
    assert working_days(shipped_calendar(), year) == working_days(OFFICIAL, year)


def test_it_confirms_the_shipped_years_and_no_others() -> None:
    assert shipped_calendar().confirmed_years == CONFIRMED_YEARS
    assert {day.on.year for day in shipped_days()} == CONFIRMED_YEARS


def test_it_names_every_shipped_day_and_its_notice_once() -> None:
    days = shipped_days()

    assert all(day.name and day.source for day in days)
    assert [day.on for day in days] == sorted({day.on for day in days})


def test_it_keeps_holidays_on_a_weekend_for_their_names() -> None:
    # 26/4/2026 is a Sunday: no working day is lost, but the calendar page shows why the 27th is off.
    assert date(2026, 4, 26) in {day.on for day in shipped_days()}


def test_it_reads_the_file_once() -> None:
    assert shipped_calendar() is shipped_calendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2027, 1, 1), False),  # New Year
        (date(2027, 2, 8), False),  # within Tết, whichever days the notice will name
        (date(2027, 5, 3), False),  # make-up of 1/5 on a Saturday
        (date(2027, 11, 24), False),  # the holiday that is new since 2026
        (date(2027, 6, 1), True),  # an ordinary Tuesday
        (date(2036, 1, 29), False),  # Tết of the last proposed year
    ],
)
def test_it_proposes_the_years_after(day: date, working: bool) -> None:
    assert shipped_calendar().is_working(day) is working
    assert shipped_calendar().is_provisional(day, day)


def test_it_says_of_every_proposal_that_it_is_one() -> None:
    days = proposed_days(2027)

    assert {day.source for day in days} == {PROPOSAL}
    assert all(day.name for day in days)
    assert [day.on for day in days] == sorted({day.on for day in days})
    assert {day.on.year for day in days} == {2027}


def test_it_proposes_swaps_as_the_package_has_them() -> None:
    assert CalendarDay(date(2026, 8, 22), DayKind.WORKED, "Làm việc bù", PROPOSAL) in proposed_days(2026)
    # The package keeps the swaps of other years on every year it makes.
    assert date(2019, 1, 5) not in {day.on for day in proposed_days(2026)}


def test_it_lets_the_notices_win_over_the_proposals() -> None:
    # The package lacks this swap of 2026 (law §2.5); the shipped rows have it.
    assert not shipped_calendar().is_working(date(2026, 1, 2))
    assert shipped_calendar().is_working(date(2026, 1, 10))
