"""Chasing: oversight, or a leader above, urges the unit that has a case; nothing restarts (rules §2, §13)."""

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.domain.reminders import Reminder
from portal.domain.text import nfc
from portal.models.case import Case
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.messages import tell_staff
from portal.services.remind import people_to_tell
from portal.services.transition import record

LONGEST_CHASE = 2_000


def chase_case(act: Act, case: Case, *, text: str) -> None:
    """Urge the holder of an open case and the leaders of its unit, in words of one's own; mailed in office hours.

    Raises RuleBroken without words; NotPermitted, IllegalStep.
    """
    if not may_chase(act.actor, case.unit_id):
        raise NotPermitted(Permission.CHASE)
    words = nfc(text).strip()
    if not words:
        raise RuleBroken("text", "missing")
    if len(words) > LONGEST_CHASE:
        raise RuleBroken("text", "too_long")
    record(act, case, EventKind.CHASED, text=words)
    case.chased_count += 1
    case.chased_at = act.now
    told = people_to_tell(act, case, Reminder.OVERDUE)
    tell_staff(act, case, "staff_chased", to=told, always=True, text=words, by=act.actor.name)


def may_chase(actor: Actor, unit_id: int) -> bool:
    """Whether somebody oversees the unit that has a case, or leads a unit above it: nobody chases themselves."""
    return any(
        unit_id in each.reach
        and (each.role is Role.OVERSEER or (each.role is Role.LEADER and each.unit_id != unit_id))
        for each in actor.appointments
    )
