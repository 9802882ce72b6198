"""Reminders: half time, last day, overdue, escalations; in office hours, from receipt and due alone."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.reminders import Due, Ladder, Reminder, next_reminder, reminder_now, schedule
from tests.domain import chance
from tests.domain.clocks import RECKONING, at, deadline, extension, received

ORDER = list(Reminder)


def plan(facts: ClockFacts) -> tuple[Due, ...]:
    return schedule(facts.received_at, deadline(facts), RECKONING)


@pytest.mark.parametrize(
    ("facts", "moments"),
    [
        # A plain week: half time falls at night and waits for the morning.
        (
            received("2026-06-01"),
            [
                "2026-06-03 07:30",
                "2026-06-04 07:30",
                "2026-06-05 07:30",
                "2026-06-08 07:30",
                "2026-06-10 07:30",
            ],
        ),
        # A weekend and a holiday inside: nothing is sent on either.
        (
            received("2026-11-20"),
            [
                "2026-11-25 07:30",
                "2026-11-26 07:30",
                "2026-11-27 07:30",
                "2026-11-30 07:30",
                "2026-12-02 07:30",
            ],
        ),
        # Tết after the due date: the overdue notice waits for the first morning back.
        (
            received("2026-02-10"),
            [
                "2026-02-12 07:30",
                "2026-02-13 07:30",
                "2026-02-23 07:30",
                "2026-02-24 07:30",
                "2026-02-26 07:30",
            ],
        ),
        # An extension moves everything that follows from the due date.
        (
            replace(received("2026-06-01 00:00"), extension=extension("2026-06-03", "2026-06-09")),
            [
                "2026-06-05 13:30",
                "2026-06-09 07:30",
                "2026-06-10 07:30",
                "2026-06-11 07:30",
                "2026-06-15 07:30",
            ],
        ),
        # Hours: overdue at the moment itself when the office is open.
        (
            received("2026-06-01 08:00", Term(8, TimeUnit.HOURS)),
            [
                "2026-06-01 13:30",
                "2026-06-01 07:30",
                "2026-06-01 16:00",
                "2026-06-03 07:30",
                "2026-06-05 07:30",
            ],
        ),
    ],
)
def test_it_plans_every_reminder_into_office_hours(facts: ClockFacts, moments: list[str]) -> None:
    assert [(due.reminder, due.at) for due in plan(facts)] == list(zip(ORDER, map(at, moments), strict=True))


UP = {"escalated_to_leader": "08 07:30", "escalated_to_oversight": "10 07:30"}


@pytest.mark.parametrize(
    ("ladder", "moments"),
    [
        # As shipped.
        (Ladder(), {"half_time": "03 07:30", **UP}),
        # Three quarters of the term: 72 of its 96 hours are over at midnight of the last day.
        (Ladder(75), {"half_time": "04 07:30", **UP}),
        # No warning before the last day.
        (Ladder(0), UP),
        # Later up.
        (Ladder(0, 2, 5), {"escalated_to_leader": "09 07:30", "escalated_to_oversight": "12 07:30"}),
        # Never up.
        (Ladder(0, 0, 0), {}),
        (Ladder(0, 1, 0), {"escalated_to_leader": "08 07:30"}),
        (Ladder(0, 0, 1), {"escalated_to_oversight": "08 07:30"}),
        # Oversight at the same moment or sooner: the leader is told with it, not again afterwards.
        (Ladder(0, 2, 2), {"escalated_to_oversight": "09 07:30"}),
        (Ladder(0, 5, 2), {"escalated_to_oversight": "09 07:30"}),
    ],
)  # fmt: skip
def test_it_follows_the_ladder_of_the_unit(ladder: Ladder, moments: dict[str, str]) -> None:
    facts = received("2026-06-01")
    planned = schedule(facts.received_at, deadline(facts), RECKONING, ladder=ladder)
    always = {"last_day": "04 07:30", "overdue": "05 07:30"}

    assert {due.reminder: due.at for due in planned} == {
        Reminder(name): at(f"2026-06-{moment}") for name, moment in {**always, **moments}.items()
    }
    assert [due.at for due in planned] == sorted(due.at for due in planned)


def test_it_goes_on_where_a_rung_is_missing() -> None:
    """What was sent under another ladder silences nothing above it."""
    facts = received("2026-06-01")
    planned = schedule(facts.received_at, deadline(facts), RECKONING, ladder=Ladder(0, 0, 1))

    due = next_reminder(planned, frozenset({Reminder.HALF_TIME, Reminder.OVERDUE}))
    assert due is not None
    assert due.reminder is Reminder.ESCALATED_TO_OVERSIGHT


@given(chance.calendars, chance.facts)
def test_it_never_plans_a_reminder_for_a_closed_office(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    reckoning = Reckoning(calendar)
    planned = schedule(facts.received_at, reckoning.deadline(facts), reckoning)

    assert all(reckoning.hours.is_open(due.at, calendar) for due in planned)


@given(chance.calendars, chance.facts)
def test_it_escalates_after_the_due_moment(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    reckoning = Reckoning(calendar)
    reckoned = reckoning.deadline(facts)
    moments = {due.reminder: due.at for due in schedule(facts.received_at, reckoned, reckoning)}

    assert reckoned.due_at <= moments[Reminder.OVERDUE]
    assert moments[Reminder.OVERDUE] <= moments[Reminder.ESCALATED_TO_LEADER]
    assert moments[Reminder.ESCALATED_TO_LEADER] < moments[Reminder.ESCALATED_TO_OVERSIGHT]


@pytest.mark.parametrize(
    ("sent", "now", "expected"),
    [
        ([], "2026-06-01 10:00", None),  # too early for anything
        ([], "2026-06-03 07:30", Reminder.HALF_TIME),  # the first one, at its moment
        (["half_time"], "2026-06-03 10:00", None),  # once only
        (["half_time"], "2026-06-04 08:00", Reminder.LAST_DAY),
        ([], "2026-06-05 08:00", Reminder.OVERDUE),  # a worker that slept sends the latest, not three
        (["overdue"], "2026-06-05 08:00", None),  # and does not go back to those it passed over
        (["overdue"], "2026-06-08 07:30", Reminder.ESCALATED_TO_LEADER),
        (["escalated_to_leader"], "2026-06-30 10:00", Reminder.ESCALATED_TO_OVERSIGHT),
        (["escalated_to_oversight"], "2026-06-30 10:00", None),  # the end of the line
    ],
)
def test_it_sends_the_latest_reminder_that_has_come(
    sent: list[str], now: str, expected: Reminder | None
) -> None:
    due = reminder_now(plan(received("2026-06-01")), frozenset(map(Reminder, sent)), at(now))

    assert (due.reminder if due else None) is expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([], Reminder.HALF_TIME),
        (["half_time"], Reminder.LAST_DAY),
        (["overdue"], Reminder.ESCALATED_TO_LEADER),  # those passed over are not caught up
        (["escalated_to_oversight"], None),
    ],
)
def test_it_knows_which_reminder_comes_next(sent: list[str], expected: Reminder | None) -> None:
    due = next_reminder(plan(received("2026-06-01")), frozenset(map(Reminder, sent)))

    assert (due.reminder if due else None) is expected


@given(chance.facts, st.lists(chance.moments, min_size=1, max_size=30).map(sorted))
def test_it_sends_each_reminder_at_most_once_and_in_order(facts: ClockFacts, ticks: list[datetime]) -> None:
    planned, sent = plan(facts), list[Reminder]()
    for now in ticks:
        due = reminder_now(planned, frozenset(sent), now)
        if due is not None:
            sent.append(due.reminder)

    assert sent == sorted(set(sent), key=ORDER.index)
