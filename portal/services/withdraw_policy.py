"""Policies taken back: a row that has not begun goes and the one before it runs on; a unit's own switch ends."""

from collections.abc import Sequence
from datetime import date

from portal.domain.time import ONE_DAY
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.services.act import Act
from portal.services.change_policy import clock_policies_like, switches_like
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken


def withdraw_clock_policy(act: Act, policy_id: int) -> None:
    """Take back a row before its first day; no clock can have used it. Raises NotPermitted, RuleBroken."""
    row = act.session.get_one(ClockPolicyRow, policy_id)
    _require_unused(act, row)
    before = facts_of_row(row, "amount", "time_unit", "valid_from", "legal_basis")
    subject, unit_id = row.code, row.unit_id
    _withdraw(act, row, clock_policies_like(act, row))
    note_change(act, Change.CLOCK_POLICY_WITHDRAWN, subject, before=before, unit_id=unit_id)


def withdraw_switch(act: Act, row_id: int) -> None:
    """Take back the value of a switch before its first day. Raises NotPermitted, RuleBroken."""
    row = act.session.get_one(UnitPolicyRow, row_id)
    _require_unused(act, row)
    before = facts_of_row(row, "value", "valid_from", "legal_basis")
    subject, unit_id = row.name, row.unit_id
    _withdraw(act, row, switches_like(act, row))
    note_change(act, Change.SWITCH_WITHDRAWN, subject, before=before, unit_id=unit_id)


def end_switch(act: Act, row_id: int, *, last_on: date) -> None:
    """Let a unit's own value end with a day from today on: then the one above holds.

    Raises NotPermitted, RuleBroken.
    """
    row = act.session.get_one(UnitPolicyRow, row_id)
    require_reach(act, row.unit_id)
    if last_on < act.today or last_on < row.valid_from:
        raise RuleBroken("last_on", "past")
    before = facts_of_row(row, "valid_to")
    row.valid_to = last_on
    act.session.flush()
    after = facts_of_row(row, "valid_to")
    note_change(act, Change.SWITCH_ENDED, row.name, before=before, after=after, unit_id=row.unit_id)


def _require_unused(act: Act, row: ClockPolicyRow | UnitPolicyRow) -> None:
    require_reach(act, row.unit_id)
    if row.valid_from <= act.today:
        raise RuleBroken("valid_from", "begun")


def _withdraw(
    act: Act, row: ClockPolicyRow | UnitPolicyRow, like: Sequence[ClockPolicyRow | UnitPolicyRow]
) -> None:
    """The row that this one had followed lasts as long as this one would have."""
    for other in like:
        if other.valid_to == row.valid_from - ONE_DAY:
            other.valid_to = row.valid_to
    act.session.delete(row)
    act.session.flush()
