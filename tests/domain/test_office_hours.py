"""Office hours: shifts, the lunch break, the next opening, minutes of office time."""

from datetime import datetime, time

import pytest
from hypothesis import given

from portal.domain.calendar import WorkingCalendar
from portal.domain.office_hours import STANDARD_HOURS, OfficeHours, Shift, read_office_hours
from tests.domain import chance
from tests.domain.clocks import at
from tests.domain.official_calendar import OFFICIAL


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-06-01 07:29:59", False),  # a second before opening
        ("2026-06-01 07:30", True),  # the opening itself
        ("2026-06-01 11:30", False),  # the close of the morning
        ("2026-06-01 12:30", False),  # lunch
        ("2026-06-01 13:30", True),  # after lunch
        ("2026-06-01 16:59:59", True),  # the last second
        ("2026-06-01 17:00", False),  # the close of the day
        ("2026-06-06 10:00", False),  # Saturday
        ("2026-08-22 10:00", True),  # a worked Saturday
        ("2026-11-24 10:00", False),  # a holiday
        ("2026-06-01 01:00+00:00", True),  # eight in the morning, written in UTC
    ],
)
def test_it_knows_when_the_office_is_open(moment: str, is_open: bool) -> None:
    assert STANDARD_HOURS.is_open(at(moment), OFFICIAL) is is_open


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-06-01 09:10", "2026-06-01 09:10"),  # in office hours: now
        ("2026-06-01 05:00", "2026-06-01 07:30"),  # before opening
        ("2026-06-01 11:30", "2026-06-01 13:30"),  # lunch begins
        ("2026-06-01 17:00", "2026-06-02 07:30"),  # evening: nobody is woken at midnight
        ("2026-06-05 17:00", "2026-06-08 07:30"),  # Friday evening
        ("2026-01-09 20:00", "2026-01-10 07:30"),  # before a worked Saturday
        ("2026-02-13 18:00", "2026-02-23 07:30"),  # before Tết
    ],
)
def test_it_finds_the_next_moment_in_office_hours(moment: str, opening: str) -> None:
    assert STANDARD_HOURS.next_open(at(moment), OFFICIAL) == at(opening)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-06-01 07:30", "2026-06-01 17:00", 450),  # a whole day
        ("2026-06-01 11:00", "2026-06-01 14:00", 60),  # around lunch
        ("2026-06-01 11:30", "2026-06-01 13:30", 0),  # lunch alone
        ("2026-06-01 16:30", "2026-06-02 08:00", 60),  # over a night
        ("2026-06-05 16:30", "2026-06-08 08:00", 60),  # over a weekend
        ("2026-02-13 16:00", "2026-02-23 08:30", 120),  # over Tết
        ("2026-01-09 16:00", "2026-01-12 08:00", 60 + 450 + 30),  # a worked Saturday between
        ("2026-06-01 08:00", "2026-06-01 08:00:59", 0),  # whole minutes only
        ("2026-06-01 10:00", "2026-06-01 09:00", 0),  # backwards
        ("2026-06-01 14:00:00.000188", "2026-06-15 14:00:00.000188", 4500),  # no minute lost to fractions
    ],
)
def test_it_counts_minutes_of_office_time(start: str, end: str, minutes: int) -> None:
    assert STANDARD_HOURS.minutes_between(at(start), at(end), OFFICIAL) == minutes


def test_it_begins_and_ends_with_the_first_and_last_shift() -> None:
    assert (STANDARD_HOURS.opening(), STANDARD_HOURS.close()) == (time(7, 30), time(17, 0))


@given(chance.calendars, chance.moments)
def test_it_never_speaks_outside_office_hours(calendar: WorkingCalendar, moment: datetime) -> None:
    opening = STANDARD_HOURS.next_open(moment, calendar)

    assert opening >= moment
    assert STANDARD_HOURS.is_open(opening, calendar)
    assert STANDARD_HOURS.minutes_between(moment, opening, calendar) == 0


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("07:30-11:30, 13:30-17:00", STANDARD_HOURS),  # as it is shown
        ("07:30-11:30,13:30-17:00", STANDARD_HOURS),  # without the space
        (" 08:00 - 12:00 ", OfficeHours((Shift(time(8), time(12)),))),  # spaces anywhere, one shift
    ],
)
def test_it_reads_office_hours(text: str, hours: OfficeHours) -> None:
    assert read_office_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "",  # nothing
        "07:30",  # no close
        "07:30-25:00",  # no such time
        "11:30-07:30",  # backwards
        "07:30-07:30",  # empty shift
        "07:30-13:00, 12:00-17:00",  # overlapping shifts
        "13:30-17:00, 07:30-11:30",  # shifts in the wrong order
        "07:30-11:30-12:00",  # one dash too many
    ],
)
def test_it_refuses_office_hours_that_make_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_office_hours(text)
