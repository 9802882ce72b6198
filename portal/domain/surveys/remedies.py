"""Remedies: what an office does about items rated average or below [001-05, 004-07] (rules §9)."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from portal.domain.bilingual import Bilingual
from portal.domain.clock import Reckoning
from portal.domain.figures import FEWEST_BALLOTS, Share
from portal.domain.ratings import Rating
from portal.domain.time import at_time

# A remedy that is late, or still without a measure, is spoken of again after so many working days.
REMIND_AGAIN = 5


class RemedySource(StrEnum):
    """Where the low ratings came from; the two are never added up."""

    SURVEY = "survey"
    RATING = "rating"  # of an answer, confidential to leader and overseer (rules §6)


class RemedyStatus(StrEnum):
    """How far a remedy is."""

    OPEN = "open"
    PLANNED = "planned"  # cause, measure, who and by when are known
    DONE = "done"


class RemedyReminder(StrEnum):
    """What a remedy is spoken of for."""

    WITHOUT_MEASURE = "remedy_without_measure"
    DUE = "remedy_due"
    OVERDUE = "remedy_overdue"


UNFINISHED = frozenset({RemedyStatus.OPEN, RemedyStatus.PLANNED})

LOW_TO = 3  # "average or below" of the five levels (law §5.3)
RATED = {
    "result": Bilingual("Kết quả giải quyết phản ánh, kiến nghị", "The result of the feedback"),
    "time": Bilingual("Thời gian giải quyết phản ánh, kiến nghị", "The time taken to deal with feedback"),
    "attitude": Bilingual("Thái độ phục vụ khi trả lời phản ánh, kiến nghị", "The attitude of the staff"),
}


def low_questions(rating: Rating) -> tuple[str, ...]:
    """Which of the three questions after an answer were rated average or below."""
    return tuple(name for name in RATED if getattr(rating, name) <= LOW_TO)


def at_least(low: int) -> int | None:
    """How many low ratings may be told: in steps of five, so that nobody sees one more come in; None below five.

    Whoever stands at the counter could otherwise look before and after a visitor (rules §9).
    """
    return low - low % FEWEST_BALLOTS if low >= FEWEST_BALLOTS else None


@dataclass(frozen=True, slots=True)
class RemedyCounts:
    """What became of remedies of one source."""

    opened: int = 0
    done: int = 0
    done_in_time: int = 0
    # As of now, whenever they were opened.
    open: int = 0
    overdue: int = 0

    @property
    def in_time(self) -> Share:
        """Of those done in the period, those that were done by the day that was named."""
        return Share(self.done_in_time, self.done)

    def __add__(self, other: "RemedyCounts") -> "RemedyCounts":
        return RemedyCounts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a remedy is, and the days that decide when somebody is reminded."""

    status: RemedyStatus
    opened_on: date
    due_on: date | None = None


def first_reminder(progress: Progress, *, plan_after: int, reckoning: Reckoning) -> datetime | None:
    """The office morning on which somebody is reminded first; None where nobody ever is.

    Without a measure `plan_after` working days after it was opened (0 is never); with one on its due day.
    """
    if progress.status is RemedyStatus.DONE:
        return None
    if progress.status is RemedyStatus.PLANNED and progress.due_on is not None:
        return morning_of(progress.due_on, reckoning)
    if not plan_after:
        return None
    return morning_of(reckoning.calendar.add_working_days(progress.opened_on, plan_after), reckoning)


def reminder_of(progress: Progress, today: date) -> RemedyReminder:
    """What is said about an unfinished remedy whose moment has come."""
    if progress.due_on is None:
        return RemedyReminder.WITHOUT_MEASURE
    return RemedyReminder.OVERDUE if progress.due_on < today else RemedyReminder.DUE


def next_reminder(today: date, reckoning: Reckoning) -> datetime:
    """The office morning on which a remedy that was just spoken of is spoken of again."""
    return morning_of(reckoning.calendar.add_working_days(today, REMIND_AGAIN), reckoning)


def morning_of(day: date, reckoning: Reckoning) -> datetime:
    """When the office opens on a day, or on the next working one."""
    return reckoning.hours.next_open(at_time(day, reckoning.hours.opening()), reckoning.calendar)
