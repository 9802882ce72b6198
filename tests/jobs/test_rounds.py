"""A round of the worker: all of its jobs in order, none stopped by another, each with a sign of life."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from portal.jobs.queue import Queue
from portal.jobs.rounds import Rounds, rounds
from portal.models.attachment import Attachment
from portal.models.figure import FigureMark
from portal.services.heartbeat import last_beat
from tests.factories import published_case
from tests.fakes import FakePorts
from tests.jobs.conftest import OFFICE, Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")

NAMES = [
    "group",
    "bulk",
    "succeed",
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
    "statistics",
]


def test_it_does_everything_once(work: Work, clock: Clock, session: Session, outside: FakePorts) -> None:
    published_case(session, clock.moment - timedelta(days=2))
    facts = {"name": "a.jpg", "media_type": "image/jpeg", "size": 1, "sha256": "0", "upload_key": "k"}
    session.add(
        Attachment(file_key=outside.files.put(b"x"), uploaded_at=clock.moment - timedelta(days=2), **facts)
    )
    done = work(rounds(outside.ports, OFFICE).run)
    # Nobody has anything to do this morning; counted are two months, by receipt and by due date, of two units,
    # and the time held until the answer; the report due on 25 November is prepared these days.
    assert list(done) == NAMES
    kept = {"statistics": 1} if session.get_bind().dialect.name == "sqlite" else {}
    did = {"deliver": 2, "index": 1, "count": 5, "reports": 1, "open_data": 1, "sweep": 1, **kept}
    assert {name: n for name, n in done.items() if n} == did
    assert session.scalar(select(func.count()).select_from(FigureMark)) == 0


def test_it_leaves_a_sign_of_life_of_each(
    work: Work, clock: Clock, session: Session, outside: FakePorts
) -> None:
    work(rounds(outside.ports, OFFICE).run)
    assert {name: last_beat(session, name) for name in NAMES} == dict.fromkeys(NAMES, clock.moment)


def test_it_does_first_what_people_wait_for(work: Work, clock: Clock, outside: FakePorts) -> None:
    whole = rounds(outside.ports, OFFICE)
    assert list(work(lambda: whole.run(whole.soon))) == [
        "bulk",
        "succeed",
        "campaigns",
        "deliver",
        "index",
        "scrub",
        "imports",
        "count",
        "reports",
    ]


def test_it_lets_no_job_stop_the_others(work: Work, clock: Clock, session: Session) -> None:
    def broken() -> int:
        raise RuntimeError("on purpose")

    two = Rounds({"broken": broken, "sound": lambda: 3})
    with capture_logs() as logs:
        assert work(two.run) == {"broken": 0, "sound": 3}
    assert [(entry["event"], entry["job"]) for entry in logs] == [("round_failed", "broken")]
    assert last_beat(session, "broken") is None
    assert last_beat(session, "sound") == clock.moment


def test_it_stands_behind_the_portals_queue(app: Flask, work: Work, clock: Clock, session: Session) -> None:
    queue: Queue = app.extensions["portal.queue"]
    assert list(work(queue.run_once)) == NAMES
    clock.moment += timedelta(minutes=1)
    work(queue.run_soon)
    seen = {name for name in NAMES if last_beat(session, name) == clock.moment}
    assert seen == {
        "bulk",
        "succeed",
        "campaigns",
        "deliver",
        "index",
        "scrub",
        "imports",
        "count",
        "reports",
    }
