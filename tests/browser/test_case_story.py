"""The main job in real windows: from a case that no rule sends anywhere to a rated, published, counted answer."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from portal.domain.time import local_day
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


# What one case that is answered in time, published and rated adds to the month it came in and to the one it
# fell due in.
RECEIVED = ("received by received", "in_time by received")
DUE = (
    "due by due",
    "in_time by due",
    "answered by due",
    "published by due",
    "published_in_time by due",
    "ballots",
)


def this_and_next_month(today: date) -> tuple[str, str]:
    """The months of the dashboard in which a case sent today is received and may fall due."""
    return f"{today:%Y-%m}", f"{today.replace(day=1) + timedelta(days=31):%Y-%m}"


def send(citizen: Window) -> tuple[str, str, str]:
    """The sender writes about somebody's manners, for which no rule names a unit; the month it falls due in."""
    write_feedback(citizen, BODY)
    pick(citizen, "category", "thai do")
    reference, code = confirm_feedback(citizen)
    due = DAY.search(citizen.locator("main strong").first.inner_text())
    assert due is not None
    return reference, code, f"{due[2]}-{due[1]}"


def route(coordinator: Window, reference: str) -> None:
    """The coordinator finds it in the queue and names the unit."""
    coordinator.goto("/desk/queue")
    row = coordinator.locator("tbody tr", has_text=reference)
    row.get_by_role("checkbox").check()
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
    expect(leader.locator(".app-letter").first).to_contain_text(ANSWER)
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


def figures(overseer: Window, month: str) -> dict[str, int]:
    """What the dashboard counts of a month, over all units: cases by part and basis, and ballots."""
    overseer.goto(f"/oversight/dashboard?period={month}")
    counted = {"ballots": int(in_figures(BALLOTS, overseer.locator("main").inner_text()))}
    for link in overseer.locator("main a[href*='/dashboard/cases?']").all():
        asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        number = (link.text_content() or "").strip().replace(".", "")  # also in tables that are folded
        if number.isdecimal() and not asked.keys() & {"own", "kind"}:
            counted[f"{asked['part'][0]} by {asked['basis'][0]}"] = int(number)
    return counted


DAY = re.compile(r"\d{2}/(\d{2})/(\d{4})")
# As the tile says it; charts speak of "dưới 5 phiếu" before.
BALLOTS = re.compile(r"(\d+) phiếu, ")


def in_figures(wanted: re.Pattern[str], text: str) -> str:
    found = wanted.search(text)
    return found[1] if found else "0"


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """By how much each number has risen."""
    return {name: rise for name in after if (rise := after[name] - before.get(name, 0))}


def test_it_leads_from_the_queue_to_a_published_answer(
    citizen: Window, staff: Staff, demo: LivePortal
) -> None:
    overseer = staff("overseer")
    now, then = this_and_next_month(local_day(datetime.now(UTC)))
    before = {month: figures(overseer, month) for month in (now, then)}
    reference, code, due_in = send(citizen)
    route(staff("coordinator"), reference)
    officer, leader = staff("officer"), staff("leader")
    answer(officer, reference)
    issue(leader, reference)
    eventually(lambda: any(ANSWER in str(mail.get_content()) for mail in mails(demo)))
    assert {mail["To"] for mail in mails(demo) if ANSWER in str(mail.get_content())} == {"an@example.com"}
    enter_case(citizen, reference, code)
    rate(citizen)
    publish(officer, leader, reference)
    search = "/answers?q=nhan vien ghi chi so tra loi coc loc"
    reload_until(citizen, search, lambda: citizen.get_by_role("link", name=TITLE).count() > 0)
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.locator("main")).to_contain_text("Nhân viên đã xin lỗi")
    expect(citizen.locator("main")).not_to_contain_text("Lê Văn An")
    eventually(lambda: "published by due" in grown(before[due_in], figures(overseer, due_in)))
    received, due = (grown(before[month], figures(overseer, month)) for month in (now, due_in))
    assert {name: received.get(name) for name in RECEIVED} == dict.fromkeys(RECEIVED, 1)
    assert {name: due.get(name) for name in DUE} == dict.fromkeys(DUE, 1)
