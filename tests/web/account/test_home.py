"""Where work begins for each role, and what people set for themselves."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.models.appointment import AppointmentRow
from tests.support.client import CheckingClient
from tests.support.records import account_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("operator", "/desk/calls"),
        ("coordinator", "/desk/inbox"),
        ("officer", "/desk/inbox"),
        ("leader", "/desk/inbox"),
        ("overseer", "/oversight/dashboard"),
        ("administrator", "/admin/"),
        ("sealed_case_officer", "/desk/sealed"),
    ],
)
def test_it_leads_everybody_to_their_work(
    client: CheckingClient, session: Session, role: str, place: str
) -> None:
    sign_in(client, session, role)
    assert client.get("/account/").location == place


def test_it_leads_who_has_no_work_to_their_account(client: CheckingClient, session: Session) -> None:
    officer = sign_in(client, session, "officer")
    session.query(AppointmentRow).filter_by(account_id=officer.id).one().valid_to = date(2026, 1, 1)
    assert client.page("/account/").heading == "Tài khoản của tôi"


def test_it_keeps_what_people_choose(client: CheckingClient, session: Session) -> None:
    sign_in(client, session, "officer")
    page = client.page("/account/profile")
    page = client.send(page.form("/account/profile"), language="en", mails_at_once="y")
    officer = account_of(session, "officer")
    assert (officer.language, officer.mails_at_once) == ("en", True)
    assert page.root.get("lang") == "en"


def test_it_is_closed_to_strangers(client: CheckingClient) -> None:
    assert client.page("/account/profile").heading == "Đăng nhập"
