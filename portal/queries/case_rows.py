"""A case as the lists of the desk show it: the columns they need and no others."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, text

from portal.domain.answers import AnswerStatus
from portal.domain.kinds import Channel, Kind
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.models.case import Case

# The very words of the partial indexes of cases: SQLite uses an index only when its condition stands in the
# query as it stands in the index, and SQLAlchemy would write `is_open = 1`.
OPEN = text("cases.is_open AND NOT cases.sealed")
LISTED = text("NOT cases.sealed")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list."""

    id: int
    version: int
    reference: str
    subject: str
    kind: Kind
    channel: Channel
    category_id: int | None
    area_id: int | None
    state: State
    is_open: bool
    answer_status: AnswerStatus | None
    due_on: date
    verdict: Verdict | None
    late_by: int
    received_at: datetime
    receiving_unit_id: int
    unit_id: int
    officer_id: int | None
    chased_count: int


COLUMNS = tuple(getattr(Case, field.name) for field in fields(CaseRow))


def case_row(row: Row[Any] | Sequence[Any]) -> CaseRow:
    """A line from the columns of a statement."""
    values: tuple[Any, ...] = tuple(row)
    return CaseRow(*values)
