"""People: found, invited, changed, barred, each by those who govern all of their offices."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.account import Account
from portal.models.appointment import AppointmentRow
from portal.models.message import Message
from tests.factories import CAST, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of
from tests.support.staff import sign_in_as
from tests.web.admin.conftest import entry

PAGE = "/admin/people"
Changes = Callable[[], Sequence[tuple[str, str]]]
NEW = {"name": "Trần Thị Bình", "email": "Binh@BinhAn.example", "post": "Chuyên viên"}


def listed(client: CheckingClient, **typed: Any) -> str:
    return client.send(client.page(PAGE).form(PAGE), **typed).text


def account(session: Session, email: str) -> Account | None:
    return session.scalars(select(Account).where(Account.email == email)).one_or_none()


def created(client: CheckingClient, *, status: int = 200, **typed: str) -> Page:
    return client.send(entry(client.page(f"{PAGE}/new")), status=status, **{**NEW, **typed})


def test_it_lists_people_with_their_offices(administrator: CheckingClient) -> None:
    text = administrator.page(PAGE).text
    assert "Bùi Quốc Huy" in text
    assert "Chuyên viên · Phòng Quản lý năng lượng" in text


def test_it_finds_people_without_accents_and_keeps_their_names_out_of_the_address(
    administrator: CheckingClient, session: Session
) -> None:
    text = listed(administrator, words="bui quoc")
    assert "Bùi Quốc Huy" in text
    assert "Hoàng Đức Thắng" not in text
    assert administrator.page(PAGE).form(PAGE).method == "POST"
    assert "Bùi Quốc Huy" not in listed(administrator, unit_id=str(unit_id(session, "TB")))


def test_it_creates_an_account_and_invites_its_holder(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = created(
        administrator, unit_id=str(unit_id(session, "QLNL")), role="officer", valid_from="01/12/2026"
    )
    assert "Đã lập tài khoản và gửi thư mời" in page.text
    made = account(session, "binh@binhan.example")
    assert made is not None
    assert (made.password, made.active) == (None, True)
    letter = session.scalars(select(Message).where(Message.account_id == made.id)).one()
    assert (letter.template, letter.recipient) == ("staff_invited", "binh@binhan.example")
    assert [action for action, _subject in changes()] == ["person_created", "appointed", "person_invited"]


def test_it_lets_the_invited_set_a_password_and_sign_in(
    administrator: CheckingClient, client: CheckingClient, session: Session
) -> None:
    created(administrator, unit_id=str(unit_id(session, "QLNL")), role="officer", valid_from="20/11/2026")
    link = session.scalars(select(Message).where(Message.template == "staff_invited")).one().facts["link"]
    form = client.page(link.removeprefix("http://127.0.0.1:8000")).form()
    password = "hai con voi xuống sông"
    page = client.send(form, password=password, password_confirm=password)
    page = client.send(page.form("/account/sign-in"), email="binh@binhan.example", password=password)
    assert "Trần Thị Bình" in client.page("/account/profile").text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"email": CAST["officer"].upper()}, "Đã có tài khoản dùng thư điện tử này."),
        ({"name": ""}, "Xin nhập tên."),
        ({"email": ""}, "Mục này không được để trống."),
        ({"email": "binh@"}, "Thư điện tử này không đúng dạng"),
    ],
)
def test_it_keeps_what_was_typed_and_creates_nothing_when_something_is_wrong(
    administrator: CheckingClient, session: Session, typed: dict[str, str], complaint: str
) -> None:
    count = len(session.scalars(select(Account.id)).all())
    unit = {"unit_id": str(unit_id(session, "QLNL")), "role": "officer"}
    page = created(administrator, status=422, **unit, **typed)
    assert complaint in page.text
    assert entry(page).fields["post"] == ["Chuyên viên"]
    assert len(session.scalars(select(Account.id)).all()) == count
    assert session.scalars(select(Message)).all() == []


def test_it_changes_a_person(administrator: CheckingClient, session: Session) -> None:
    officer = account_of(session, "officer")
    administrator.send(entry(administrator.page(f"{PAGE}/{officer.id}")), post="Chuyên viên chính")
    assert (officer.post, officer.active) == ("Chuyên viên chính", True)


def test_it_bars_a_person_from_signing_in(
    administrator: CheckingClient, client: CheckingClient, session: Session
) -> None:
    officer = account_of(session, "officer")
    sign_in_as(client, officer)
    administrator.send(entry(administrator.page(f"{PAGE}/{officer.id}")), active=None)
    assert not officer.active
    assert client.page("/account/profile").heading == "Đăng nhập"
    assert officer.name not in listed(administrator)
    assert officer.name in listed(administrator, inactive="y")


def test_it_never_bars_the_last_administrator(administrator: CheckingClient, session: Session) -> None:
    last = account_of(session, "administrator")
    page = administrator.send(entry(administrator.page(f"{PAGE}/{last.id}")), status=422, active=None)
    assert "người quản trị cuối cùng" in page.text
    assert last.active


def test_it_sends_the_invitation_again(administrator: CheckingClient, session: Session) -> None:
    officer = account_of(session, "officer")
    page = administrator.page(f"{PAGE}/{officer.id}")
    administrator.send(page.form(f"{PAGE}/{officer.id}/invite"))
    assert session.scalars(select(Message)).one().template == "staff_invited"


def test_it_helps_who_lost_telephone_and_codes(administrator: CheckingClient, session: Session) -> None:
    officer = account_of(session, "officer")
    officer.tf_primary_method, officer.tf_totp_secret = "authenticator", "{}"
    page = administrator.page(f"{PAGE}/{officer.id}")
    administrator.send(page.form(f"{PAGE}/{officer.id}/second-step"))
    assert account_of(session, "officer").tf_primary_method is None


def test_it_asks_for_the_password_again_after_a_while(
    administrator: CheckingClient, session: Session
) -> None:
    sign_in_as(administrator, account_of(session, "administrator"), seconds_ago=3 * 60 * 60)
    assert administrator.page(f"{PAGE}/new").heading == "Xác nhận lại mật khẩu"
    assert administrator.page(PAGE).heading == "Con người"


def test_it_shows_a_local_administrator_those_who_work_for_them_alone(
    local_administrator: CheckingClient, session: Session
) -> None:
    text = local_administrator.page(PAGE).text
    assert "Kiều Thị Loan" in text
    assert "Cao Thị Thắm" not in text
    officer = account_of(session, "officer")
    assert local_administrator.get(f"{PAGE}/{officer.id}").status_code == 404
    assert local_administrator.post(f"{PAGE}/{officer.id}/invite").status_code in {400, 404}


def test_it_hides_who_works_elsewhere_too(local_administrator: CheckingClient, session: Session) -> None:
    """Who reaches one of their offices only could send the password of the others to another address."""
    leader = session.scalars(select(Account).where(Account.name == "Kiều Thị Loan")).one()
    session.add(
        AppointmentRow(
            account_id=leader.id,
            unit_id=unit_id(session, "TB"),
            role=Role.OFFICER,
            valid_from=date(2026, 1, 1),
        )
    )
    assert local_administrator.get(f"{PAGE}/{leader.id}").status_code == 404


def test_it_lets_a_local_administrator_create_only_their_own(
    local_administrator: CheckingClient, session: Session
) -> None:
    created(local_administrator, status=403, unit_id=str(unit_id(session, "TB")), role="officer")
    assert account(session, "binh@binhan.example") is None
    created(local_administrator, unit_id=str(unit_id(session, "LH")), role="officer", valid_from="20/11/2026")
    assert account(session, "binh@binhan.example") is not None
