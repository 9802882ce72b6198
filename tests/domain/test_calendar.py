"""The working calendar: ordinary weeks, official rows, local days, provisional years."""

from datetime import date

import pytest

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar, days_between
from tests.domain.clocks import on
from tests.domain.official_calendar import OFFICIAL

BARE = WorkingCalendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-06-01", True),  # Monday
        ("2026-06-05", True),  # Friday is the last working day of the week
        ("2026-06-06", False),  # Saturday
        ("2026-06-07", False),  # Sunday
        ("2026-11-24", False),  # a weekday named off
        ("2026-08-22", True),  # a Saturday named worked
        ("2026-08-15", False),  # the Saturday before it
        ("2025-11-24", True),  # the same date a year earlier
    ],
)
def test_it_knows_working_days(day: str, working: bool) -> None:
    assert OFFICIAL.is_working(on(day)) is working


@pytest.mark.parametrize(
    ("year", "working_days"),
    [
        # Weekdays of the year, less weekdays off, plus weekend days worked: each year counted by hand.
        (2018, 261 - 11),
        (2019, 261 - 11 + 2),
        (2020, 262 - 10),
        (2021, 261 - 11),
        (2022, 260 - 11),
        (2023, 260 - 11),
        (2024, 262 - 12 + 1),
        (2025, 261 - 12 + 1),
        (2026, 261 - 14 + 2),
    ],
)
def test_it_has_the_working_days_of_every_official_year(year: int, working_days: int) -> None:
    assert OFFICIAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        ("2026-06-01", 0, "2026-06-01"),  # nothing added: the day itself
        ("2026-06-06", 0, "2026-06-06"),  # even when it is a day of rest
        ("2026-06-01", 1, "2026-06-02"),
        ("2026-06-05", 1, "2026-06-08"),  # over a weekend
        ("2026-06-06", 1, "2026-06-08"),  # from within it
        ("2026-11-23", 1, "2026-11-25"),  # over a holiday
        ("2026-08-21", 1, "2026-08-22"),  # onto a worked Saturday
    ],
)
def test_it_adds_working_days(day: str, amount: int, expected: str) -> None:
    assert OFFICIAL.add_working_days(on(day), amount) == on(expected)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2026-06-01", "2026-06-01", 0),  # the first day is not counted
        ("2026-06-01", "2026-06-02", 1),  # the last one is
        ("2026-06-05", "2026-06-07", 0),  # a weekend
        ("2026-06-05", "2026-06-08", 1),
        ("2026-06-08", "2026-06-05", 0),  # backwards there are none
        ("2026-11-20", "2026-11-26", 3),  # the holiday is left out
        ("2026-08-19", "2026-08-24", 4),  # the worked Saturday is not
    ],
)
def test_it_counts_working_days_between(after: str, until: str, count: int) -> None:
    assert OFFICIAL.working_days_between(on(after), on(until)) == count


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-05", "2026-06-05"),  # a working day stays
        ("2026-06-06", "2026-06-08"),  # a Saturday moves on
        ("2026-02-14", "2026-02-23"),  # the Saturday before Tết moves over it
        ("2026-08-22", "2026-08-22"),  # a worked Saturday stays
    ],
)
def test_it_finds_the_next_working_day(day: str, expected: str) -> None:
    assert OFFICIAL.next_working(on(day)) == on(expected)


def test_it_gives_the_row_behind_a_day() -> None:
    row = OFFICIAL.official(on("2026-11-24"))

    assert row is not None
    assert (row.kind, row.source) == (DayKind.OFF, "Thông báo 2026")
    assert OFFICIAL.official(on("2026-11-23")) is None


def test_it_takes_the_later_of_two_rows_for_a_day() -> None:
    first = CalendarDay(on("2026-06-01"), DayKind.OFF, "", "")
    second = CalendarDay(on("2026-06-01"), DayKind.WORKED, "", "")

    assert WorkingCalendar.of([first, second], []).is_working(on("2026-06-01"))
    assert not WorkingCalendar.of([second, first], []).is_working(on("2026-06-01"))


def test_it_adds_local_days_without_touching_the_national_calendar() -> None:
    festival = CalendarDay(on("2026-06-03"), DayKind.OFF, "Lễ hội", "Quyết định của tỉnh")
    local = OFFICIAL.with_days([festival])

    assert not local.is_working(on("2026-06-03"))
    assert not local.is_working(on("2026-11-24"))
    assert OFFICIAL.is_working(on("2026-06-03"))
    assert local.confirmed_years == OFFICIAL.confirmed_years


@pytest.mark.parametrize(
    ("first", "last", "provisional"),
    [
        ("2026-01-01", "2026-12-31", False),
        ("2026-12-31", "2027-01-01", True),  # the last year is open
        ("2017-12-31", "2018-01-01", True),  # the first one is
        ("2018-01-01", "2026-12-31", False),  # all shipped years
    ],
)
def test_it_knows_provisional_periods(first: str, last: str, provisional: bool) -> None:
    assert OFFICIAL.is_provisional(on(first), on(last)) is provisional


def test_it_confirms_no_year_by_itself() -> None:
    assert BARE.is_provisional(on("2026-01-01"), on("2026-01-01"))


def test_it_lists_days_in_order_and_none_backwards() -> None:
    assert list(days_between(on("2026-02-28"), on("2026-03-01"))) == [on("2026-02-28"), on("2026-03-01")]
    assert list(days_between(on("2026-03-01"), on("2026-02-28"))) == []
