"""The explanation of a due date: every day from receipt to due, counted or not, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.calendar import SATURDAY, DayKind, days_between
from portal.domain.clock import ClockFacts, Deadline, Reckoning, TimeUnit, unpaused
from portal.domain.time import end_of, local_day, start_of


class DayReason(StrEnum):
    """Why a day counts or does not."""

    RECEIVED = "received"
    RECEIVED_AFTER_HOURS = "received_after_hours"
    DEEMED_RECEIVED = "deemed_received"
    WORKING = "working"
    WORKED_IN_EXCHANGE = "worked_in_exchange"
    CALENDAR_DAY = "calendar_day"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    PAUSED = "paused"
    ROLLED = "rolled"
    OFFICE_TIME = "office_time"
    PLAIN_TIME = "plain_time"
    OPENED_LATER = "opened_later"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the explanation; `number` is its place in the count, None when it does not count.

    `minutes` is what the day gives to a term in hours; `beyond_first` marks the days that only an
    extension or an interim notice opened.
    """

    on: date
    reason: DayReason
    number: int | None = None
    minutes: int = 0
    name: str = ""
    source: str = ""
    provisional: bool = False
    beyond_first: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A deadline with the days it was reckoned from."""

    facts: ClockFacts
    deadline: Deadline
    lines: tuple[DayLine, ...]


def explain(facts: ClockFacts, reckoning: Reckoning) -> Explanation:
    """The deadline of a leg and a line for each day from receipt to the due date in force."""
    deadline = reckoning.deadline(facts)
    account = _Account(facts, deadline, reckoning)
    lines = account.day_lines() if facts.term.in_days else account.hour_lines()
    return Explanation(facts, deadline, tuple(lines))


COUNTING = frozenset({DayReason.WORKING, DayReason.WORKED_IN_EXCHANGE, DayReason.CALENDAR_DAY})


@dataclass(frozen=True, slots=True)
class _Account:
    """What the lines of one explanation are written from."""

    facts: ClockFacts
    deadline: Deadline
    reckoning: Reckoning

    def days(self) -> Iterator[date]:
        return days_between(local_day(self.facts.received_at), self.deadline.due_on)

    def day_lines(self) -> Iterator[DayLine]:
        number = 0
        for day in self.days():
            reason = self._day_reason(day, counted=number)
            counts = reason in COUNTING
            number += counts
            yield self._line(day, reason, number=number if counts else None)

    def hour_lines(self) -> Iterator[DayLine]:
        for day in self.days():
            minutes = self._minutes_on(day)
            yield self._line(day, self._hour_reason(day, minutes), minutes=minutes)

    def _line(self, day: date, reason: DayReason, *, number: int | None = None, minutes: int = 0) -> DayLine:
        official = self.reckoning.calendar.official(day)
        return DayLine(
            on=day,
            reason=reason,
            number=number,
            minutes=minutes,
            name=official.name if official else "",
            source=official.source if official else "",
            provisional=self.reckoning.calendar.is_provisional(day, day),
            beyond_first=day > self.deadline.first_due_on,
        )

    def _receipt(self, day: date) -> DayReason | None:
        if day == local_day(self.facts.received_at):
            return DayReason.RECEIVED if day == self.deadline.day_zero else DayReason.RECEIVED_AFTER_HOURS
        return DayReason.DEEMED_RECEIVED if day == self.deadline.day_zero else None

    def _day_reason(self, day: date, *, counted: int) -> DayReason:
        receipt = self._receipt(day)
        if receipt is not None:
            return receipt
        if day > self.deadline.day_zero and self.facts.is_paused(day):
            return DayReason.PAUSED
        if self.facts.term.unit is TimeUnit.WORKING_DAYS or day < self.deadline.day_zero:
            return self._calendar_reason(day)
        if day > self.deadline.first_due_on:
            return self._later_reason(day)
        # A term in days that ended on a day of rest has used up its count before the day it rolls to.
        return DayReason.ROLLED if counted == self.facts.term.amount else DayReason.CALENDAR_DAY

    def _calendar_reason(self, day: date) -> DayReason:
        official = self.reckoning.calendar.official(day)
        if official is None:
            return DayReason.WORKING if day.weekday() < SATURDAY else DayReason.WEEKEND
        if official.kind is DayKind.OFF:
            return DayReason.DAY_OFF
        return DayReason.WORKED_IN_EXCHANGE

    def _later_reason(self, day: date) -> DayReason:
        """Past the first due date a term in days or hours has no count of its own to show."""
        reason = self._calendar_reason(day)
        return DayReason.OPENED_LATER if reason in COUNTING else reason

    def _hour_reason(self, day: date, minutes: int) -> DayReason:
        plain = self.facts.term.unit is TimeUnit.HOURS
        time = DayReason.PLAIN_TIME if plain else DayReason.OFFICE_TIME
        if minutes:
            return time
        if day == local_day(self.facts.received_at):
            return self._receipt(day) or time
        if day > self.deadline.first_due_on:
            return self._later_reason(day)
        reason = self._calendar_reason(day)
        if reason not in COUNTING and (not plain or day < self.deadline.day_zero):
            return reason
        # Nothing was used up on a day that gives time: it was paused, or the term ends as the day begins.
        return DayReason.PAUSED if self._is_touched_by_pause(day) else time

    def _is_touched_by_pause(self, day: date) -> bool:
        first, last = start_of(day), end_of(day)
        return any(pause.asked_at < last and pause.ended_at > first for pause in self.facts.pauses)

    def _minutes_on(self, day: date) -> int:
        start = self.reckoning.counts_from(self.facts, self.deadline.day_zero)
        first, last = max(start, start_of(day)), min(end_of(day), self.deadline.first_due_at)
        if last <= first:
            return 0
        used = unpaused(self._stretches(first, last), self.facts.pauses)
        return round(sum((end - begin).total_seconds() for begin, end in used) / 60)

    def _stretches(self, first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The time between two moments that counts: all of it, or what lies in office hours."""
        if self.facts.term.unit is TimeUnit.HOURS:
            yield first, last
            return
        for opens, closes in self.reckoning.hours.stretches_from(first, self.reckoning.calendar):
            if opens >= last:
                return
            yield opens, min(closes, last)
