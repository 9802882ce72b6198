"""Waiting for the sender: the days after the question up to and including the reply do not count."""

from dataclasses import replace

import pytest

from portal.domain.clock import Pause, Term, TimeUnit
from tests.domain.clocks import RECKONING, at, due, due_moment, pause, received

ORDINARY = "2026-06-01"  # a Monday of a month without holidays; three working days end on Thursday 4


@pytest.mark.parametrize(
    ("received_on", "asked", "replied", "due_on"),
    [
        (ORDINARY, "2026-06-02", "2026-06-04", "2026-06-08"),  # asked on day 1, two days paused
        (ORDINARY, "2026-06-02", "2026-06-02 16:00", "2026-06-04"),  # answered the same day: nothing paused
        (ORDINARY, "2026-06-02", "2026-06-03 07:31", "2026-06-05"),  # early reply: its day is paused whole
        (ORDINARY, "2026-06-01 16:00", "2026-06-02", "2026-06-05"),  # asked on day 0
        (ORDINARY, "2026-06-04", "2026-06-08", "2026-06-04"),  # asked on the last day moves nothing
        (ORDINARY, "2026-06-05", "2026-06-08", "2026-06-04"),  # asked when already late moves nothing
        ("2026-06-03", "2026-06-05", "2026-06-07", "2026-06-08"),  # a weekend paused costs the clock nothing
        ("2026-06-03", "2026-06-04", "2026-06-06", "2026-06-09"),  # reply on Saturday: Friday alone is paused
        ("2026-06-03", "2026-06-04", "2026-06-08", "2026-06-10"),  # reply on Monday: that day is paused too
        ("2026-02-11", "2026-02-12", "2026-02-18", "2026-02-24"),  # reply within Tết: one working day paused
        ("2026-02-11", "2026-02-12", "2026-02-23", "2026-02-25"),  # reply after Tết: two of them
        (
            "2026-01-07",
            "2026-01-08",
            "2026-01-09",
            "2026-01-12",
        ),  # the worked Saturday counts after the reply
        ("2026-01-07", "2026-01-08", "2026-01-10", "2026-01-13"),  # the worked Saturday is paused
        ("2026-11-20", "2026-11-23", "2026-11-24", "2026-11-26"),  # a holiday paused costs nothing
        ("2026-12-30", "2026-12-31", "2027-01-04", "2027-01-06"),  # over a year end
        # The question in the evening of the first day, the reply after midnight, both written in UTC.
        (ORDINARY, "2026-06-02 03:00+00:00", "2026-06-03 17:30+00:00", "2026-06-08"),
    ],
)
def test_it_moves_the_due_date_by_the_working_days_paused(
    received_on: str, asked: str, replied: str, due_on: str
) -> None:
    facts = replace(received(received_on), pauses=(pause(asked, replied),))

    assert due(facts) == due_on


@pytest.mark.parametrize(
    ("pauses", "due_on"),
    [
        # Two rounds, where the policy allows them: both count.
        ((pause("2026-06-01", "2026-06-02"), pause("2026-06-03", "2026-06-04")), "2026-06-08"),
        # Overlapping waits: a day is paused once.
        ((pause("2026-06-01", "2026-06-03"), pause("2026-06-02", "2026-06-04")), "2026-06-09"),
        # The second question after the term moved by the first.
        ((pause("2026-06-02", "2026-06-04"), pause("2026-06-05", "2026-06-09")), "2026-06-10"),
        # A wait of an earlier round, before this clock started.
        ((pause("2026-05-26", "2026-05-28"),), "2026-06-04"),
    ],
)
def test_it_takes_several_waits_together(pauses: tuple[Pause, ...], due_on: str) -> None:
    assert due(replace(received(ORDINARY), pauses=pauses)) == due_on


@pytest.mark.parametrize(
    ("asked", "longest", "ends"),
    [
        ("2026-06-02", 5, "2026-06-09 23:59:59"),  # the day of asking is day 0 of the wait too
        ("2026-06-02 23:50", 1, "2026-06-03 23:59:59"),  # a late question is no shorter a wait
        ("2026-02-13", 5, "2026-02-27 23:59:59"),  # working days: nobody has to reply over Tết
        ("2026-01-09", 1, "2026-01-10 23:59:59"),  # the worked Saturday is a day to reply on
    ],
)
def test_it_knows_when_a_wait_expires(asked: str, longest: int, ends: str) -> None:
    assert RECKONING.wait_ends_at(at(asked), longest) == at(ends)


def test_it_tells_the_latest_possible_due_date_while_waiting() -> None:
    asked_at = at("2026-06-02")
    waiting = Pause(asked_at, RECKONING.wait_ends_at(asked_at, 5), is_open=True)

    assert due(replace(received(ORDINARY), pauses=(waiting,))) == "2026-06-11"


@pytest.mark.parametrize(
    ("term", "asked", "replied", "due_at"),
    [
        # Working hours: 10:00–11:30 and 13:30–14:30 lost, so 3 of the 8 hours are left for Tuesday.
        (Term(8, TimeUnit.WORKING_HOURS), "2026-06-01 10:00", "2026-06-01 14:30", "2026-06-02T10:30:00"),
        # Working hours: an evening and a night of waiting cost no working time.
        (Term(8, TimeUnit.WORKING_HOURS), "2026-06-01 17:00", "2026-06-02 07:30", "2026-06-02T08:00:00"),
        # Hours: a day of waiting costs exactly a day.
        (Term(24, TimeUnit.HOURS), "2026-06-01 12:00", "2026-06-02 12:00", "2026-06-03T07:30:00"),
        # Hours: a question after the term has run out moves nothing.
        (Term(2, TimeUnit.HOURS), "2026-06-01 12:00", "2026-06-02 12:00", "2026-06-01T09:30:00"),
    ],
)
def test_it_pauses_terms_in_hours_by_the_moment(term: Term, asked: str, replied: str, due_at: str) -> None:
    facts = replace(received("2026-06-01 07:30", term), pauses=(pause(asked, replied),))

    assert due_moment(facts) == due_at


@pytest.mark.parametrize(
    ("asked", "replied", "due_on"),
    [
        ("2026-06-02", "2026-06-03", "2026-06-08"),  # day 5 becomes Sunday: rolls to Monday
        ("2026-06-02", "2026-06-04", "2026-06-08"),  # day 5 becomes Monday itself
        ("2026-06-06", "2026-06-09", "2026-06-10"),  # asked on day 5: what it rolls to is not a paused day
    ],
)
def test_it_pauses_terms_in_days(asked: str, replied: str, due_on: str) -> None:
    facts = replace(received(ORDINARY, Term(5, TimeUnit.DAYS)), pauses=(pause(asked, replied),))

    assert due(facts) == due_on
