"""Lines of the lists of cases, as templates show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from flask import url_for

from portal.domain.answers import AnswerStatus
from portal.domain.states import State
from portal.queries.case_rows import CaseRow
from portal.web.shared.due import DueView, due_view
from portal.web.shared.words import area_name, category_name, person_name, term_words


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list."""

    row: CaseRow
    href: str
    due: DueView
    place: str
    holder: str
    status: str

    @property
    def ticked(self) -> str:
        """What the box before the line sends: the case, and the version that was seen."""
        return f"{self.row.reference}.{self.row.version}"


def lines(rows: Iterable[CaseRow]) -> list[Line]:
    """The rows of a list, in words."""
    return [line(row) for row in rows]


def line(row: CaseRow) -> Line:
    """One row in words."""
    about = (category_name(row.category_id), area_name(row.area_id))
    return Line(
        row=row,
        href=url_for("desk.case", reference=row.reference),
        due=due_view(row),
        place=" · ".join(part for part in about if part),
        holder=person_name(row.officer_id),
        status=status_words(row),
    )


class Standing(Protocol):
    """How the work on a case stands: a case, or a line of a list."""

    @property
    def state(self) -> State: ...
    @property
    def answer_status(self) -> AnswerStatus | None: ...


def status_words(row: Standing) -> str:
    """Where the work stands: the answer's progress says more than "in progress"."""
    if row.state is State.IN_PROGRESS and row.answer_status not in {None, AnswerStatus.ISSUED}:
        return term_words(row.answer_status)
    return term_words(row.state)
