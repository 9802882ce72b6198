"""What a signed-in request costs, whose doors it opens, and whose words it speaks."""

import pytest
from flask import Flask
from flask import session as kept
from flask_login import current_user
from sqlalchemy.orm import Session

from portal.web.shared.acting import actor
from portal.web.shared.sign_in import OurWords, ask_to_sign_in, fresh
from tests.support.client import CheckingClient
from tests.support.records import account_of
from tests.support.staff import sign_in
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_loads_who_is_signed_in_with_one_statement(client: CheckingClient, session: Session) -> None:
    sign_in(client, session, "officer")
    client.get("/account/")  # the settings are read once for each revision
    with counted_statements() as sent:
        client.get("/account/")
    assert [statement for statement in sent if "FROM accounts" in statement] == [sent[0]]
    assert len(sent) == 1  # and with it whether the settings are still the same


def test_it_sees_at_once_what_another_process_configured(
    app: Flask, client: CheckingClient, session: Session
) -> None:
    sign_in(client, session, "officer")
    client.page("/account/profile")
    account_of(session, "officer").name = "Nguyễn Thị Đổi Tên"
    session.commit()
    with app.test_request_context("/account/profile"):
        kept["_user_id"] = account_of(session, "officer").fs_uniquifier
        assert current_user.is_authenticated
        assert actor().name == "Nguyễn Thị Đổi Tên"


def test_it_knows_nobody_by_a_strange_key(app: Flask, session: Session) -> None:
    with app.test_request_context("/desk/inbox"):
        kept["_user_id"] = "f" * 32
        assert not current_user.is_authenticated
        assert actor().account_id is None


def test_it_asks_nothing_for_passers_by(client: CheckingClient) -> None:
    with counted_statements() as sent:
        client.page("/account/sign-in")
    assert sent == []


def test_it_leads_strangers_to_the_sign_in_page(app: Flask) -> None:
    with app.test_request_context("/desk/inbox"):
        answer = app.make_response(ask_to_sign_in() or "")
    assert (answer.status_code, answer.location) == (302, "/account/sign-in?next=/desk/inbox")


def test_it_lets_those_in_who_are_signed_in(app: Flask, session: Session) -> None:
    officer = account_of(session, "officer")
    session.commit()
    with app.test_request_context("/desk/inbox"):
        kept["_user_id"] = officer.fs_uniquifier
        assert current_user.id == officer.id
        assert ask_to_sign_in() is None
        assert actor().account_id == officer.id


def test_it_opens_fresh_pages_to_who_has_just_signed_in(client: CheckingClient, session: Session) -> None:
    sign_in(client, session, "officer", seconds_ago=60)
    assert client.page("/account/second-step").heading == "Xác thực hai bước"
    sign_in(client, session, "officer", seconds_ago=60 * 60 * 24)
    assert client.page("/account/profile").heading == "Tài khoản của tôi"
    assert fresh(lambda: "").__name__ == "<lambda>"


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("Password", "Mật khẩu"),
        ("Email Address", "Thư điện tử"),
        ("Hãy nhập mã.", "Hãy nhập mã."),
    ],
)
def test_it_speaks_our_words(app: Flask, words: str, ours: str) -> None:
    with app.test_request_context("/"):
        assert OurWords().gettext(words) == ours
        assert OurWords().gettext("Ít nhất %(length)s ký tự.", length=12) == "Ít nhất 12 ký tự."
