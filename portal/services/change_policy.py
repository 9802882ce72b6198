"""Policies: dated rows with their legal basis. A new row follows the old one, history is never edited (rules §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.clock import LONGEST_TERM, TimeUnit
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.office_hours import read_office_hours
from portal.domain.official_paper import is_too_long, listed
from portal.domain.policies import MOST, Leg, SatisfiedBy, UnitPolicy
from portal.domain.text import nfc
from portal.domain.time import ONE_DAY, start_of
from portal.models.case import Case
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken

OFFICE_HOURS = "office_hours"
STANDARD_HOURS_TEXT = "07:30-11:30, 13:30-17:00"
SWITCHES = (*UnitPolicy.__dataclass_fields__, OFFICE_HOURS)
LONGEST_SWITCH = 365
_CONDITIONS = ("leg", "kind", "channel", "urgency", "category_id", "unit_id")
_DATES = ("valid_from", "valid_to", "legal_basis", "confirmed_by", "confirmed_on")
_CLOCK = ("code", "amount", "time_unit", *_CONDITIONS, *_DATES)


@dataclass(frozen=True, slots=True)
class Footing:
    """From when on a row holds, on which legal basis, and who confirmed it and when."""

    valid_from: date
    legal_basis: str
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """The term of a leg and the cases it applies to; an empty condition means "whatever"."""

    code: str
    leg: Leg
    amount: int
    time_unit: TimeUnit
    kind: Kind | None = None
    channel: Channel | None = None
    urgency: Urgency | None = None
    category_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Switch:
    """A value of one switch, for a unit and those below it or, without one, for the whole office."""

    name: str
    value: Any
    unit_id: int | None = None


def add_clock_policy(act: Act, facts: ClockFacts, footing: Footing) -> ClockPolicyRow:
    """A new term for the cases received from a day on; the row it follows ends the day before.

    Raises NotPermitted, RuleBroken.
    """
    require_reach(act, facts.unit_id)
    if not facts.code.strip():
        raise RuleBroken("code", "missing")
    if not 1 <= facts.amount <= LONGEST_TERM:
        raise RuleBroken("amount", "out_of_range")
    _check_footing(act, footing, facts.unit_id)
    _end_predecessor(clock_policies_like(act, facts), footing.valid_from)
    row = ClockPolicyRow(
        code=nfc(facts.code).strip(),
        amount=facts.amount,
        time_unit=facts.time_unit,
        **{name: getattr(facts, name) for name in _CONDITIONS},
        **_footing_columns(footing),
    )
    act.session.add(row)
    act.session.flush()
    after = facts_of_row(row, *_CLOCK)
    note_change(act, Change.CLOCK_POLICY_ADDED, row.code, after=after, unit_id=row.unit_id)
    return row


def clock_policies_like(act: Act, facts: ClockFacts | ClockPolicyRow) -> Sequence[ClockPolicyRow]:
    """The rows of the same leg and conditions, of which one follows the other."""
    same = [getattr(ClockPolicyRow, name).is_not_distinct_from(getattr(facts, name)) for name in _CONDITIONS]
    return act.session.scalars(select(ClockPolicyRow).where(*same)).all()


def switches_like(act: Act, switch: Switch | UnitPolicyRow) -> Sequence[UnitPolicyRow]:
    """The rows of the same switch and unit, of which one follows the other."""
    same = (UnitPolicyRow.name == switch.name, UnitPolicyRow.unit_id.is_not_distinct_from(switch.unit_id))
    return act.session.scalars(select(UnitPolicyRow).where(*same)).all()


def end_clock_policy(act: Act, policy_id: int, *, last_on: date) -> None:
    """Let a row end with a day from today on; the general term of the answer cannot end without a successor.

    Raises NotPermitted, RuleBroken.
    """
    row = act.session.get_one(ClockPolicyRow, policy_id)
    require_reach(act, row.unit_id)
    if last_on < act.today or last_on < row.valid_from:
        raise RuleBroken("last_on", "past")
    if row.leg is Leg.ANSWER and all(getattr(row, name) is None for name in _CONDITIONS[1:]):
        raise RuleBroken("last_on", "needed")
    before = facts_of_row(row, "valid_to")
    row.valid_to = last_on
    act.session.flush()
    after = facts_of_row(row, "valid_to")
    note_change(act, Change.CLOCK_POLICY_ENDED, row.code, before=before, after=after, unit_id=row.unit_id)


def confirm_clock_policy(act: Act, policy_id: int, *, by: str, on: date) -> None:
    """Keep which legal officer confirmed a row and when. Raises NotPermitted, RuleBroken."""
    row = act.session.get_one(ClockPolicyRow, policy_id)
    _confirm(act, row, by=by, on=on, subject=row.code)


def confirm_switch(act: Act, row_id: int, *, by: str, on: date) -> None:
    """Keep which legal officer confirmed a switch and when. Raises NotPermitted, RuleBroken."""
    row = act.session.get_one(UnitPolicyRow, row_id)
    _confirm(act, row, by=by, on=on, subject=row.name)


def _confirm(act: Act, row: ClockPolicyRow | UnitPolicyRow, *, by: str, on: date, subject: str) -> None:
    require_reach(act, row.unit_id)
    if not by.strip():
        raise RuleBroken("confirmed_by", "missing")
    if on > act.today:
        raise RuleBroken("confirmed_on", "future")
    before = facts_of_row(row, "confirmed_by", "confirmed_on")
    row.confirmed_by, row.confirmed_on = nfc(by).strip(), on
    act.session.flush()
    after = facts_of_row(row, "confirmed_by", "confirmed_on")
    note_change(act, Change.CLOCK_POLICY_CONFIRMED, subject, before=before, after=after, unit_id=row.unit_id)


def set_switch(act: Act, switch: Switch, footing: Footing) -> UnitPolicyRow:
    """A new value of a switch from a day on. Raises NotPermitted, RuleBroken, KeyError for no switch of ours."""
    require_reach(act, switch.unit_id)
    value = checked_switch(switch.name, switch.value)
    _check_footing(act, footing, switch.unit_id)
    _end_predecessor(switches_like(act, switch), footing.valid_from)
    row = UnitPolicyRow(name=switch.name, unit_id=switch.unit_id, value=value, **_footing_columns(footing))
    act.session.add(row)
    act.session.flush()
    after = facts_of_row(row, "value", *_DATES)
    note_change(act, Change.SWITCH_CHANGED, switch.name, after=after, unit_id=switch.unit_id)
    return row


def shipped_value(name: str) -> Any:
    """The value of a switch that nobody has set. Raises KeyError for no switch of ours."""
    if name == OFFICE_HOURS:
        return STANDARD_HOURS_TEXT
    return {field: getattr(UnitPolicy(), field) for field in UnitPolicy.__dataclass_fields__}[name]


def checked_switch(name: str, value: Any) -> Any:
    """The value of a switch as it is kept. Raises RuleBroken, or KeyError for no switch of ours."""
    shipped = shipped_value(name)
    if name == OFFICE_HOURS:
        return _checked_hours(str(value))
    if isinstance(shipped, bool):
        return bool(value)
    if isinstance(shipped, SatisfiedBy):
        return _checked_word(str(value))
    if isinstance(shipped, str):
        return _checked_list(str(value))
    if not isinstance(value, int) or not 0 <= value <= MOST.get(name, LONGEST_SWITCH):
        raise RuleBroken("value", "out_of_range")
    return value


def _checked_hours(text: str) -> str:
    try:
        read_office_hours(text)
    except ValueError as error:
        raise RuleBroken("value", "hours") from error
    return text.strip()


def _checked_list(text: str) -> str:
    lines = listed(nfc(text))
    if is_too_long(lines):
        raise RuleBroken("value", "list_too_long")
    return "\n".join(lines)


def _checked_word(text: str) -> str:
    if text not in set(SatisfiedBy):
        raise RuleBroken("value", "unknown")
    return text


def _check_footing(act: Act, footing: Footing, unit_id: int | None) -> None:
    if not footing.legal_basis.strip():
        raise RuleBroken("legal_basis", "missing")
    if bool(footing.confirmed_by.strip()) != (footing.confirmed_on is not None):
        raise RuleBroken("confirmed_on" if footing.confirmed_by.strip() else "confirmed_by", "missing")
    if footing.confirmed_on is not None and footing.confirmed_on > act.today:
        raise RuleBroken("confirmed_on", "future")
    if footing.valid_from <= act.today and _received_since(act, footing.valid_from, unit_id):
        raise RuleBroken("valid_from", "cases_received")


def _received_since(act: Act, on: date, unit_id: int | None) -> bool:
    """Whether a case has been received since: what governs it cannot be changed any more."""
    wanted = select(Case.id).where(Case.received_at >= start_of(on))
    if unit_id is not None:
        wanted = wanted.where(Case.receiving_unit_id.in_(act.settings.units_below(unit_id)))
    return act.session.scalar(wanted.order_by(Case.id.desc()).limit(1)) is not None


def _end_predecessor(rows: Sequence[ClockPolicyRow | UnitPolicyRow], begins_on: date) -> None:
    for row in rows:
        if row.valid_from >= begins_on:
            raise RuleBroken("valid_from", "row_later")
        if row.valid_to is None or row.valid_to >= begins_on:
            row.valid_to = begins_on - ONE_DAY


def _footing_columns(footing: Footing) -> dict[str, Any]:
    return {
        "valid_from": footing.valid_from,
        "valid_to": None,
        "legal_basis": nfc(footing.legal_basis).strip(),
        "confirmed_by": nfc(footing.confirmed_by).strip(),
        "confirmed_on": footing.confirmed_on,
    }
