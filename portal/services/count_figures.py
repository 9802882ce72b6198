"""Counting figures anew: the marked months of each unit, from the cases themselves and so exact."""

from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.unit_figures import QUESTIONS
from portal.models.bookkeeping import Heartbeat
from portal.models.case import Case
from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.models.rating import RatingRow
from portal.queries.figure_parts import ANSWERED, COUNTED, KEPT_COUNTS, OPEN, Condition, month_column
from portal.queries.figures import REVISION
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.count_held import count_held

Bucket = tuple[Basis, int, int]
Figure = dict[str, Any]


def marked_buckets(session: Session) -> Sequence[Bucket]:
    """The units and months in which something changed since they were counted."""
    wanted = select(FigureMark.basis, FigureMark.unit_id, FigureMark.month).distinct()
    return [(row.basis, row.unit_id, row.month) for row in session.execute(wanted)]


def count_bucket(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction and at most nine statements.

    The marks go first: each was written together with its change, so that whatever a removed mark stands
    for is seen by the counting that follows, and what changes meanwhile brings a mark that stays. It also
    makes a second worker with the same month wait.
    """
    basis, unit_id, month = bucket
    act.session.execute(delete(FigureMark).where(*_rows_of(FigureMark, bucket)))
    if basis is Basis.ANSWERED:
        count_held(act, unit_id, month)
    else:
        _count_cases(act, bucket)
    _renew_revision(act)


def _count_cases(act: Act, bucket: Bucket) -> None:
    session, where = act.session, _cases(bucket)
    session.execute(delete(MonthlyFigure).where(*_rows_of(MonthlyFigure, bucket)))
    figures = {row.kind: _figure(act, bucket, row) for row in session.execute(_counted(where))}
    for row in session.execute(_open_by_due_date(where)):
        figures[row.kind]["open_due"][row.due_on.isoformat()] = row.n
    if bucket[0] is Basis.DUE:
        _add_answers(session, where, figures)
    if figures:
        session.execute(insert(MonthlyFigure), list(figures.values()))


def _renew_revision(act: Act) -> None:
    """Have every process forget the figures it keeps, from the moment this counting is seen."""
    revision = token_hex(8)
    renewed = update(Heartbeat).where(Heartbeat.name == REVISION).values(at=act.now, detail=revision)
    if not changed_one(act.session, renewed):
        act.session.add(Heartbeat(name=REVISION, at=act.now, detail=revision))
        act.session.flush()


def _rows_of(table: type[FigureMark | MonthlyFigure], bucket: Bucket) -> tuple[Condition, ...]:
    basis, unit_id, month = bucket
    return table.basis == basis, table.unit_id == unit_id, table.month == month


def _cases(bucket: Bucket) -> tuple[Condition, ...]:
    basis, unit_id, month = bucket
    return Case.unit_id == unit_id, month_column(basis) == month


def _counted(where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Everything that is a plain number, a row for each kind."""
    numbers = [
        func.count().filter(COUNTED, condition).label(part.value) for part, condition in KEPT_COUNTS.items()
    ]
    for_reference = func.count().filter(~COUNTED).label("for_reference")
    return select(Case.kind, *numbers, for_reference).where(*where).group_by(Case.kind)


def _figure(act: Act, bucket: Bucket, row: Row[Any]) -> Figure:
    basis, unit_id, month = bucket
    kept_empty: Figure = {"open_due": {}, "answer_tenths": {}, "ratings": {}}
    key = {"basis": basis, "unit_id": unit_id, "month": month, "counted_at": act.now}
    return {**row._mapping, **key, **kept_empty}


def _open_by_due_date(where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Open cases by due date, from which "overdue" follows for any day without counting again."""
    wanted = select(Case.kind, Case.due_on, func.count().label("n")).where(*where, COUNTED, OPEN)
    return wanted.group_by(Case.kind, Case.due_on)


def _add_answers(session: Session, where: tuple[Condition, ...], figures: dict[Kind, Figure]) -> None:
    """Time taken and ratings, told of the cases due in a month and so kept there only."""
    for row in session.execute(_times(where)):
        figures[row.kind]["answer_tenths"][str(row.tenths)] = row.n
    for row in session.execute(_ratings(where)):
        for question in QUESTIONS:
            levels = figures[row.kind]["ratings"].setdefault(question, {})
            level = str(getattr(row, question))
            levels[level] = levels.get(level, 0) + row.n


def _times(where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Answered cases by office time to the answer, in tenths of an hour rounded up."""
    tenths = ((Case.answer_minutes + 5) // 6).label("tenths")
    each = select(Case.kind, tenths).where(*where, COUNTED, ANSWERED, Case.answer_minutes.is_not(None))
    times = each.subquery()
    wanted = select(times.c.kind, times.c.tenths, func.count().label("n"))
    return wanted.group_by(times.c.kind, times.c.tenths)


def _ratings(where: Iterable[Condition]) -> Select[*tuple[Any, ...]]:
    """Ratings by their three levels; those of sealed cases count nowhere."""
    levels = [getattr(RatingRow, name) for name in QUESTIONS]
    wanted = select(Case.kind, *levels, func.count().label("n"))
    wanted = wanted.join(Case, Case.id == RatingRow.case_id).where(*where, COUNTED, ~Case.sealed)
    return wanted.group_by(Case.kind, *levels)
