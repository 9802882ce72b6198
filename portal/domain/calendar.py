"""The working calendar: which days count, and because of which notice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.time import ONE_DAY

SATURDAY = 5


class DayKind(StrEnum):
    """How a row changes the ordinary Monday-to-Friday week."""

    OFF = "off"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One official day off, or one rest day worked in exchange, with the notice it comes from."""

    on: date
    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Official days by date; a year that is not confirmed is provisional (rules §3)."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, days: Iterable[CalendarDay], confirmed_years: Iterable[int]) -> "WorkingCalendar":
        """A calendar from rows; a later row for the same date replaces an earlier one."""
        return cls({day.on: day for day in days}, frozenset(confirmed_years))

    def with_days(self, days: Iterable[CalendarDay]) -> "WorkingCalendar":
        """The same calendar with more rows, such as the local days of a unit."""
        return WorkingCalendar({**self.days, **{day.on: day for day in days}}, self.confirmed_years)

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day: Monday to Friday, less days off, plus days worked in exchange."""
        official = self.days.get(day)
        if official is None:
            return day.weekday() < SATURDAY
        return official.kind is DayKind.WORKED

    def official(self, day: date) -> CalendarDay | None:
        """The row about a day, if an official notice names it."""
        return self.days.get(day)

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any year touched by the period is not confirmed yet."""
        return any(year not in self.confirmed_years for year in range(first.year, last.year + 1))

    def next_working(self, day: date) -> date:
        """The day itself when it is a working day, else the next one (Bộ luật Dân sự 2015 Đ148.5)."""
        return next(candidate for candidate in days_from(day) if self.is_working(candidate))

    def last_working_before(self, day: date) -> date:
        """The nearest working day before a day."""
        earlier = day - ONE_DAY
        while not self.is_working(earlier):
            earlier -= ONE_DAY
        return earlier

    def add_working_days(self, day: date, amount: int) -> date:
        """The working day that is `amount` working days after `day`, which itself is day 0."""
        if amount < 1:
            return day
        working = (candidate for candidate in days_from(day + ONE_DAY) if self.is_working(candidate))
        return next(candidate for number, candidate in enumerate(working, 1) if number == amount)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after`, up to and including `until`; 0 when there are none."""
        return sum(1 for day in days_between(after + ONE_DAY, until) if self.is_working(day))


def days_from(day: date) -> Iterator[date]:
    """Every day from `day` on."""
    while True:
        yield day
        day += ONE_DAY


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; nothing when `last` comes before."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
