"""What a request leaves in the log: what was asked, never by whom or about what."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from flask import Flask

from portal.logs import configure_logs, log_requests
from tests.support.client import CheckingClient, checking_client

PERSONAL = ("203.0.113.7", "0912345678", "BA-2026-0001")


@pytest.fixture(autouse=True)
def logging_restored() -> Iterator[None]:
    loggers = logging.getLogger(), logging.getLogger("portal")
    before = [(logger, logger.handlers, logger.level) for logger in loggers]
    yield
    structlog.reset_defaults()
    for logger, handlers, level in before:
        logger.handlers = handlers
        logger.setLevel(level)


@pytest.fixture
def client() -> CheckingClient:
    app = Flask("portal")
    app.extensions["unsaved"] = []
    log_requests(app)
    app.add_url_rule("/desk/cases/<reference>", "case", lambda reference: {"reference": reference})
    return checking_client(app)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_it_writes_the_pattern_of_the_route_and_nothing_personal(
    client: CheckingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(verbose=True)
    client.get("/desk/cases/BA-2026-0001?phone=0912345678", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    (line,) = lines(capsys)
    assert (line["method"], line["route"], line["status"]) == ("GET", "/desk/cases/<reference>", 200)
    assert not any(fact in json.dumps(line) for fact in PERSONAL)


def test_it_gives_every_request_an_identifier(
    client: CheckingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(verbose=True)
    client.get("/desk/cases/1")
    client.get("/desk/cases/1")
    assert len({line["request_id"] for line in lines(capsys)}) == 2


def test_it_is_silent_about_requests_while_developing(
    client: CheckingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(verbose=False)
    client.get("/desk/cases/1")
    assert lines(capsys) == []
