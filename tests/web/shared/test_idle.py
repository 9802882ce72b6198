"""Staff who stayed away for too long sign in again, and are told why."""

import time
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_login import encode_cookie
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.account import Account
from portal.web.shared.idle import RENEWED_AFTER, SEEN
from tests.factories import CAST
from tests.support.client import CheckingClient
from tests.support.staff import sign_in_as

HOUR = 3600
WHY = "Phiên làm việc đã hết hạn"
INBOX = "/desk/inbox"


@pytest.fixture
def officer(app: Flask, standing_office: None, session: Session) -> Account:
    app.config.pop("CLOCK", None)
    return session.scalars(select(Account).where(Account.email == CAST["officer"])).one()


def sign_in_and_leave(client: CheckingClient, officer: Account, seconds: float) -> None:
    sign_in_as(client, officer)
    leave(client, seconds)


def leave(client: CheckingClient, seconds: float) -> None:
    with client.session_transaction() as kept:
        kept[SEEN] = int(time.time() - seconds)


def seen(client: CheckingClient) -> int | None:
    with client.session_transaction() as kept:
        return kept.get(SEEN)


def test_who_stayed_away_too_long_signs_in_again_and_is_told_why(
    client: CheckingClient, officer: Account
) -> None:
    sign_in_and_leave(client, officer, 8 * HOUR)
    page = client.page(INBOX)
    assert page.heading == "Đăng nhập"
    assert WHY in page.text
    assert client.page("/account/profile").heading == "Đăng nhập"
    with client.session_transaction() as kept:
        assert not {"_user_id", "fs_paa", SEEN} & set(kept)
        assert not kept["_fresh"]


def test_a_day_at_work_is_one_session(client: CheckingClient, officer: Account) -> None:
    sign_in_and_leave(client, officer, 8 * HOUR - 60)
    assert client.page(INBOX).heading != "Đăng nhập"
    assert time.time() - (seen(client) or 0) < 60


def test_the_limit_is_the_operator_s(
    app: Flask, client: CheckingClient, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "STAFF_IDLE_HOURS", 1)
    sign_in_and_leave(client, officer, HOUR)
    assert client.page(INBOX).heading == "Đăng nhập"


@pytest.mark.parametrize(("away", "renewed"), [(RENEWED_AFTER - 60, False), (RENEWED_AFTER + 1, True)])
def test_the_cookie_is_renewed_now_and_then(
    client: CheckingClient, officer: Account, away: int, renewed: bool
) -> None:
    sign_in_and_leave(client, officer, away)
    before = seen(client)
    client.page(INBOX)
    assert (seen(client) != before) is renewed


def test_what_was_sent_too_late_changes_nothing(client: CheckingClient, officer: Account) -> None:
    sign_in_as(client, officer)
    page = client.page("/account/profile")
    sign_in_and_leave(client, officer, 9 * HOUR)
    answer = client.send(page.form("/account/profile"))
    assert answer.heading == "Đăng nhập"
    assert WHY in answer.text


@pytest.mark.parametrize("ahead", [120, 7 * HOUR])
def test_a_clock_set_back_starts_the_time_anew(client: CheckingClient, officer: Account, ahead: int) -> None:
    sign_in_and_leave(client, officer, -ahead)
    assert client.page(INBOX).heading != "Đăng nhập"
    assert abs(time.time() - (seen(client) or 0)) < 60


def test_a_moment_far_ahead_of_the_clock_says_nothing(client: CheckingClient, officer: Account) -> None:
    sign_in_and_leave(client, officer, -9 * HOUR)
    assert client.page(INBOX).heading == "Đăng nhập"


@pytest.mark.parametrize("mode", ["cors", "same-origin", "no-cors"])
def test_what_a_script_asks_for_renews_nothing(client: CheckingClient, officer: Account, mode: str) -> None:
    sign_in_as(client, officer)
    client.page(INBOX)
    leave(client, HOUR)
    before = seen(client)
    answer = client.get(INBOX, headers={"Sec-Fetch-Mode": mode})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert seen(client) == before
    client.get(INBOX, headers={"Sec-Fetch-Mode": "navigate"})
    assert seen(client) != before


def test_a_late_answer_to_a_script_brings_nobody_back(client: CheckingClient, officer: Account) -> None:
    sign_in_and_leave(client, officer, HOUR)
    page = client.page(INBOX)
    leave(client, HOUR)
    late = client.get(INBOX, headers={"Sec-Fetch-Mode": "cors"})
    client.send(page.form("/account/sign-out"))
    for cookie in late.headers.getlist("Set-Cookie"):
        name, value = cookie.split(";")[0].split("=", 1)
        client.set_cookie(name, value, domain=late.request.host.split(":")[0])
    assert client.page(INBOX).heading == "Đăng nhập"


def test_a_cookie_that_remembers_signs_nobody_in(
    app: Flask, client: CheckingClient, officer: Account
) -> None:
    here = urlsplit(app.config["BASE_URL"]).hostname or ""
    with app.app_context():
        client.set_cookie("remember_token", encode_cookie(officer.fs_uniquifier), domain=here)
    assert client.page(INBOX).heading == "Đăng nhập"


def test_a_cookie_that_remembers_does_not_undo_it(
    app: Flask, client: CheckingClient, officer: Account
) -> None:
    sign_in_and_leave(client, officer, 9 * HOUR)
    here = urlsplit(app.config["BASE_URL"]).hostname or ""
    with app.app_context():
        client.set_cookie("remember_token", encode_cookie(officer.fs_uniquifier), domain=here)
    assert client.page(INBOX).heading == "Đăng nhập"
    assert client.get_cookie("remember_token", domain=here) is None
    assert client.page(INBOX).heading == "Đăng nhập"


@pytest.mark.usefixtures("officer")
def test_a_stranger_is_told_nothing_of_a_session(client: CheckingClient) -> None:
    assert WHY not in client.page(INBOX).text
