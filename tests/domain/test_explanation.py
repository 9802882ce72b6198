"""The explanation of a due date: every day from receipt to due, counted or not, and why."""

from dataclasses import replace

import pytest
from hypothesis import given

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.explanation import COUNTING, DayReason, explain
from portal.domain.time import local_day
from tests.domain import chance
from tests.domain.clocks import (
    FIFTEEN_WORKING_DAYS,
    RECKONING,
    at,
    extension,
    on,
    pause,
    received,
)

ONE_DAY_TERM, FIVE_DAYS = Term(1, TimeUnit.DAYS), Term(5, TimeUnit.DAYS)
EIGHT_WORKING_HOURS = Term(8, TimeUnit.WORKING_HOURS)


def outline(facts: ClockFacts) -> list[str]:
    """The lines in short, such as "23/11 working 1" and, for hours, "23/11 office_time 450"."""
    return [
        f"{line.on:%d/%m} {line.reason} {line.number or line.minutes or ''}".rstrip()
        for line in explain(facts, RECKONING).lines
    ]


def test_it_tells_of_every_day_of_a_term_over_a_holiday() -> None:
    assert outline(received("2026-11-20")) == [
        "20/11 received",
        "21/11 weekend",
        "22/11 weekend",
        "23/11 working 1",
        "24/11 day_off",
        "25/11 working 2",
        "26/11 working 3",
    ]


def test_it_names_the_notice_behind_a_day_off_and_a_worked_saturday() -> None:
    lines = {line.on: line for line in explain(received("2026-01-01"), RECKONING).lines}
    worked = {line.on: line for line in explain(received("2026-01-07"), RECKONING).lines}

    assert lines[on("2026-01-02")].name == "off 2/1"
    assert lines[on("2026-01-02")].source == "Thông báo 2026"
    assert worked[on("2026-01-10")].reason is DayReason.WORKED_IN_EXCHANGE
    assert worked[on("2026-01-10")].name == "worked 10/1"


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        # Deemed receipt: the real day first, then the day that stands for it.
        (
            received("2026-06-06 09:00", Term(1, TimeUnit.WORKING_DAYS), deem_after_hours=True),
            ["06/06 received_after_hours", "07/06 weekend", "08/06 deemed_received", "09/06 working 1"],
        ),
        # A term in days deemed received: the weekend before day 0 is no part of the count.
        (
            received("2026-06-06 09:00", ONE_DAY_TERM, deem_after_hours=True),
            ["06/06 received_after_hours", "07/06 weekend", "08/06 deemed_received", "09/06 calendar_day 1"],
        ),
        # Waiting: the paused days stand in the list, the weekend inside the wait as well.
        (
            replace(received("2026-06-03"), pauses=(pause("2026-06-04", "2026-06-08"),)),
            [
                *("03/06 received", "04/06 working 1", "05/06 paused", "06/06 paused", "07/06 paused"),
                *("08/06 paused", "09/06 working 2", "10/06 working 3"),
            ],
        ),
        # A term in days counts the weekend.
        (
            received("2026-06-03", FIVE_DAYS),
            [
                *("03/06 received", "04/06 calendar_day 1", "05/06 calendar_day 2", "06/06 calendar_day 3"),
                *("07/06 calendar_day 4", "08/06 calendar_day 5"),
            ],
        ),
        # A term in days that ends on a Saturday: the days it rolls over have no number.
        (
            received("2026-06-05", ONE_DAY_TERM),
            ["05/06 received", "06/06 calendar_day 1", "07/06 rolled", "08/06 rolled"],
        ),
        # The same with a wait that begins on the Saturday.
        (
            replace(received("2026-06-05", ONE_DAY_TERM), pauses=(pause("2026-06-06", "2026-06-08"),)),
            ["05/06 received", "06/06 calendar_day 1", "07/06 paused", "08/06 paused", "09/06 rolled"],
        ),
        # An extension of a term in days: beyond the first date its count is over.
        (
            replace(received("2026-06-04", ONE_DAY_TERM), extension=extension("2026-06-04", "2026-06-08")),
            [
                *("04/06 received", "05/06 calendar_day 1", "06/06 weekend", "07/06 weekend"),
                "08/06 opened_later",
            ],
        ),
    ],
)
def test_it_tells_each_class_of_days(facts: ClockFacts, lines: list[str]) -> None:
    assert outline(facts) == lines


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        # What is left of the day of receipt, a whole day, the rest; the weekend gives nothing.
        (
            received("2026-06-05 16:30", EIGHT_WORKING_HOURS),
            ["05/06 office_time 30", "06/06 weekend", "07/06 weekend", "08/06 office_time 450"],
        ),
        # Received in the evening: its day gives nothing.
        (
            received("2026-06-01 18:00", EIGHT_WORKING_HOURS),
            ["01/06 received", "02/06 office_time 450", "03/06 office_time 30"],
        ),
        # Received in the evening and deemed so.
        (
            received("2026-06-05 18:00", Term(1, TimeUnit.WORKING_HOURS), deem_after_hours=True),
            ["05/06 received_after_hours", "06/06 weekend", "07/06 weekend", "08/06 office_time 60"],
        ),
        # A worked Saturday gives its hours.
        (
            received("2026-01-09 16:00", Term(2, TimeUnit.WORKING_HOURS)),
            ["09/01 office_time 60", "10/01 office_time 60"],
        ),
        # A working day waited away from before opening to after closing.
        (
            replace(
                received("2026-06-01 16:00", Term(2, TimeUnit.WORKING_HOURS)),
                pauses=(pause("2026-06-02 07:00", "2026-06-02 18:00"),),
            ),
            ["01/06 office_time 60", "02/06 paused", "03/06 office_time 60"],
        ),
        # Hours run through the night and the weekend.
        (
            received("2026-06-05 18:00", Term(32, TimeUnit.HOURS)),
            ["05/06 plain_time 360", "06/06 plain_time 1440", "07/06 plain_time 120"],
        ),
        # Hours that end at midnight: the day they end with gives nothing, and is no working day "None".
        (
            received("2026-06-01 10:00", Term(14, TimeUnit.HOURS)),
            ["01/06 plain_time 840", "02/06 plain_time"],
        ),
        # Hours waited away over a Sunday, which would have counted.
        (
            replace(
                received("2026-06-06 12:00", Term(23, TimeUnit.HOURS)),
                pauses=(pause("2026-06-06 20:00", "2026-06-08 08:00"),),
            ),
            ["06/06 plain_time 480", "07/06 paused", "08/06 plain_time 900"],
        ),
        # An extension of a term in hours: the days it opened, and the weekend between.
        (
            replace(
                received("2026-06-05 09:00", Term(1, TimeUnit.WORKING_HOURS)),
                extension=extension("2026-06-05 09:30", "2026-06-08"),
            ),
            ["05/06 office_time 60", "06/06 weekend", "07/06 weekend", "08/06 opened_later"],
        ),
    ],
)
def test_it_tells_what_each_day_gives_to_a_term_in_hours(facts: ClockFacts, lines: list[str]) -> None:
    assert outline(facts) == lines


def test_it_goes_on_numbering_into_the_second_term() -> None:
    facts = replace(
        received("2026-06-01"), interim_notice_at=at("2026-06-03"), second_term=FIFTEEN_WORKING_DAYS
    )
    lines = explain(facts, RECKONING).lines

    assert [line.number for line in lines if line.number] == list(range(1, 16))
    assert [line.number for line in lines if line.beyond_first and line.number] == list(range(4, 16))


def test_it_marks_the_days_of_a_provisional_year_alone() -> None:
    lines = explain(received("2026-12-30"), RECKONING).lines

    assert {line.on.year for line in lines if line.provisional} == {2027}


@given(chance.calendars, chance.facts)
def test_it_lists_every_day_from_receipt_to_the_due_date(
    calendar: WorkingCalendar, facts: ClockFacts
) -> None:
    told = explain(facts, Reckoning(calendar))
    listed = [line.on.toordinal() for line in told.lines]

    assert listed == list(
        range(local_day(facts.received_at).toordinal(), told.deadline.due_on.toordinal() + 1)
    )


@given(chance.calendars, chance.facts)
def test_it_numbers_the_counted_days_from_one_on(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    told = explain(facts, Reckoning(calendar))
    numbers = [line.number for line in told.lines if line.number is not None]
    within = [line.number for line in told.lines if line.number is not None and not line.beyond_first]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(within) == (facts.term.amount if facts.term.in_days else 0)


@given(chance.calendars, chance.facts)
def test_it_counts_the_days_that_the_clock_counts(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    reckoning = Reckoning(calendar)
    told = explain(facts, reckoning)
    counted = reckoning.counted_days(facts, told.deadline.day_zero, facts.term.unit)

    for line in told.lines:
        if line.number is not None and not line.beyond_first:
            assert line.on == next(counted)
            assert line.reason in COUNTING
            assert not facts.is_paused(line.on)


@given(chance.calendars, chance.facts)
def test_it_gives_a_number_or_hours_to_all_that_counts(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    for line in explain(facts, Reckoning(calendar)).lines:
        assert (line.reason in COUNTING) is (line.number is not None)
        if line.minutes:
            assert line.reason in (DayReason.OFFICE_TIME, DayReason.PLAIN_TIME)


@given(chance.calendars, chance.facts)
def test_it_adds_the_minutes_up_to_the_hours_of_the_term(
    calendar: WorkingCalendar, facts: ClockFacts
) -> None:
    minutes = sum(line.minutes for line in explain(facts, Reckoning(calendar)).lines)

    if not facts.term.in_days:
        # Seconds are rounded to minutes day by day and wait by wait.
        assert abs(minutes - facts.term.amount * 60) <= 2 + len(facts.pauses)
