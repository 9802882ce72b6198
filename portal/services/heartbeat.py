"""Signs of life of the worker, and turns that only one of several workers takes."""

from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.time import at_time
from portal.models.bookkeeping import Heartbeat
from portal.services.act import Act
from portal.services.conditional import changed_one

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that a part of the worker did its round."""
    beaten = update(Heartbeat).where(Heartbeat.name == name).values(at=now)
    if not changed_one(session, beaten):
        _ensure(session, name)  # two workers that begin together both find no row
        changed_one(session, beaten)


def last_beat(session: Session, name: str) -> datetime | None:
    """When a part of the worker last did its round."""
    return session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))


def take_turn(session: Session, name: str, *, since: datetime, now: datetime) -> bool:
    """Whether this worker may do what is done once since a moment; the others get False."""
    _ensure(session, name)
    mine = update(Heartbeat).where(Heartbeat.name == name, Heartbeat.at < since).values(at=now)
    return changed_one(session, mine)


def _ensure(session: Session, name: str) -> None:
    if last_beat(session, name) is None:
        began(session, Heartbeat(name=name, at=LONG_AGO))


def began(session: Session, first: Heartbeat) -> bool:
    """Whether this is the first row of a part; of two that begin together, the second finds another's there."""
    try:
        with session.begin_nested():
            session.add(first)
    except IntegrityError:
        return False
    return True


def morning_has_come(act: Act, unit_id: int) -> datetime | None:
    """The opening of this working day once it is past; None on days of rest and before."""
    reckoning = act.settings.reckoning(unit_id, act.today)
    if not reckoning.hours.is_open(act.now, reckoning.calendar):
        return None
    return at_time(act.today, reckoning.hours.opening())
