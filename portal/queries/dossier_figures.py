"""Figures of dossiers for units and periods, added up from the months that the worker keeps, and the rows behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.dossier_figures import DossierCounts, Kept, Ways
from portal.domain.people import Actor
from portal.domain.periods import month_before
from portal.domain.permissions import Permission
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis, DossierFigure
from portal.models.procedure import Procedure
from portal.queries.dossier_parts import DossierPart, counts_dossiers, month_column
from portal.queries.dossier_sums import NAMES, DossierSum, offer_of
from portal.queries.figures import TREND_MONTHS, Selection

__all__ = [
    "Counted",
    "DossierBasis",
    "DossierFigures",
    "DossierPart",
    "RowPlace",
    "counted_dossiers",
    "dossier_figures",
    "late_kept",
]

PAGE = 25
_NUMBERS = tuple(getattr(DossierFigure, name) for name in NAMES)
_KEYS = (DossierFigure.basis, DossierFigure.unit_id, DossierFigure.month, DossierFigure.procedure_id)


@dataclass(frozen=True)
class DossierFigures:
    """The figures of a selection: how promises were kept, and by which ways dossiers came and results went."""

    kept: Kept
    kept_by_unit: Mapping[int, Kept]
    kept_by_procedure: Mapping[int, Kept]
    # Of each of the twelve months that end with the period.
    kept_by_month: Mapping[int, Kept]
    received: DossierCounts
    ways: Ways
    procedures: Mapping[int, Procedure]


def dossier_figures(session: Session, selection: Selection) -> DossierFigures:
    """The figures of a selection: two statements and one pass, whatever the number of dossiers."""
    total, now = _sum(selection), dict(selection.successors)
    months, units, by_procedure = _sums(selection), _sums(selection), _sums(selection)
    for basis, unit_id, month, procedure_id, open_due, *numbers in session.execute(_kept(selection)):
        is_due = basis is DossierBasis.DUE
        into = [months[month]] if is_due else []
        if month >= selection.period.first:
            into.append(total)
            into += [units[now.get(unit_id, unit_id)], by_procedure[procedure_id]] if is_due else []
        for each in into:
            each.add((basis, procedure_id), numbers, open_due)
    procedures = _procedures(session, selection, total.used)
    return DossierFigures(
        kept=total.kept,
        kept_by_unit=_each_kept(units),
        kept_by_procedure=_each_kept(by_procedure),
        kept_by_month=_each_kept(dict(sorted(months.items()))),
        received=total.all_received,
        ways=total.ways({key: offer_of(row) for key, row in procedures.items()}, selection.unit_ids),
        procedures=procedures,
    )


def _kept(selection: Selection) -> Select[*tuple[Any, ...]]:
    first = month_before(selection.period.last, TREND_MONTHS - 1)
    return select(*_KEYS, DossierFigure.open_due, *_NUMBERS).where(
        DossierFigure.unit_id.in_(sorted(selection.unit_ids)),
        DossierFigure.month.between(first, selection.period.last),
    )


def late_kept(session: Session, selection: Selection) -> tuple[Kept, dict[int, Kept]]:
    """The late dossiers of a period with their letters, together and by unit; nothing of those in time.

    One statement, of the kept months alone that have something late or open.
    """
    rows = _kept(selection).where(
        DossierFigure.basis == DossierBasis.DUE,
        DossierFigure.month >= selection.period.first,
        or_(DossierFigure.late > 0, DossierFigure.open > 0),
    )
    total, units, now = _sum(selection), _sums(selection), dict(selection.successors)
    for basis, unit_id, _month, procedure_id, open_due, *numbers in session.execute(rows):
        for each in (total, units[now.get(unit_id, unit_id)]):
            each.add((basis, procedure_id), numbers, open_due)
    return total.kept, _each_kept(units)


def _sum(selection: Selection) -> DossierSum:
    return DossierSum(selection.today)


def _sums(selection: Selection) -> defaultdict[int, DossierSum]:
    return defaultdict(partial(_sum, selection))


def _each_kept(sums: Mapping[int, DossierSum]) -> dict[int, Kept]:
    return {key: each.kept for key, each in sums.items()}


def _procedures(session: Session, selection: Selection, used: set[int]) -> dict[int, Procedure]:
    """The procedures offered by the units, used or not, and those used that are no longer offered."""
    offered = and_(Procedure.active, Procedure.unit_id.in_(sorted(selection.unit_ids)))
    wanted = select(Procedure).where(or_(offered, Procedure.id.in_(sorted(used))))
    return {row.id: row for row in session.scalars(wanted.order_by(Procedure.code))}


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The last row of a page: the month in which the figure counts it, and its number."""

    month: int
    id: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a figure: which part, by which date, of one procedure or all, after which row."""

    selection: Selection
    basis: DossierBasis
    part: DossierPart
    procedure_id: int | None = None
    after: RowPlace | None = None


def counted_dossiers(session: Session, actor: Actor, wanted: Counted) -> list[tuple[int, Dossier]]:
    """A page of the dossiers that a figure counts with their months, newest first, and one more if there are more.

    One statement for each month looked into; months without such a dossier are left out beforehand.
    """
    units = actor.units_for(Permission.SEE_FIGURES) & actor.units_for(Permission.SEE_DOSSIERS)
    found: list[tuple[int, Dossier]] = []
    for month, unit_ids in _months(session, wanted, units & wanted.selection.unit_ids):
        rows = _of_month(wanted, month, unit_ids).limit(PAGE + 1 - len(found))
        found += [(month, row) for row in session.scalars(rows)]
        if len(found) > PAGE:
            break
    return found


def _months(session: Session, wanted: Counted, units: frozenset[int]) -> Iterator[tuple[int, list[int]]]:
    """The months of the period that may hold such dossiers, newest first, with their units."""
    period = wanted.selection.period
    kept = getattr(DossierFigure, wanted.part.value, DossierFigure.all)
    there = select(DossierFigure.month, DossierFigure.unit_id).where(
        DossierFigure.basis == wanted.basis,
        DossierFigure.unit_id.in_(sorted(units)),
        DossierFigure.month.between(period.first, period.last),
        kept > 0,
    )
    if wanted.procedure_id is not None:
        there = there.where(DossierFigure.procedure_id == wanted.procedure_id)
    by_month: defaultdict[int, list[int]] = defaultdict(list)
    for month, unit_id in session.execute(there.distinct()):
        by_month[month].append(unit_id)
    for month in sorted(by_month, reverse=True):
        if wanted.after is None or month <= wanted.after.month:
            yield month, sorted(by_month[month])


def _of_month(wanted: Counted, month: int, units: Sequence[int]) -> Select[Dossier]:
    rows = select(Dossier).where(
        Dossier.unit_id.in_(units),
        month_column(wanted.basis) == month,
        counts_dossiers(wanted.part, wanted.selection.today),
    )
    if wanted.procedure_id is not None:
        rows = rows.where(Dossier.procedure_id == wanted.procedure_id)
    if wanted.after is not None and wanted.after.month == month:
        rows = rows.where(Dossier.id < wanted.after.id)
    return rows.order_by(Dossier.id.desc())
