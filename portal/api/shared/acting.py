"""Who calls, when and in which transaction, for every machine-readable address."""

from datetime import UTC, datetime
from typing import cast

from flask import current_app
from flask_limiter.util import get_remote_address
from limits import RateLimitItem
from sqlalchemy.orm import Session

from portal.domain.people import SENDER
from portal.extensions import db, limiter
from portal.ports import BackgroundWork
from portal.queries.settings import load_settings
from portal.services.act import Act


def session() -> Session:
    """The session of this request."""
    return cast(Session, db.session())


def now() -> datetime:
    """The moment of this request."""
    clock = current_app.config.get("CLOCK")
    return cast(datetime, clock()) if clock else datetime.now(UTC)


def act_of_nobody() -> Act:
    """The act before it is known who calls."""
    return Act(session(), SENDER, now(), load_settings(session()))


def nudge_worker() -> None:
    """Have the worker come soon: months have to be counted anew."""
    work: BackgroundWork = current_app.extensions["portal.queue"]
    work.nudge()


def spend(limit: RateLimitItem, *about: str) -> bool:
    """Count one call, of the address unless the limit is about something else; whether it was within the limit."""
    return not limiter.enabled or limiter.limiter.hit(limit, "api", *(about or (get_remote_address(),)))


def may(limit: RateLimitItem) -> bool:
    """Whether one more of this address would be within the limit; counts nothing."""
    return not limiter.enabled or limiter.limiter.test(limit, "api", get_remote_address())
