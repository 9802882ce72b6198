"""Appointments with dates, and deputies for absences; nobody gives rights to themselves."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.permissions import Role
from portal.domain.time import ONE_DAY
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.queries.configuration import governed_people
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import NotPermitted, RuleBroken


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a unit, from a day on and up to a last day if one is known."""

    unit_id: int
    role: Role
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Who stands in for an absent holder, from day to day, both included."""

    deputy_id: int
    from_on: date
    to_on: date


def appoint(act: Act, account_id: int, office: Office) -> AppointmentRow:
    """Give somebody a role in a unit. Raises NotPermitted, RuleBroken; nobody gives rights to themselves."""
    require_reach(act, office.unit_id)
    if account_id == act.actor.account_id:
        raise RuleBroken("role", "oneself")
    if office.valid_to is not None and office.valid_to < office.valid_from:
        raise RuleBroken("valid_to", "before_start")
    if any(_overlaps(row, office) for row in _appointments(act, account_id)):
        raise RuleBroken("role", "held_already")
    row = AppointmentRow(
        account_id=account_id,
        unit_id=office.unit_id,
        role=office.role,
        valid_from=office.valid_from,
        valid_to=office.valid_to,
    )
    act.session.add(row)
    act.session.flush()
    _note_office(act, Change.APPOINTED, row)
    return row


def end_appointment(act: Act, appointment_id: int, *, last_on: date) -> None:
    """Let an appointment end with a day, yesterday at the earliest; one not begun yet is taken back.

    Raises NotPermitted, RuleBroken.
    """
    row = act.session.get(AppointmentRow, appointment_id)
    if row is None:
        raise RuleBroken("last_on", "unknown")
    require_reach(act, row.unit_id)
    if last_on < act.today - ONE_DAY:
        raise RuleBroken("last_on", "past")
    if row.role is Role.ADMINISTRATOR:
        check_not_last(act, row.account_id, field="last_on")
    _note_office(act, Change.APPOINTMENT_ENDED, row, last_on=last_on)
    if last_on < row.valid_from:
        act.session.delete(row)
    else:
        row.valid_to = last_on
    act.session.flush()


def name_deputy(act: Act, account_id: int, leave: Leave) -> Deputy:
    """Say who stands in for an absent holder. Raises NotPermitted, RuleBroken."""
    account = governed(act, account_id)
    deputy = act.session.get(Account, leave.deputy_id)
    if deputy is None or not deputy.active or deputy.id == account_id:
        raise RuleBroken("deputy_id", "unfit")
    if deputy.id == act.actor.account_id:
        raise RuleBroken("deputy_id", "oneself")
    if leave.to_on < leave.from_on:
        raise RuleBroken("to_on", "before_start")
    if any(row.from_on <= leave.to_on and leave.from_on <= row.to_on for row in _deputies(act, account_id)):
        raise RuleBroken("from_on", "overlaps")
    row = Deputy(account_id=account_id, deputy_id=deputy.id, from_on=leave.from_on, to_on=leave.to_on)
    act.session.add(row)
    act.session.flush()
    facts = {**facts_of_row(row, "from_on", "to_on"), "deputy": deputy.name}
    note_about(act, Change.DEPUTY_NAMED, account, after=facts)
    return row


def end_deputy(act: Act, deputy_row_id: int) -> None:
    """End a deputyship with yesterday; one not begun yet is taken back. Raises NotPermitted, RuleBroken."""
    row = act.session.get(Deputy, deputy_row_id)
    if row is None:
        raise RuleBroken("deputy_id", "unknown")
    account = governed(act, row.account_id)
    deputy = act.session.get_one(Account, row.deputy_id)
    before = {**facts_of_row(row, "from_on", "to_on"), "deputy": deputy.name}
    note_about(act, Change.DEPUTY_ENDED, account, before=before)
    if row.from_on >= act.today:
        act.session.delete(row)
    else:
        row.to_on = min(row.to_on, act.today - ONE_DAY)
    act.session.flush()


def governed(act: Act, account_id: int) -> Account:
    """An account all of whose offices lie within the administrator's reach. Raises NotPermitted.

    Who reaches only one of them may not change the address to which the person's password is sent.
    """
    account = governed_people(act.session, act.settings, act.actor, today=act.today).get(account_id)
    if account is None:
        raise NotPermitted(None)
    return account


def _appointments(act: Act, account_id: int) -> list[AppointmentRow]:
    return list(act.session.scalars(select(AppointmentRow).where(AppointmentRow.account_id == account_id)))


def _deputies(act: Act, account_id: int) -> list[Deputy]:
    return list(act.session.scalars(select(Deputy).where(Deputy.account_id == account_id)))


def _overlaps(row: AppointmentRow, office: Office) -> bool:
    """Whether somebody has the same role in the same unit already, on any day of the new term."""
    if (row.unit_id, row.role) != (office.unit_id, office.role):
        return False
    begins_before_end = row.valid_to is None or office.valid_from <= row.valid_to
    return begins_before_end and (office.valid_to is None or row.valid_from <= office.valid_to)


def check_not_last(act: Act, account_id: int, *, field: str) -> None:
    """The whole office must stay governable: its last administrator cannot go."""
    roots = {unit.id for unit in act.settings.units.values() if unit.parent_id is None}
    others = (
        select(AppointmentRow.id)
        .join(Account, Account.id == AppointmentRow.account_id)
        .where(
            AppointmentRow.role == Role.ADMINISTRATOR,
            AppointmentRow.unit_id.in_(roots),
            AppointmentRow.account_id != account_id,
            AppointmentRow.valid_from <= act.today,
            AppointmentRow.valid_to.is_(None),
            Account.active,
        )
    )
    held = {(row.role, row.unit_id) for row in _appointments(act, account_id)}
    concerns = any((Role.ADMINISTRATOR, root) in held for root in roots)
    if concerns and act.session.scalar(others.limit(1)) is None:
        raise RuleBroken(field, "last_administrator")


def note_about(
    act: Act,
    change: Change,
    account: Account,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    units = sorted({row.unit_id for row in _appointments(act, account.id)})
    unit_id = units[0] if units else None
    note_change(act, change, account.name, before=before, after=after, unit_id=unit_id)


def _note_office(act: Act, change: Change, row: AppointmentRow, *, last_on: date | None = None) -> None:
    account = act.session.get_one(Account, row.account_id)
    facts = facts_of_row(row, "role", "valid_from", "valid_to")
    facts["unit"] = act.settings.units[row.unit_id].code
    after = {**facts, "valid_to": last_on.isoformat()} if last_on else facts
    before = facts if last_on else None
    note_change(act, change, account.name, before=before, after=after, unit_id=row.unit_id)
