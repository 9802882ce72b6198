"""What follows from the facts of a dossier: whether it is open, its outcome, the months it counts in."""

from datetime import date, datetime
from typing import Any, Protocol

from portal.domain.dossiers import DossierFacts, outcome
from portal.domain.periods import month_of
from portal.domain.time import local_day


class Told(Protocol):
    """The facts of a dossier, as a row of the database or one about to be written."""

    received_at: datetime
    first_due_on: date
    first_due_at: datetime
    due_on: date
    finished_at: datetime | None
    returned_at: datetime | None
    solved_on: date | None
    stopped_on: date | None


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
        "received_month": month_of(local_day(dossier.received_at)),
        "first_due_month": month_of(dossier.first_due_on),
    }
