"""A dossier as the lists of the desk show it: the columns they need, and never the applicant."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select, text

from portal.domain.apologies import LetterStatus, Timing
from portal.domain.dossiers import DossierFacts
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.models.procedure import Procedure

# The very words of the partial indexes: SQLite looks for them in the statement.
UNFINISHED = text("letters.status IN ('draft', 'submitted', 'approved')")


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list, with the letter that is being written, if there is one."""

    id: int
    version: int
    code: str
    unit_id: int
    received_at: datetime
    first_due_on: date
    first_due_at: datetime
    due_on: date
    finished_at: datetime | None
    returned_at: datetime | None
    solved_on: date | None
    solved_owner_id: int | None
    stopped_on: date | None
    stop_reason: str
    supplement_requests: int
    reappointments: int
    apologised_at: datetime | None
    first_timing: Timing | None
    other_document: str
    procedure: str
    letter_id: int | None
    letter_status: LetterStatus | None

    @property
    def facts(self) -> DossierFacts:
        """What its standing is reckoned from."""
        finished_at = self.finished_at or self.returned_at
        return DossierFacts(
            self.first_due_on, self.first_due_at, self.due_on, finished_at, self.solved_on, self.stopped_on
        )


OWN = (
    *("id", "version", "code", "unit_id", "received_at", "first_due_on", "first_due_at", "due_on"),
    *("finished_at", "returned_at", "solved_on", "solved_owner_id", "stopped_on", "stop_reason"),
    *("supplement_requests", "reappointments", "apologised_at", "first_timing", "other_document"),
)
COLUMNS = (*(getattr(Dossier, name) for name in OWN), Procedure.name, Letter.id, Letter.status)


def dossier_rows() -> Select[Any]:
    """The lines of a list, to be narrowed and ordered by the caller."""
    written = and_(Letter.dossier_id == Dossier.id, UNFINISHED)
    joined = select(*COLUMNS).select_from(Dossier).join(Procedure, Procedure.id == Dossier.procedure_id)
    return joined.outerjoin(Letter, written)


def dossier_row(row: Row[Any]) -> DossierRow:
    """A line from the columns of a statement."""
    values: tuple[Any, ...] = tuple(row)
    return DossierRow(*values)
