"""Counting figures anew: the marked months of each unit, from the cases themselves and so exact."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.states import STOPPED_STATES, State
from portal.domain.verdict import Verdict
from portal.models.case import Case
from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.models.rating import RatingRow
from portal.services.act import Act

Bucket = tuple[Basis, int, int]
QUESTIONS = ("result", "time", "attitude")


def marked_buckets(session: Session) -> Sequence[Bucket]:
    """The units and months in which something changed since they were counted."""
    wanted = select(FigureMark.basis, FigureMark.unit_id, FigureMark.month).distinct()
    return [(row.basis, row.unit_id, row.month) for row in session.execute(wanted)]


def count_bucket(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction.

    Marks are read before the cases, and only those are removed: what changes meanwhile marks it again.
    """
    basis, unit_id, month = bucket
    session = act.session
    seen = session.scalars(select(FigureMark.id).where(*_marks(bucket))).all()
    session.execute(
        delete(MonthlyFigure).where(
            MonthlyFigure.basis == basis, MonthlyFigure.unit_id == unit_id, MonthlyFigure.month == month
        )
    )
    where = _cases(bucket)
    figures = {kind: _empty(act, bucket, kind) for kind in _kinds(session, where)}
    for row in session.execute(_grouped(where)):
        _add(figures[row.kind], row)
    _add_open(session, where, figures)
    _add_ratings(session, where, figures)
    session.add_all(figures.values())
    _forget(session, seen)


def _marks(bucket: Bucket) -> tuple[ColumnElement[bool], ...]:
    basis, unit_id, month = bucket
    return FigureMark.basis == basis, FigureMark.unit_id == unit_id, FigureMark.month == month


def _forget(session: Session, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), 500):
        session.execute(delete(FigureMark).where(FigureMark.id.in_(ids[start : start + 500])))


def _cases(bucket: Bucket) -> tuple[ColumnElement[bool], ...]:
    basis, unit_id, month = bucket
    column = Case.received_month if basis is Basis.RECEIVED else Case.due_month
    return Case.unit_id == unit_id, column == month


def _kinds(session: Session, where: Iterable[ColumnElement[bool]]) -> Sequence[Kind]:
    return session.scalars(select(Case.kind).where(*where).distinct()).all()


def _empty(act: Act, bucket: Bucket, kind: Kind) -> MonthlyFigure:
    basis, unit_id, month = bucket
    counts = dict.fromkeys(COUNTS, 0)
    return MonthlyFigure(
        basis=basis,
        unit_id=unit_id,
        month=month,
        kind=kind,
        counted_at=act.now,
        answer_tenths={},
        open_due={},
        ratings={},
        **counts,
    )


COUNTS = (
    "received",
    "in_time",
    "in_time_after_extension",
    "kept_by_notice",
    "late",
    "open",
    "stopped",
    "published",
    "not_published_with_reason",
    "published_in_time",
    "reopened",
    "returned",
    "for_reference",
)


def _grouped(where: Iterable[ColumnElement[bool]]) -> Any:
    """One row for each combination that is counted the same way."""
    tenths = (Case.answer_minutes + 5) // 6
    published_in_time = Case.published_at < Case.due_at
    columns = (
        Case.kind,
        Case.state,
        Case.verdict,
        tenths.label("tenths"),
        Case.published_at.is_not(None).label("published"),
        published_in_time.label("published_in_time"),
        Case.publication_declined,
        Case.for_reference,
        (Case.reopened_count > 0).label("reopened"),
        (Case.returned_count > 0).label("returned"),
    )
    return select(*columns, func.count().label("n")).where(*where).group_by(*columns)


def _add(figure: MonthlyFigure, row: Row[Any]) -> None:
    if row.for_reference:
        figure.for_reference += row.n
        return
    figure.received += row.n
    part = part_of(row.state, row.verdict)
    setattr(figure, part, getattr(figure, part) + row.n)
    figure.published += row.n * bool(row.published)
    figure.published_in_time += row.n * bool(row.published_in_time)
    figure.not_published_with_reason += row.n * bool(row.publication_declined)
    figure.reopened += row.n * bool(row.reopened)
    figure.returned += row.n * bool(row.returned)
    if row.tenths is not None:
        key = str(int(row.tenths))
        figure.answer_tenths[key] = figure.answer_tenths.get(key, 0) + row.n


def part_of(state: State, verdict: Verdict | None) -> str:
    """The one part of the whole in which a case is counted (rules §10): the parts add up."""
    if state in STOPPED_STATES:
        return "stopped"
    return verdict.value if verdict is not None else "open"


def _add_open(
    session: Session, where: Iterable[ColumnElement[bool]], figures: dict[Kind, MonthlyFigure]
) -> None:
    """Open cases by due date, from which "overdue" follows for any day without counting again."""
    unanswered = (*where, ~Case.for_reference, Case.verdict.is_(None), Case.state.not_in(STOPPED_STATES))
    wanted = select(Case.kind, Case.due_on, func.count().label("n")).where(*unanswered)
    for row in session.execute(wanted.group_by(Case.kind, Case.due_on)):
        due_on: date = row.due_on
        figures[row.kind].open_due[due_on.isoformat()] = row.n


def _add_ratings(
    session: Session, where: Iterable[ColumnElement[bool]], figures: dict[Kind, MonthlyFigure]
) -> None:
    questions = [getattr(RatingRow, name) for name in QUESTIONS]
    wanted = (
        select(Case.kind, *questions, func.count().label("n"))
        .join(Case, Case.id == RatingRow.case_id)
        .where(*where)
        .group_by(Case.kind, *questions)
    )
    levels: dict[Kind, dict[str, Counter[str]]] = {}
    for row in session.execute(wanted):
        for question in QUESTIONS:
            by_question = levels.setdefault(row.kind, {name: Counter() for name in QUESTIONS})
            by_question[question][str(getattr(row, question))] += row.n
    for kind, by_question in levels.items():
        figures[kind].ratings = {name: dict(counter) for name, counter in by_question.items()}
