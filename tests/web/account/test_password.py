"""A forgotten password set anew by mail, and a password changed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.account import Account
from portal.models.message import Message
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.staff import PASSWORD, sign_in_as, type_password

OTHER_PASSWORD = "hai con voi xuống sông"
SENT = "Nếu địa chỉ này có tài khoản, chúng tôi đã gửi đường dẫn đặt lại mật khẩu đến đó."


def letters(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).order_by(Message.id)))


def ask_for_link(client: CheckingClient, email: str) -> Page:
    return client.send(
        client.page("/account/forgotten-password").form("/account/forgotten-password"), email=email
    )


def link_sent(client: CheckingClient, session: Session, email: str) -> str:
    ask_for_link(client, email)
    link: str = letters(session)[-1].facts["link"]
    assert link.startswith("http://127.0.0.1:8000/account/new-password/")
    return link.removeprefix("http://127.0.0.1:8000")


def test_it_sets_a_new_password_by_mail(client: CheckingClient, officer: Account, session: Session) -> None:
    page = ask_for_link(client, officer.email)
    assert SENT in page.text
    [letter] = letters(session)
    assert (letter.template, letter.recipient, letter.account_id) == (
        "staff_password_reset",
        officer.email,
        officer.id,
    )
    form = client.page(letter.facts["link"].removeprefix("http://127.0.0.1:8000")).form()
    page = client.send(form, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)
    assert "Đã đặt mật khẩu mới." in page.text
    assert officer.name in type_and_look(client, officer.email, OTHER_PASSWORD)
    assert letters(session)[-1].template == "staff_password_changed"


def type_and_look(client: CheckingClient, email: str, password: str) -> str:
    type_password(client, email, password)
    return client.page("/account/profile").text


def test_it_says_the_same_to_an_address_without_account(
    client: CheckingClient, officer: Account, session: Session
) -> None:
    assert SENT in ask_for_link(client, "khongco@binhan.example").text
    assert letters(session) == []


def test_it_writes_nothing_to_an_account_that_is_not_active(
    client: CheckingClient, officer: Account, session: Session
) -> None:
    officer.active = False
    assert SENT in ask_for_link(client, officer.email).text
    assert letters(session) == []


def test_it_takes_a_link_once(client: CheckingClient, officer: Account, session: Session) -> None:
    link = link_sent(client, session, officer.email)
    client.send(client.page(link).form(), password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)
    page = client.page(link)
    assert page.heading == "Quên mật khẩu"
    assert "không còn dùng được" in page.text


def test_it_takes_no_link_that_is_too_old(
    app: Flask,
    client: CheckingClient,
    officer: Account,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = link_sent(client, session, officer.email)
    monkeypatch.setitem(app.config, "SECURITY_RESET_PASSWORD_WITHIN", timedelta(seconds=-1))
    assert "đã hết hạn" in client.page(link).text


def test_it_ends_every_session_with_a_new_password(
    client: CheckingClient, officer: Account, session: Session
) -> None:
    sign_in_as(client, officer)
    link = link_sent(client, session, officer.email)
    form = client.page(link).form(link)
    client.send(form, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD)
    assert client.page("/account/profile").heading == "Đăng nhập"


@pytest.mark.parametrize(
    ("new", "again", "complaint"),
    [
        ("ngắn", "ngắn", "Mật khẩu cần ít nhất 12 ký tự."),
        (OTHER_PASSWORD, "ba con trâu", "Hai lần nhập mật khẩu không giống nhau."),
        ("", "", "Hãy nhập mật khẩu."),
    ],
)
def test_it_refuses_a_poor_new_password(
    client: CheckingClient, officer: Account, session: Session, new: str, again: str, complaint: str
) -> None:
    link = link_sent(client, session, officer.email)
    page = client.send(client.page(link).form(), password=new, password_confirm=again)
    assert complaint in page.text
    assert page.title.startswith("Lỗi: ")


def test_it_changes_the_password(client: CheckingClient, officer: Account, session: Session) -> None:
    sign_in_as(client, officer)
    page = client.send(
        client.page("/account/password").form("/account/password"),
        password=PASSWORD,
        new_password=OTHER_PASSWORD,
        new_password_confirm=OTHER_PASSWORD,
    )
    assert page.heading == "Tài khoản của tôi"
    assert "Đã đổi mật khẩu." in page.text
    assert letters(session)[-1].template == "staff_password_changed"


@pytest.mark.parametrize(
    ("present", "new", "complaint"),
    [
        ("không phải mật khẩu này", OTHER_PASSWORD, "Mật khẩu không đúng."),
        (PASSWORD, PASSWORD, "Mật khẩu mới phải khác mật khẩu cũ."),
    ],
)
def test_it_keeps_the_password_when_something_is_wrong(
    client: CheckingClient, officer: Account, present: str, new: str, complaint: str
) -> None:
    sign_in_as(client, officer)
    form = client.page("/account/password").form("/account/password")
    page = client.send(form, password=present, new_password=new, new_password_confirm=new)
    assert complaint in page.text
