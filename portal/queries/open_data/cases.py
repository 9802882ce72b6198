"""Cases and ratings as open data, a unit's month at a time."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.orm import Session

from portal.domain.open_data.rows import case_steps, counted_rows, told_rows
from portal.domain.released_ratings import Ballots, Cell, Group, groups_of
from portal.domain.time import local_day
from portal.domain.unit_figures import QUESTIONS
from portal.models.case import Case
from portal.models.figure import Basis
from portal.models.rating import RatingRow
from portal.queries.figure_parts import (
    ANSWERED,
    COUNTED,
    KEPT_COUNTS,
    MAIN,
    STOPPED,
    SUBTRACTED,
    Part,
    counts,
    month_column,
)
from portal.queries.open_data.wanted import WantedData, month_words
from portal.queries.released_ratings import ballots_by_cell

Row = tuple[str, ...]
_FLAGS = (Part.REOPENED, Part.RESOLVED, Part.RETURNED)


def open_cases(session: Session, wanted: WantedData) -> Iterator[Row]:
    """Every case that is not sealed, by unit and month of receipt."""
    months = select(Case.unit_id, Case.received_month).where(~Case.sealed).distinct()
    buckets = sorted(
        (wanted.code(row.unit_id), row.received_month, row.unit_id) for row in session.execute(months)
    )
    for code, month, unit_id in buckets:
        rows = session.execute(
            _rows(wanted).where(Case.unit_id == unit_id, Case.received_month == month, ~Case.sealed)
        )
        by_kind = groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind)
        for _kind, same in by_kind:
            yield from told_rows((_plain(row, code), _steps(row, wanted)) for row in same)


def _rows(wanted: WantedData) -> Any:
    """The columns, made of the very conditions that the figures count by."""
    overdue = counts(Part.OVERDUE, wanted.today)
    published = KEPT_COUNTS[Part.PUBLISHED]
    status = _first((_counted(ANSWERED), "answered"), (_counted(STOPPED), "stopped"), (COUNTED, "open"))
    publication = _first(
        (_counted(KEPT_COUNTS[Part.PUBLISHED_IN_TIME]), "published_in_time"),
        (_counted(published), "published"),
        (_counted(KEPT_COUNTS[Part.NOT_PUBLISHED_WITH_REASON]), "withheld"),
    )
    answered = and_(_counted(ANSWERED), Case.kind.in_(MAIN), Case.answer_minutes.is_not(None))
    return select(
        Case.kind,
        Case.received_month,
        Case.due_month,
        Case.received_at,
        Case.category_id,
        Case.area_id,
        Case.channel,
        Case.for_reference,
        status.label("status"),
        case((_counted(ANSWERED), Case.verdict)).label("verdict"),
        _flag(overdue).label("overdue"),
        case((answered, (Case.answer_minutes + 5) // 6)).label("tenths"),
        publication.label("publication"),
        *(_flag(_counted(KEPT_COUNTS[part])).label(part.value) for part in _FLAGS),
        _flag(_counted(SUBTRACTED["asked_again"])).label("asked_again"),
    )


def _counted(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(COUNTED, condition)


def _first(*choices: tuple[ColumnElement[bool], str]) -> Any:
    return case(*((condition, literal(word)) for condition, word in choices), else_=literal(""))


def _flag(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _plain(row: Any, unit: str) -> Row:
    return (
        unit,
        month_words(row.received_month),
        month_words(row.due_month),
        row.kind.value,
        str(int(row.for_reference)),
        row.status,
        row.verdict.value if row.verdict else "",
        str(row.overdue),
        "" if row.tenths is None else f"{int(row.tenths) // 10}.{int(row.tenths) % 10}",
        row.publication,
        str(row.reopened),
        str(row.resolved),
        str(row.returned),
        str(row.asked_again),
    )


def _steps(row: Any, wanted: WantedData) -> Any:
    return case_steps(
        wanted.category(row.category_id),
        wanted.area(row.area_id),
        local_day(row.received_at).isoformat(),
        channel=row.channel.value,
    )


def open_ratings(session: Session, wanted: WantedData) -> Iterator[Row]:
    """Every ballot with the group in which it is told, sorted within it."""
    groups = groups_of(ballots_by_cell(session), wanted.settings.unit_chain)
    levels = [getattr(RatingRow, name) for name in QUESTIONS]
    month = month_column(Basis.DUE).label("month")
    rows = select(Case.unit_id, month, *levels, func.count().label("n"))
    rows = rows.join(Case, Case.id == RatingRow.case_id).where(COUNTED, Case.kind.in_(MAIN))
    told: Counter[Row] = Counter()
    for unit_id, in_month, *answers, n in session.execute(rows.group_by(Case.unit_id, month, *levels)):
        if group := groups.get((unit_id, in_month)):
            told[(*wanted.group(group), *map(str, answers))] += n
    yield from counted_rows(told)


def open_rating_groups(session: Session, wanted: WantedData) -> Iterator[Row]:
    """How many ballots each group has, and how many cases are dissatisfied by them alone."""
    cells: dict[Cell, Ballots] = ballots_by_cell(session)
    sums: dict[Group, Ballots] = {}
    for cell, group in groups_of(cells, wanted.settings.unit_chain).items():
        sums[group] = sums.get(group, Ballots()) + cells[cell]
    yield from sorted(
        (*wanted.group(group), str(ballots.n), str(ballots.rated_low)) for group, ballots in sums.items()
    )
