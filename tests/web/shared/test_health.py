"""What the machines that watch us are told."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.services.heartbeat import beat
from portal.web.shared.health import expected_heads
from tests.support.client import CheckingClient


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OperationalError("SELECT 1", {}, ConnectionRefusedError())

    monkeypatch.setattr(db.session, "connection", unreachable)


@pytest.mark.usefixtures("no_database")
def test_it_lives_without_asking_the_database(client: CheckingClient) -> None:
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"


def test_it_is_not_ready_before_the_database_is_migrated(client: CheckingClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database not migrated to this release\n")


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, "late"),  # it has never run
        (timedelta(minutes=2), "ok"),
        (timedelta(minutes=4), "late"),
    ],
)
def test_it_is_ready_whatever_the_worker_does_and_tells_of_it(
    app: Flask, client: CheckingClient, session: Session, now: datetime, since: timedelta | None, said: str
) -> None:
    app.config["CLOCK"] = lambda: now
    migrate(app, session)
    if since is not None:
        beat(session, "deliver", now - since)
        beat(session, "count", now - since * 10)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, f"ready\nworker: {said}\n")


def migrate(app: Flask, session: Session) -> None:
    """Have the database say that it has the shape of this release."""
    with app.app_context():
        heads = expected_heads()
    session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    for head in heads:
        session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})


@pytest.mark.usefixtures("no_database")
def test_it_is_not_ready_without_a_database(client: CheckingClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database out of reach\n")
