"""Giving the cases of a holder who is away or gone to somebody who is there (rules §13)."""

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.take_case import assign_cases
from portal.services.transition import record, require


def reassign_work(act: Act, case: Case, *, officer_id: int, reason: str) -> None:
    """Give one case to another officer of its unit, with the reason in its history.

    Raises RuleBroken without a reason or for somebody of another unit, NotPermitted, and IllegalStep for a case
    that waits for its sender: it can be given away as soon as it goes on.
    """
    require(act.actor, Permission.REASSIGN_WORK, case)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if assign_cases(act, [case], officer_id=officer_id):
        record(act, case, EventKind.NOTED, text=reason.strip(), about="reassignment")
    act.session.flush()
