"""Due dates that lean on a year without a notice say so, and move when the notice comes."""

from dataclasses import replace

import pytest

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar
from portal.domain.clock import Reckoning
from tests.domain.clocks import deadline, extension, on, pause, received
from tests.domain.official_calendar import OFFICIAL


@pytest.mark.parametrize(
    ("received_on", "provisional"),
    [
        ("2026-06-01", False),  # wholly inside a confirmed year
        ("2026-12-28", False),  # due on its very last day
        ("2026-12-29", True),  # due in the first days of the next
        ("2027-06-01", True),  # received in a year without a notice
        ("2017-12-29", True),  # the years before the shipped ones are not confirmed either
        ("2018-12-28", False),  # from one confirmed year into another
    ],
)
def test_it_says_when_a_due_date_is_provisional(received_on: str, provisional: bool) -> None:
    assert deadline(received(received_on)).provisional is provisional


def test_it_is_provisional_when_only_the_extension_reaches_the_open_year() -> None:
    facts = replace(received("2026-12-14"), extension=extension("2026-12-16", "2027-01-04"))

    assert deadline(facts).provisional


def test_it_is_provisional_when_only_the_wait_reaches_the_open_year() -> None:
    facts = replace(received("2026-12-28"), pauses=(pause("2026-12-29", "2026-12-31"),))

    assert deadline(facts).provisional


def test_it_is_provisional_when_the_deemed_day_alone_lies_in_a_confirmed_year() -> None:
    # Whether Sunday 31/12/2017 was a day of rest is read from the calendar of 2017.
    assert deadline(received("2017-12-31", deem_after_hours=True)).provisional


def test_it_is_provisional_when_a_year_in_between_is_open() -> None:
    gap = WorkingCalendar(OFFICIAL.days, frozenset({2026, 2028}))

    assert gap.is_provisional(on("2026-12-31"), on("2028-01-03"))


def test_it_stops_being_provisional_when_the_year_is_confirmed() -> None:
    confirmed = WorkingCalendar(OFFICIAL.days, OFFICIAL.confirmed_years | {2027})

    assert not Reckoning(confirmed).deadline(received("2026-12-29")).provisional


@pytest.mark.parametrize(
    ("received_on", "before", "after"),
    [
        ("2026-11-20", "2026-11-26", "2026-11-27"),  # the new day off was day 1
        ("2026-11-25", "2026-11-30", "2026-11-28"),  # the Saturday worked for it brings a date forward
        ("2026-11-27", "2026-12-02", "2026-12-01"),  # the same, as day 1
        ("2026-11-18", "2026-11-23", "2026-11-25"),  # due on the new day off: past the holiday behind it
        ("2026-11-17", "2026-11-20", "2026-11-20"),  # due before: nothing moves
        ("2026-11-30", "2026-12-03", "2026-12-03"),  # received after: nothing moves
    ],
)
def test_it_moves_when_a_late_notice_swaps_a_day(received_on: str, before: str, after: str) -> None:
    """Monday 23/11/2026 off for Saturday 28/11/2026, as the press proposed."""
    swap = [
        CalendarDay(on("2026-11-23"), DayKind.OFF, "Nghỉ hoán đổi", "Thông báo mới"),
        CalendarDay(on("2026-11-28"), DayKind.WORKED, "Làm việc bù", "Thông báo mới"),
    ]
    facts = received(received_on)

    assert Reckoning(OFFICIAL).deadline(facts).due_on == on(before)
    assert Reckoning(OFFICIAL.with_days(swap)).deadline(facts).due_on == on(after)
