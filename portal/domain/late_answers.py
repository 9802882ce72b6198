"""Late answers to cases: when a letter of apology beside (or before) the answer may be written.

A letter never moves the due date of the response clock and never touches a verdict: what it promises is a promise and
no deadline, and an answer that came late stays late (rules §3).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.time import local_day


class NoLetter(StrEnum):
    """Why no letter is written about the answer to a case."""

    NOT_LATE = "not_late"
    # Withdrawn, handed over, refused …: this office gives no answer any more.
    STOPPED = "stopped"
    # Only the whole talks to the sender (rules §2).
    PART = "part"
    # What the last letter promised still stands.
    PROMISED = "promised"
    # There is a letter already, and the answer came as it promised.
    APOLOGISED = "apologised"


@dataclass(frozen=True, slots=True)
class Apologised:
    """A letter that was issued: the day it promised the answer for; None when the answer was there already."""

    until: date | None


@dataclass(frozen=True, slots=True)
class LateFacts:
    """How the answer to a case stands in its present round.

    `is_late`: overdue while there is no answer, late by the verdict once there is one. `letters` are those issued in
    this round, oldest first.
    """

    is_late: bool
    answered_at: datetime | None = None
    stopped: bool = False
    is_part: bool = False
    letters: tuple[Apologised, ...] = ()


def why_no_letter(facts: LateFacts, today: date) -> NoLetter | None:
    """What keeps a letter from being written on a day; None when one may be."""
    if facts.is_part:
        return NoLetter.PART
    if facts.stopped:
        return NoLetter.STOPPED
    if not facts.is_late:
        return NoLetter.NOT_LATE
    if not facts.letters:
        return None
    return _since(facts.letters[-1], facts.answered_at, today)


def _since(last: Apologised, answered_at: datetime | None, today: date) -> NoLetter | None:
    """After a letter another one is written only where its promise was broken."""
    if answered_at is None:
        kept = last.until is not None and today <= last.until
        return NoLetter.PROMISED if kept else None
    kept = last.until is None or local_day(answered_at) <= last.until
    return NoLetter.APOLOGISED if kept else None


def standing_promise(facts: LateFacts) -> date | None:
    """The day for which the sender was last promised an answer that is not there yet; kept or already broken."""
    if facts.answered_at is not None or facts.stopped or not facts.letters:
        return None
    return facts.letters[-1].until
