"""The days at the edges of a period that is not made of whole months, counted from cases and dossiers.

Only the units and the month asked for are looked at, by their indexes. The conditions are those of the kept months,
so that the days of a month add up to it. Ratings are not told of days: single ballots could be worked out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from portal.domain.apologies import Timing
from portal.domain.kinds import Kind
from portal.domain.policies import Leg
from portal.domain.reports.spec import Days
from portal.domain.time import end_of, start_of
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis
from portal.models.figure import Basis
from portal.queries import dossier_parts
from portal.queries.dossier_sums import NAMES
from portal.queries.figure_counts import answer_times, open_by_due_date
from portal.queries.figure_parts import COUNTED, FOR_REFERENCE, KEPT_COUNTS, month_column
from portal.queries.figure_sums import ADDED

# By the due date of its first round a case belongs to a period, whatever became of it later.
_FIRST_DUE_ON = (
    select(CaseClock.due_on)
    .where(CaseClock.case_id == Case.id, CaseClock.leg == Leg.ANSWER, CaseClock.round == 1)
    .correlate(Case)
    .scalar_subquery()
)
DUE_ON: ColumnElement[date] = case((Case.reopened_count == 0, Case.due_on), else_=_FIRST_DUE_ON)
# What days are counted by.
_OF = (Case.unit_id, Case.kind)


@dataclass(frozen=True, slots=True)
class Edge:
    """Some days of one month, of some units."""

    unit_ids: frozenset[int]
    month: int
    days: Days


@dataclass
class CountedDays:
    """What the cases of some days come to, of one unit and kind: shaped like a kept month."""

    basis: Basis
    unit_id: int
    kind: Kind
    numbers: list[int]
    for_reference: int
    open_due: dict[str, int]
    tenths: dict[str, int]


def counted_days(session: Session, edge: Edge, basis: Basis) -> list[CountedDays]:
    """The cases received, or due, on the days of an edge: at most three statements."""
    where = _cases(edge, basis)
    found: dict[tuple[int, Kind], CountedDays] = {}
    for row in session.execute(_numbers(where)):
        unit_id, kind, for_reference, *numbers = row
        found[unit_id, kind] = CountedDays(basis, unit_id, kind, numbers, for_reference, {}, {})
    for unit_id, kind, due_on, n in session.execute(open_by_due_date(where, *_OF)):
        found[unit_id, kind].open_due[due_on.isoformat()] = n
    if basis is Basis.DUE:
        for unit_id, kind, tenths, n in session.execute(answer_times(where, *_OF)):
            found[unit_id, kind].tenths[str(tenths)] = n
    return list(found.values())


def _cases(edge: Edge, basis: Basis) -> tuple[ColumnElement[bool], ...]:
    within = (
        and_(Case.received_at >= start_of(edge.days.first), Case.received_at < end_of(edge.days.last))
        if basis is Basis.RECEIVED
        else DUE_ON.between(edge.days.first, edge.days.last)
    )
    return Case.unit_id.in_(sorted(edge.unit_ids)), month_column(basis) == edge.month, ~Case.sealed, within


def _numbers(where: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """Everything that is a plain number; what is subtracted for QĐ 766 is not told of days."""
    named = {part.value: condition for part, condition in KEPT_COUNTS.items()}
    numbers = [
        func.count().filter(COUNTED, named[name]) if name in named else func.count().filter(Case.id < 0)
        for name in ADDED
    ]
    wanted = select(*_OF, func.count().filter(FOR_REFERENCE), *numbers)
    return wanted.where(*where).group_by(*_OF)


@dataclass
class CountedDossierDays:
    """What the dossiers of some days come to, of one unit and procedure."""

    basis: DossierBasis
    unit_id: int
    procedure_id: int
    numbers: list[int]
    open_due: dict[str, dict[str, int]]


def counted_dossier_days(session: Session, edge: Edge) -> Iterator[CountedDossierDays]:
    """The dossiers received, and those promised, on the days of an edge: three statements."""
    yield from _dossiers(session, edge, DossierBasis.RECEIVED).values()
    due = _dossiers(session, edge, DossierBasis.DUE)
    keys = (Dossier.unit_id, Dossier.procedure_id, Dossier.first_due_on, Dossier.first_timing)
    still = select(*keys, func.count()).where(*_of_days(edge, DossierBasis.DUE), dossier_parts.OPEN_TIMED)
    for unit_id, procedure_id, on, timing, n in session.execute(still.group_by(*keys)):
        of_day = due[unit_id, procedure_id].open_due.setdefault(on.isoformat(), {})
        named = (timing or Timing.NEVER).value
        of_day[named] = of_day.get(named, 0) + n
    yield from due.values()


def _dossiers(session: Session, edge: Edge, basis: DossierBasis) -> dict[tuple[int, int], CountedDossierDays]:
    conditions = {part.value: condition for part, condition in dossier_parts.KEPT_COUNTS.items()}
    conditions["with_feedback"] = dossier_parts.WITH_FEEDBACK
    numbers = [func.count().filter(conditions[name]) for name in NAMES]
    keys = (Dossier.unit_id, Dossier.procedure_id)
    wanted = select(*keys, *numbers).where(*_of_days(edge, basis)).group_by(*keys)
    return {
        (unit_id, procedure_id): CountedDossierDays(basis, unit_id, procedure_id, counts, {})
        for unit_id, procedure_id, *counts in session.execute(wanted)
    }


def _of_days(edge: Edge, basis: DossierBasis) -> tuple[ColumnElement[bool], ...]:
    days = edge.days
    within = (
        and_(Dossier.received_at >= start_of(days.first), Dossier.received_at < end_of(days.last))
        if basis is DossierBasis.RECEIVED
        else Dossier.first_due_on.between(days.first, days.last)
    )
    units = Dossier.unit_id.in_(sorted(edge.unit_ids))
    return units, dossier_parts.month_column(basis) == edge.month, within
