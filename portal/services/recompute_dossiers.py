"""Reckoning the promised dates of open dossiers anew after the calendar changed."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from portal.domain.clock import Term
from portal.domain.dossiers import DossierEventKind
from portal.models.dossier import Dossier
from portal.models.procedure import Procedure
from portal.queries.open_clocks import Stretch
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.dossier_history import record_dossier
from portal.services.promise_date import Promise, Promises

BATCH = 500


def dossiers_that_move(act: Act, settings: Settings, stretch: Stretch) -> int:
    """How many promised dates would move under other settings; changes nothing."""
    promises = Promises(settings)
    return sum(
        _promise(promises, dossier, procedure).at != dossier.due_at
        for batch in _batches(act, stretch)
        for dossier, procedure in batch
    )


def move_dossiers(act: Act, stretch: Stretch, *, notice: str) -> int:
    """Move the dates that were reckoned here; those that a slip told, or a letter promised, stand.

    Returns how many moved; each keeps an event that says from when to when and because of which notice.
    """
    promises, moved = Promises(act.settings), 0
    for batch in _batches(act, stretch):
        for dossier, procedure in batch:
            promise = _promise(promises, dossier, procedure)
            if promise.at != dossier.due_at:
                _move(act, dossier, promise, notice=notice)
                moved += 1
        act.session.flush()
    return moved


def _move(act: Act, dossier: Dossier, promise: Promise, *, notice: str) -> None:
    days = {"from": dossier.due_on.isoformat(), "to": promise.on.isoformat(), "notice": notice}
    dossier.due_on = dossier.first_due_on = promise.on
    dossier.due_at = dossier.first_due_at = promise.at
    dossier.provisional = promise.provisional
    record_dossier(act, dossier, DossierEventKind.DUE_MOVED, **days)


def _promise(promises: Promises, dossier: Dossier, procedure: Procedure) -> Promise:
    term = Term(procedure.amount, procedure.time_unit)
    return promises.reckoned(dossier.unit_id, term, dossier.received_at)


def _batches(act: Act, stretch: Stretch) -> Iterator[Sequence[tuple[Dossier, Procedure]]]:
    wanted = (
        select(Dossier, Procedure)
        .join(Procedure, Procedure.id == Dossier.procedure_id)
        .where(
            Dossier.is_open,
            Dossier.solved_on.is_(None),
            Dossier.reappointments == 0,
            ~Dossier.due_given,
            Dossier.due_on >= stretch.due_from,
        )
    )
    if stretch.unit_ids is not None:
        wanted = wanted.where(Dossier.unit_id.in_(sorted(stretch.unit_ids)))
    page = wanted.order_by(Dossier.id).limit(BATCH)
    while rows := [(row[0], row[1]) for row in act.session.execute(page)]:
        yield rows
        page = wanted.where(Dossier.id > rows[-1][0].id).order_by(Dossier.id).limit(BATCH)
