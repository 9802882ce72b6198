"""The verdict on a deadline: in time, in time after extension, kept by notice, or late."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Deadline
from portal.domain.time import end_of, local_day


class Verdict(StrEnum):
    """What a satisfied deadline came to; frozen when it is satisfied (rules §3)."""

    IN_TIME = "in_time"
    IN_TIME_AFTER_EXTENSION = "in_time_after_extension"
    KEPT_BY_NOTICE = "kept_by_notice"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and, when late, by how many working days (at least 1)."""

    verdict: Verdict
    late_by: int = 0


def judge(deadline: Deadline, satisfied_at: datetime, calendar: WorkingCalendar) -> Judgement:
    """The verdict for an act at an aware moment; lateness counts from the last due date in force."""
    if _kept_first(deadline, satisfied_at):
        return Judgement(Verdict.IN_TIME)
    for due_on, verdict in _later_dates(deadline):
        if satisfied_at < end_of(due_on):
            return Judgement(verdict)
    late_by = calendar.working_days_between(deadline.due_on, local_day(satisfied_at))
    return Judgement(Verdict.LATE, max(1, late_by))


def is_overdue(deadline: Deadline, now: datetime) -> bool:
    """Whether an open leg has passed its last due date in force."""
    return now >= deadline.due_at and not _kept_first(deadline, now)


def _later_dates(deadline: Deadline) -> list[tuple[date, Verdict]]:
    """The dates that can still save an answer, nearest first: the one that was needed names the verdict."""
    dates = (
        (deadline.extended_due_on, Verdict.IN_TIME_AFTER_EXTENSION),
        (deadline.second_due_on, Verdict.KEPT_BY_NOTICE),
    )
    return sorted((due_on, verdict) for due_on, verdict in dates if due_on is not None)


def _kept_first(deadline: Deadline, satisfied_at: datetime) -> bool:
    if deadline.first_due_at == end_of(deadline.first_due_on):
        return satisfied_at < deadline.first_due_at
    return satisfied_at <= deadline.first_due_at
