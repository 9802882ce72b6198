"""A pause after too many failed tries, counted by account and by address."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import limiter
from portal.models.account import Account
from portal.web.account import attempts
from tests.conftest import visitor
from tests.support.client import CheckingClient
from tests.support.limited import limited_portal
from tests.support.staff import PASSWORD, type_password


@pytest.fixture(scope="module")
def bound_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with limited_portal(database_url, tmp_path_factory.mktemp("var")) as app:
        yield app


@pytest.fixture(autouse=True)
def nothing_counted(app: Flask) -> None:
    limiter.reset()


def fail(client: CheckingClient, email: str, times: int) -> None:
    for _ in range(times):
        assert "không đúng" in type_password(client, email, "sai mật khẩu rồi").text


def locked(client: CheckingClient, email: str, password: str) -> bool:
    typed = {**client.page("/account/sign-in").form().fields, "email": email, "password": password}
    answer = client.post("/account/sign-in", data=typed)
    assert (answer.status_code == 429) == ("Retry-After" in answer.headers)
    return answer.status_code == 429


def test_it_pauses_an_account_after_ten_failures(client: CheckingClient, officer: Account) -> None:
    fail(client, officer.email, 10)
    assert locked(client, officer.email, PASSWORD)
    assert locked(client, officer.email.upper(), PASSWORD)
    assert not locked(client, "khongco@binhan.example", PASSWORD)


def test_it_says_when_to_try_again(client: CheckingClient, officer: Account) -> None:
    fail(client, officer.email, 10)
    form = client.page("/account/sign-in").form()
    page = client.send(form, status=429, email=officer.email, password=PASSWORD)
    assert page.heading == "Đã thử quá nhiều lần"
    assert "sau 15 phút" in page.text


def test_it_does_not_count_successes(app: Flask, session: Session, officer: Account) -> None:
    for _ in range(12):
        type_password(visitor(app, session), officer.email, PASSWORD)
    assert not locked(visitor(app, session), officer.email, PASSWORD)


def test_it_pauses_an_address_that_tries_many_accounts(
    app: Flask, session: Session, officer: Account
) -> None:
    client = visitor(app, session)
    for number in range(60):
        fail(client, f"nguoi{number}@binhan.example", 1)
    assert locked(client, officer.email, PASSWORD)


def test_it_keeps_no_addresses_of_people(app: Flask, officer: Account) -> None:
    with app.test_request_context("/account/sign-in", method="POST", data={"email": officer.email}):
        assert officer.email not in attempts.account_named()
