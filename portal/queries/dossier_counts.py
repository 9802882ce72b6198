"""Counting one unit's month from the dossiers themselves: what the worker keeps, and what `flask verify` compares."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from portal.domain.apologies import Timing
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis
from portal.queries.dossier_parts import KEPT_COUNTS, OPEN_TIMED, WITH_FEEDBACK, month_column

Bucket = tuple[DossierBasis, int, int]
Figure = dict[str, Any]


def counted_dossier_month(session: Session, bucket: Bucket) -> list[Figure]:
    """The columns of the kept figures of a unit's month, for each procedure: at most two statements."""
    basis, unit_id, month = bucket
    where = (Dossier.unit_id == unit_id, month_column(basis) == month)
    key = {"basis": basis, "unit_id": unit_id, "month": month}
    figures = {
        row.procedure_id: {"with_feedback": 0, **row._mapping, **key, "open_due": {}}
        for row in session.execute(_counted(basis, where))
    }
    if basis is DossierBasis.DUE:
        for row in session.execute(_open_by_first_due(where)):
            _add_open(figures[row.procedure_id], row)
    return list(figures.values())


def _counted(basis: DossierBasis, where: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """Everything that is a plain number, a row for each procedure."""
    conditions = {part.value: condition for part, condition in KEPT_COUNTS.items()}
    if basis is DossierBasis.DUE:
        conditions["with_feedback"] = WITH_FEEDBACK
    numbers = [func.count().filter(condition).label(name) for name, condition in conditions.items()]
    return select(Dossier.procedure_id, *numbers).where(*where).group_by(Dossier.procedure_id)


def _open_by_first_due(where: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """Open dossiers by the date first promised and by when their first letter was issued."""
    keys = (Dossier.procedure_id, Dossier.first_due_on, Dossier.first_timing)
    return select(*keys, func.count().label("n")).where(*where, OPEN_TIMED).group_by(*keys)


def _add_open(figure: Figure, row: Row[Any]) -> None:
    of_day = figure["open_due"].setdefault(row.first_due_on.isoformat(), {})
    timing = (row.first_timing or Timing.NEVER).value
    of_day[timing] = of_day.get(timing, 0) + row.n
