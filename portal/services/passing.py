"""What of a unit that ends may pass to its successor: roles, terms, switches; nothing by stealth (rules §13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select

from portal.domain.permissions import REACHES_DOWN, Role
from portal.domain.successions import Plan, default_successor
from portal.domain.time import ONE_DAY
from portal.models.appointment import AppointmentRow
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.succession import Succession
from portal.services.act import Act

# Somebody decides of each whether it passes: who has it reaches further in the successor, or reads sealed matters.
DECIDED = frozenset({Role.ADMINISTRATOR, Role.SEALED_CASE_OFFICER})


class What(StrEnum):
    """What passes."""

    POST = "post"
    CLOCK = "clock"
    SWITCH = "switch"


TABLES: dict[What, type[AppointmentRow] | type[ClockPolicyRow] | type[UnitPolicyRow]] = {
    What.POST: AppointmentRow,
    What.CLOCK: ClockPolicyRow,
    What.SWITCH: UnitPolicyRow,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a unit that ends, and the unit it would pass to."""

    what: What
    row: Any
    to_unit_id: int
    # Whether it passes unless somebody says it does not; the others only when somebody says so.
    by_itself: bool
    # A role of the administrator who plans: nobody gives rights to themselves.
    own: bool = False

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.what}:{self.row.id}"


def items_of(act: Act, plan: Plan) -> list[Item]:
    """Everything in force on the day or later that a unit which ends has for itself."""
    return [
        item
        for unit_id in plan.ended_units
        if (to := default_successor(plan.parts, unit_id)) is not None
        for item in _items(act, plan, unit_id, to_unit_id=to)
    ]


def _items(act: Act, plan: Plan, unit_id: int, *, to_unit_id: int) -> Iterator[Item]:
    for what, table in TABLES.items():
        lasting = or_(table.valid_to.is_(None), table.valid_to >= plan.takes_effect_on)
        for row in act.session.scalars(
            select(table).where(table.unit_id == unit_id, lasting).order_by(table.id)
        ):
            by_itself = isinstance(row, AppointmentRow) and not _widens(act, row, to_unit_id)
            own = isinstance(row, AppointmentRow) and row.account_id == act.actor.account_id
            yield Item(what, row, to_unit_id, by_itself, own)


def _widens(act: Act, row: AppointmentRow, to_unit_id: int) -> bool:
    """Whether a role would reach further than before: one over a district, say, in the province above it."""
    upwards = to_unit_id in act.settings.unit_chain(row.unit_id)
    return row.role in DECIDED or (upwards and row.role in REACHES_DOWN)


def pass_items(act: Act, plan: Plan, succession: Succession) -> dict[str, int]:
    """Give the successors what passes, from the day on; roles in units that end, end. Returns how many of each."""
    counts = dict.fromkeys(What, 0)
    for item in items_of(act, plan):
        passes = item.key in succession.passing or (item.by_itself and item.key not in succession.staying)
        if passes and _copy(act, plan, item):
            counts[item.what] += 1
        if item.what is What.POST:
            _end(act, plan, item.row)
    act.session.flush()
    return {what.value: n for what, n in counts.items()}


def _copy(act: Act, plan: Plan, item: Item) -> bool:
    """The same for the successor from the day on; False where it has it already."""
    row, start = item.row, max(item.row.valid_from, plan.takes_effect_on)
    if isinstance(row, AppointmentRow) and _is_held(act, row, item.to_unit_id):
        return False
    kept = {column.key for column in row.__table__.columns} - {"id", "unit_id", "valid_from"}
    # What was confirmed for the old unit is not confirmed for the new one.
    anew = {"confirmed_by": "", "confirmed_on": None} if item.what is not What.POST else {}
    values = {name: getattr(row, name) for name in kept} | anew
    act.session.add(type(row)(unit_id=item.to_unit_id, valid_from=start, **values))
    act.session.flush()
    return True


def _is_held(act: Act, row: AppointmentRow, unit_id: int) -> bool:
    same = select(AppointmentRow.id).where(
        AppointmentRow.account_id == row.account_id,
        AppointmentRow.unit_id == unit_id,
        AppointmentRow.role == row.role,
        AppointmentRow.valid_to.is_(None),
    )
    return act.session.scalar(same.limit(1)) is not None


def _end(act: Act, plan: Plan, row: AppointmentRow) -> None:
    """A role ends with its unit; one that would only have begun then is taken back."""
    if row.valid_from >= plan.takes_effect_on:
        act.session.delete(row)
    else:
        row.valid_to = plan.takes_effect_on - ONE_DAY
