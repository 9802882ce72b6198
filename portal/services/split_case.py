"""Splitting: a case with several matters gets parts, each with its own unit and clock (rules §2)."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.events import EventKind
from portal.domain.kinds import ReplyBy
from portal.domain.permissions import Permission
from portal.domain.workflow import NOTES, IllegalStep
from portal.models.case import Case
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.messages import tell_staff
from portal.services.open_case import NewCase, NewSender, open_case
from portal.services.transition import record, require

MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One matter of a case: what it is about, and who is to answer it."""

    subject: str
    body: str
    category_id: int | None
    unit_id: int


def split_case(act: Act, case: Case, part: Part) -> Case:
    """Split one matter off: a case of its own, received when the whole was, known to the office alone.

    Raises RuleBroken, IllegalStep, NotPermitted.
    """
    require(act.actor, Permission.SPLIT, case)
    if case.state not in NOTES[EventKind.SPLIT]:
        raise IllegalStep(EventKind.SPLIT, case.state)
    _check(case, part)
    child = open_case(act, _new(case, part))
    record(act, case, EventKind.SPLIT, child_id=child.id, reference=child.reference, unit_id=part.unit_id)
    case.child_count += 1
    return child


def _check(case: Case, part: Part) -> None:
    if case.parent_id is not None:
        raise RuleBroken("subject", "part_of_another")
    if case.child_count >= MOST_PARTS:
        raise RuleBroken("subject", "too_many_parts")
    for field in ("subject", "body"):
        if not getattr(part, field).strip():
            raise RuleBroken(field, "missing")


def _new(case: Case, part: Part) -> NewCase:
    reason = f"{case.reference}"
    return NewCase(
        kind=case.kind,
        channel=case.channel,
        subject=part.subject,
        body=part.body,
        receiving_unit_id=case.receiving_unit_id,
        sender=NewSender(language=case.sender.language),
        reply_by=ReplyBy.NONE,
        category_id=part.category_id,
        area_id=case.area_id,
        place=case.place,
        urgency=case.urgency,
        # The sender has waited since then, whatever it was cut into afterwards.
        received_at=case.received_at,
        backdating_reason=reason,
        unit_id=part.unit_id,
        unit_reason=reason,
        parent_id=case.id,
    )


def children_of(act: Act, case: Case) -> list[Case]:
    """The parts of a case, in the order in which they were split off."""
    if not case.child_count:
        return []
    return list(act.session.scalars(select(Case).where(Case.parent_id == case.id).order_by(Case.id)))


def check_parts_answered(act: Act, case: Case) -> None:
    """Refuse to answer the whole while a part is open. Raises RuleBroken."""
    if any(child.is_open for child in children_of(act, case)):
        raise RuleBroken("body", "parts_open")


def note_part_answered(act: Act, child: Case) -> None:
    """Tell the whole that one of its parts has an answer."""
    parent = act.session.get_one(Case, child.parent_id)
    record(act.as_system(), parent, EventKind.CHILD_ANSWERED, child_id=child.id, reference=child.reference)
    officer = act.settings.people.get(parent.officer_id or 0)
    tell_staff(act, parent, "staff_part_answered", to=[officer] if officer else [])
