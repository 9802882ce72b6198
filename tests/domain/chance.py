"""What Hypothesis draws from: calendars, receipts, waits and terms of a stretch of about a year."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar
from portal.domain.clock import ClockFacts, Extension, Pause, Term, TimeUnit
from portal.domain.time import VIETNAM

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

days = st.dates(FIRST, LAST)
moments = st.datetimes(
    datetime.combine(FIRST, time.min), datetime.combine(LAST, time.min), timezones=st.just(VIETNAM)
)
units = st.sampled_from(TimeUnit)
amounts = st.integers(1, 40)
terms = st.builds(Term, amounts, units)
terms_in_working_days = st.builds(Term, amounts, st.just(TimeUnit.WORKING_DAYS))


def official_day(on: date, kind: DayKind) -> CalendarDay:
    """A row as a notice would give it."""
    return CalendarDay(on, kind, "Ngày thử", "Thông báo thử")


# Days off and days worked anywhere, weekends and weekdays alike.
calendar_days = st.builds(official_day, days, st.sampled_from(DayKind))
calendars = st.builds(
    WorkingCalendar.of, st.lists(calendar_days, max_size=60), st.sampled_from([[], [2026], [2026, 2027]])
)


@st.composite
def waits(draw: st.DrawFn) -> Pause:
    """A wait of at most two weeks."""
    asked_at = draw(moments)
    return Pause(asked_at, asked_at + draw(st.timedeltas(timedelta(), timedelta(days=14))))


@st.composite
def extensions(draw: st.DrawFn) -> Extension:
    """An extension of at most a month."""
    granted_at = draw(moments)
    return Extension(granted_at, granted_at.date() + timedelta(days=draw(st.integers(0, 31))))


notices = st.none() | moments
facts = st.builds(
    ClockFacts,
    received_at=moments,
    term=terms,
    deem_after_hours=st.booleans(),
    pauses=st.lists(waits(), max_size=3).map(tuple),
    extension=st.none() | extensions(),
    interim_notice_at=notices,
    second_term=st.none() | terms_in_working_days,
)
plain_facts = st.builds(ClockFacts, received_at=moments, term=terms, deem_after_hours=st.booleans())
