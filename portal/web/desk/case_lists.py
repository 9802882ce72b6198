"""Lines of the lists of cases, as templates show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from flask import url_for

from portal.domain.answers import AnswerStatus
from portal.domain.states import State
from portal.queries.case_rows import CaseRow
from portal.web.shared.due import DueView, Timed, due_view
from portal.web.shared.sentences import _, counted
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
    chased: str

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
        due=due_of(row),
        place=" · ".join(part for part in about if part),
        holder=person_name(row.officer_id),
        status=status_note(row),
        chased=chased_note(row.chased_count),
    )


def chased_note(count: int) -> str:
    """How often a case was chased; empty for never."""
    return counted("đã đôn đốc %(num)s lần", "đã đôn đốc %(num)s lần", count) if count else ""


def takable(row: CaseRow, account_id: int | None) -> bool:
    """Whether somebody could still take the case: nobody has, or somebody else has."""
    return row.state is State.ROUTED or (row.state is State.IN_PROGRESS and row.officer_id != account_id)


class Standing(Timed, Protocol):
    """How the work on a case stands: a case, or a line of a list."""

    @property
    def answer_status(self) -> AnswerStatus | None: ...


def due_of(row: Standing) -> DueView:
    """How a case stands against its deadline; while a leader decides about reopening no clock runs."""
    due = due_view(row)
    if row.state is State.REOPEN_REQUESTED:
        return DueView("soon", _("chờ quyết định"), due.date_words)
    return due


def answer_note(row: Standing) -> str:
    """How far the answer of an open case has come; empty where there is none."""
    handled = row.state in {State.IN_PROGRESS, State.WAITING_FOR_SENDER}
    return term_words(row.answer_status) if handled and row.answer_status is not AnswerStatus.ISSUED else ""


def status_words(row: Standing) -> str:
    """Where the work stands: the answer's progress says more than "in progress"."""
    return (answer_note(row) if row.state is State.IN_PROGRESS else "") or term_words(row.state)


def status_note(row: Standing) -> str:
    """Where the work stands, where that is worth a word beside the deadline."""
    plain = row.state is State.WAITING_FOR_SENDER or (row.state is State.IN_PROGRESS and not answer_note(row))
    return "" if plain else status_words(row)
