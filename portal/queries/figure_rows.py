"""The cases behind a figure: what the actor may see of them, month by month, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, cast, select, true
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.figure import Basis, HeldFigure, HeldTime, MonthlyFigure
from portal.queries.case_rows import COLUMNS, LISTED, CaseRow, case_row
from portal.queries.cases import visible_to
from portal.queries.figure_parts import MAIN, Condition, Part, counts, month_column
from portal.queries.figures import Selection
from portal.queries.paging import cut, is_backwards

__all__ = ["Asked", "Basis", "CasePage", "Part", "Place", "counted_cases", "may_open"]

PAGE = 25
# A row, and the month in which the figure counts it: not always that of the due date now shown.
Found = tuple[int, CaseRow]


@dataclass(frozen=True, slots=True)
class Place:
    """The last row of a page, after which (or, going backwards, before which) the next one lies."""

    month: int
    id: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of a figure: of which cases, which part of them, and from where on."""

    selection: Selection
    basis: Basis
    part: Part
    kinds: tuple[Kind, ...] = MAIN
    place: Place | None = None
    page: int = PAGE


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of rows, and the places of the pages before and after it."""

    rows: tuple[CaseRow, ...]
    previous: Place | None = None
    next: Place | None = None


def may_open(actor: Actor, part: Part) -> bool:
    """Whether an actor may see rows behind figures; who rated is for those who may see ratings."""
    needed = {Permission.SEE_FIGURES, Permission.SEE_CASES}
    if part is Part.RATED:
        needed.add(Permission.SEE_RATINGS)
    return all(actor.may(permission) for permission in needed)


def units_open_to(actor: Actor, asked: Asked) -> frozenset[int]:
    """The units whose rows an actor may see behind a figure."""
    seen = actor.units_for(Permission.SEE_FIGURES) & actor.units_for(Permission.SEE_CASES)
    if asked.part is Part.RATED:
        seen &= actor.units_for(Permission.SEE_RATINGS)
    return seen & asked.selection.unit_ids


def counted_cases(session: Session, actor: Actor, asked: Asked) -> CasePage:
    """A page of the cases that a figure counts.

    One statement for each month looked into: months without such a case are left out beforehand, so that a
    page takes a few statements, whatever the number of cases.
    """
    found: list[Found] = []
    for month, units in _months(session, units_open_to(actor, asked), asked):
        wanted = _of_month(actor, units, asked, month=month).limit(asked.page + 1 - len(found))
        rows = [case_row(row) for row in session.execute(wanted)]
        found += [(month, row) for row in rows]
        if len(found) > asked.page:
            break
    counted, previous, following = cut(found, asked.place, size=asked.page, at=_place)
    return CasePage(tuple(row for _month, row in counted), previous, following)


def _months(session: Session, units: frozenset[int], asked: Asked) -> Iterator[tuple[int, list[int]]]:
    """The months of the period, with the units, that have such cases; in the order of the list, from its place on."""
    wanted = _held_months(units, asked) if asked.basis is Basis.ANSWERED else _kept_months(units, asked)
    by_month: dict[int, list[int]] = {}
    for row in session.execute(wanted.distinct()):
        by_month.setdefault(row.month, []).append(row.unit_id)
    for month in sorted(by_month, reverse=not is_backwards(asked.place)):
        if asked.place is None or month == asked.place.month or _beyond(asked.place, month):
            yield month, sorted(by_month[month])


def _kept_months(units: frozenset[int], asked: Asked) -> Select[*tuple[Any, ...]]:
    period = asked.selection.period
    return select(MonthlyFigure.month, MonthlyFigure.unit_id).where(
        MonthlyFigure.basis == asked.basis,
        MonthlyFigure.unit_id.in_(sorted(units)),
        MonthlyFigure.month.between(period.first, period.last),
        MonthlyFigure.kind.in_(asked.kinds),
        *_has_some(asked.part),
    )


def _held_months(units: frozenset[int], asked: Asked) -> Select[*tuple[Any, ...]]:
    period = asked.selection.period
    return select(HeldFigure.month, HeldFigure.unit_id).where(
        HeldFigure.unit_id.in_(sorted(units)), HeldFigure.month.between(period.first, period.last)
    )


def _belongs(units: list[int], asked: Asked, month: int) -> tuple[Condition, ...]:
    """Whether a case counts for these units in a month: it is theirs, or they held it until its answer."""
    if asked.basis is not Basis.ANSWERED:
        return Case.unit_id.in_(units), month_column(asked.basis) == month
    held = select(HeldTime.case_id).where(HeldTime.unit_id.in_(units), HeldTime.month == month)
    return (Case.id.in_(held),)


def _has_some(part: Part) -> Iterable[Condition]:
    """What the worker's own count says about a part, where it keeps one; made-up parts are looked for."""
    if part is Part.RATED:
        return (cast(MonthlyFigure.ratings, Text) != "{}",)
    column = getattr(MonthlyFigure, part.value, None)
    return () if column is None else (column > 0,)


def _beyond(place: Place, month: int) -> bool:
    return month > place.month if place.backwards else month < place.month


def _of_month(actor: Actor, units: list[int], asked: Asked, *, month: int) -> Select[*tuple[Any, ...]]:
    wanted = select(*COLUMNS).where(
        LISTED,
        *_belongs(units, asked, month),
        # Where a unit only held it, whoever sees that unit may have no business with the case any more.
        visible_to(actor) if asked.basis is Basis.ANSWERED else true(),
        Case.kind.in_(asked.kinds),
        counts(asked.part, asked.selection.today),
    )
    if asked.place is not None and month == asked.place.month:
        here = asked.place.id
        wanted = wanted.where(Case.id > here if asked.place.backwards else Case.id < here)
    order = Case.id if is_backwards(asked.place) else Case.id.desc()
    return wanted.order_by(order)


def _place(found: Found, backwards: bool) -> Place:
    month, row = found
    return Place(month, row.id, backwards)
