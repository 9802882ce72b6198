"""Appointments and deputies: given with dates, ended, never to oneself."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.appointment import AppointmentRow, Deputy
from tests.factories import person, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of
from tests.support.staff import PASSWORD, sign_in_as
from tests.web.admin.conftest import Staff, entry

Changes = Callable[[], Sequence[tuple[str, str]]]


def pages_of(session: Session, role: str) -> str:
    return f"/admin/people/{account_of(session, role).id}"


def appointed(client: CheckingClient, session: Session, *, status: int = 200, **typed: str) -> Page:
    form = entry(client.page(f"{pages_of(session, 'officer')}/appointments/new"))
    usual = {"unit_id": str(unit_id(session, "QLTM")), "role": "leader", "valid_from": "20/11/2026"}
    return client.send(form, status=status, **{**usual, **typed})


def post(session: Session, role: str, kind: Role) -> AppointmentRow:
    wanted = select(AppointmentRow).where(AppointmentRow.role == kind)
    return session.scalars(wanted.where(AppointmentRow.account_id == account_of(session, role).id)).one()


def test_it_gives_a_role_with_dates(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    page = appointed(administrator, session, valid_to="31/12/2026")
    assert "Lãnh đạo · Phòng Quản lý thương mại" in page.text
    row = post(session, "officer", Role.LEADER)
    assert (row.valid_from, row.valid_to) == (date(2026, 11, 20), date(2026, 12, 31))
    assert person(session, "officer", now).has_role(Role.LEADER)
    assert changes() == [("appointed", "Bùi Quốc Huy")]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"valid_to": "19/11/2026"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"valid_from": ""}, "Xin nhập ngày theo dạng"),
        ({"role": "king"}, "Xin chọn một mục trong danh sách."),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, typed: dict[str, str], complaint: str
) -> None:
    page = appointed(administrator, session, status=422, **typed)
    assert complaint in page.text
    assert entry(page).fields["unit_id"] == [str(unit_id(session, "QLTM"))]


def test_it_gives_no_role_twice(administrator: CheckingClient, session: Session) -> None:
    typed = {"unit_id": str(unit_id(session, "QLNL")), "role": "officer"}
    assert "đã giữ vai trò đó" in appointed(administrator, session, status=422, **typed).text


def test_it_lets_nobody_give_rights_to_themselves(administrator: CheckingClient, session: Session) -> None:
    form = entry(administrator.page(f"{pages_of(session, 'administrator')}/appointments/new"))
    typed = {"unit_id": str(unit_id(session, "BA")), "role": "sealed_case_officer"}
    page = administrator.send(form, status=422, **typed)
    assert "Không ai tự trao quyền cho mình." in page.text
    assert not session.scalars(
        select(AppointmentRow).where(
            AppointmentRow.account_id == account_of(session, "administrator").id,
            AppointmentRow.role == Role.SEALED_CASE_OFFICER,
        )
    ).all()


def test_it_ends_an_appointment_at_once(
    administrator: CheckingClient, session: Session, staff: Staff
) -> None:
    row = post(session, "officer", Role.OFFICER)
    officer = staff("officer")
    assert officer.get("/desk/inbox").status_code == 200
    form = entry(administrator.page(f"{pages_of(session, 'officer')}/appointments/{row.id}/end"))
    administrator.send(form, last_on="19/11/2026")
    assert row.valid_to == date(2026, 11, 19)
    assert officer.get("/desk/inbox").status_code == 403


def test_it_ends_no_appointment_further_back(administrator: CheckingClient, session: Session) -> None:
    row = post(session, "officer", Role.OFFICER)
    form = entry(administrator.page(f"{pages_of(session, 'officer')}/appointments/{row.id}/end"))
    assert "Ngày này đã qua." in administrator.send(form, status=422, last_on="18/11/2026").text


def test_it_keeps_the_last_administrator(administrator: CheckingClient, session: Session) -> None:
    row = post(session, "administrator", Role.ADMINISTRATOR)
    form = entry(administrator.page(f"{pages_of(session, 'administrator')}/appointments/{row.id}/end"))
    page = administrator.send(form, status=422, last_on="20/11/2026")
    assert "người quản trị cuối cùng" in page.text


def test_it_takes_an_appointment_back_that_has_not_begun(
    administrator: CheckingClient, session: Session
) -> None:
    appointed(administrator, session, valid_from="01/12/2026")
    row = post(session, "officer", Role.LEADER)
    form = entry(administrator.page(f"{pages_of(session, 'officer')}/appointments/{row.id}/end"))
    administrator.send(form, last_on="20/11/2026")
    wanted = select(AppointmentRow).where(AppointmentRow.account_id == account_of(session, "officer").id)
    assert [each.role for each in session.scalars(wanted)] == [Role.OFFICER]


def test_it_names_a_deputy_and_ends_the_deputyship(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    deputy = account_of(session, "colleague")
    form = entry(administrator.page(f"{pages_of(session, 'leader')}/deputies/new"))
    page = administrator.send(form, deputy_id=str(deputy.id), from_on="19/11/2026", to_on="27/11/2026")
    assert person(session, "colleague", now).has_role(Role.LEADER)
    row = session.scalars(select(Deputy)).one()
    administrator.send(page.form(f"{pages_of(session, 'leader')}/deputies/{row.id}/end"))
    assert not person(session, "colleague", now).has_role(Role.LEADER)
    assert [action for action, _subject in changes()] == ["deputy_named", "deputy_ended"]


@pytest.mark.parametrize("browser_tells", [True, False])
def test_who_must_type_the_password_again_is_led_back_to_the_person(
    administrator: CheckingClient, session: Session, now: datetime, *, browser_tells: bool
) -> None:
    """Not to an address that only takes what is sent; where the browser does not tell the page, to one's home."""
    person_page = pages_of(session, "leader")
    form = entry(administrator.page(f"{person_page}/deputies/new"))
    deputy = str(account_of(session, "colleague").id)
    page = administrator.send(form, deputy_id=deputy, from_on="19/11/2026", to_on="27/11/2026")
    end = page.form(f"{person_page}/deputies/{session.scalars(select(Deputy)).one().id}/end")
    account = account_of(session, "administrator")
    with administrator.application.app_context():
        account.password = hash_password(PASSWORD)
    sign_in_as(administrator, account, seconds_ago=3 * 60 * 60)
    with administrator.session_transaction() as kept:
        del kept["fs_gexp"]  # the half hour in which whoever goes on working is not asked

    came_from = {"Referer": administrator.application.config["BASE_URL"] + person_page}
    led = administrator.post(end.action, data=end.fields, headers=came_from if browser_tells else {})
    asked = administrator.page(led.location)

    assert asked.heading == "Xác nhận lại mật khẩu"
    assert "Nội dung vừa gửi chưa được lưu." in asked.text
    back = administrator.send(asked.form("/account/verify"), password=PASSWORD)
    if not browser_tells:
        assert back.address == "/admin/"
        return
    assert back.heading == "Hoàng Đức Thắng"
    administrator.send(back.form(end.action))
    assert not person(session, "colleague", now).has_role(Role.LEADER)


@pytest.mark.parametrize(
    ("deputy", "dates", "complaint"),
    [
        ("colleague", ("27/11/2026", "20/11/2026"), "Ngày cuối phải từ ngày đầu trở đi."),
        ("administrator", ("20/11/2026", "27/11/2026"), "Không ai tự trao quyền cho mình."),
    ],
)
def test_it_refuses_an_unfit_deputy(
    administrator: CheckingClient, session: Session, deputy: str, dates: tuple[str, str], complaint: str
) -> None:
    form = entry(administrator.page(f"{pages_of(session, 'leader')}/deputies/new"))
    typed = {"deputy_id": str(account_of(session, deputy).id), "from_on": dates[0], "to_on": dates[1]}
    assert complaint in administrator.send(form, status=422, **typed).text
    assert session.scalars(select(Deputy)).all() == []


def test_it_lets_no_local_administrator_appoint_elsewhere(
    local_administrator: CheckingClient, session: Session
) -> None:
    assert local_administrator.get(f"{pages_of(session, 'officer')}/appointments/new").status_code == 404
    own = local_administrator.page("/admin/people").links["Kiều Thị Loan"]
    form = entry(local_administrator.page(f"{own}/appointments/new"))
    typed = {"unit_id": str(unit_id(session, "BA")), "role": "administrator", "valid_from": "20/11/2026"}
    local_administrator.send(form, status=403, **typed)
