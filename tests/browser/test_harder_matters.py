"""What other systems give up on: several units, a sealed matter, a unit that is no more."""

import re
import sqlite3
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from config import Config
from portal.domain.reference import opinion_code
from portal.domain.time import local_day
from tests.browser.conftest import Staff
from tests.support.demo_live import confirm_feedback, enter_case, pick, write_feedback
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

BODY = "Cột điện nghiêng sát mái nhà trẻ ấp Hưng Thịnh đã hai tuần, {n}, mưa gió rất lo cho các cháu."
SAID = "Xã đã rào tạm khu vực và thống nhất di dời cột."


def sent(citizen: Window, what: str) -> tuple[str, str]:
    """A case about electricity, which the rules send to the energy division."""
    write_feedback(citizen, BODY.format(n=what))
    pick(citizen, "category", "dien luc")
    return confirm_feedback(citizen)


def taken(officer: Window, reference: str) -> None:
    """The officer takes the case."""
    officer.goto(f"/desk/cases/{reference}")
    officer.locator("form[action$='/accept'] button").click()
    officer.locator("form[action$='/accept']").wait_for(state="detached")


def ask(officer: Window, question: str, *, unit: str = "", outside: str = "") -> None:
    """The officer asks a unit, or an agency that has no account."""
    officer.locator("summary", has_text="Đề nghị đơn vị khác phối hợp, cho ý kiến").click()
    if unit:
        pick(officer, "ask-opinion-unit_id", unit)
    else:
        officer.locator("#ask-opinion-outside_name").fill(outside)
        officer.locator("#ask-opinion-outside_email").fill("vanthu@dienluc.example")
    officer.locator("#ask-opinion-question").fill(question)
    officer.locator("form[action$='/ask-opinion'] button").click()
    expect(officer.locator("main")).to_contain_text(question)


def latest_link(demo: LivePortal) -> str:
    """What the mail to the party outside will lead to: mails to them wait for office hours."""
    with sqlite3.connect(demo.data / "portal.db") as database:
        number, nonce = database.execute(
            "SELECT id, code_nonce FROM opinions WHERE unit_id IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return f"/opinions/{number}#code={opinion_code(Config().TRACKING_KEY.encode(), number, nonce)}"


def test_several_units_agree_and_the_sender_knows(citizen: Window, staff: Staff, demo: LivePortal) -> None:
    reference, code = sent(citizen, "cần nhiều đơn vị")
    officer = staff("officer")
    taken(officer, reference)
    ask(officer, "Đề nghị xã cho biết tình trạng cột.", unit="loc hung")
    ask(officer, "Đề nghị cho biết lịch di dời cột.", outside="Công ty Điện lực")

    commune = staff("outsider", narrow=True)
    commune.goto("/desk/opinions")
    commune.locator("tr", has_text=reference).get_by_role("link").first.click()
    expect(commune.locator("main")).not_to_contain_text("0912 000 345")
    commune.locator("#text").fill(SAID)
    commune.get_by_role("button", name="Gửi ý kiến").click()
    expect(commune.locator("main")).to_contain_text("Ý kiến đã gửi")

    citizen.goto(latest_link(demo))
    expect(citizen.locator("main")).to_contain_text("Đề nghị cho biết lịch di dời cột.")
    citizen.locator("#text").fill("Di dời trong mười ngày tới.")
    citizen.locator("#name").fill("Ông Ba, Phó Giám đốc")
    citizen.get_by_role("button", name="Gửi ý kiến").click()
    expect(citizen.locator("main")).to_contain_text("Đã nhận ý kiến")

    officer.reload()
    expect(officer.locator("main")).to_contain_text(SAID)
    expect(officer.locator("main")).to_contain_text("Di dời trong mười ngày tới.")
    officer.locator("summary", has_text="Thông báo quá trình xử lý cho người gửi").click()
    officer.locator("form[action$='/interim-notice'] button").click()
    expect(officer.locator("main")).to_contain_text("Đã thông báo người gửi")

    enter_case(citizen, reference, code)
    expect(citizen.locator(".app-timeline")).to_contain_text("Dự kiến trả lời")
    expect(citizen.locator(".app-timeline")).to_contain_text("Lộc Hưng")


def test_a_sealed_matter_is_nobodys_but_the_designated_persons(citizen: Window, staff: Staff) -> None:
    reference, code = sent(citizen, "tố cáo người ký nghiệm thu")
    officer = staff("officer")
    taken(officer, reference)
    officer.get_by_role("link", name=re.compile("khiếu nại hoặc tố cáo")).click()
    officer.locator("input[name=procedure][value=denunciation]").check()
    officer.get_by_role("button", name="Chuyển và niêm phong").click()
    officer.wait_for_url(lambda address: not address.endswith("/divert"))
    for window in (officer, staff("administrator")):
        window.goto(f"/desk/cases/{reference}")
        expect(window.locator("main")).to_contain_text("Không tìm thấy trang")
    designated = staff("sealed_case_officer")
    designated.goto("/desk/sealed")
    expect(designated.locator("main")).not_to_contain_text("nghiệm thu")
    designated.locator(f"form[action$='/sealed/{reference}'] button").click()
    expect(designated.locator("main")).to_contain_text("tố cáo người ký nghiệm thu")
    citizen.goto("/follow")
    citizen.locator("#reference").fill(reference)
    citizen.locator("#code").fill(code)
    citizen.get_by_role("button", name="Xem phản ánh").click()
    expect(citizen.locator("main")).not_to_contain_text("nghiệm thu")


def test_a_unit_is_merged_and_its_open_case_goes_on(citizen: Window, staff: Staff) -> None:
    write_feedback(citizen, "Xưởng hàn cạnh trường học để bình khí ngổn ngang, sợ nổ, không ai nhắc nhở.")
    pick(citizen, "category", "an toan cong nghiep")
    reference, _code = confirm_feedback(citizen)
    administrator = staff("administrator")
    administrator.goto("/admin/successions/new/merged")
    administrator.get_by_label("Phòng Kỹ thuật an toàn - Môi trường").check()
    pick(administrator, "to_unit_id", "quan ly cong nghiep")
    administrator.locator("#takes_effect_on").fill(f"{local_day(datetime.now(UTC)):%d/%m/%Y}")
    administrator.locator("#legal_basis").fill("Quyết định 45/QĐ-UBND về sắp xếp phòng chuyên môn")
    administrator.get_by_role("button", name="Xem những gì sẽ chuyển").click()
    expect(administrator.locator("main")).to_contain_text(reference)
    administrator.locator("button[name=step][value=confirm]").click()
    expect(administrator.locator("main")).to_contain_text("Đã thực hiện")
    director = staff("director")
    director.goto(f"/desk/cases/{reference}")
    expect(director.locator("main")).to_contain_text("Phòng Quản lý công nghiệp")
    expect(director.locator("main")).to_contain_text("Quyết định 45/QĐ-UBND")
