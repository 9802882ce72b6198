"""Dossiers of the one-stop office: how each stands against the date that was promised (rules §8)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar
from portal.domain.time import local_day

# Working days before the due date from which a dossier is due soon, and a letter should be on its way.
DUE_SOON = 2
# More than one request to complete the papers is a breach: at most one extra trip.
MOST_SUPPLEMENTS = 1


class Standing(StrEnum):
    """Where a dossier stands: ended early, on time or late; open in time, due soon or overdue."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    # Solved, with evidence, while the one-stop software still shows it as open.
    NOT_UPDATED = "not_updated"
    # Ended by a notice that its handling stops: neither early, on time nor late.
    STOPPED = "stopped"


class Stage(StrEnum):
    """How far a dossier has come, as anybody may know who has its code [002-26]: nothing of dates or lateness."""

    HANDLED = "handled"
    READY = "ready"
    RETURNED = "returned"
    STOPPED = "stopped"


class DossierEventKind(StrEnum):
    """What can happen to a dossier, in the past tense."""

    IMPORTED = "imported"
    CHANGED = "changed"
    MARKED_SOLVED = "marked_solved"
    SOLVED_MARK_REMOVED = "solved_mark_removed"
    LETTER_DRAFTED = "letter_drafted"
    LETTER_APPROVED = "letter_approved"
    LETTER_SENT_BACK = "letter_sent_back"
    LETTER_DISCARDED = "letter_discarded"
    LETTER_ISSUED = "letter_issued"
    LETTER_DELIVERED = "letter_delivered"
    LETTER_NOT_DELIVERED = "letter_not_delivered"
    APPOINTMENT_MOVED = "appointment_moved"
    OTHER_DOCUMENT_RECORDED = "other_document_recorded"
    DUE_MOVED = "due_moved"


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the standing of a dossier is reckoned from; moments are aware.

    `first_due_at` is the bound of the date promised when it was received: the outcome is measured by it, whatever
    date a letter of apology promised later. `due_on` is the appointment in force.
    """

    first_due_on: date
    first_due_at: datetime
    due_on: date
    finished_at: datetime | None = None
    # The day of the result according to the evidence of who marked it as solved but not updated.
    solved_on: date | None = None
    stopped_on: date | None = None


def outcome(facts: DossierFacts) -> Standing | None:
    """Early, on time or late once there is a result; None while there is none and when it was stopped."""
    done_on = result_day(facts)
    if facts.finished_at is None or done_on is None or facts.stopped_on is not None:
        return None
    if done_on < facts.first_due_on:
        return Standing.EARLY
    if facts.solved_on is not None and done_on == facts.solved_on:
        return Standing.ON_TIME if done_on <= facts.first_due_on else Standing.LATE
    return Standing.ON_TIME if facts.finished_at < facts.first_due_at else Standing.LATE


def result_day(facts: DossierFacts) -> date | None:
    """The day of the result: the earlier of what the software says and what the evidence says."""
    finished_on = local_day(facts.finished_at) if facts.finished_at else None
    days = [day for day in (finished_on, facts.solved_on) if day is not None]
    return min(days, default=None)


def stage(facts: DossierFacts, *, is_returned: bool) -> Stage:
    """How far a dossier has come: a result that was found stands, whether or not the software shows it."""
    if facts.stopped_on is not None:
        return Stage.STOPPED
    if is_returned:
        return Stage.RETURNED
    return Stage.HANDLED if result_day(facts) is None else Stage.READY


def standing(facts: DossierFacts, today: date, calendar: WorkingCalendar) -> Standing:
    """Where a dossier stands on a day, by the appointment in force while it is open."""
    if facts.stopped_on is not None:
        return Standing.STOPPED
    ended = outcome(facts)
    if ended is not None:
        return ended
    if facts.solved_on is not None:
        return Standing.NOT_UPDATED
    if facts.due_on < today:
        return Standing.OVERDUE
    return Standing.DUE_SOON if facts.due_on <= due_soon_until(today, calendar) else Standing.IN_TIME


def due_soon_until(today: date, calendar: WorkingCalendar, ahead: int = DUE_SOON) -> date:
    """The last day that is due soon: so many working days after today."""
    return calendar.add_working_days(today, ahead)


def breaches_supplements(requests: int) -> bool:
    """Whether an applicant had to come back more than once to complete the papers."""
    return requests > MOST_SUPPLEMENTS
