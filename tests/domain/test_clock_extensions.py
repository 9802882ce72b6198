"""The leader's extension: a new date, on a working day, moved only by a wait that comes after it."""

from dataclasses import replace

import pytest

from portal.domain.clock import Term, TimeUnit
from tests.domain.clocks import deadline, due, due_moment, extension, on, pause, received


@pytest.mark.parametrize(
    ("received_on", "granted", "until", "due_on"),
    [
        ("2026-06-01", "2026-06-03", "2026-06-09", "2026-06-09"),  # the promised day itself is the due date
        ("2026-06-01", "2026-06-04 16:59", "2026-06-09", "2026-06-09"),  # granted on the last day
        ("2026-06-01", "2026-06-03", "2026-06-06", "2026-06-08"),  # promised for a Saturday: Monday
        ("2026-08-24", "2026-08-26", "2026-08-31", "2026-09-03"),  # promised for a swapped day off
        ("2026-08-17", "2026-08-19", "2026-08-22", "2026-08-22"),  # promised for a worked Saturday
        ("2026-02-09", "2026-02-11", "2026-02-17", "2026-02-23"),  # promised for Tết: the day after it
        ("2026-12-28", "2026-12-30", "2027-01-01", "2027-01-04"),  # promised for New Year's Day
        ("2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"),  # an earlier date never shortens the term
        ("2026-06-01", "2026-06-02", "2026-06-04", "2026-06-04"),  # the same date changes nothing
        ("2026-06-01", "2026-06-02", "2026-06-02", "2026-06-04"),  # promised for the day of granting
    ],
)
def test_it_moves_the_due_date_to_the_promised_day(
    received_on: str, granted: str, until: str, due_on: str
) -> None:
    facts = replace(received(received_on), extension=extension(granted, until))

    assert due(facts) == due_on


@pytest.mark.parametrize(
    ("asked", "replied", "due_on"),
    [
        ("2026-06-03", "2026-06-04", "2026-06-10"),  # one working day waited after the grant
        ("2026-06-05", "2026-06-07", "2026-06-09"),  # a weekend waited moves nothing
        ("2026-06-01", "2026-06-02", "2026-06-09"),  # a wait that was over at the grant is in the new date
        ("2026-06-02", "2026-06-04", "2026-06-11"),  # granted while waiting: the rest of the wait moves it
        ("2026-06-09", "2026-06-11", "2026-06-09"),  # asked on the promised day moves nothing
    ],
)
def test_it_moves_the_promised_day_by_later_waits(asked: str, replied: str, due_on: str) -> None:
    facts = replace(
        received("2026-06-01"),
        extension=extension("2026-06-02 11:00", "2026-06-09"),
        pauses=(pause(asked, replied),),
    )

    assert due(facts) == due_on


def test_it_keeps_the_first_due_date_beside_the_new_one() -> None:
    reckoned = deadline(replace(received("2026-06-01"), extension=extension("2026-06-03", "2026-06-09")))

    assert reckoned.first_due_on == on("2026-06-04")
    assert reckoned.extended_due_on == on("2026-06-09")


@pytest.mark.parametrize(
    ("until", "due_at"),
    [
        ("2026-06-02", "2026-06-03T00:00:00"),  # the day on which the hours end anyway, now to its end
        ("2026-06-03", "2026-06-04T00:00:00"),  # a later day
        ("2026-06-01", "2026-06-02T08:00:00"),  # an earlier one: the hours stand
    ],
)
def test_it_extends_a_term_in_hours_to_the_end_of_a_day(until: str, due_at: str) -> None:
    facts = received("2026-06-01 07:30", Term(8, TimeUnit.WORKING_HOURS))

    assert due_moment(replace(facts, extension=extension("2026-06-01 09:00", until))) == due_at
