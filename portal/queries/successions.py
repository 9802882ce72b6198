"""Successions as administrators see them, and what they need to know of units to plan one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.people import Actor
from portal.domain.successions import Part, Place, Plan
from portal.domain.time import ONE_DAY
from portal.models.case import Case
from portal.models.routing import RoutingRuleRow
from portal.models.succession import Succession, SuccessionPart
from portal.models.unit import Unit
from portal.queries.configuration import reach_of
from portal.queries.settings import Settings, UnitTree

__all__ = ["Succession", "SuccessionPart"]

SHOWN = 200


def plan_of(succession: Succession) -> Plan:
    """A stored succession as the domain sees it."""
    parts = (Part(row.from_unit_id, row.to_unit_id, row.category_id, row.area_id) for row in succession.parts)
    return Plan(succession.kind, succession.takes_effect_on, succession.legal_basis, tuple(parts))


def successions(session: Session, settings: Settings, actor: Actor) -> list[Succession]:
    """Those that concern units within the administrator's reach, the newest first."""
    reach = reach_of(settings, actor)
    wanted = select(Succession).options(joinedload(Succession.parts))
    wanted = wanted.order_by(Succession.takes_effect_on.desc(), Succession.id.desc()).limit(SHOWN)
    rows = session.scalars(wanted).unique().all()
    return [row for row in rows if reach & {part.from_unit_id for part in row.parts}]


def succession(
    session: Session, succession_id: int, *, settings: Settings, actor: Actor
) -> Succession | None:
    """One that concerns a unit within the administrator's reach."""
    row = session.get(Succession, succession_id)
    concerned = {part.from_unit_id for part in row.parts} if row else set()
    return row if concerned & reach_of(settings, actor) else None


def successions_of(session: Session, unit_id: int) -> list[Succession]:
    """What a unit came from and what became of it, the oldest first."""
    of_unit = or_(SuccessionPart.from_unit_id == unit_id, SuccessionPart.to_unit_id == unit_id)
    ids = select(SuccessionPart.succession_id).where(of_unit)
    wanted = select(Succession).where(Succession.id.in_(ids), Succession.withdrawn_at.is_(None))
    return list(session.scalars(wanted.order_by(Succession.takes_effect_on, Succession.id)))


def due_successions(session: Session, today: date) -> Sequence[int]:
    """Those planned whose day has come, the oldest first."""
    wanted = select(Succession.id).where(*_WAITING, Succession.takes_effect_on <= today)
    return session.scalars(wanted.order_by(Succession.takes_effect_on, Succession.id)).all()


_WAITING = (Succession.applied_at.is_(None), Succession.withdrawn_at.is_(None))


def unfinished(session: Session) -> Sequence[int]:
    """The successions in force whose cases have not all moved."""
    wanted = select(Succession.id).where(Succession.applied_at.is_not(None), Succession.finished_at.is_(None))
    return session.scalars(wanted.order_by(Succession.id)).all()


def waiting_plans(session: Session) -> list[Plan]:
    """What is planned and not yet in force."""
    wanted = select(Succession).where(*_WAITING)
    rows = session.scalars(wanted.options(joinedload(Succession.parts))).unique()
    return [plan_of(row) for row in rows]


def places(session: Session, tree: UnitTree, plan: Plan, *, waiting: Iterable[Plan] = ()) -> dict[int, Place]:
    """Where and when all units stand, what waits taken as done; open work is looked for where it matters."""
    ends = {row.id: row.valid_to for row in session.execute(select(Unit.id, Unit.valid_to))}
    found = {each: replace(_place(tree, each), ends_on=ends.get(each)) for each in tree.units}
    for other in waiting:
        for unit_id in other.from_units:
            place, last_on = found[unit_id], other.takes_effect_on - ONE_DAY
            ends_on = last_on if unit_id in other.ended_units else place.ends_on
            found[unit_id] = replace(place, ends_on=ends_on, since=max(place.since, other.takes_effect_on))
    for unit_id in plan.from_units:
        if unit_id in found:
            found[unit_id] = replace(found[unit_id], has_open_work=_has_open_work(session, unit_id))
    return found


def _place(tree: UnitTree, unit_id: int) -> Place:
    unit = tree.units[unit_id]
    ends = [each.valid_to for each in tree.versions.get(unit_id, ()) if each.valid_to]
    since = max(ends) + ONE_DAY if ends else unit.valid_from
    return Place(tree.chain(unit_id)[1:], unit.valid_from, unit.valid_to, since)


def _has_open_work(session: Session, unit_id: int) -> bool:
    wanted = (
        select(Case.id).where(Case.unit_id == unit_id, Case.is_open, ~Case.sealed),
        select(RoutingRuleRow.id).where(RoutingRuleRow.unit_id == unit_id, RoutingRuleRow.active),
    )
    return any(session.scalar(each.limit(1)) is not None for each in wanted)


def lock_units(session: Session, unit_ids: Sequence[int]) -> None:
    """Make a second administrator at the same units wait until this one is done."""
    session.execute(select(Unit.id).where(Unit.id.in_(unit_ids)).order_by(Unit.id).with_for_update())
