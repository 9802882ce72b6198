"""How every job runs: one transaction a thing, and one failure never stops the others."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from portal.domain.permissions import By
from portal.jobs.running import each_alone, system_act
from portal.models.bookkeeping import Heartbeat
from portal.services.act import Act
from tests.jobs.conftest import Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")


def write(act: Act, name: str) -> bool:
    """Writes a row, and breaks on one of them after it was written."""
    act.session.add(Heartbeat(name=name, at=act.now))
    act.session.flush()
    if name == "broken":
        raise ValueError("Lê Văn An, 0912 000 345")
    return name != "idle"


def write_error(act: Act, name: str, error: Exception) -> None:
    act.session.add(Heartbeat(name=f"{name} put off", at=act.now, detail=type(error).__name__))


def run(work: Work, *names: str) -> int:
    return work(lambda: each_alone(names, write, on_error=write_error))


def test_it_acts_as_the_system_at_the_moment_of_the_clock(clock: Clock) -> None:
    act = system_act()
    assert (act.actor.by, act.now) == (By.SYSTEM, clock.moment)


def test_it_does_each_and_says_how_many(work: Work, session: Session) -> None:
    assert run(work, "a", "idle", "b") == 2
    assert set(session.scalars(select(Heartbeat.name))) == {"a", "idle", "b"}


def test_it_undoes_what_raised_and_goes_on(work: Work, session: Session) -> None:
    assert run(work, "a", "broken", "b") == 2
    rows = {row.name: row.detail for row in session.scalars(select(Heartbeat))}
    assert rows == {"a": "", "b": "", "broken put off": "ValueError"}


def test_it_logs_what_raised_without_anybodys_data(work: Work) -> None:
    with capture_logs() as logs:
        run(work, "broken")
    (entry,) = logs
    told: dict[str, Any] = {"event": "job_failed", "job": "write", "key": "broken", "error": "ValueError"}
    assert told.items() <= entry.items()
    assert "0912" not in str(entry)
