"""What letters about dossiers and about cases have in common: who may act, and the history that says so."""

from typing import Any

from portal.domain.dossiers import DossierEventKind
from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.queries.letter_matter import Matter
from portal.services.act import Act
from portal.services.dossier_history import record_dossier
from portal.services.errors import NotPermitted
from portal.services.transition import record, units_concerned

# The same happenings in the history of a case. That a message arrived stands beside the message itself.
CASE_EVENTS = {
    DossierEventKind.LETTER_DRAFTED: EventKind.APOLOGY_DRAFTED,
    DossierEventKind.LETTER_SENT_BACK: EventKind.APOLOGY_SENT_BACK,
    DossierEventKind.LETTER_APPROVED: EventKind.APOLOGY_APPROVED,
    DossierEventKind.LETTER_DISCARDED: EventKind.APOLOGY_DISCARDED,
    DossierEventKind.LETTER_ISSUED: EventKind.APOLOGISED,
    DossierEventKind.LETTER_DELIVERED: EventKind.APOLOGY_DELIVERED,
}


def may_with_letter(actor: Actor, permission: Permission, matter: Matter) -> bool:
    """Whether an actor may do something with the letters about a dossier or case."""
    return actor.may(permission, *_units(permission, matter))


def require_letter(act: Act, permission: Permission, matter: Matter) -> None:
    """Refuse an actor who may not do something with the letters about a dossier or case. Raises NotPermitted."""
    if not may_with_letter(act.actor, permission, matter):
        raise NotPermitted(permission)


def _units(permission: Permission, matter: Matter) -> tuple[int, ...]:
    return units_concerned(permission, matter) if isinstance(matter, Case) else (matter.unit_id,)


def note_letter(act: Act, matter: Matter, kind: DossierEventKind, **facts: Any) -> None:
    """Append what happened to a letter to the history of what it is about."""
    if isinstance(matter, Case):
        record(act, matter, CASE_EVENTS[kind], **facts)
    else:
        record_dossier(act, matter, kind, **facts)
