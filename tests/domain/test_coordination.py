"""Opinions and the interim notice: when they are due, and what may not be promised."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.adapters.shipped_calendar import shipped_days
from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.coordination import (
    Notice,
    OpinionReminder,
    schedule,
    usual_due,
    wrong_due,
    wrong_notice,
)
from portal.domain.time import VIETNAM

CALENDAR = WorkingCalendar.of(shipped_days(), range(2018, 2027))
RECKONING = Reckoning(CALENDAR)
TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("today", "case_due", "expected"),
    [
        (TODAY, date(2026, 11, 26), date(2026, 11, 25)),  # the working day before
        (TODAY, date(2026, 11, 25), date(2026, 11, 23)),  # the 24th is a day off since 2026
        (TODAY, date(2026, 11, 23), date(2026, 11, 23)),  # never today, even if the answer is due on Monday
        (TODAY, TODAY, date(2026, 11, 23)),  # never in the past
        (date(2026, 8, 28), date(2026, 9, 4), date(2026, 9, 3)),  # after the National Day
        (date(2026, 2, 12), date(2026, 2, 24), date(2026, 2, 23)),  # Tết in between does not matter
        (date(2026, 2, 11), date(2026, 2, 23), date(2026, 2, 13)),  # but the day before may lie before it
    ],
)
def test_it_proposes_the_day_before_the_answer_is_due(today: date, case_due: date, expected: date) -> None:
    assert usual_due(today, case_due, CALENDAR) == expected


@pytest.mark.parametrize(
    ("due_on", "wrong"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=1), "past"),
        (date(2026, 11, 21), "day_of_rest"),
        (date(2026, 11, 23), None),
        (date(2026, 8, 31), "past"),
        (date(2026, 11, 24), "day_of_rest"),
    ],
)
def test_it_wants_a_working_day_from_today_on(due_on: date, wrong: str | None) -> None:
    assert wrong_due(due_on, today=TODAY, calendar=CALENDAR) == wrong


@pytest.mark.parametrize(
    ("due_on", "last_day", "overdue"),
    [
        (date(2026, 11, 25), "2026-11-25 07:30", "2026-11-26 07:30"),
        (date(2026, 11, 20), "2026-11-20 07:30", "2026-11-23 07:30"),  # over the weekend nobody is mailed
        (date(2026, 4, 29), "2026-04-29 07:30", "2026-05-04 07:30"),  # nor over the holidays
    ],
)
def test_it_reminds_on_working_mornings(due_on: date, last_day: str, overdue: str) -> None:
    moments = {
        reminder: f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M}" for reminder, at in schedule(due_on, RECKONING)
    }
    assert moments == {OpinionReminder.LAST_DAY: last_day, OpinionReminder.OVERDUE: overdue}


RECEIVED = datetime(2026, 11, 18, 9, tzinfo=VIETNAM)
DEADLINE = RECKONING.deadline(ClockFacts(RECEIVED, Term(3, TimeUnit.WORKING_DAYS)))
LATEST = date(2026, 12, 9)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, None),
        ({"expected_on": LATEST}, None),
        ({"expected_on": LATEST + timedelta(days=1)}, "too_far"),
        ({"expected_on": date(2026, 11, 29)}, "day_of_rest"),
        ({"expected_on": TODAY}, "past"),
        ({"coordinating": 0}, "no_units"),
        ({"sent_before": True}, "sent_before"),
        ({"sent_at": DEADLINE.first_due_at - timedelta(seconds=1)}, None),
        ({"sent_at": DEADLINE.first_due_at}, "overdue"),
    ],
)
def test_it_promises_only_what_the_rules_allow(given: dict[str, Any], wrong: str | None) -> None:
    usual: dict[str, Any] = {
        "expected_on": date(2026, 12, 1),
        "sent_at": datetime(2026, 11, 20, 10, tzinfo=VIETNAM),
        "latest": LATEST,
        "coordinating": 2,
        "sent_before": False,
    }
    notice = Notice(**{**usual, **given})
    assert wrong_notice(notice, DEADLINE, today=TODAY, calendar=CALENDAR) == wrong
