"""How the installation is: what an operator should know before people notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.domain.time import local_day
from portal.models.bookkeeping import Heartbeat
from portal.models.clock import CaseClock
from portal.models.figure import FigureMark
from portal.models.message import Message, MessageStatus
from portal.models.policy import ClockPolicyRow
from portal.queries.settings import Settings

SILENT_AFTER = timedelta(minutes=3)
# From this month on, next year's calendar is looked for: notices come out in autumn.
NOTICES_FROM = 10


class Grade(StrEnum):
    """How serious a finding is."""

    FINE = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what it is like."""

    grade: Grade
    sentence: str


def findings(session: Session, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Everything that can be told from the database."""
    yield worker(session, now)
    yield messages(session)
    yield reminders(session)
    yield figures(session)
    yield calendar(settings, now)
    yield policies(session)
    yield from rules(settings, now)
    yield from desks(settings, now)


def last_round(session: Session) -> datetime | None:
    """When the worker last gave a sign of life; the heartbeats are a handful of rows."""
    return session.scalar(select(func.max(Heartbeat.at)))


def worker_is_late(session: Session, now: datetime) -> bool:
    """Whether the worker has been silent for too long, or has never run."""
    last = last_round(session)
    return last is None or now - last > SILENT_AFTER


def worker(session: Session, now: datetime) -> Finding:
    """Whether the worker does its rounds."""
    last = last_round(session)
    if last is None:
        return Finding(Grade.FAILURE, "The worker has never run: start it with `flask --app wsgi worker`.")
    if now - last > SILENT_AFTER:
        return Finding(Grade.FAILURE, f"The worker has been silent since {last:%Y-%m-%d %H:%M} UTC.")
    return Finding(Grade.FINE, "The worker does its rounds.")


def messages(session: Session) -> Finding:
    """Whether messages go out."""
    failed = session.scalar(
        select(func.count()).select_from(Message).where(Message.status == MessageStatus.FAILED)
    )
    if failed:
        return Finding(
            Grade.WARNING, f"{failed} messages could not be delivered; each is a task on its case."
        )
    return Finding(Grade.FINE, "No message has failed.")


def reminders(session: Session) -> Finding:
    """Whether any clock could not be looked at."""
    stuck = session.scalar(select(func.count()).select_from(CaseClock).where(CaseClock.last_error != ""))
    if stuck:
        return Finding(Grade.WARNING, f"{stuck} clocks raised an error when they were looked at.")
    return Finding(Grade.FINE, "Every clock can be looked at.")


def figures(session: Session) -> Finding:
    """Whether the figures are counted."""
    waiting = session.scalar(select(func.count()).select_from(select(FigureMark.id).limit(10_000).subquery()))
    if waiting == 10_000:
        return Finding(
            Grade.WARNING, "More than 10,000 changes wait to be counted: the worker cannot keep up."
        )
    return Finding(Grade.FINE, f"{waiting} changes wait to be counted.")


def calendar(settings: Settings, now: datetime) -> Finding:
    """Whether the calendar of the time ahead is confirmed."""
    today = local_day(now)
    if today.year not in settings.calendar.confirmed_years:
        return Finding(Grade.WARNING, f"The calendar of {today.year} is not confirmed.")
    if today.month >= NOTICES_FROM and today.year + 1 not in settings.calendar.confirmed_years:
        return Finding(
            Grade.WARNING, f"The calendar of {today.year + 1} is provisional: enter the official notice."
        )
    return Finding(Grade.FINE, "The calendar is confirmed.")


def policies(session: Session) -> Finding:
    """Whether the legal officer has confirmed the clocks."""
    wanted = select(func.count()).select_from(ClockPolicyRow).where(ClockPolicyRow.confirmed_on.is_(None))
    open_rows = session.scalar(wanted)
    if open_rows:
        return Finding(Grade.WARNING, f"{open_rows} clock policies are not confirmed by the legal officer.")
    return Finding(Grade.FINE, "All clock policies are confirmed.")


def rules(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Rules that point to a unit or officer who is gone (rules §4)."""
    for rule in settings.rules:
        if not settings.units[rule.unit_id].stands(local_day(now)):
            yield Finding(Grade.WARNING, f"Routing rule {rule.position} points to a unit that is gone.")
        officer = settings.people.get(rule.officer_id) if rule.officer_id else None
        if officer is not None and not officer.active:
            yield Finding(Grade.WARNING, f"Routing rule {rule.position} points to an officer who is gone.")


def desks(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Roles without which cases would be in nobody's list."""
    today = local_day(now)
    for unit in settings.units.values():
        if (
            unit.parent_id is None
            and unit.stands(today)
            and not settings.holders(Role.COORDINATOR, {unit.id}, today)
        ):
            yield Finding(
                Grade.FAILURE, f"{unit.name} has no coordinator: unrouted cases would lie in nobody's list."
            )
        if unit.stands(today) and not settings.holders(Role.LEADER, settings.unit_chain(unit.id), today):
            yield Finding(Grade.WARNING, f"{unit.name} has no leader, nor has any unit above it.")
