"""What administrators configure, as they see it on their pages: with what is ended or switched off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import By, Permission
from portal.domain.text import fold, nfc
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.audit import AuditEntry
from portal.models.calendar import CalendarRow
from portal.models.category import Area, Category
from portal.models.desk import CannedText
from portal.models.message import MessageChannel, MessageTemplate
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from portal.queries.settings import Settings

__all__ = [
    "Account",
    "AppointmentRow",
    "Area",
    "AuditEntry",
    "CalendarRow",
    "CannedText",
    "Category",
    "ClockPolicyRow",
    "Deputy",
    "MessageChannel",
    "MessageTemplate",
    "RoutingRuleRow",
    "Unit",
    "UnitPolicyRow",
]

PAGE = 50


def reach_of(settings: Settings, actor: Actor) -> frozenset[int]:
    """The units that an administrator configures."""
    if actor.by is By.SYSTEM:
        return frozenset(settings.units)
    return actor.units_for(Permission.CONFIGURE)


def has_whole_reach(settings: Settings, actor: Actor) -> bool:
    """Whether an administrator governs everything, also what has no unit: holidays, categories, rules."""
    if actor.by is By.SYSTEM:
        return True
    roots = {unit.id for unit in settings.units.values() if unit.parent_id is None}
    return bool(roots) and roots <= reach_of(settings, actor)


def governed_people(session: Session, settings: Settings, actor: Actor, *, today: date) -> dict[int, Account]:
    """The accounts whose offices, as of today and later, all lie within the administrator's reach."""
    accounts = {row.id: row for row in session.scalars(select(Account).order_by(Account.name, Account.id))}
    if has_whole_reach(settings, actor):
        return accounts
    reach = reach_of(settings, actor)
    units: dict[int, set[int]] = {}
    lasting = or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to >= today)
    for row in session.scalars(select(AppointmentRow).where(lasting)):
        units.setdefault(row.account_id, set()).add(row.unit_id)
    return {id_: accounts[id_] for id_ in accounts if units.get(id_) and units[id_] <= reach}


def units(session: Session) -> Sequence[Unit]:
    """All units, closed ones too, as they stand beside each other in the tree."""
    return session.scalars(select(Unit).order_by(Unit.position, Unit.id)).all()


def unit(session: Session, unit_id: int, *, settings: Settings, actor: Actor) -> Unit | None:
    """A unit within the administrator's reach."""
    return session.get(Unit, unit_id) if unit_id in reach_of(settings, actor) else None


def appointments(session: Session, account_ids: Sequence[int]) -> Sequence[AppointmentRow]:
    """The appointments of people, with those that ended, the oldest first."""
    wanted = select(AppointmentRow).where(AppointmentRow.account_id.in_(account_ids))
    return session.scalars(wanted.order_by(AppointmentRow.valid_from, AppointmentRow.id)).all()


def appointments_now(session: Session, today: date) -> Sequence[AppointmentRow]:
    """The appointments that hold today or will."""
    lasting = or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to >= today)
    return session.scalars(select(AppointmentRow).where(lasting)).all()


def deputies(session: Session, account_id: int) -> Sequence[Deputy]:
    """Who stood and stands in for somebody, the newest first."""
    wanted = select(Deputy).where(Deputy.account_id == account_id)
    return session.scalars(wanted.order_by(Deputy.from_on.desc())).all()


def categories(session: Session) -> Sequence[Category]:
    """All categories, those out of use too."""
    return session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def areas(session: Session) -> Sequence[Area]:
    """All areas, those out of use too."""
    return session.scalars(select(Area).order_by(Area.position, Area.id)).all()


def rules(session: Session) -> Sequence[RoutingRuleRow]:
    """All routing rules in their order, those switched off too."""
    return session.scalars(select(RoutingRuleRow).order_by(RoutingRuleRow.position, RoutingRuleRow.id)).all()


def canned_texts(session: Session) -> Sequence[CannedText]:
    """All canned texts by title, those out of use too."""
    return session.scalars(select(CannedText).order_by(CannedText.title, CannedText.id)).all()


def own_wordings(session: Session) -> dict[tuple[str, str, MessageChannel], MessageTemplate]:
    """The messages whose words the office has changed."""
    return {(row.name, row.language, row.channel): row for row in session.scalars(select(MessageTemplate))}


def calendar_rows(session: Session, year: int) -> Sequence[CalendarRow]:
    """The official and local days of a year, in order."""
    within = CalendarRow.on.between(date(year, 1, 1), date(year, 12, 31))
    return session.scalars(select(CalendarRow).where(within).order_by(CalendarRow.on, CalendarRow.id)).all()


def clock_policies(session: Session) -> Sequence[ClockPolicyRow]:
    """All rows ever in force, the newest of each leg first."""
    order = (ClockPolicyRow.leg, ClockPolicyRow.valid_from.desc(), ClockPolicyRow.id.desc())
    return session.scalars(select(ClockPolicyRow).order_by(*order)).all()


def switches(session: Session, unit_ids: Sequence[int | None]) -> Sequence[UnitPolicyRow]:
    """The rows of switches of these units, and of the whole office when None is among them, the newest first."""
    chosen: ColumnElement[bool] = UnitPolicyRow.unit_id.in_([each for each in unit_ids if each is not None])
    if None in unit_ids:
        chosen = or_(chosen, UnitPolicyRow.unit_id.is_(None))
    return session.scalars(
        select(UnitPolicyRow).where(chosen).order_by(UnitPolicyRow.valid_from.desc())
    ).all()


def switch_row(session: Session, row_id: int) -> UnitPolicyRow | None:
    """One row of a switch."""
    return session.get(UnitPolicyRow, row_id)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What narrows the list of changes; empty means "whatever"."""

    words: str = ""
    action: str = ""
    account_id: int | None = None
    before_id: int | None = None


def audit_entries(
    session: Session, where: AuditFilter, *, settings: Settings, actor: Actor
) -> Sequence[AuditEntry]:
    """The newest changes that an administrator may see, one more than a page if there are more."""
    wanted = select(AuditEntry)
    if not has_whole_reach(settings, actor):
        wanted = wanted.where(AuditEntry.unit_id.in_(reach_of(settings, actor)))
    if where.action:
        wanted = wanted.where(AuditEntry.action == where.action)
    if where.account_id is not None:
        wanted = wanted.where(AuditEntry.account_id == where.account_id)
    for word in fold(nfc(where.words)).split():
        wanted = wanted.where(AuditEntry.folded.contains(word, autoescape=True))
    if where.before_id is not None:
        wanted = wanted.where(AuditEntry.id < where.before_id)
    return session.scalars(wanted.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()
