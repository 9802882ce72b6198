"""Marks the months whose figures an act has changed, for the worker to count anew."""

from portal.models.case import Case
from portal.models.figure import Basis, FigureMark
from portal.services.act import Act


def mark_figures(act: Act, case: Case) -> None:
    """Have the case's months counted anew, each once; call before and after changing unit or due date."""
    pending = {_key(row) for row in act.unwritten if isinstance(row, FigureMark)}
    for basis, unit_id, month in _keys(case):
        if (basis, unit_id, month) not in pending:
            act.keep(FigureMark(basis=basis, unit_id=unit_id, month=month))


def _keys(case: Case) -> tuple[tuple[Basis, int, int], ...]:
    return (
        (Basis.RECEIVED, case.unit_id, case.received_month),
        (Basis.DUE, case.unit_id, case.due_month),
    )


def _key(row: FigureMark) -> tuple[Basis, int, int]:
    return row.basis, row.unit_id, row.month
