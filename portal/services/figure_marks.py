"""Marks the months whose figures an act has changed, for the worker to count anew."""

from datetime import date

from sqlalchemy import insert, select

from portal.domain.events import EventKind
from portal.domain.periods import month_of
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.models.figure import Basis, FigureMark, HeldMark, HeldTime
from portal.services.act import Act

# With these an answered case comes to be counted, or to be counted no longer, among the times held.
CHANGES_HELD = frozenset({
    EventKind.ANSWERED,
    EventKind.RECLASSIFIED,
    EventKind.REFUSED,
    EventKind.HANDED_OVER,
    EventKind.WITHDRAWN,
    EventKind.DIVERTED,
    EventKind.MERGED,
    EventKind.UNMERGED,
})
# With these a case comes to be, or ceases to be, feedback about a dossier.
CHANGES_FEEDBACK = (CHANGES_HELD - {EventKind.ANSWERED}) | {EventKind.RECEIVED}


def mark_figures(act: Act, case: Case) -> None:
    """Have the case's months counted anew, each once; call before and after changing unit or due date."""
    pending = {_key(row) for row in act.unwritten if isinstance(row, FigureMark)}
    for basis, unit_id, month in _keys(case):
        if (basis, unit_id, month) not in pending:
            act.keep(FigureMark(basis=basis, unit_id=unit_id, month=month))


def mark_dossier(act: Act, case: Case, event: EventKind) -> None:
    """Have the dossier of a case counted anew, where an event makes it one with feedback or without."""
    if event not in CHANGES_FEEDBACK or not case.dossier_code:
        return
    wanted = select(Dossier.unit_id, Dossier.first_due_month).where(Dossier.code == case.dossier_code)
    for unit_id, month in act.session.execute(wanted):
        act.keep(DossierMark(basis=DossierBasis.DUE, unit_id=unit_id, month=month))


def mark_held(act: Act, case: Case, event: EventKind) -> None:
    """Have the time each unit held an answered case told anew, where an event changes it."""
    if event in CHANGES_HELD and case.answered_at is not None:
        act.keep(HeldMark(case_id=case.id))


def mark_held_since(act: Act, first: date, unit_ids: frozenset[int] | None) -> None:
    """Have the times told anew that days from `first` on are part of: the calendar has changed behind them.

    Of the cases that these units received, or of all; some that no such day touches are told again as they were.
    """
    wanted = select(HeldTime.case_id).join(Case, Case.id == HeldTime.case_id)
    wanted = wanted.where(HeldTime.month >= month_of(first))
    if unit_ids is not None:
        wanted = wanted.where(Case.receiving_unit_id.in_(unit_ids))
    marks = [{"case_id": case_id} for case_id in act.session.scalars(wanted.distinct())]
    if marks:
        act.session.execute(insert(HeldMark), marks)


def _keys(case: Case) -> tuple[tuple[Basis, int, int], ...]:
    return (
        (Basis.RECEIVED, case.unit_id, case.received_month),
        (Basis.DUE, case.unit_id, case.due_month),
    )


def _key(row: FigureMark) -> tuple[Basis, int, int]:
    return row.basis, row.unit_id, row.month
