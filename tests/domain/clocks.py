"""Clocks for tests, written as people write them: "2026-11-20 16:30", three working days."""

from datetime import date, datetime

from portal.domain.clock import ClockFacts, Deadline, Extension, Pause, Reckoning, Term, TimeUnit
from portal.domain.time import VIETNAM
from tests.domain.official_calendar import OFFICIAL

RECKONING = Reckoning(OFFICIAL)
THREE_WORKING_DAYS = Term(3, TimeUnit.WORKING_DAYS)
FIFTEEN_WORKING_DAYS = Term(15, TimeUnit.WORKING_DAYS)


def on(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """A moment, in Việt Nam unless it carries an offset; a day alone is ten in the morning."""
    moment = datetime.fromisoformat(text if len(text) > 10 else f"{text} 10:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def pause(asked: str, replied: str) -> Pause:
    """A wait for the sender."""
    return Pause(at(asked), at(replied))


def extension(granted: str, until: str) -> Extension:
    """A leader's new date."""
    return Extension(at(granted), on(until))


def received(text: str, term: Term = THREE_WORKING_DAYS, *, deem_after_hours: bool = False) -> ClockFacts:
    """The facts of a leg that nothing has happened to."""
    return ClockFacts(at(text), term, deem_after_hours=deem_after_hours)


def deadline(facts: ClockFacts) -> Deadline:
    """The deadline under the official calendar and the usual office hours."""
    return RECKONING.deadline(facts)


def due(facts: ClockFacts) -> str:
    """The due day under the official calendar, in ISO form."""
    return deadline(facts).due_on.isoformat()


def due_moment(facts: ClockFacts) -> str:
    """The due moment under the official calendar, in ISO form without its offset."""
    return deadline(facts).due_at.astimezone(VIETNAM).replace(tzinfo=None).isoformat(timespec="seconds")
