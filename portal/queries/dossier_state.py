"""What follows from the facts of a dossier: whether it is open, its outcome, the months it counts in."""

from datetime import date, datetime
from typing import Any, Protocol

from portal.domain.apologies import Timing, timing
from portal.domain.dossiers import DossierFacts, outcome
from portal.domain.periods import month_of
from portal.domain.time import local_day


class Told(Protocol):
    """The facts of a dossier, as a row of the database or one about to be written."""

    received_at: datetime
    first_due_on: date
    first_due_at: datetime
    due_on: date
    due_at: datetime
    reappointments: int
    finished_at: datetime | None
    returned_at: datetime | None
    solved_on: date | None
    stopped_on: date | None
    apologised_at: datetime | None


def facts_of(dossier: Told) -> DossierFacts:
    """The facts its standing is reckoned from."""
    return DossierFacts(
        first_due_on=dossier.first_due_on,
        first_due_at=dossier.first_due_at,
        due_on=dossier.due_on,
        finished_at=dossier.finished_at or dossier.returned_at,
        solved_on=dossier.solved_on,
        stopped_on=dossier.stopped_on,
    )


def derived(dossier: Told) -> dict[str, Any]:
    """The columns that follow from the others."""
    facts = facts_of(dossier)
    return {
        "is_open": facts.finished_at is None and facts.stopped_on is None,
        "outcome": outcome(facts),
        "kept_anew": kept_anew(dossier),
        "first_timing": first_timing(dossier),
        "received_month": month_of(local_day(dossier.received_at)),
        "first_due_month": month_of(dossier.first_due_on),
    }


def first_timing(dossier: Told) -> Timing | None:
    """When the first letter was issued, by what is known now: a return told later makes it an apology and no more."""
    if dossier.apologised_at is None:
        return None
    return timing(dossier.apologised_at, dossier.first_due_on, dossier.returned_at)


def kept_anew(dossier: Told) -> bool | None:
    """Whether the result was there by the date that a letter promised; None without such a letter or a result."""
    finished_at = dossier.finished_at or dossier.returned_at
    if not dossier.reappointments or finished_at is None:
        return None
    if dossier.solved_on is not None and dossier.solved_on <= dossier.due_on:
        return True
    return finished_at <= dossier.due_at
