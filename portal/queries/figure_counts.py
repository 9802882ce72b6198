"""Counting one unit's month from the cases themselves: what the worker keeps, and what `flask verify` compares."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.domain.kinds import Kind
from portal.domain.unit_figures import QUESTIONS
from portal.models.case import Case
from portal.models.figure import Basis
from portal.models.rating import RatingRow
from portal.queries.figure_parts import (
    ANSWERED,
    COUNTED,
    FOR_REFERENCE,
    KEPT_COUNTS,
    OPEN,
    SUBTRACTED,
    Condition,
    month_column,
)

Bucket = tuple[Basis, int, int]
Figure = dict[str, Any]
Key = InstrumentedAttribute[Any]


def counted_month(session: Session, bucket: Bucket) -> list[Figure]:
    """The columns of the kept figures of a unit's month, for each kind: at most four statements."""
    basis, where = bucket[0], _cases(bucket)
    figures = {row.kind: _figure(bucket, row) for row in session.execute(_counted(basis, where))}
    for row in session.execute(open_by_due_date(where, Case.kind)):
        figures[row.kind]["open_due"][row.due_on.isoformat()] = row.n
    if basis is Basis.DUE:
        _add_answers(session, where, figures)
    return list(figures.values())


def _cases(bucket: Bucket) -> tuple[Condition, ...]:
    """The cases of a unit and month; what is sealed counts nowhere (rules §7)."""
    basis, unit_id, month = bucket
    return Case.unit_id == unit_id, month_column(basis) == month, ~Case.sealed


def _counted(basis: Basis, where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Everything that is a plain number, a row for each kind."""
    conditions = {part.value: condition for part, condition in KEPT_COUNTS.items()}
    if basis is Basis.DUE:
        conditions |= SUBTRACTED
    numbers = [func.count().filter(COUNTED, each).label(name) for name, each in conditions.items()]
    for_reference = func.count().filter(FOR_REFERENCE).label("for_reference")
    return select(Case.kind, *numbers, for_reference).where(*where).group_by(Case.kind)


def _figure(bucket: Bucket, row: Row[Any]) -> Figure:
    basis, unit_id, month = bucket
    details: Figure = {"open_due": {}, "answer_tenths": {}, "ratings": {}}
    key = {"basis": basis, "unit_id": unit_id, "month": month}
    return {**dict.fromkeys(SUBTRACTED, 0), **row._mapping, **key, **details}


def open_by_due_date(where: Iterable[Condition], *keys: Key) -> Select[*tuple[Any, ...]]:
    """Open cases of each key by due date, from which "overdue" follows for any day without counting again."""
    wanted = select(*keys, Case.due_on, func.count().label("n")).where(*where, COUNTED, OPEN)
    return wanted.group_by(*keys, Case.due_on)


def _add_answers(session: Session, where: tuple[Condition, ...], figures: dict[Kind, Figure]) -> None:
    """Time taken and ratings, told of the cases due in a month and so kept there only."""
    for row in session.execute(answer_times(where, Case.kind)):
        figures[row.kind]["answer_tenths"][str(row.tenths)] = row.n
    for row in session.execute(_ratings(where)):
        for question in QUESTIONS:
            levels = figures[row.kind]["ratings"].setdefault(question, {})
            level = str(getattr(row, question))
            levels[level] = levels.get(level, 0) + row.n


def answer_times(where: Iterable[Condition], *keys: Key) -> Select[*tuple[Any, ...]]:
    """Answered cases of each key by office time to the answer, in tenths of an hour rounded up."""
    tenths = ((Case.answer_minutes + 5) // 6).label("tenths")
    each = select(*keys, tenths).where(*where, COUNTED, ANSWERED, Case.answer_minutes.is_not(None)).subquery()
    return select(*each.c, func.count().label("n")).group_by(*each.c)


def _ratings(where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Ratings by their three levels."""
    levels = [getattr(RatingRow, name) for name in QUESTIONS]
    wanted = select(Case.kind, *levels, func.count().label("n"))
    wanted = wanted.join(Case, Case.id == RatingRow.case_id).where(*where, COUNTED)
    return wanted.group_by(Case.kind, *levels)
