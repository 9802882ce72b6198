"""When the clock speaks: warnings at half time and on the last day, overdue and escalation notices."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.clock import Deadline, Reckoning
from portal.domain.time import at_time


class Reminder(StrEnum):
    """What is sent, in this order; each once, in office hours only (rules §3)."""

    HALF_TIME = "half_time"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"
    ESCALATED_TO_LEADER = "escalated_to_leader"
    ESCALATED_TO_OVERSIGHT = "escalated_to_oversight"


# Working days after the due date at which an open case goes up.
TO_LEADER_AFTER = 1
TO_OVERSIGHT_AFTER = 3


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder and the first office moment at which it may be sent."""

    reminder: Reminder
    at: datetime


def schedule(received_at: datetime, deadline: Deadline, reckoning: Reckoning) -> tuple[Due, ...]:
    """All reminders of an open leg, counted from receipt and the due moment alone.

    Nothing here depends on edits, holders or acceptance, so neither an edit nor an empty desk
    restarts or silences an escalation.
    """
    calendar, opening = reckoning.calendar, reckoning.hours.opening()
    half = received_at + (deadline.due_at - received_at) / 2
    moments = (
        (Reminder.HALF_TIME, half),
        (Reminder.LAST_DAY, at_time(deadline.due_on, opening)),
        (Reminder.OVERDUE, deadline.due_at),
        (Reminder.ESCALATED_TO_LEADER, _after(deadline, TO_LEADER_AFTER, reckoning)),
        (Reminder.ESCALATED_TO_OVERSIGHT, _after(deadline, TO_OVERSIGHT_AFTER, reckoning)),
    )
    return tuple(Due(reminder, reckoning.hours.next_open(at, calendar)) for reminder, at in moments)


def _after(deadline: Deadline, working_days: int, reckoning: Reckoning) -> datetime:
    day = reckoning.calendar.add_working_days(deadline.due_on, working_days + 1)
    return at_time(day, reckoning.hours.opening())


def next_reminder(plan: tuple[Due, ...], sent: frozenset[Reminder]) -> Due | None:
    """The first reminder not sent yet; a later one that was sent silences those before it."""
    last_sent = max((index for index, due in enumerate(plan) if due.reminder in sent), default=-1)
    return plan[last_sent + 1] if last_sent + 1 < len(plan) else None


def reminder_now(plan: tuple[Due, ...], sent: frozenset[Reminder], now: datetime) -> Due | None:
    """The latest reminder whose moment has come and that was not sent: nobody gets three at once."""
    last_sent = max((index for index, due in enumerate(plan) if due.reminder in sent), default=-1)
    come = [due for due in plan[last_sent + 1 :] if due.at <= now]
    return come[-1] if come else None
