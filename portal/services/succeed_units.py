"""Reorganising units: planned with its legal basis, carried out on its day (rules §13)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import func, select, update

from portal.domain.successions import ENDING, Plan, SuccessionKind, default_successor, fault_of, new_parent
from portal.domain.text import nfc
from portal.domain.time import ONE_DAY
from portal.models.case import Case
from portal.models.desk import SavedFilter
from portal.models.routing import RoutingRuleRow
from portal.models.succession import Succession, SuccessionPart, UnitVersion
from portal.models.unit import Unit
from portal.queries.settings import load_settings
from portal.queries.successions import lock_units, places, plan_of, waiting_plans
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.configure import Change, note_change, require_reach
from portal.services.errors import RuleBroken
from portal.services.foresee_succession import rule_moves
from portal.services.passing import What, items_of, pass_items
from portal.services.succeed_cases import move_batch

NAMES = ("name", "name_en", "short_name", "symbol")
VERSIONED = (
    "code",
    "name",
    "name_en",
    "short_name",
    "level",
    "parent_id",
    "hotline",
    "email",
    "address",
    "symbol",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an administrator enters and confirms."""

    key: str
    plan: Plan
    names: dict[str, str] = field(default_factory=dict)
    # Of the roles, terms and switches that were shown: those that pass.
    shown: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()


def check_plan(act: Act, entry: Entry) -> None:
    """Refuse what cannot be carried out. Raises NotPermitted, RuleBroken."""
    for part in entry.plan.parts:
        require_reach(act, part.from_unit_id)
        if part.to_unit_id is not None:
            require_reach(act, part.to_unit_id)
    _check_faults(act, entry.plan, waiting=waiting_plans(act.session))
    if entry.plan.kind is SuccessionKind.RENAMED and not entry.names.get("name", "").strip():
        raise RuleBroken("name", "missing")


def _check_faults(act: Act, plan: Plan, *, waiting: Iterable[Plan]) -> None:
    found = places(act.session, act.settings.tree, plan, waiting=waiting)
    if fault := fault_of(plan, found):
        raise RuleBroken(fault.field, fault.code)


def plan_succession(act: Act, entry: Entry) -> Succession:
    """Keep a confirmed plan; one whose day has come is carried out at once, a later one by the worker on its day.

    The same form sent twice plans once. Raises NotPermitted, RuleBroken.
    """
    try:
        UUID(entry.key)
    except ValueError:
        raise RuleBroken("key", "malformed") from None
    known = act.session.scalar(select(Succession).where(Succession.key == entry.key))
    if known is not None:
        return known
    lock_units(act.session, sorted({*entry.plan.from_units}))
    check_plan(act, entry)
    row = _keep(act, entry)
    note_change(
        act, Change.SUCCESSION_PLANNED, _subject(act, row), after=_facts(act, row), unit_id=_first(row)
    )
    if row.takes_effect_on <= act.today:
        apply_succession(act, row.id)
    return row


def _keep(act: Act, entry: Entry) -> Succession:
    plan = entry.plan
    own = {item.key for item in items_of(act, plan) if item.what is What.POST and item.own}
    ticked = entry.ticked - own
    row = Succession(
        key=entry.key,
        kind=plan.kind,
        legal_basis=nfc(plan.legal_basis).strip(),
        takes_effect_on=plan.takes_effect_on,
        names={name: " ".join(nfc(entry.names.get(name, "")).split()) for name in NAMES}
        if entry.names
        else {},
        passing=sorted(ticked),
        staying=sorted((entry.shown | own) - ticked),
        made_by_id=act.actor.account_id,
        made_at=act.now,
        parts=[
            SuccessionPart(
                from_unit_id=each.from_unit_id,
                to_unit_id=each.to_unit_id,
                category_id=each.category_id,
                area_id=each.area_id,
            )
            for each in plan.parts
        ],
    )
    act.session.add(row)
    act.session.flush()
    return row


def withdraw_succession(act: Act, row: Succession) -> None:
    """Take back a plan that is not in force yet. Raises NotPermitted, RuleBroken."""
    for unit_id in plan_of(row).from_units:
        require_reach(act, unit_id)
    waiting = (Succession.id == row.id, Succession.applied_at.is_(None), Succession.withdrawn_at.is_(None))
    if not changed_one(act.session, update(Succession).where(*waiting).values(withdrawn_at=act.now)):
        raise RuleBroken("key", "begun")
    act.session.refresh(row)
    note_change(
        act, Change.SUCCESSION_WITHDRAWN, _subject(act, row), before=_facts(act, row), unit_id=_first(row)
    )


def apply_succession(act: Act, succession_id: int) -> bool:
    """Carry out a plan whose day has come: the units at once, all or nothing; then the first open cases.

    The other cases follow in batches by the worker. False when another worker was first. Raises RuleBroken when
    what was planned cannot be any more; then nothing has changed.
    """
    claimed = update(Succession).where(
        Succession.id == succession_id, Succession.applied_at.is_(None), Succession.withdrawn_at.is_(None)
    )
    if not changed_one(act.session, claimed.values(applied_at=act.now)):
        return False
    row = act.session.get_one(Succession, succession_id)
    act.session.refresh(row)
    act, plan = act.as_system() if act.actor.account_id is None else act, plan_of(row)
    # What was planned earlier is in force; what was planned later for the same day comes after.
    _check_faults(act, plan, waiting=())
    _change_units(act, plan, row)
    row.last_case_id = act.session.scalar(select(func.max(Case.id))) or 0
    if plan.kind not in ENDING:
        row.finished_at = act.now
    act.session.flush()
    note_change(
        act, Change.SUCCESSION_APPLIED, _subject(act, row), after=dict(row.outcome), unit_id=_first(row)
    )
    if plan.kind in ENDING:
        move_batch(replace(act, settings=load_settings(act.session)), row.id)
    return True


def _change_units(act: Act, plan: Plan, row: Succession) -> None:
    for unit_id in plan.from_units:
        if plan.kind is SuccessionKind.RENAMED:
            _new_version(act, plan, unit_id, changes=row.names)
        elif plan.kind is SuccessionKind.MOVED:
            _new_version(act, plan, unit_id, changes={"parent_id": default_successor(plan.parts, unit_id)})
    if plan.kind not in ENDING:
        return
    moves = rule_moves(act, plan)
    for move in moves:
        act.session.get_one(RoutingRuleRow, move.rule_id).unit_id = move.to_unit_id
    children = children_moves(act, plan)
    for child_id, parent_id in children:
        _new_version(act, plan, child_id, changes={"parent_id": parent_id})
    passed = pass_items(act, plan, row)
    _end_units(act, plan)
    undecided = [move.rule_id for move in moves if move.undecided]
    row.outcome = {"rules": len(moves), "undecided_rules": undecided, "units": len(children), **passed}


def children_moves(act: Act, plan: Plan) -> list[tuple[int, int | None]]:
    """The units below those that end, and below whom each comes."""
    above = {each: act.settings.unit_chain(each)[1:] for each in act.settings.units}
    return [
        (unit.id, new_parent(unit.id, plan, unit.parent_id, above=above))
        for unit in act.settings.units.values()
        if unit.parent_id in plan.ended_units
        and unit.id not in plan.ended_units
        and not unit.has_ended(plan.takes_effect_on)
    ]


def _new_version(
    act: Act, plan: Plan, unit_id: int, *, changes: dict[str, str] | dict[str, int | None]
) -> None:
    """Keep what a unit was up to the day before, and make it what it is from the day on."""
    unit = act.session.get_one(Unit, unit_id)
    ends = [each.valid_to for each in act.settings.tree.versions.get(unit_id, ()) if each.valid_to]
    start = max(ends) + ONE_DAY if ends else unit.valid_from
    was = {name: getattr(unit, name) for name in VERSIONED}
    last_on = plan.takes_effect_on - ONE_DAY
    if start <= last_on:  # else it has changed on this very day before
        act.session.add(UnitVersion(unit_id=unit_id, valid_from=start, valid_to=last_on, **was))
    for name, value in changes.items():
        setattr(unit, name, value)
    act.session.flush()


def _end_units(act: Act, plan: Plan) -> None:
    for unit_id in plan.ended_units:
        act.session.get_one(Unit, unit_id).valid_to = plan.takes_effect_on - ONE_DAY
        filters = update(SavedFilter).where(SavedFilter.unit_id == unit_id)
        if (to := default_successor(plan.parts, unit_id)) is not None:
            act.session.execute(filters.values(unit_id=to))
    act.session.flush()


def _subject(act: Act, row: Succession) -> str:
    return ", ".join(act.settings.units[each].name for each in plan_of(row).from_units)


def _first(row: Succession) -> int:
    return row.parts[0].from_unit_id


def _facts(act: Act, row: Succession) -> dict[str, object]:
    units = act.settings.units
    to = dict.fromkeys(units[part.to_unit_id].code for part in row.parts if part.to_unit_id)
    return {
        "kind": row.kind.value,
        "takes_effect_on": row.takes_effect_on.isoformat(),
        "legal_basis": row.legal_basis,
        "to": ", ".join(to),
        **({"name": row.names["name"]} if row.names else {}),
    }
