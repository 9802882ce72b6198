"""The second step: set up, asked for, recovered from, switched off."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models.account import Account
from portal.web.shared.sign_in import security
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.staff import PASSWORD, sign_in_as, type_password

SECOND_STEP = "/account/second-step"


@pytest.fixture
def secret(app: Flask, officer: Account, session: Session) -> str:
    """The officer's second step, set up."""
    with app.app_context():
        secret: str = security.totp_factory.generate_totp_secret()
    officer.tf_primary_method, officer.tf_totp_secret = "authenticator", secret
    session.commit()
    return secret


def code_of(app: Flask, secret: str) -> str:
    with app.app_context():
        code: str = security.totp_factory.generate_totp_password(secret)
    return code


def code_form(page: Page, start: str = "/account/code") -> Form:
    action = next(each for node in page.all("form") if (each := node.get("action", "")).startswith(start))
    return page.form(action)


def press(client: CheckingClient, value: str) -> Page:
    return client.send(client.page(SECOND_STEP).form(SECOND_STEP), setup=value)


def test_it_is_set_up_with_a_code_that_works(app: Flask, client: CheckingClient, officer: Account) -> None:
    sign_in_as(client, officer)
    page = press(client, "authenticator")
    with client.session_transaction() as kept:
        secret = kept["tf_totp_secret"]
    form = code_form(page, f"{SECOND_STEP}/")
    wrong = client.send(form, code="000000")
    assert "Mã không đúng" in wrong.text
    assert officer.tf_primary_method is None
    page = client.send(form, code=code_of(app, secret))
    assert "Đã bật xác thực hai bước." in page.text
    assert officer.tf_primary_method == "authenticator"


def test_it_is_asked_for_after_the_password(
    app: Flask, client: CheckingClient, officer: Account, secret: str
) -> None:
    page = type_password(client, officer.email, PASSWORD)
    assert page.heading == "Nhập mã xác thực"
    assert client.get("/account/profile").status_code == 302
    wrong = client.send(code_form(page), code="000000")
    assert "Mã không đúng" in wrong.text
    client.send(code_form(wrong), code=code_of(app, secret))
    assert officer.name in client.page("/account/profile").text


def test_it_takes_no_code_twice(app: Flask, client: CheckingClient, officer: Account, secret: str) -> None:
    code = code_of(app, secret)
    page = type_password(client, officer.email, PASSWORD)
    client.send(code_form(page), code=code)
    client.send(client.page("/account/profile").form("/account/sign-out"))
    page = type_password(client, officer.email, PASSWORD)
    assert "Mã không đúng" in client.send(code_form(page), code=code).text


def test_it_leads_on_to_the_page_that_was_wanted(
    app: Flask, client: CheckingClient, officer: Account, secret: str
) -> None:
    page = type_password(client, officer.email, PASSWORD, next="/account/password")
    assert client.send(code_form(page), code=code_of(app, secret)).heading == "Đổi mật khẩu"


def test_it_asks_nobody_for_a_code_who_typed_no_password(
    client: CheckingClient, officer: Account, secret: str
) -> None:
    assert client.page("/account/code").heading == "Đăng nhập"
    assert client.page("/account/recovery").heading == "Đăng nhập"


def test_it_takes_each_recovery_code_once(client: CheckingClient, officer: Account, secret: str) -> None:
    sign_in_as(client, officer)
    made = client.send(client.page("/account/recovery-codes").form("/account/recovery-codes"))
    codes = ["".join(node.itertext()) for node in made.all("code")]
    assert len(codes) == 8
    assert codes[0] not in str(officer.mf_recovery_codes)  # sealed at rest
    client.send(made.form("/account/sign-out"))
    type_password(client, officer.email, PASSWORD)
    page = client.page("/account/recovery")
    assert "Mã khôi phục không đúng" in client.send(page.form(), code="aaaa-bbbb-cccc").text
    client.send(page.form(), code=codes[0])
    assert officer.name in client.page("/account/profile").text
    assert len(officer.mf_recovery_codes or []) == 7


def test_it_is_switched_off(client: CheckingClient, officer: Account, secret: str) -> None:
    sign_in_as(client, officer)
    page = press(client, "disable")
    assert "Đã tắt xác thực hai bước." in page.text
    assert officer.tf_primary_method is None
