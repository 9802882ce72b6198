"""Office hours: the shifts of a working day, with the lunch break between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.domain.calendar import WorkingCalendar, days_from
from portal.domain.time import VIETNAM, at_time, local_day


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of work, from opening to close, within one day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The shifts of every working day, in order; days of rest have none."""

    shifts: tuple[Shift, ...]

    def opening(self) -> time:
        """When the first shift begins."""
        return self.shifts[0].opens

    def close(self) -> time:
        """When the last shift ends."""
        return self.shifts[-1].closes

    def is_open(self, moment: datetime, calendar: WorkingCalendar) -> bool:
        """Whether an aware moment lies inside a shift of a working day, its close excluded."""
        local = moment.astimezone(VIETNAM)
        inside = any(shift.opens <= local.time() < shift.closes for shift in self.shifts)
        return inside and calendar.is_working(local.date())

    def stretches_from(
        self, moment: datetime, calendar: WorkingCalendar
    ) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of office time from a moment on, without end; the first may begin inside a shift."""
        for day in days_from(local_day(moment)):
            if calendar.is_working(day):
                yield from self._stretches_on(day, moment)

    def _stretches_on(self, day: date, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        for shift in self.shifts:
            opens, closes = at_time(day, shift.opens), at_time(day, shift.closes)
            if closes > moment:
                yield max(opens, moment.astimezone(VIETNAM)), closes

    def next_open(self, moment: datetime, calendar: WorkingCalendar) -> datetime:
        """The moment itself in office hours, else the next opening: when a notice may be sent."""
        return next(self.stretches_from(moment, calendar))[0]

    def minutes_between(self, start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
        """Whole minutes of office time between two aware moments; 0 when the end is not later."""
        # Exact durations: sums of seconds as floats lose the last minute now and then.
        spent = timedelta()
        if end <= start:
            return 0
        for opens, closes in self.stretches_from(start, calendar):
            if opens >= end:
                return spent // timedelta(minutes=1)
            spent += min(closes, end) - opens
        raise AssertionError("office time never ends")


# What most offices keep (law §2.2); each unit may set its own.
STANDARD_HOURS = OfficeHours((Shift(time(7, 30), time(11, 30)), Shift(time(13, 30), time(17, 0))))


def read_office_hours(text: str) -> OfficeHours:
    """Office hours written as "07:30-11:30, 13:30-17:00". Raises ValueError when they are not in order."""
    shifts = tuple(_read_shift(part) for part in text.split(","))
    moments = [moment for shift in shifts for moment in (shift.opens, shift.closes)]
    if moments != sorted(set(moments)):
        raise ValueError(f"office hours overlap or run backwards: {text}")
    return OfficeHours(shifts)


def _read_shift(text: str) -> Shift:
    opens, closes = text.split("-")
    return Shift(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
