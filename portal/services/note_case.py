"""Notes of staff on a case, a further call of its sender, and call-backs."""

from datetime import date

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.messages import tell_staff
from portal.services.transition import record, require


def note_case(act: Act, case: Case, *, text: str) -> None:
    """Write an internal note; only staff see it. Raises RuleBroken when it is empty."""
    require(act.actor, Permission.NOTE, case)
    record(act, case, EventKind.NOTED, text=_text(text))


def attach_call(act: Act, case: Case, *, text: str) -> None:
    """Add what a caller said to their open case, instead of opening another. Raises RuleBroken."""
    require(act.actor, Permission.NOTE, case)
    record(act, case, EventKind.CALL_ATTACHED, text=_text(text))
    officer = act.settings.people.get(case.officer_id) if case.officer_id else None
    tell_staff(act, case, "staff_call_attached", to=[officer] if officer else [])


def _text(text: str) -> str:
    cleaned = nfc(text).strip()
    if not cleaned:
        raise RuleBroken("text", "missing")
    return cleaned


def call_back(
    act: Act, case: Case, row: CallBack, *, reached: bool, remark: str = "", next_try_on: date | None = None
) -> None:
    """Record one try to tell a sender the answer by phone; not reached needs a next day, else RuleBroken."""
    require(act.actor, Permission.CALL_BACK, case)
    if not reached and (next_try_on is None or next_try_on < act.today):
        raise RuleBroken("next_try_on", "missing")
    row.attempts += 1
    row.remark = nfc(remark).strip()
    row.status = CallBackStatus.REACHED if reached else CallBackStatus.NOT_REACHED
    row.done_at = act.now if reached else None
    row.next_try_on = row.next_try_on if reached else (next_try_on or row.next_try_on)
    record(act, case, EventKind.CALLED_BACK, reached=reached, remark=row.remark, attempt=row.attempts)
