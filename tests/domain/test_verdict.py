"""The verdict: in time, in time after extension, kept by notice, or late by at least one working day."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.verdict import Judgement, Verdict, is_overdue, judge
from tests.domain import chance
from tests.domain.clocks import FIFTEEN_WORKING_DAYS, at, deadline, extension, received
from tests.domain.official_calendar import OFFICIAL

PLAIN = received("2026-06-01")  # due on Thursday 4 June
EXTENDED = replace(PLAIN, extension=extension("2026-06-03", "2026-06-09"))
NOTIFIED = replace(PLAIN, interim_notice_at=at("2026-06-03"), second_term=FIFTEEN_WORKING_DAYS)  # 22 June
BOTH = replace(NOTIFIED, extension=EXTENDED.extension)
EXTENDED_BEYOND = replace(NOTIFIED, extension=extension("2026-06-03", "2026-06-26"))
BEFORE_A_HOLIDAY = received("2026-11-18")  # due on Monday 23 November
IN_HOURS = received("2026-06-01 10:00", Term(2, TimeUnit.WORKING_HOURS))  # due at 14:00
HOURS_EXTENDED = replace(IN_HOURS, extension=extension("2026-06-01 11:00", "2026-06-01"))


@pytest.mark.parametrize(
    ("facts", "satisfied", "verdict"),
    [
        (PLAIN, "2026-06-01 10:00", Verdict.IN_TIME),  # answered at once
        (PLAIN, "2026-06-04 23:59:59", Verdict.IN_TIME),  # the office is closed, the day is not over
        (PLAIN, "2026-06-04 16:59:59+00:00", Verdict.IN_TIME),  # the same second, written in UTC
        (EXTENDED, "2026-06-04 12:00", Verdict.IN_TIME),  # an extension that was not needed
        (EXTENDED, "2026-06-05 00:00", Verdict.IN_TIME_AFTER_EXTENSION),  # the first moment that needs it
        (EXTENDED, "2026-06-09 23:59", Verdict.IN_TIME_AFTER_EXTENSION),  # the last one that it saves
        (NOTIFIED, "2026-06-04 12:00", Verdict.IN_TIME),  # a notice that was not needed
        (NOTIFIED, "2026-06-05 00:00", Verdict.KEPT_BY_NOTICE),  # the first moment that needs it
        (NOTIFIED, "2026-06-22 23:59", Verdict.KEPT_BY_NOTICE),  # the last one
        (BOTH, "2026-06-08 12:00", Verdict.IN_TIME_AFTER_EXTENSION),  # both hold: the nearer date names it
        (BOTH, "2026-06-10 12:00", Verdict.KEPT_BY_NOTICE),  # past the extension, within the notice
        (EXTENDED_BEYOND, "2026-06-15 12:00", Verdict.KEPT_BY_NOTICE),  # the extension was not needed yet
        (EXTENDED_BEYOND, "2026-06-24 12:00", Verdict.IN_TIME_AFTER_EXTENSION),  # now it was
        (IN_HOURS, "2026-06-01 14:00", Verdict.IN_TIME),  # a moment is kept by its own second
        (HOURS_EXTENDED, "2026-06-01 15:00", Verdict.IN_TIME_AFTER_EXTENSION),  # to the end of the same day
    ],
)
def test_it_finds_what_was_in_time(facts: ClockFacts, satisfied: str, verdict: Verdict) -> None:
    assert judge(deadline(facts), at(satisfied), OFFICIAL) == Judgement(verdict)


@pytest.mark.parametrize(
    ("facts", "satisfied", "late_by"),
    [
        (PLAIN, "2026-06-05 00:00", 1),  # the very midnight is late
        (PLAIN, "2026-06-05 10:00", 1),  # next working day
        (PLAIN, "2026-06-06 10:00", 1),  # Saturday adds nothing
        (PLAIN, "2026-06-08 10:00", 2),  # Monday does
        (BEFORE_A_HOLIDAY, "2026-11-24 10:00", 1),  # late on a holiday is late by one, not by none
        (BEFORE_A_HOLIDAY, "2026-11-25 10:00", 1),  # the holiday does not count against the office
        (EXTENDED, "2026-06-10 10:00", 1),  # counted from the extended date
        (NOTIFIED, "2026-06-24 10:00", 2),  # counted from the second date
        (BOTH, "2026-06-23 10:00", 1),  # counted from the later of both
        (IN_HOURS, "2026-06-01 14:00:01", 1),  # late by a second is late by one working day
        (IN_HOURS, "2026-06-03 08:00", 2),  # later days count as for days
        (PLAIN, "2027-06-04 10:00", 249),  # a year: 261 weekdays, 13 of them off, one Saturday worked
    ],
)
def test_it_counts_lateness_in_working_days(facts: ClockFacts, satisfied: str, late_by: int) -> None:
    assert judge(deadline(facts), at(satisfied), OFFICIAL) == Judgement(Verdict.LATE, late_by)


@pytest.mark.parametrize(
    ("facts", "now", "overdue"),
    [
        (PLAIN, "2026-06-04 23:59:59", False),  # the last second of the due day
        (PLAIN, "2026-06-05 00:00", True),  # the midnight that ends it
        (EXTENDED, "2026-06-08 10:00", False),  # saved by the extension
        (IN_HOURS, "2026-06-01 14:00", False),  # the moment itself still keeps it
        (IN_HOURS, "2026-06-01 14:00:01", True),  # and no later one
        (HOURS_EXTENDED, "2026-06-01 15:00", False),  # extended to the end of the day
    ],
)
def test_it_knows_what_is_overdue(facts: ClockFacts, now: str, overdue: bool) -> None:
    assert is_overdue(deadline(facts), at(now)) is overdue


@given(chance.calendars, chance.facts, chance.moments)
def test_it_calls_overdue_exactly_what_would_be_late(
    calendar: WorkingCalendar, facts: ClockFacts, now: datetime
) -> None:
    reckoned = Reckoning(calendar).deadline(facts)
    judgement = judge(reckoned, now, calendar)

    assert is_overdue(reckoned, now) is (judgement.verdict is Verdict.LATE)
    assert (judgement.late_by >= 1) is (judgement.verdict is Verdict.LATE)
