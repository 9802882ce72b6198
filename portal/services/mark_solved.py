"""Solved but not updated: a dossier with a result that the one-stop software still shows as open (rules §8)."""

from datetime import date

from portal.domain.dossiers import DossierEventKind
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.models.dossier import Dossier
from portal.services.act import Act
from portal.services.dossier_history import record_dossier, require_dossier
from portal.services.errors import RuleBroken

LONGEST_EVIDENCE = 1_000


def mark_solved(
    act: Act, dossier: Dossier, *, solved_on: date, evidence: str, owner_id: int | None = None
) -> None:
    """Note the day of the result by its evidence, and who has to update the software.

    Raises NotPermitted, RuleBroken.
    """
    require_dossier(act, Permission.MARK_SOLVED, dossier.unit_id)
    _check(act, dossier, solved_on, evidence=evidence)
    if owner_id is not None and owner_id not in act.settings.people:
        raise RuleBroken("owner", "unknown")
    dossier.solved_on, dossier.solved_evidence = solved_on, nfc(evidence).strip()
    dossier.solved_owner_id = owner_id or act.actor.account_id
    record_dossier(
        act,
        dossier,
        DossierEventKind.MARKED_SOLVED,
        solved_on=solved_on.isoformat(),
        evidence=dossier.solved_evidence,
        owner_id=dossier.solved_owner_id,
    )


def unmark_solved(act: Act, dossier: Dossier, *, reason: str) -> None:
    """Take the mark away again, with the reason. Raises NotPermitted, RuleBroken."""
    require_dossier(act, Permission.MARK_SOLVED, dossier.unit_id)
    if dossier.solved_on is None:
        raise RuleBroken("dossier", "not_marked")
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    dossier.solved_on, dossier.solved_evidence, dossier.solved_owner_id = None, "", None
    record_dossier(act, dossier, DossierEventKind.SOLVED_MARK_REMOVED, reason=nfc(reason).strip())


def _check(act: Act, dossier: Dossier, solved_on: date, *, evidence: str) -> None:
    if not dossier.is_open:
        raise RuleBroken("dossier", "ended")
    if solved_on > act.today:
        raise RuleBroken("solved_on", "future")
    if solved_on < local_day(dossier.received_at):
        raise RuleBroken("solved_on", "before_received")
    if not evidence.strip():
        raise RuleBroken("evidence", "missing")
    if len(evidence) > LONGEST_EVIDENCE:
        raise RuleBroken("evidence", "too_long")
