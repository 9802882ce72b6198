"""Units: created, changed, closed on a day; the tree stays whole and no case is left behind."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.states import Level
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What an administrator enters about a unit."""

    code: str
    name: str
    level: Level
    parent_id: int | None
    valid_from: date
    name_en: str = ""
    short_name: str = ""
    position: int = 0
    hotline: str = ""
    email: str = ""
    address: str = ""
    symbol: str = ""


_FACTS = (*UnitFacts.__dataclass_fields__, "valid_to")


def create_unit(act: Act, facts: UnitFacts) -> Unit:
    """A new unit below another; the tree has one root. Raises NotPermitted, RuleBroken."""
    require_reach(act, facts.parent_id)
    if facts.parent_id is None and act.settings.units:
        raise RuleBroken("parent_id", "missing")
    _check_parent(act, facts.parent_id, below=frozenset())
    unit = Unit(valid_to=None)
    _enter(act, unit, facts)
    act.session.add(unit)
    act.session.flush()
    note_change(
        act, Change.UNIT_CREATED, unit.name, after=facts_of_row(unit, *_FACTS), unit_id=unit.parent_id
    )
    return unit


def change_unit(act: Act, unit_id: int, facts: UnitFacts) -> Unit:
    """Change a unit; it may move below another within reach. Raises NotPermitted, RuleBroken."""
    unit = _unit(act, unit_id)
    if facts.parent_id != unit.parent_id:
        if unit.parent_id is None or facts.parent_id is None:
            raise RuleBroken("parent_id", "root")
        require_reach(act, unit.parent_id)
        require_reach(act, facts.parent_id)
        _check_parent(act, facts.parent_id, below=act.settings.units_below(unit_id))
    before = facts_of_row(unit, *_FACTS)
    _enter(act, unit, facts)
    act.session.flush()
    note_change(
        act,
        Change.UNIT_CHANGED,
        unit.name,
        before=before,
        after=facts_of_row(unit, *_FACTS),
        unit_id=unit_id,
    )
    return unit


def close_unit(act: Act, unit_id: int, *, last_on: date) -> None:
    """Close a unit with a day that has come, once nothing depends on it. Raises NotPermitted, RuleBroken."""
    unit = _unit(act, unit_id)
    if unit.parent_id is None:
        raise RuleBroken("last_on", "root")
    if not unit.valid_from <= last_on <= act.today:
        raise RuleBroken("last_on", "not_come")
    for code, depending in _dependants(unit_id).items():
        if act.session.scalar(depending.limit(1)) is not None:
            raise RuleBroken("last_on", code)
    _set_end(act, unit, last_on)


def open_unit_again(act: Act, unit_id: int) -> None:
    """Undo a closing. Raises NotPermitted, RuleBroken when the unit above is closed."""
    unit = _unit(act, unit_id)
    _check_parent(act, unit.parent_id, below=frozenset())
    _set_end(act, unit, None)


def _set_end(act: Act, unit: Unit, last_on: date | None) -> None:
    before = facts_of_row(unit, "valid_to")
    unit.valid_to = last_on
    act.session.flush()
    after = facts_of_row(unit, "valid_to")
    note_change(act, Change.UNIT_CLOSED, unit.name, before=before, after=after, unit_id=unit.id)


def _dependants(unit_id: int) -> dict[str, Any]:
    """What still needs a unit, by the code of the refusal."""
    return {
        "has_units": select(Unit.id).where(Unit.parent_id == unit_id, Unit.valid_to.is_(None)),
        "has_cases": select(Case.id).where(Case.unit_id == unit_id, Case.is_open, ~Case.sealed),
        "has_rules": select(RoutingRuleRow.id).where(
            RoutingRuleRow.unit_id == unit_id, RoutingRuleRow.active
        ),
    }


def _unit(act: Act, unit_id: int) -> Unit:
    require_reach(act, unit_id)
    return act.session.get_one(Unit, unit_id)


def _check_parent(act: Act, parent_id: int | None, *, below: frozenset[int]) -> None:
    if parent_id is None:
        return
    parent = act.settings.units.get(parent_id)
    if parent is None or not parent.stands(act.today):
        raise RuleBroken("parent_id", "unknown")
    if parent_id in below:
        raise RuleBroken("parent_id", "circle")


def _enter(act: Act, unit: Unit, facts: UnitFacts) -> None:
    given = {name: _clean(value) for name, value in asdict(facts).items()}
    for field in ("code", "name"):
        if not given[field]:
            raise RuleBroken(field, "missing")
    same = select(Unit.id).where(Unit.code == given["code"], Unit.id != (unit.id or 0))
    if act.session.scalar(same) is not None:
        raise RuleBroken("code", "taken")
    for name, value in given.items():
        setattr(unit, name, value)


def _clean(value: Any) -> Any:
    return nfc(value).strip() if type(value) is str else value
