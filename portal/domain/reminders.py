"""When the clock speaks: a warning before the last day and on it, overdue and escalation notices."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.clock import Deadline, Reckoning
from portal.domain.time import at_time


class Reminder(StrEnum):
    """What is sent, in this order; each once, in office hours only (rules §3)."""

    # At half time, unless the unit's policy names another share of the term.
    HALF_TIME = "half_time"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"
    ESCALATED_TO_LEADER = "escalated_to_leader"
    ESCALATED_TO_OVERSIGHT = "escalated_to_oversight"


@dataclass(frozen=True, slots=True)
class Ladder:
    """How soon a running leg speaks and an overdue one goes up: a policy of the receiving unit; 0 is never."""

    # Percent of the time from receipt to the due moment.
    warn_at_percent: int = 50
    # Working days after the due date.
    to_leader_after: int = 1
    to_oversight_after: int = 3

    def rungs(self) -> tuple[tuple[Reminder, int], ...]:
        """Whom an overdue case goes up to, and after how many working days, in this order.

        Oversight is never told before the leader: who is told with it needs no rung of their own.
        """
        leader, oversight = self.to_leader_after, self.to_oversight_after
        rungs = []
        if leader and not 0 < oversight <= leader:
            rungs.append((Reminder.ESCALATED_TO_LEADER, leader))
        if oversight:
            rungs.append((Reminder.ESCALATED_TO_OVERSIGHT, oversight))
        return tuple(rungs)


SHIPPED = Ladder()


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder and the first office moment at which it may be sent."""

    reminder: Reminder
    at: datetime


def schedule(
    received_at: datetime, deadline: Deadline, reckoning: Reckoning, *, ladder: Ladder = SHIPPED
) -> tuple[Due, ...]:
    """All reminders of an open leg, counted from receipt and the due moment alone.

    Nothing here depends on edits, holders or acceptance, so neither an edit nor an empty desk
    restarts or silences an escalation.
    """
    calendar, opening = reckoning.calendar, reckoning.hours.opening()
    moments = [
        (Reminder.LAST_DAY, at_time(deadline.due_on, opening)),
        (Reminder.OVERDUE, deadline.due_at),
        *((rung, _after(deadline, days, reckoning)) for rung, days in ladder.rungs()),
    ]
    if ladder.warn_at_percent:
        share = (deadline.due_at - received_at) * ladder.warn_at_percent / 100
        moments.insert(0, (Reminder.HALF_TIME, received_at + share))
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
