"""Signing in and out, by those who may and by those who may not."""

import pytest
from sqlalchemy.orm import Session

from portal.models.account import Account
from portal.web.shared.idle import SEEN
from tests.support.client import CheckingClient
from tests.support.staff import PASSWORD, sign_in_as, type_password

REFUSAL = "Thư điện tử hoặc mật khẩu không đúng."


def test_it_signs_in_and_out(client: CheckingClient, officer: Account) -> None:
    type_password(client, officer.email, PASSWORD)
    page = client.page("/account/profile")
    assert officer.name in page.text
    client.send(page.form("/account/sign-out"))
    assert client.page("/account/profile").heading == "Đăng nhập"


def test_it_has_no_browser_remember_anybody(client: CheckingClient, officer: Account) -> None:
    form = client.page("/account/sign-in").form("/account/sign-in")
    typed = {"email": officer.email, "password": PASSWORD, "remember": "y"}
    answer = client.post(form.action, data={**form.fields, **typed})
    assert answer.status_code == 302
    assert "remember_token" not in str(answer.headers)
    assert officer.name in client.page("/account/profile").text


def test_it_forgives_capitals_in_the_address(client: CheckingClient, officer: Account) -> None:
    type_password(client, officer.email.upper(), PASSWORD)
    assert officer.name in client.page("/account/profile").text


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("chuyenvien@binhan.example", "sai mật khẩu rồi"),
        ("khongco@binhan.example", PASSWORD),
    ],
    ids=["wrong password", "nobody"],
)
def test_it_never_says_whether_an_address_has_an_account(
    client: CheckingClient, officer: Account, email: str, password: str
) -> None:
    page = type_password(client, email, password)
    assert page.title.startswith("Lỗi: ")
    assert REFUSAL in page.text
    assert page.form().fields["email"] == [email]
    assert page.form().fields["password"] == [""]


def test_it_refuses_an_account_that_is_not_active(
    client: CheckingClient, officer: Account, session: Session
) -> None:
    officer.active = False
    assert REFUSAL in type_password(client, officer.email, PASSWORD).text


def test_it_ends_the_session_of_an_account_made_inactive(
    client: CheckingClient, officer: Account, session: Session
) -> None:
    sign_in_as(client, officer)
    officer.active = False
    assert client.page("/account/profile").heading == "Đăng nhập"


def test_it_leads_on_to_the_page_that_was_wanted(client: CheckingClient, officer: Account) -> None:
    page = client.page("/account/password")
    assert page.heading == "Đăng nhập"
    page = client.send(page.form(), email=officer.email, password=PASSWORD)
    assert page.heading == "Đổi mật khẩu"


def test_it_leads_nowhere_else(client: CheckingClient, officer: Account) -> None:
    page = client.page("/account/sign-in", next="https://example.org/")
    typed = {**page.form().fields, "email": officer.email, "password": PASSWORD}
    answer = client.post("/account/sign-in", data=typed)
    assert "example.org" not in (answer.location or "")


def test_it_takes_no_token_instead_of_a_session(client: CheckingClient, officer: Account) -> None:
    with client.application.app_context():
        token = officer.get_auth_token()
    assert client.page("/account/profile", auth_token=str(token)).heading == "Đăng nhập"


def test_it_asks_again_before_sensitive_pages(client: CheckingClient, officer: Account) -> None:
    sign_in_as(client, officer, seconds_ago=3 * 60 * 60)
    page = client.page("/account/second-step")
    assert page.heading == "Xác nhận lại mật khẩu"
    wrong = client.send(page.form("/account/verify"), password="sai mật khẩu rồi")
    assert "Mật khẩu không đúng." in wrong.text
    assert client.send(wrong.form("/account/verify"), password=PASSWORD).heading == "Xác thực hai bước"


def test_who_signed_in_again_after_a_long_while_works_on(client: CheckingClient, officer: Account) -> None:
    sign_in_as(client, officer)
    with client.session_transaction() as kept:
        kept[SEEN] = 0
    assert "Phiên làm việc đã hết hạn" in client.page("/account/profile").text
    type_password(client, officer.email, PASSWORD)
    assert officer.name in client.page("/account/profile").text
    client.send(client.page("/account/profile").form("/account/sign-out"))
    assert "Phiên làm việc đã hết hạn" not in client.page("/account/sign-in").text
