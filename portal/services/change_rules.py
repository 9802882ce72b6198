"""Routing rules: an ordered list in which the first match decides (rules §4)."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from portal.domain.kinds import Channel, Kind
from portal.domain.permissions import Role
from portal.domain.text import nfc
from portal.models.routing import RoutingRuleRow
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken

STEP = 10


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What an administrator enters about a rule; an empty condition means "whatever"."""

    unit_id: int
    officer_id: int | None = None
    category_id: int | None = None
    area_id: int | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    words: tuple[str, ...] = ()
    note: str = ""
    active: bool = True


_FACTS = tuple(RuleFacts.__dataclass_fields__)


def create_rule(act: Act, facts: RuleFacts) -> RoutingRuleRow:
    """A new rule, behind all others. Raises NotPermitted, RuleBroken."""
    last = act.session.scalar(select(func.max(RoutingRuleRow.position))) or 0
    return _save(act, RoutingRuleRow(position=last + STEP), facts, change=Change.RULE_CREATED)


def change_rule(act: Act, rule_id: int, facts: RuleFacts) -> RoutingRuleRow:
    """Change a rule, or switch it off; cases that it routed stay where they are. Raises NotPermitted, RuleBroken."""
    return _save(act, act.session.get_one(RoutingRuleRow, rule_id), facts, change=Change.RULE_CHANGED)


def move_rule(act: Act, rule_id: int, *, up: bool) -> None:
    """Let a rule change places with its neighbour; at the end of the list nothing happens. Raises NotPermitted."""
    require_reach(act, None)
    rows = list(
        act.session.scalars(select(RoutingRuleRow).order_by(RoutingRuleRow.position, RoutingRuleRow.id))
    )
    index = next(number for number, row in enumerate(rows) if row.id == rule_id)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(rows):
        return
    before = facts_of_row(rows[index], "position")
    rows[index], rows[other] = rows[other], rows[index]
    for number, row in enumerate(rows, 1):
        row.position = number * STEP
    act.session.flush()
    moved = rows[other]
    after = facts_of_row(moved, "position")
    note_change(act, Change.RULE_MOVED, _subject(act, moved), before=before, after=after)


def _save(act: Act, row: RoutingRuleRow, facts: RuleFacts, *, change: Change) -> RoutingRuleRow:
    require_reach(act, None)
    _check(act, facts)
    before = facts_of_row(row, *_FACTS) if row.id else None
    given = asdict(facts) | {"note": nfc(facts.note).strip(), "words": _words(facts.words)}
    for name, value in given.items():
        setattr(row, name, value)
    act.session.add(row)
    act.session.flush()
    note_change(act, change, _subject(act, row), before=before, after=facts_of_row(row, *_FACTS))
    return row


def _words(typed: tuple[str, ...]) -> list[str]:
    clean = (" ".join(nfc(word).split()) for word in typed)
    return list(dict.fromkeys(word for word in clean if word))


def _check(act: Act, facts: RuleFacts) -> None:
    unit = act.settings.units.get(facts.unit_id)
    if unit is None or not unit.stands(act.today):
        raise RuleBroken("unit_id", "unknown")
    if facts.category_id is not None and facts.category_id not in act.settings.categories:
        raise RuleBroken("category_id", "unknown")
    if facts.area_id is not None and facts.area_id not in act.settings.areas:
        raise RuleBroken("area_id", "unknown")
    staff = {
        person.id
        for role in (Role.OFFICER, Role.LEADER)
        for person in act.settings.holders(role, {facts.unit_id}, act.today)
    }
    if facts.officer_id is not None and facts.officer_id not in staff:
        raise RuleBroken("officer_id", "not_in_unit")


def _subject(act: Act, row: RoutingRuleRow) -> str:
    return f"{row.position} → {act.settings.units[row.unit_id].code}"
