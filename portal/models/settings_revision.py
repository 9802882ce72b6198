"""Raises the revision of the settings whenever a row they are made of changes."""

from secrets import token_hex
from typing import Any

from sqlalchemy import event, inspect, update
from sqlalchemy.orm import Session, UOWTransaction

from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.bookkeeping import SettingsRevision
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.category import Area, Category
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.succession import Succession, SuccessionPart, UnitVersion
from portal.models.survey import FramingSite
from portal.models.unit import Unit

SETTINGS = (
    AppointmentRow,
    Deputy,
    CalendarRow,
    CalendarYear,
    Area,
    Category,
    ClockPolicyRow,
    UnitPolicyRow,
    RoutingRuleRow,
    Succession,
    SuccessionPart,
    Unit,
    UnitVersion,
    FramingSite,
)
# Of an account only what others see of it: a sign-in changes the rest every day.
ACCOUNT_FACTS = ("name", "post", "email", "active", "language", "mails_at_once")


def raise_revision(session: Session) -> None:
    """Tell every process that the settings changed; for bulk writes that pass by the session."""
    session.execute(update(SettingsRevision).values(token=token_hex(8)))


@event.listens_for(Session, "after_flush")
def notice_changes(session: Session, _context: UOWTransaction) -> None:
    """Raise the revision in the same transaction as the change."""
    touched = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(row, SETTINGS) or _account_changed(row) for row in touched):
        raise_revision(session)


def _account_changed(row: Any) -> bool:
    if not isinstance(row, Account):
        return False
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in ACCOUNT_FACTS)
