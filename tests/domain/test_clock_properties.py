"""What holds for every clock, whatever the calendar, the term and what happens to the case."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from portal.domain.calendar import DayKind, WorkingCalendar
from portal.domain.clock import ClockFacts, Extension, Pause, Reckoning, Term, TimeUnit
from portal.domain.time import end_of
from tests.domain import chance


@given(chance.calendars, chance.facts)
def test_it_is_due_on_a_working_day(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    deadline = Reckoning(calendar).deadline(facts)

    # Hours alone run through days of rest; an extension or a second date ends on a working day again.
    if facts.term.unit is not TimeUnit.HOURS or deadline.due_on != deadline.first_due_on:
        assert calendar.is_working(deadline.due_on)


@given(chance.calendars, chance.days, chance.amounts)
def test_it_counts_back_what_it_added(calendar: WorkingCalendar, day: date, amount: int) -> None:
    assert calendar.working_days_between(day, calendar.add_working_days(day, amount)) == amount


@given(chance.calendars, chance.moments, chance.terms_in_working_days, st.booleans())
def test_it_leaves_the_whole_term_on_the_day_of_receipt(
    calendar: WorkingCalendar, received_at: datetime, term: Term, deem: bool
) -> None:
    reckoning = Reckoning(calendar)
    deadline = reckoning.deadline(ClockFacts(received_at, term, deem_after_hours=deem))

    assert calendar.working_days_between(deadline.day_zero, deadline.due_on) == term.amount


@given(chance.calendars, chance.moments, st.integers(1, 200))
def test_it_gives_exactly_the_working_hours_of_the_term(
    calendar: WorkingCalendar, received_at: datetime, amount: int
) -> None:
    reckoning = Reckoning(calendar)
    due_at = reckoning.deadline(ClockFacts(received_at, Term(amount, TimeUnit.WORKING_HOURS))).due_at

    assert reckoning.hours.minutes_between(received_at, due_at, calendar) == amount * 60


@given(chance.calendars, chance.facts, chance.days)
def test_it_is_never_due_earlier_for_a_new_day_off(
    calendar: WorkingCalendar, facts: ClockFacts, day: date
) -> None:
    # A promised date is moved on only for working days waited through. When one of those becomes a
    # day off, nothing is left to make good, and the date that the leader promised stands again.
    assume(facts.extension is None or not facts.pauses)
    longer = calendar.with_days([chance.official_day(day, DayKind.OFF)])

    assert Reckoning(longer).deadline(facts).due_at >= Reckoning(calendar).deadline(facts).due_at


@given(chance.calendars, chance.facts, chance.days)
def test_it_is_never_due_later_for_a_day_worked(
    calendar: WorkingCalendar, facts: ClockFacts, day: date
) -> None:
    assume(facts.extension is None or not facts.pauses)
    shorter = calendar.with_days([chance.official_day(day, DayKind.WORKED)])

    assert Reckoning(shorter).deadline(facts).due_at <= Reckoning(calendar).deadline(facts).due_at


@given(chance.calendars, chance.facts, chance.waits())
def test_it_is_never_due_earlier_for_a_wait(
    calendar: WorkingCalendar, facts: ClockFacts, wait: Pause
) -> None:
    waited = replace(facts, pauses=(*facts.pauses, wait))
    reckoning = Reckoning(calendar)

    assert reckoning.deadline(waited).due_at >= reckoning.deadline(facts).due_at


@given(chance.calendars, chance.facts, chance.extensions())
def test_it_is_never_due_earlier_for_an_extension(
    calendar: WorkingCalendar, facts: ClockFacts, extension: Extension
) -> None:
    reckoning = Reckoning(calendar)
    without = replace(facts, extension=None)
    extended = reckoning.deadline(replace(facts, extension=extension))

    assert extended.due_at >= reckoning.deadline(without).due_at
    assert extended.due_on >= extension.until


@given(chance.calendars, chance.facts, st.integers(1, 20))
def test_it_grows_with_the_term(calendar: WorkingCalendar, facts: ClockFacts, more: int) -> None:
    reckoning = Reckoning(calendar)
    longer = replace(facts, term=Term(facts.term.amount + more, facts.term.unit))

    assert reckoning.deadline(longer).due_at >= reckoning.deadline(facts).due_at


@given(chance.calendars, chance.facts, st.timedeltas(timedelta(), timedelta(days=20)))
def test_it_grows_with_the_moment_of_receipt(
    calendar: WorkingCalendar, facts: ClockFacts, later: timedelta
) -> None:
    reckoning = Reckoning(calendar)
    received_later = replace(facts, received_at=facts.received_at + later)

    assert reckoning.deadline(received_later).due_at >= reckoning.deadline(facts).due_at


@given(chance.calendars, chance.plain_facts)
def test_it_is_never_due_later_with_the_switch_off(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    reckoning = Reckoning(calendar)
    off, on = (replace(facts, deem_after_hours=switch) for switch in (False, True))

    assert reckoning.deadline(off).due_at <= reckoning.deadline(on).due_at


@given(chance.calendars, chance.facts)
def test_its_bound_and_its_day_agree(calendar: WorkingCalendar, facts: ClockFacts) -> None:
    deadline = Reckoning(calendar).deadline(facts)

    assert deadline.first_due_at <= deadline.due_at <= end_of(deadline.due_on)
    assert deadline.day_zero <= deadline.first_due_on <= deadline.due_on
    if facts.term.in_days:
        assert deadline.due_at == end_of(deadline.due_on)
