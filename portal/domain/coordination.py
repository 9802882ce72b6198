"""Co-ordination: opinions asked of other units, and the interim notice that names them (rules §3, law §2.2)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Deadline, Reckoning
from portal.domain.time import at_time

# A link that lets an outside party answer outlives the due date by so many days, then opens nothing.
LINK_OUTLIVES = timedelta(days=10)


class OpinionReminder(StrEnum):
    """What is sent to a unit that was asked, in this order; each once, in office hours only."""

    LAST_DAY = "opinion_last_day"
    OVERDUE = "opinion_overdue"


def schedule(due_on: date, reckoning: Reckoning) -> tuple[tuple[OpinionReminder, datetime], ...]:
    """When a unit is reminded: on the morning of the due day, and on the next working morning."""
    calendar, hours = reckoning.calendar, reckoning.hours
    day_after = calendar.add_working_days(due_on, 1)
    return tuple(
        (reminder, hours.next_open(at_time(day, hours.opening()), calendar))
        for reminder, day in ((OpinionReminder.LAST_DAY, due_on), (OpinionReminder.OVERDUE, day_after))
    )


def usual_due(today: date, case_due_on: date, calendar: WorkingCalendar) -> date:
    """The day proposed for an opinion: the working day before the answer is due, but never today."""
    tomorrow = calendar.add_working_days(today, 1)
    return max(tomorrow, calendar.last_working_before(case_due_on))


def wrong_due(due_on: date, *, today: date, calendar: WorkingCalendar) -> str | None:
    """What is wrong with the due date of an opinion: "past", "day_of_rest"; None when nothing is."""
    if due_on < today:
        return "past"
    return None if calendar.is_working(due_on) else "day_of_rest"


@dataclass(frozen=True, slots=True)
class Notice:
    """An interim notice about to be sent; `latest` is the last day it may promise."""

    expected_on: date
    sent_at: datetime
    latest: date
    coordinating: int
    sent_before: bool


def wrong_notice(notice: Notice, deadline: Deadline, *, today: date, calendar: WorkingCalendar) -> str | None:
    """Why an interim notice may not be sent; None when it may.

    "no_units": nobody co-ordinates; "sent_before": one was sent in this round; "overdue": the first due date
    is over; "past", "day_of_rest", "too_far": the expected date (rules §3).
    """
    reasons = (
        ("no_units", not notice.coordinating),
        ("sent_before", notice.sent_before),
        ("overdue", notice.sent_at >= deadline.first_due_at),
        ("past", notice.expected_on <= today),
        ("day_of_rest", not calendar.is_working(notice.expected_on)),
        ("too_far", notice.expected_on > notice.latest),
    )
    return next((code for code, holds in reasons if holds), None)
