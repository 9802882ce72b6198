"""The response clock: when an answer is due, with pauses, an extension and a second due date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar, days_from
from portal.domain.office_hours import STANDARD_HOURS, OfficeHours
from portal.domain.time import VIETNAM, at_time, end_of, local_day

LONGEST_TERM = 10_000
END_OF_TIME = datetime.max.replace(tzinfo=VIETNAM)


class TimeUnit(StrEnum):
    """In what a term is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WORKING_HOURS = "working_hours"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Term:
    """An amount of time, such as 3 working days. Raises ValueError outside 1 to 10,000."""

    amount: int
    unit: TimeUnit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST_TERM:
            raise ValueError(f"a term has 1 to {LONGEST_TERM} units, not {self.amount}")

    @property
    def in_days(self) -> bool:
        """Whether the term ends with a day, not with a moment."""
        return self.unit in (TimeUnit.WORKING_DAYS, TimeUnit.DAYS)


@dataclass(frozen=True, slots=True)
class Pause:
    """Waiting for the sender, from the question to the reply (rules §3).

    While the question is open, `ended_at` is the moment the wait will expire, so that the
    reckoned due date is the latest possible one.
    """

    asked_at: datetime
    ended_at: datetime
    is_open: bool = False

    def covers(self, day: date) -> bool:
        """Whether a day is paused: after the day of asking, up to and including the day of the reply."""
        return local_day(self.asked_at) < day <= local_day(self.ended_at)


@dataclass(frozen=True, slots=True)
class Extension:
    """The leader's new due date, granted once and before the old one."""

    granted_at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """Everything one leg is reckoned from; nothing else moves its due date."""

    received_at: datetime
    term: Term
    deem_after_hours: bool = False
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    interim_notice_at: datetime | None = None
    second_term: Term | None = None

    def is_paused(self, day: date) -> bool:
        """Whether the leg waits for the sender on a day, which then does not count."""
        return any(pause.covers(day) for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A reckoned deadline; `due_on` is the day in force, after an extension or a notice.

    `due_at` is the bound: the midnight that ends the day, or the exact moment of a term in hours.
    """

    day_zero: date
    first_due_on: date
    due_on: date
    due_at: datetime
    first_due_at: datetime
    extended_due_on: date | None = None
    second_due_on: date | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The calendar and office hours a deadline is reckoned with."""

    calendar: WorkingCalendar
    hours: OfficeHours = STANDARD_HOURS

    def deadline(self, facts: ClockFacts) -> Deadline:
        """The deadline of a leg (rules §3; Bộ luật Dân sự 2015 Đ147, Đ148)."""
        zero = self.day_zero(facts)
        first_at = self._term_end(facts, zero)
        first_on = first_at.date() - (timedelta(days=1) if facts.term.in_days else timedelta())
        extended_on = self._extended(facts)
        second_on = self._second(facts, zero, first_at)
        later = [day for day in (extended_on, second_on) if day is not None]
        due_on, due_at = max([first_on, *later]), max([first_at, *map(end_of, later)])
        provisional = self.calendar.is_provisional(local_day(facts.received_at), due_on)
        return Deadline(zero, first_on, due_on, due_at, first_at, extended_on, second_on, provisional)

    def day_zero(self, facts: ClockFacts) -> date:
        """The day of receipt, or the next working day when receipt after hours is deemed so.

        After hours means after the close of the last shift, or on a day of rest: before opening
        and in the lunch break the working day is still to come, so nothing is deemed.
        """
        day = local_day(facts.received_at)
        if not facts.deem_after_hours:
            return day
        if not self.calendar.is_working(day):
            return self.calendar.next_working(day)
        if facts.received_at > at_time(day, self.hours.close()):
            return self.calendar.add_working_days(day, 1)
        return day

    def counted_days(self, facts: ClockFacts, after: date, unit: TimeUnit) -> Iterator[date]:
        """The days that count after a day 0: not paused and, for working days, worked."""
        every_day = unit is TimeUnit.DAYS
        for day in days_from(after + timedelta(days=1)):
            if facts.is_paused(day):
                continue
            if every_day or self.calendar.is_working(day):
                yield day

    def _nth_counted(self, facts: ClockFacts, after: date, term: Term) -> date:
        days = self.counted_days(facts, after, term.unit)
        last = next(day for number, day in enumerate(days, 1) if number == term.amount)
        if self.calendar.is_working(last):
            return last
        # Đ148.5; a term in days does not run out on a day on which it is paused either.
        return next(self.counted_days(facts, last, TimeUnit.WORKING_DAYS))

    def _term_end(self, facts: ClockFacts, zero: date) -> datetime:
        if facts.term.in_days:
            return end_of(self._nth_counted(facts, zero, facts.term))
        start = self.counts_from(facts, zero)
        length = timedelta(hours=facts.term.amount)
        if facts.term.unit is TimeUnit.HOURS:
            return end_after(length, unpaused(iter([(start, END_OF_TIME)]), facts.pauses))
        return end_after(length, unpaused(self.hours.stretches_from(start, self.calendar), facts.pauses))

    def counts_from(self, facts: ClockFacts, zero: date) -> datetime:
        """The moment a term in hours starts: receipt (Đ147.1), or the opening when it is deemed so.

        Deeming holds back what comes before opening too, or a Saturday's call would fall due after
        the one made early on Monday.
        """
        received_at = facts.received_at.astimezone(VIETNAM)
        if not facts.deem_after_hours:
            return received_at
        return max(received_at, at_time(zero, self.hours.opening()))

    def _extended(self, facts: ClockFacts) -> date | None:
        """The day of the extension, moved on by the working days paused after it was granted."""
        if facts.extension is None:
            return None
        granted_on = local_day(facts.extension.granted_at)
        promised_on = self.calendar.next_working(facts.extension.until)
        amount = self.calendar.working_days_between(granted_on, promised_on)
        if amount == 0:
            return promised_on
        return self._nth_counted(facts, granted_on, Term(amount, TimeUnit.WORKING_DAYS))

    def _second(self, facts: ClockFacts, zero: date, first_due_at: datetime) -> date | None:
        """The second due date; only a notice sent before the first one opens it."""
        if facts.interim_notice_at is None or facts.second_term is None:
            return None
        if facts.interim_notice_at >= first_due_at:
            return None
        return self._nth_counted(facts, zero, facts.second_term)

    def wait_ends_at(self, asked_at: datetime, longest: int) -> datetime:
        """The last moment a wait for the sender may last: the end of the n-th working day after asking."""
        return end_of(self.calendar.add_working_days(local_day(asked_at), longest)) - timedelta(seconds=1)


def unpaused(
    stretches: Iterator[tuple[datetime, datetime]], pauses: tuple[Pause, ...]
) -> Iterator[tuple[datetime, datetime]]:
    """Stretches of time less the moments in which a leg waits for the sender."""
    for start, end in stretches:
        yield from _cut(start, end, sorted(pauses, key=lambda pause: pause.asked_at))


def _cut(start: datetime, end: datetime, pauses: list[Pause]) -> Iterator[tuple[datetime, datetime]]:
    for pause in pauses:
        if pause.ended_at <= start or pause.asked_at >= end:
            continue
        if pause.asked_at > start:
            yield start, pause.asked_at
        start = min(max(start, pause.ended_at), end)
    if start < end:
        yield start, end


def end_after(length: timedelta, stretches: Iterator[tuple[datetime, datetime]]) -> datetime:
    """The moment at which a length of time has been used up; a term that fills a shift ends at its close.

    Raises OverflowError when the stretches end before, which they do with the year 9999 alone.
    """
    left = length
    for start, end in stretches:
        if left <= end - start:
            return (start + left).astimezone(VIETNAM)
        left -= end - start
    raise OverflowError("the stretches end before the term does")
