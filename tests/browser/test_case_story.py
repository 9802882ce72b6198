"""The main job in real windows: from a case that no rule sends anywhere to a rated, published, counted answer."""

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.conftest import Staff
from tests.support.demo_live import (
    confirm_feedback,
    enter_case,
    eventually,
    mails,
    pick,
    reload_until,
    write_feedback,
)
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

BODY = (
    "Người ghi chỉ số điện tại ấp Bình Hòa trả lời cộc lốc khi tôi hỏi vì sao hóa đơn tháng này tăng gấp đôi."
)
ANSWER = "Phòng đã làm việc với đơn vị ghi chỉ số; nhân viên đã xin lỗi hộ gia đình và bị nhắc nhở."
TITLE = "Nhân viên ghi chỉ số trả lời cộc lốc"


def send(citizen: Window) -> tuple[str, str]:
    """The sender writes about somebody's manners, for which no rule names a unit."""
    write_feedback(citizen, BODY)
    pick(citizen, "category", "thai do")
    return confirm_feedback(citizen)


def route(coordinator: Window, reference: str) -> None:
    """The coordinator finds it in the queue and names the unit."""
    coordinator.goto("/desk/queue")
    row = coordinator.locator("tbody tr", has_text=reference)
    row.locator("input[name=case]").check()
    pick(coordinator, "unit_id", "nang luong")
    coordinator.locator("#reason").fill("Thuộc lĩnh vực điện lực")
    coordinator.get_by_role("button", name="Chuyển", exact=True).click()
    expect(coordinator.locator("tbody tr", has_text=reference)).to_have_count(0)


def answer(officer: Window, reference: str) -> None:
    """The officer takes the case, writes and submits."""
    officer.goto(f"/desk/cases/{reference}")
    officer.locator("form[action$='/accept'] button").click()
    officer.locator("form[action$='/accept']").wait_for(state="detached")
    officer.goto(f"/desk/cases/{reference}/answer")
    officer.locator("textarea#body").fill(ANSWER)
    officer.locator("input[name=outcome][value=handled]").check()
    officer.get_by_role("button", name="Trình duyệt").click()
    officer.locator("textarea#body").wait_for(state="detached")


def issue(leader: Window, reference: str) -> None:
    """The leader reads what the sender will read, approves and issues."""
    leader.goto(f"/desk/cases/{reference}/answer")
    expect(leader.locator(".app-letter")).to_contain_text(ANSWER)
    leader.get_by_role("button", name="Duyệt và gửi").click()
    leader.get_by_role("button", name="Duyệt và gửi").wait_for(state="detached")


def rate(citizen: Window) -> None:
    """The sender sees the answer and says how satisfied they are."""
    expect(citizen.locator(".app-answer")).to_contain_text(ANSWER)
    for question, level in (("result", 5), ("time", 4), ("attitude", 5)):
        citizen.locator(f"input[name={question}][value='{level}']").check(force=True)
    citizen.get_by_role("button", name="Gửi đánh giá").click()
    citizen.get_by_role("button", name="Gửi đánh giá").wait_for(state="detached")


def publish(officer: Window, leader: Window, reference: str) -> None:
    """The officer writes the public version, the leader releases it."""
    officer.goto(f"/desk/cases/{reference}/publication")
    officer.locator("#title").fill(TITLE)
    officer.locator("textarea#question").fill("Người ghi chỉ số điện trả lời cộc lốc.")
    officer.locator("textarea#answer").fill("Nhân viên đã xin lỗi và bị nhắc nhở.")
    officer.get_by_role("button", name="Lưu và trình duyệt").click()
    expect(officer.locator(".app-case__facts")).to_contain_text("bản 1")
    leader.goto(f"/desk/cases/{reference}/publication")
    leader.get_by_role("button", name="Công khai", exact=True).click()
    leader.get_by_role("link", name="Xem trên trang công khai").wait_for()


def received(overseer: Window) -> int:
    """How many cases the dashboard counts as received this month."""
    overseer.goto("/oversight/dashboard")
    tile = overseer.locator("#received ~ .app-figures .app-figure", has_text="tiếp nhận").first
    return int(tile.locator(".app-figure__value").inner_text().replace(".", ""))


def test_it_leads_from_the_queue_to_a_published_answer(
    citizen: Window, staff: Staff, demo: LivePortal
) -> None:
    overseer = staff("overseer")
    before = received(overseer)
    reference, code = send(citizen)
    route(staff("coordinator"), reference)
    officer, leader = staff("officer"), staff("leader")
    answer(officer, reference)
    issue(leader, reference)
    eventually(lambda: any(ANSWER in str(mail.get_content()) for mail in mails(demo)))
    enter_case(citizen, reference, code)
    rate(citizen)
    publish(officer, leader, reference)
    search = "/answers?q=nhan vien ghi chi so tra loi coc loc"
    reload_until(citizen, search, lambda: citizen.get_by_role("link", name=TITLE).count() > 0)
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.locator("main")).to_contain_text("Nhân viên đã xin lỗi")
    expect(citizen.locator("main")).not_to_contain_text("Lê Văn An")
    eventually(lambda: received(overseer) > before)
