"""Pages of trouble as staff meet them: their own head, and the way back to where they work."""

from datetime import datetime

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.web.shared.refusals import changed
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.staff import Staff, staff_at

HOME = "/account/"


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime) -> Staff:
    return staff_at(app, session, now)


def leads_to_work(page: Page) -> bool:
    return "Đăng xuất" in page.text and "Về trang làm việc" in page.text and "Đường dây nóng" not in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/desk/nowhere", 404),
        ("/desk/cases/PA-2026-999999", 404),
        ("/oversight/nowhere", 404),
        ("/admin/units", 403),
        ("/admin", 403),
    ],
)
def test_staff_keep_their_head_and_find_back_to_their_work(staff: Staff, address: str, status: int) -> None:
    page = staff("officer").page(address, status=status)
    assert leads_to_work(page)
    assert staff("officer").get(HOME).headers["Location"].endswith("/desk/inbox")


def test_a_step_that_came_too_late_leads_back_as_well(app: Flask, staff: Staff) -> None:
    officer = staff("officer")

    def late() -> ResponseReturnValue:
        return changed(ValueError())

    app.view_functions["desk.inbox"], inbox = late, app.view_functions["desk.inbox"]
    try:
        assert leads_to_work(officer.page("/desk/inbox", status=409))
    finally:
        app.view_functions["desk.inbox"] = inbox


def test_staff_who_read_the_public_pages_are_readers_there(staff: Staff) -> None:
    assert not leads_to_work(staff("officer").page("/nowhere", status=404))
    assert not leads_to_work(staff("officer").page("/deskless", status=404))


@pytest.mark.usefixtures("standing_office")
def test_nobody_else_meets_that_head(client: CheckingClient) -> None:
    page = client.page("/desk/nowhere", status=404)
    assert "Đăng xuất" not in page.text
    assert "Về trang đầu" in page.text
