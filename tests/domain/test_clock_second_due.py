"""The second due date: 15 working days from receipt, opened by an interim notice sent in time."""

from dataclasses import replace

import pytest

from portal.domain.clock import ClockFacts
from tests.domain.clocks import (
    FIFTEEN_WORKING_DAYS,
    at,
    deadline,
    due,
    extension,
    on,
    pause,
    received,
)


def notified(received_at: str, sent: str) -> ClockFacts:
    """A leg with co-ordinating units and an interim notice, under the shipped policy."""
    return replace(received(received_at), interim_notice_at=at(sent), second_term=FIFTEEN_WORKING_DAYS)


@pytest.mark.parametrize(
    ("received_on", "sent", "due_on"),
    [
        ("2026-06-01", "2026-06-03", "2026-06-22"),  # three plain weeks from receipt, not from the notice
        ("2026-06-01", "2026-06-04 23:59:59", "2026-06-22"),  # the last second of the first due date
        ("2026-06-01", "2026-06-05 00:00", "2026-06-04"),  # too late: opens nothing
        ("2026-06-01", "2026-06-04 17:00+00:00", "2026-06-04"),  # the same moment, written in UTC
        ("2026-11-20", "2026-11-25", "2026-12-14"),  # over the holiday of 24 November
        ("2026-02-12", "2026-02-23", "2026-03-12"),  # over Tết
        ("2026-08-19", "2026-08-21", "2026-09-11"),  # over a worked Saturday, a swap and Quốc khánh
        ("2026-12-21", "2026-12-23", "2027-01-12"),  # into the next year
    ],
)
def test_it_opens_a_second_due_date_by_a_timely_notice(received_on: str, sent: str, due_on: str) -> None:
    assert due(notified(received_on, sent)) == due_on


def test_it_keeps_the_first_due_date_beside_the_second() -> None:
    reckoned = deadline(notified("2026-06-01", "2026-06-03"))

    assert reckoned.first_due_on == on("2026-06-04")
    assert reckoned.second_due_on == on("2026-06-22")


def test_it_opens_nothing_where_the_policy_has_no_second_term() -> None:
    assert due(replace(notified("2026-06-01", "2026-06-03"), second_term=None)) == "2026-06-04"


def test_it_opens_nothing_without_a_notice() -> None:
    assert due(replace(notified("2026-06-01", "2026-06-03"), interim_notice_at=None)) == "2026-06-04"


@pytest.mark.parametrize(
    ("asked", "replied", "sent", "due_on"),
    [
        ("2026-06-03", "2026-06-05", "2026-06-03", "2026-06-24"),  # the wait moves the second date as well
        (
            "2026-06-02",
            "2026-06-05",
            "2026-06-08",
            "2026-06-25",
        ),  # the wait moved the first date past the notice
        ("2026-06-22", "2026-06-24", "2026-06-03", "2026-06-22"),  # asked on the second date moves nothing
    ],
)
def test_it_pauses_the_second_due_date_too(asked: str, replied: str, sent: str, due_on: str) -> None:
    facts = replace(notified("2026-06-01", sent), pauses=(pause(asked, replied),))

    assert due(facts) == due_on


@pytest.mark.parametrize(
    ("until", "due_on"),
    [
        ("2026-06-15", "2026-06-22"),  # an extension within the second date: the second stands
        ("2026-06-26", "2026-06-26"),  # beyond it: the extension stands
    ],
)
def test_it_takes_the_later_of_an_extension_and_the_second_date(until: str, due_on: str) -> None:
    facts = replace(notified("2026-06-01", "2026-06-03"), extension=extension("2026-06-03", until))

    assert due(facts) == due_on


def test_it_counts_the_second_term_from_the_deemed_day_too() -> None:
    facts = replace(notified("2026-06-05 18:00", "2026-06-09"), deem_after_hours=True)

    assert deadline(facts).second_due_on == on("2026-06-29")
