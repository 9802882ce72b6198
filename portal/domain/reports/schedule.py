"""When reports are due, what each covers, and when it is to be ready (QĐ and plans of the office: 25/11, 25/12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar
from portal.domain.periods import Span, period_around
from portal.domain.reports.spec import Days, days_of
from portal.domain.time import ONE_DAY


class Plan(StrEnum):
    """A report that is due by itself."""

    # Before 25 November: the commitments on administrative reform; before 25 December: the index [000-30].
    REFORM = "reform"
    INDEX = "index"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


YEARLY = {Plan.REFORM: (11, 25), Plan.INDEX: (12, 25)}
SPANS = {Plan.QUARTER: Span.QUARTER, Plan.HALF_YEAR: Span.HALF_YEAR, Plan.YEAR: Span.YEAR}


@dataclass(frozen=True, slots=True)
class Settled:
    """How an office has its reports: how early, which beside the two of the year, and by which day of a month."""

    lead_days: int = 3
    reform: bool = True
    index: bool = True
    quarter: bool = False
    half_year: bool = False
    year: bool = False
    # The day of the month after a quarter, half-year or year by which its report is due.
    due_day: int = 10

    def wants(self, plan: Plan) -> bool:
        """Whether the office has this report made by itself."""
        return bool(getattr(self, plan.value))


@dataclass(frozen=True, slots=True)
class Due:
    """One report to be made: by which day, really by which working day, when it is prepared, what it covers."""

    plan: Plan
    due_on: date
    # The due date, or the last working day before it where it is a day of rest.
    ready_by: date
    prepared_on: date
    days: Days


def due(plan: Plan, due_on: date, *, settled: Settled, calendar: WorkingCalendar) -> Due:
    """The report of a plan that is due on a day.

    A report to be sent before a day is ready on the last working day on or before it, and prepared so many working
    days ahead of that; what covers the year so far ends with the day before it is prepared. Any other covers a whole
    period and is not prepared before that has ended, however early it is due: it is made once.
    """
    ready_by = due_on if calendar.is_working(due_on) else calendar.last_working_before(due_on)
    prepared_on = ready_by
    for _ in range(settled.lead_days):
        prepared_on = calendar.last_working_before(prepared_on)
    if plan in YEARLY:
        return Due(plan, due_on, ready_by, prepared_on, Days(date(due_on.year, 1, 1), prepared_on - ONE_DAY))
    days = days_of(period_around(SPANS[plan], due_on.replace(day=1) - ONE_DAY))
    ended = days.last + ONE_DAY
    return Due(plan, due_on, max(ready_by, ended), max(prepared_on, ended), days)


def next_due(settled: Settled, today: date, calendar: WorkingCalendar) -> list[Due]:
    """Of every wanted plan the report that is due next, the soonest first; due today counts as next."""
    found = [
        due(plan, _next_date(plan, today, settled), settled=settled, calendar=calendar)
        for plan in Plan
        if settled.wants(plan)
    ]
    return sorted(found, key=lambda each: (each.due_on, each.plan))


def _next_date(plan: Plan, today: date, settled: Settled) -> date:
    return next(day for day in due_dates(plan, today.year, settled) if day >= today)


def to_prepare(settled: Settled, today: date, calendar: WorkingCalendar) -> list[Due]:
    """The reports whose day of preparation has come and that are not due yet."""
    return [each for each in next_due(settled, today, calendar) if each.prepared_on <= today]


def due_dates(plan: Plan, year: int, settled: Settled) -> Iterator[date]:
    """The due dates of a plan from the beginning of a year on, without end."""
    while True:
        if plan in YEARLY:
            yield date(year, *YEARLY[plan])
        else:
            months = {Plan.QUARTER: (1, 4, 7, 10), Plan.HALF_YEAR: (1, 7), Plan.YEAR: (1,)}[plan]
            yield from (date(year, month, settled.due_day) for month in months)
        year += 1
