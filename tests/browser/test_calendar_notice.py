"""A day becomes a day off by a notice: what moves is seen before saving, and every open case says so after."""

import re

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.conftest import Staff
from tests.support.demo_live import confirm_feedback, enter_case, pick, reload_until, write_feedback

pytestmark = pytest.mark.browser

BODY = "Đèn đường trước nhà văn hóa ấp Lộc An tắt đã ba đêm, trẻ con đi học thêm về rất sợ."
NOTICE = "Công điện 99/CĐ-TTg"
DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


def due_day(receipt: Window) -> str:
    """The day named on the receipt."""
    found = DAY.search(receipt.locator("main strong").first.inner_text())
    assert found is not None
    return found[0]


def test_it_moves_open_deadlines_and_says_why(citizen: Window, staff: Staff) -> None:
    write_feedback(citizen, BODY)
    pick(citizen, "category", "dien luc")
    reference, code = confirm_feedback(citizen)
    due = due_day(citizen)
    administrator = staff("administrator")
    administrator.goto("/admin/calendar/day")
    administrator.locator("#on").fill(due)
    administrator.locator("#kind").select_option("off")
    administrator.locator("#name").fill("Nghỉ bão số 12")
    administrator.locator("#source").fill(NOTICE)
    administrator.locator("main form button[type=submit]").click()
    expect(administrator.locator("main")).to_contain_text("hạn trả lời đang mở sẽ chuyển")
    expect(administrator.locator("tr", has_text=reference)).to_contain_text(due)
    administrator.get_by_role("button", name="Lưu lịch và chuyển").click()
    administrator.wait_for_url("**/admin/calendar/2*")
    enter_case(citizen, reference, code)
    follow = f"/follow/{reference}/case"
    reload_until(citizen, follow, lambda: NOTICE in citizen.locator(".app-timeline").inner_text())
    desk = staff("officer")
    desk.goto(f"/desk/cases/{reference}")
    expect(desk.locator("main")).to_contain_text(NOTICE)
