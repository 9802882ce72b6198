"""The units of time beside working days: days, working hours, hours."""

from datetime import time

import pytest

from portal.domain.clock import LONGEST_TERM, Reckoning, Term, TimeUnit
from portal.domain.office_hours import OfficeHours, Shift
from tests.domain.clocks import at, deadline, due, due_moment, on, received
from tests.domain.official_calendar import OFFICIAL


@pytest.mark.parametrize(
    ("received_on", "amount", "due_on"),
    [
        ("2026-06-01", 1, "2026-06-02"),  # the day of receipt is day 0 here too (Đ147.2)
        ("2026-06-01", 4, "2026-06-05"),  # ends on a Friday: stays
        ("2026-06-01", 5, "2026-06-08"),  # ends on a Saturday: the next working day (Đ148.5)
        ("2026-06-01", 6, "2026-06-08"),  # ends on a Sunday
        ("2026-06-01", 7, "2026-06-08"),  # ends on that Monday itself: weekends are counted
        ("2026-11-19", 5, "2026-11-25"),  # ends on the holiday of 24 November
        ("2026-02-10", 7, "2026-02-23"),  # ends within Tết: rolls over all of it
        ("2026-01-05", 5, "2026-01-10"),  # ends on a worked Saturday: stays
        ("2025-12-30", 3, "2026-01-05"),  # ends on a swapped Friday: rolls over the weekend
        ("2026-06-01", 30, "2026-07-01"),  # the 30 days of a complaint
        ("2026-01-30", 30, "2026-03-02"),  # over a short month: 1 March is a Sunday
    ],
)
def test_it_counts_days_and_rolls_off_days_of_rest(received_on: str, amount: int, due_on: str) -> None:
    assert due(received(received_on, Term(amount, TimeUnit.DAYS))) == due_on


@pytest.mark.parametrize(
    ("deemed", "due_on"),
    [
        (False, "2026-06-10"),  # five days from Friday
        (True, "2026-06-15"),  # five days from Monday end on Saturday
    ],
)
def test_it_counts_days_from_the_deemed_day(deemed: bool, due_on: str) -> None:
    facts = received("2026-06-05 18:00", Term(5, TimeUnit.DAYS), deem_after_hours=deemed)

    assert due(facts) == due_on


@pytest.mark.parametrize(
    ("moment", "amount", "due_at"),
    [
        ("2026-06-01 07:30", 1, "2026-06-01T08:30:00"),  # inside one shift
        ("2026-06-01 07:30", 4, "2026-06-01T11:30:00"),  # fills a shift: ends at its close, not after lunch
        ("2026-06-01 10:00", 2, "2026-06-01T14:00:00"),  # over the lunch break
        ("2026-06-01 12:00", 1, "2026-06-01T14:30:00"),  # received in the lunch break
        ("2026-06-01 06:00", 1, "2026-06-01T08:30:00"),  # received before opening
        ("2026-06-01 17:00", 1, "2026-06-02T08:30:00"),  # received at the close
        ("2026-06-01 16:59", 1, "2026-06-02T08:29:00"),  # one minute of the day is used
        ("2026-06-01 16:59:30", 1, "2026-06-02T08:29:30"),  # seconds are not lost
        ("2026-06-01 22:00", 1, "2026-06-02T08:30:00"),  # received in the evening
        ("2026-06-06 10:00", 8, "2026-06-09T08:00:00"),  # received on Saturday: Monday whole, then Tuesday
        ("2026-06-01 07:30", 30, "2026-06-04T17:00:00"),  # four whole days: the close of the fourth
        ("2026-01-09 16:00", 2, "2026-01-10T08:30:00"),  # goes on on the worked Saturday
        ("2026-02-13 16:00", 4, "2026-02-23T10:30:00"),  # interrupted by Tết
        ("2026-11-20 16:30", 8, "2026-11-23T17:00:00"),  # ends exactly with the day before a holiday
        ("2026-11-20 16:30", 10, "2026-11-25T09:30:00"),  # goes on after it
        ("2026-06-01 03:00+00:00", 2, "2026-06-01T14:00:00"),  # 10:00 in Việt Nam, written in UTC
    ],
)
def test_it_counts_working_hours_inside_office_hours(moment: str, amount: int, due_at: str) -> None:
    assert due_moment(received(moment, Term(amount, TimeUnit.WORKING_HOURS))) == due_at


@pytest.mark.parametrize(
    ("moment", "amount", "due_at"),
    [
        ("2026-06-01 10:00", 24, "2026-06-02T10:00:00"),  # the same time next day
        ("2026-06-05 10:00", 48, "2026-06-07T10:00:00"),  # hours do not roll off a Sunday
        ("2026-06-01 23:30", 1, "2026-06-02T00:30:00"),  # over midnight
        ("2026-06-01 10:00", 14, "2026-06-02T00:00:00"),  # ends at midnight: the moment, not the day before
        ("2026-02-16 08:00", 4, "2026-02-16T12:00:00"),  # runs through Tết
        ("2026-12-31 20:00", 10, "2027-01-01T06:00:00"),  # into the next year
    ],
)
def test_it_counts_hours_straight_through(moment: str, amount: int, due_at: str) -> None:
    assert due_moment(received(moment, Term(amount, TimeUnit.HOURS))) == due_at


@pytest.mark.parametrize(
    ("moment", "due_at"),
    [
        ("2026-06-06 10:00", "2026-06-08T11:30:00"),  # Saturday is deemed the opening on Monday
        ("2026-06-05 18:00", "2026-06-08T11:30:00"),  # and so is Friday evening
        ("2026-06-08 06:00", "2026-06-08T11:30:00"),  # early on Monday must not fall due before them
        ("2026-06-08 08:00", "2026-06-08T12:00:00"),  # in office hours: from receipt
        ("2026-06-08 12:00", "2026-06-08T16:00:00"),  # the lunch break holds nothing back
    ],
)
def test_it_counts_hours_from_the_opening_of_the_deemed_day(moment: str, due_at: str) -> None:
    assert due_moment(received(moment, Term(4, TimeUnit.HOURS), deem_after_hours=True)) == due_at


def test_it_counts_working_hours_by_the_hours_of_the_unit() -> None:
    short_days = Reckoning(OFFICIAL, OfficeHours((Shift(time(8), time(11)),)))
    facts = received("2026-06-01 10:00", Term(3, TimeUnit.WORKING_HOURS))

    assert short_days.deadline(facts).due_at == at("2026-06-02 10:00")


def test_it_deems_by_the_hours_of_the_unit() -> None:
    short_days = Reckoning(OFFICIAL, OfficeHours((Shift(time(8), time(11)),)))
    facts = received("2026-06-01 12:00", deem_after_hours=True)

    assert short_days.day_zero(facts) == on("2026-06-02")


def test_it_ends_days_at_the_midnight_that_ends_them() -> None:
    assert deadline(received("2026-06-01")).due_at == at("2026-06-05 00:00")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-20", 3),  # on the day of receipt
        ("2026-11-21", 3),  # a weekend takes nothing away
        ("2026-11-24", 2),  # nor does a holiday
        ("2026-11-25", 1),  # tomorrow is the last day
        ("2026-11-26", 0),  # the last day itself
        ("2026-11-30", 0),  # never negative
    ],
)
def test_it_counts_the_working_days_left_after_today(today: str, left: int) -> None:
    assert OFFICIAL.working_days_between(on(today), on("2026-11-26")) == left


@pytest.mark.parametrize("amount", [0, -1, LONGEST_TERM + 1, 10**30])
def test_it_refuses_a_term_that_cannot_be(amount: int) -> None:
    with pytest.raises(ValueError, match="a term has 1 to 10000 units"):
        Term(amount, TimeUnit.DAYS)


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_it_reckons_the_longest_term_of_every_unit(unit: TimeUnit) -> None:
    assert deadline(received("2026-06-01", Term(LONGEST_TERM, unit))).due_on > on("2027-07-01")
