"""`POST /api/v1/dossiers`: other software tells us of its dossiers, with a token and for its units alone."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.models.api_token import ApiToken
from portal.models.dossier import Dossier
from portal.services.api_tokens import make_token, revoke_token
from tests.conftest import visitor
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient
from tests.support.dossier_files import TRADE_PROCEDURE, line

ADDRESS = "/api/v1/dossiers"
Tell = Callable[..., TestResponse]


@pytest.fixture
def client(app: Flask, standing_office: None, session: Session, now: datetime) -> Iterator[CheckingClient]:
    app.config["CLOCK"] = lambda: now
    yield visitor(app, session)
    del app.config["CLOCK"]


@pytest.fixture
def made(session: Session, now: datetime) -> tuple[ApiToken, str]:
    """A token for the department."""
    return make_token(acting(session, "administrator", now), "Một cửa điện tử", unit_id(session, "SCT"))


@pytest.fixture
def tell(client: CheckingClient, made: tuple[ApiToken, str]) -> Tell:
    def tell(body: Any, *, token: str | None = None) -> TestResponse:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        heads = {"Authorization": f"Bearer {made[1] if token is None else token}"}
        return client.post(ADDRESS, data=content, headers=heads)

    return tell


def said(answer: TestResponse) -> Any:
    return answer.json


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Dossier)) or 0


def one(session: Session, number: int = 1) -> Dossier:
    return session.scalars(select(Dossier).where(Dossier.code == line(number)["code"])).one()


def test_it_writes_once_what_is_told_twice(tell: Tell, session: Session) -> None:
    told = [line(1, received="2026-11-02T08:30:00+07:00", due="2026-11-16"), line(2)]
    assert tell(told).json == {"new": 2, "changed": 0, "same": 0, "wrong": 0, "errors": []}
    assert tell(told).json == {"new": 0, "changed": 0, "same": 2, "wrong": 0, "errors": []}
    assert one(session).due_on.isoformat() == "2026-11-16"
    assert one(session).received_at.isoformat() == "2026-11-02T01:30:00+00:00"


def test_a_field_that_is_null_is_taken_back_and_one_left_out_stays(tell: Tell, session: Session) -> None:
    tell([line(1, finished="2026-11-12"), line(2, finished="2026-11-12")])
    answer = tell([{**line(1), "finished": None}, line(2)])
    assert answer.json == {"new": 0, "changed": 1, "same": 1, "wrong": 0, "errors": []}
    assert one(session, 1).is_open
    assert not one(session, 2).is_open


def test_it_says_what_is_wrong_by_the_place_in_the_list(tell: Tell, session: Session) -> None:
    foreign = line(3, unit_code="TB")
    told = [line(1), line(2, received="31/02/2026"), foreign, line(1), {"code": "X"}]
    answer = tell(told)
    assert (answer.status_code, said(answer)["new"], said(answer)["wrong"]) == (200, 1, 4)
    assert [(each["line"], each["column"], each["reason"]) for each in said(answer)["errors"]] == [
        (2, "received", "no_such_day"),
        (3, "unit_code", "unknown_unit"),
        (4, "code", "twice"),
        (5, "procedure_code", "missing"),
        (5, "received", "missing"),
    ]
    assert count(session) == 1


def test_nobody_takes_over_a_dossier_of_another_unit(tell: Tell, session: Session, now: datetime) -> None:
    _row, token = make_token(acting(session, "administrator", now), "QLTM", unit_id(session, "QLTM"))
    tell([line(1)])
    answer = tell([line(1, unit_code="QLTM", procedure_code=TRADE_PROCEDURE)], token=token)
    assert said(answer)["errors"][0]["reason"] == "unknown_unit"
    assert one(session).unit_id == unit_id(session, "QLNL")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        ({"dossiers": []}, "not_a_list"),
        (["x"], "not_a_list"),
        ([{}] * 1_001, "too_many"),
        ([{"code": "X", "colour": "red"}], "unknown_field"),
        ([{"code": ["X"]}], "not_a_value"),
    ],
)
def test_a_body_it_does_not_understand_is_refused(tell: Tell, session: Session, body: Any, code: str) -> None:
    answer = tell(body)
    assert (answer.status_code, said(answer)["error"]) == (400, code)
    assert said(answer)["message"]
    assert count(session) == 0


def test_a_body_that_is_too_large_is_refused(tell: Tell) -> None:
    answer = tell(b" " * (4 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.is_json) == (413, True)


@pytest.mark.parametrize("token", ["", "ppt_wrong", "ppt_" + "x" * 43])
def test_without_a_token_there_is_nothing(tell: Tell, session: Session, token: str) -> None:
    answer = tell([line()], token=token)
    assert (answer.status_code, said(answer)["error"]) == (401, "unknown_token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert count(session) == 0


def test_a_revoked_token_opens_nothing(
    tell: Tell, session: Session, now: datetime, made: tuple[ApiToken, str]
) -> None:
    assert tell([line()]).status_code == 200
    revoke_token(acting(session, "administrator", now), made[0])
    assert tell([line(2)]).status_code == 401
    assert count(session) == 1


def test_it_notes_when_a_token_was_used_and_keeps_the_token_nowhere(
    tell: Tell, session: Session, now: datetime, made: tuple[ApiToken, str]
) -> None:
    row, token = made
    assert row.last_used_at is None
    tell([])
    assert row.last_used_at == now
    assert token not in {str(getattr(row, column.key)) for column in ApiToken.__table__.columns}


def test_nothing_is_read_there(client: CheckingClient) -> None:
    assert client.get(ADDRESS).status_code == 405
