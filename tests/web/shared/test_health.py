"""What the machines that watch us are told."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.extensions import db
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


def test_it_is_ready_when_the_database_has_the_shape_of_this_release(
    app: Flask, client: CheckingClient, session: Session
) -> None:
    with app.app_context():
        heads = expected_heads()
    session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    for head in heads:
        session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.usefixtures("no_database")
def test_it_is_not_ready_without_a_database(client: CheckingClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database out of reach\n")
