"""How every job runs: one transaction for each thing it does, and one failure never stops the others."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar, cast

import structlog
from flask import current_app
from sqlalchemy.orm import Session

from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.queries.settings import load_settings
from portal.services.act import Act

log = structlog.get_logger("portal.jobs")
T = TypeVar("T")


def session() -> Session:
    """The session of the job that runs."""
    return db.session()


def now() -> datetime:
    """The moment at which a job acts; tests set the portal's clock."""
    clock = current_app.config.get("CLOCK")
    return cast(datetime, clock()) if clock else datetime.now(UTC)


def system_act() -> Act:
    """The system acts, now."""
    return Act(session(), SYSTEM, now(), load_settings(session()))


def each_alone(
    keys: Iterable[T], do: Callable[[Act, T], object], *, on_error: Callable[[Act, T, Exception], object]
) -> int:
    """Do something for every key in a transaction of its own; returns how many were done.

    What raises is undone, logged without anybody's data, handed to `on_error` and left behind.
    """
    done = 0
    for key in keys:
        try:
            did = bool(do(system_act(), key))
            session().commit()
            done += did
        except Exception as error:  # noqa: BLE001  # a job must outlive the one row that breaks it
            session().rollback()
            log.error("job_failed", job=do.__name__, key=str(key), error=type(error).__name__)
            on_error(system_act(), key, error)
            session().commit()
    return done
