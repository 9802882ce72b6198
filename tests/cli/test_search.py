"""`flask search rebuild`: the index of published answers made anew, beside the old one."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.ports import Ports, SearchFilter, Unavailable
from portal.services.publish_answer import withdraw_publication
from tests.factories import acting, published_case
from tests.fakes import FakeIndex, FakePorts
from tests.services.who_may import WHY

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("standing_office")]


def rebuild(app: Flask, session: Session) -> str:
    session.commit()
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[-1]


def found(app: Flask, text: str) -> int:
    ports: Ports = app.extensions["portal.ports"]
    return ports.index.search(text, SearchFilter(), start=0, limit=10).total


def test_it_makes_an_index_where_there_is_none(app: Flask, session: Session, now: datetime) -> None:
    with pytest.raises(Unavailable):
        found(app, "điện")
    published_case(session, now)
    assert rebuild(app, session) == "1 answers indexed"
    assert (found(app, "dien ap"), found(app, "hồ sơ")) == (1, 0)


def test_it_forgets_what_is_no_longer_published(app: Flask, session: Session, now: datetime) -> None:
    gone, _stays = published_case(session, now), published_case(session, now)
    assert rebuild(app, session) == "2 answers indexed"
    withdraw_publication(acting(session, "leader", now), gone, reason=WHY)
    assert rebuild(app, session) == "1 answers indexed"
    assert found(app, "dien ap") == 1


def test_it_says_in_a_line_that_the_index_cannot_be_made(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = FakePorts(index=FakeIndex(problem=Unavailable("another process writes the search index")))
    monkeypatch.setitem(app.extensions, "portal.ports", broken.ports)
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        "Error: another process writes the search index",
    )


def test_it_makes_an_index_of_nothing(app: Flask, session: Session) -> None:
    assert rebuild(app, session) == "0 answers indexed"
    assert found(app, "dien") == 0
