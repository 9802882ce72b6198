"""How many ballots one device gives: counted by digests where requests are limited, flagged and never refused."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from limits import parse
from sqlalchemy import text
from sqlalchemy.orm import Session

from config import Config
from portal.app import create_app
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.extensions import limiter
from portal.web.public.surveys import ballot, devices
from portal.web.public.surveys.devices import COOKIE
from tests.conftest import visitor
from tests.support.client import CheckingClient, watch_sessions
from tests.survey_factories import ballots, point, said, shipped

ADDRESS = "/survey/quay3"


class Limited(Config):
    """The settings of a test, with limits."""

    RATELIMIT_ENABLED = True


@pytest.fixture(scope="module")
def bound_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal with its limits on; they are off again for the tests of other modules."""
    folder: Path = tmp_path_factory.mktemp("var")
    app = create_app(Limited(PORTAL_ENV="testing", DATABASE_URL=database_url, PORTAL_DATA=folder))
    watch_sessions(app)
    yield app
    limiter.enabled = False


@pytest.fixture(autouse=True)
def counter(session: Session, now: datetime) -> None:
    limiter.reset()
    point(session, PointKind.COUNTER, shipped(session, Purpose.QUICK), now)


def rate(app: Flask, client: CheckingClient, now: datetime) -> None:
    """A ballot of somebody who takes their time."""
    app.config["CLOCK"] = lambda: now
    form = client.page(ADDRESS).form(ADDRESS)
    app.config["CLOCK"] = lambda: now + timedelta(seconds=20)
    client.send(form, **said(service="5"))


def test_the_third_of_one_device_is_doubted(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    for _ in range(3):
        rate(app, client, now)
    assert sorted(each.doubts for each in ballots(session)) == [[], [], ["repeated"]]


def test_a_waiting_room_behind_one_address_is_not_one_device(
    app: Flask, session: Session, now: datetime
) -> None:
    for _ in range(6):
        rate(app, visitor(app, session), now)
    assert [each.doubts for each in ballots(session)] == [[]] * 6


def test_a_crowd_beyond_any_waiting_room_is(
    app: Flask, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "WAITING_ROOM", 1)
    for _ in range(4):
        rate(app, visitor(app, session), now)
    assert sorted(each.doubts for each in ballots(session)) == [[], [], [], ["repeated"]]


def test_a_flood_is_doubted_and_beyond_that_has_to_wait_without_losing_anything(
    app: Flask, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballot, "BALLOTS", parse("1/hour"))
    monkeypatch.setattr(ballot, "MOST_BALLOTS", parse("2/hour"))
    for _ in range(2):
        rate(app, visitor(app, session), now)
    assert sorted(each.doubts for each in ballots(session)) == [[], ["scripted"]]
    third = visitor(app, session)
    page = third.send(third.page(ADDRESS).form(ADDRESS), status=429, **said(service="2"))
    assert "Hiện có quá nhiều phiếu" in page.text
    assert page.form(ADDRESS).fields["item-service"] == ["2"]
    assert len(ballots(session)) == 2


def test_what_tells_devices_apart_stands_in_no_table(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    rate(app, client, now)
    cookie = client.get_cookie(COOKIE, domain="127.0.0.1")
    assert cookie is not None
    rows = [str(row) for row in session.execute(text("SELECT * FROM ballots"))]
    rows += [str(row) for row in session.execute(text("SELECT * FROM ballot_keys"))]
    assert not [row for row in rows if cookie.value in row or "127.0.0.1" in row]
