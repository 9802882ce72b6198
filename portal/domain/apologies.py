"""Letters of apology for late dossiers: when one is owed, when lawful, what it must say (rules §8, law §4.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Reckoning
from portal.domain.dossiers import DUE_SOON, due_soon_until
from portal.domain.time import ONE_DAY, VIETNAM, at_time, local_day

# Working days after which the result is proposed to be ready, if the policy of the unit says nothing else.
PROPOSED_DELAY = 3


class LetterStatus(StrEnum):
    """How far a letter has come; a discarded one keeps its place in the books."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    DISCARDED = "discarded"


# A dossier has one of these at most at a time.
UNFINISHED = frozenset({LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.APPROVED})


class DelayReason(StrEnum):
    """Why a dossier is late; the words beside it say more."""

    OTHER_AGENCY = "other_agency"
    VERIFICATION = "verification"
    COMPLEX = "complex"
    MANY_DOSSIERS = "many_dossiers"
    STAFF = "staff"
    SOFTWARE = "software"
    LOST_PAPERS = "lost_papers"
    OUR_ERROR = "our_error"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


class Timing(StrEnum):
    """When a letter was issued, seen from the date first promised."""

    BEFORE_DUE = "before_due"
    ON_DUE = "on_due"
    AFTER_DUE = "after_due"
    # After the result was returned: an apology, but never coverage.
    AFTER_RETURN = "after_return"
    NEVER = "never"


class Way(StrEnum):
    """By what a letter reaches the applicant."""

    EMAIL = "email"
    SMS = "sms"
    PRINT = "print"
    POST = "post"


class Heap(StrEnum):
    """The heaps of the work-list, in the order in which they are worked off."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    AGAIN_AHEAD = "again_ahead"
    AGAIN_OVERDUE = "again_overdue"


@dataclass(frozen=True, slots=True)
class DayRange:
    """The due dates of a heap, both ends included; None is without end."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a due date lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def is_second(heap: Heap) -> bool:
    """Whether a heap holds dossiers whose new date is broken too, or about to be."""
    return heap in {Heap.AGAIN_AHEAD, Heap.AGAIN_OVERDUE}


def heap_range(heap: Heap, today: date, calendar: WorkingCalendar, *, ahead: int = DUE_SOON) -> DayRange:
    """Which due dates a heap holds on a day; the heaps of one kind neither overlap nor leave a gap."""
    soon = due_soon_until(today, calendar, ahead)
    return {
        Heap.AHEAD: DayRange(today + ONE_DAY, soon),
        Heap.DUE: DayRange(today, today),
        Heap.OVERDUE: DayRange(None, today - ONE_DAY),
        Heap.AGAIN_AHEAD: DayRange(today, soon),
        Heap.AGAIN_OVERDUE: DayRange(None, today - ONE_DAY),
    }[heap]


def timing(issued_at: datetime | None, first_due_on: date, returned_at: datetime | None) -> Timing:
    """When a letter was issued: the law wants it at the latest one day before the due date (NĐ 61/2018 Đ19.9)."""
    if issued_at is None:
        return Timing.NEVER
    if returned_at is not None and issued_at >= returned_at:
        return Timing.AFTER_RETURN
    issued_on = local_day(issued_at)
    if issued_on < first_due_on:
        return Timing.BEFORE_DUE
    return Timing.ON_DUE if issued_on == first_due_on else Timing.AFTER_DUE


COVERS = frozenset({Timing.BEFORE_DUE, Timing.ON_DUE, Timing.AFTER_DUE})


class Problem(StrEnum):
    """Why a letter cannot be approved as it is."""

    NO_REASON = "no_reason"
    NO_NEW_DATE = "no_new_date"
    NOT_LATER = "not_later"
    NOT_WORKING = "not_working"
    PAST = "past"
    OUTSIDE_HOURS = "outside_hours"
    TOO_FAR = "too_far"


# Beyond, a date is more likely mistyped than meant.
LONGEST_DELAY = 366


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter promises: the reason, the appointment it replaces, and the new one.

    `is_apology_only` when the result has been returned already, so that there is nothing left to promise.
    """

    reason: str
    old_due_on: date
    new_due_at: datetime | None
    is_apology_only: bool = False


def problems(facts: LetterFacts, now: datetime, reckoning: Reckoning) -> list[Problem]:
    """What keeps a letter from being approved; empty when it has all three elements."""
    found = [] if facts.reason.strip() else [Problem.NO_REASON]
    return found if facts.is_apology_only else found + date_problems(facts, now, reckoning)


def date_problems(facts: LetterFacts, now: datetime, reckoning: Reckoning) -> list[Problem]:
    """What is wrong with the new date: it is a moment of office time on a working day after the old date."""
    if facts.new_due_at is None:
        return [Problem.NO_NEW_DATE]
    new_at, hours = facts.new_due_at.astimezone(VIETNAM), reckoning.hours
    checks = (
        (new_at.date() <= facts.old_due_on, Problem.NOT_LATER),
        (new_at <= now, Problem.PAST),
        ((new_at.date() - max(facts.old_due_on, local_day(now))).days > LONGEST_DELAY, Problem.TOO_FAR),
        (not reckoning.calendar.is_working(new_at.date()), Problem.NOT_WORKING),
        (not hours.opening() <= new_at.time() <= hours.close(), Problem.OUTSIDE_HOURS),
    )
    return [problem for broken, problem in checks if broken]


def proposed_appointment(
    old_due_on: date, today: date, reckoning: Reckoning, *, delay: int = PROPOSED_DELAY
) -> datetime:
    """A new date to begin with: so many working days after the old one or today, at the close of the office."""
    day = reckoning.calendar.add_working_days(max(old_due_on, today), delay)
    return at_time(day, reckoning.hours.close())


def has_all_elements(reason: str, new_due_at: datetime | None) -> bool:
    """Whether a letter gives a reason and a new date; the apology itself is in every wording."""
    return bool(reason.strip()) and new_due_at is not None
