"""The worker as a process: it works at once, comes when it is nudged, and ends when it is told to."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.jobs.queue import Queue
from portal.jobs.rounds import Rounds
from portal.models.message import Message, MessageStatus
from portal.services.heartbeat import last_beat
from tests.factories import opened_case, switch
from tests.support.databases import Databases
from tests.support.live import WORKER, started
from tests.support.workers import Workplace, build_office, sessions_on

JOBS = (
    "settle",
    "remind",
    "digest",
    "surveys",
    "campaigns",
    "deliver",
    "index",
    "scrub",
    "imports",
    "count",
    "reports",
    "open_data",
    "sweep",
)
PATIENCE = 30.0  # seconds
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """A database with its worker's process, and the queue between them."""

    sessions: Workplace
    queue: Queue
    worker: "Popen[bytes]"
    data: Path
    log: Path


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    """One message waits in the outbox while the worker starts."""
    log = tmp_path / "worker.log"
    with databases.fresh() as address, sessions_on(address) as sessions:
        build_office(sessions)
        without_reports(sessions)
        write(sessions)
        queue_url = f"sqlite:///{tmp_path / 'huey.db'}" if address.startswith("sqlite") else address
        settings = {"DATABASE_URL": address, "HUEY_URL": queue_url, "PORTAL_DATA": str(tmp_path / "var")}
        with started(WORKER, {**os.environ, **settings}, log) as worker:
            queue = Queue(queue_url, Rounds({}, soon=()), nullcontext)
            yield Office(sessions, queue, worker, tmp_path / "var", log)
            queue.open()[0].storage.close()


def without_reports(sessions: Workplace) -> None:
    """Whether one falls due depends on the date of the machine."""
    with sessions() as session:
        for name in ("report_reform", "report_index"):
            switch(session, name, False)
        session.commit()


def write(sessions: Workplace) -> None:
    """One more message, due whatever the date of the machine is: the worker goes by it."""
    with sessions() as session:
        # Words of its own each time: the very same ones of one sender would be grouped.
        opened_case(session, datetime.now(UTC), body=f"Điện áp tại ấp yếu kéo dài, lần {uuid4()}")
        waiting = update(Message).where(Message.status == MessageStatus.QUEUED)
        session.execute(waiting.values(check_after=LONG_AGO))
        session.commit()


def statuses(office: Office) -> list[MessageStatus]:
    """Of what is written to the sender; on working mornings the worker writes to staff as well."""
    with office.sessions() as session:
        return list(session.scalars(select(Message.status).where(Message.template == "received")))


def wait_until(holds: Callable[[], bool], office: Office) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert office.worker.poll() is None, office.log.read_text()
        assert time.monotonic() < give_up, office.log.read_text()
        time.sleep(0.05)


@pytest.mark.both_databases
def test_it_works_at_once_and_when_it_is_nudged_and_ends_when_told(office: Office) -> None:
    wait_until(lambda: statuses(office) == [MessageStatus.SENT], office)
    write(office.sessions)
    office.queue.nudge()
    wait_until(lambda: statuses(office) == [MessageStatus.SENT] * 2, office)
    mails = [path.read_text() for path in (office.data / "mail").glob("*.eml")]
    assert sum("To: an@example.com" in mail for mail in mails) == 2
    with office.sessions() as session:
        assert last_beat(session, "sweep") is not None
    office.worker.terminate()
    assert office.worker.wait(15) == 0, office.log.read_text()
    assert "Traceback" not in office.log.read_text()


def counts_by_request(app: Flask) -> bool:
    """Whether the database keeps its statistics only when it is asked to."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


@pytest.mark.both_databases
def test_it_does_one_round_now_and_says_what(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["jobs", "run-once"])
    assert (result.exit_code, result.output.splitlines()[-len(JOBS) - 1 :]) == (
        0,
        [*(f"{name}: 0" for name in JOBS), f"statistics: {int(counts_by_request(app))}"],
    )
