"""The history of a dossier: one door through which everything is appended, and its figures marked."""

from typing import Any

from portal.domain.dossiers import DossierEventKind
from portal.domain.permissions import Permission
from portal.models.dossier import Dossier, DossierEvent
from portal.models.dossier_figure import DossierMark
from portal.queries.dossier_state import derived
from portal.services.act import Act
from portal.services.errors import NotPermitted
from portal.services.write_dossiers import buckets_of


def record_dossier(act: Act, dossier: Dossier, kind: DossierEventKind, **facts: Any) -> DossierEvent:
    """Append what happened, bring what follows from it up to date, and have the months counted anew."""
    mark_dossier(act, dossier)
    dossier.event_count += 1
    event = DossierEvent(
        dossier_id=dossier.id,
        number=dossier.event_count,
        kind=kind,
        at=act.now,
        actor_id=act.actor.account_id,
        facts=facts,
    )
    act.keep(event)
    return event


def mark_dossier(act: Act, dossier: Dossier) -> None:
    """Bring what follows from the facts up to date; the months it leaves and comes into are counted anew."""
    before = set(buckets_of(_counted(dossier)))
    for name, value in derived(dossier).items():
        setattr(dossier, name, value)
    for basis, unit_id, month in before | set(buckets_of(_counted(dossier))):
        act.keep(DossierMark(basis=basis, unit_id=unit_id, month=month))


def _counted(dossier: Dossier) -> dict[str, int]:
    return {
        "unit_id": dossier.unit_id,
        "received_month": dossier.received_month,
        "first_due_month": dossier.first_due_month,
    }


def require_dossier(act: Act, permission: Permission, unit_id: int) -> None:
    """Refuse an actor who may not do something with the dossiers of a unit. Raises NotPermitted."""
    if not act.actor.may(permission, unit_id):
        raise NotPermitted(permission)
