"""Counts the figures of dossiers anew: the marked months of each unit, from the dossiers themselves and so exact."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from portal.domain.apologies import Timing
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis, DossierFigure, DossierMark
from portal.queries.dossier_parts import KEPT_COUNTS, OPEN_TIMED, month_column
from portal.services.act import Act

Bucket = tuple[DossierBasis, int, int]
Figure = dict[str, Any]


def marked_dossier_months(session: Session) -> Sequence[Bucket]:
    """The units and months in which something changed since they were counted."""
    wanted = select(DossierMark.basis, DossierMark.unit_id, DossierMark.month).distinct()
    return [(row.basis, row.unit_id, row.month) for row in session.execute(wanted)]


def count_dossier_month(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction and five statements.

    The marks go first: each was written together with its change, so that whatever a removed mark stands for is
    seen by the counting that follows. It also makes a second worker with the same month wait.
    """
    basis, unit_id, month = bucket
    for table in (DossierMark, DossierFigure):
        act.session.execute(
            delete(table).where(table.basis == basis, table.unit_id == unit_id, table.month == month)
        )
    where = (Dossier.unit_id == unit_id, month_column(basis) == month)
    key = {"basis": basis, "unit_id": unit_id, "month": month, "counted_at": act.now}
    figures = {
        row.procedure_id: {**row._mapping, **key, "open_due": {}}
        for row in act.session.execute(_counted(where))
    }
    if basis is DossierBasis.DUE:
        for row in act.session.execute(_open_by_first_due(where)):
            _add_open(figures[row.procedure_id], row)
    if figures:
        act.session.execute(insert(DossierFigure), list(figures.values()))


def _counted(where: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """Everything that is a plain number, a row for each procedure."""
    numbers = [func.count().filter(condition).label(part.value) for part, condition in KEPT_COUNTS.items()]
    return select(Dossier.procedure_id, *numbers).where(*where).group_by(Dossier.procedure_id)


def _open_by_first_due(where: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """Open dossiers by the date first promised and by when their first letter was issued."""
    keys = (Dossier.procedure_id, Dossier.first_due_on, Dossier.first_timing)
    return select(*keys, func.count().label("n")).where(*where, OPEN_TIMED).group_by(*keys)


def _add_open(figure: Figure, row: Row[Any]) -> None:
    of_day = figure["open_due"].setdefault(row.first_due_on.isoformat(), {})
    timing = (row.first_timing or Timing.NEVER).value
    of_day[timing] = of_day.get(timing, 0) + row.n
