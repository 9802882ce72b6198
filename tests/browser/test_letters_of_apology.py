"""Tomorrow's late ones: drafted by the officer, approved by the director, issued, and read as PDF."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from portal.domain.time import local_day
from portal.queries.settings import load_settings
from tests.browser.conftest import Staff
from tests.dossier_factories import day, filed_dossier
from tests.support.browser import barriers, scrolls_sideways
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

CODES = [f"H99.15-LATE-{number:04}" for number in range(10)]
REASON = "Cần kiểm tra thực tế tại cửa hàng"


@pytest.fixture
def late_tomorrow(demo: LivePortal) -> Iterator[None]:
    """Ten dossiers that the one-stop software tells, due on the next working day."""
    engine = create_engine(f"sqlite:///{demo.data / 'portal.db'}")
    with Session(engine) as session:
        now = datetime.now(UTC)
        due = load_settings(session).calendar.add_working_days(local_day(now), 1)
        for code in CODES:
            filed_dossier(session, now, code=code, due=day(due))
        session.commit()
    yield
    engine.dispose()


def press(window: Window, name: str) -> None:
    window.get_by_role("button", name=name).click()


def draft(officer: Window) -> None:
    """The first by keys alone, the others together."""
    officer.goto("/desk/dossiers?show=ahead")
    assert barriers(officer) == []
    expect(officer.locator("tbody tr")).to_have_count(len(CODES))
    officer.keyboard.press("j")
    officer.keyboard.press("s")
    officer.wait_for_url("**/desk/letters/*")
    assert barriers(officer) == []
    officer.get_by_label("Lý do trễ hạn").select_option(label="Cần xác minh, kiểm tra thực tế")
    officer.get_by_label("Lý do ghi trong thư").fill(REASON)
    press(officer, "Lưu và trình duyệt")
    expect(officer.locator("main")).to_contain_text("Chờ duyệt")
    officer.goto("/desk/dossiers?show=ahead")
    officer.get_by_label("Tất cả hồ sơ trong danh sách này").check()
    officer.get_by_label("Lý do trễ hạn").select_option(label="Cần xác minh, kiểm tra thực tế")
    officer.get_by_label("Nói rõ hơn").fill(REASON)
    officer.get_by_label("Trình duyệt luôn").check()
    press(officer, "Soạn thư xin lỗi")
    expect(officer.locator("main")).to_contain_text("Đã soạn 9 thư, 0 hồ sơ chưa soạn được.")
    assert barriers(officer) == []


def together(window: Window, tray: str, first: str, then: str) -> None:
    """Do one thing to all letters of a tray, after looking at what will happen."""
    window.goto(f"/desk/letters?show={tray}")
    assert barriers(window) == []
    window.get_by_label("Tất cả thư trong danh sách này").check()
    press(window, first)
    expect(window.locator("main")).to_contain_text("10 thư sẽ được thực hiện")
    assert barriers(window) == []
    press(window, then)
    expect(window.locator("h1")).to_have_text("Kết quả: 10 thư đã xong, 0 thư chưa làm được")


def test_ten_letters_are_drafted_approved_issued_and_read(staff: Staff, late_tomorrow: None) -> None:
    officer, director = staff("officer"), staff("director")
    draft(officer)
    together(director, "submitted", "Duyệt các thư đã chọn", "Duyệt 10 thư")
    together(officer, "approved", "Phát hành các thư đã chọn", "Phát hành 10 thư")
    officer.get_by_role("link", name=CODES[0]).click()
    address = officer.get_by_role("link", name="Xem PDF").get_attribute("href") or ""
    paper = officer.request.get(address)
    assert paper.headers["cache-control"] == "private, no-store"
    text = " ".join(PdfReader(BytesIO(paper.body())).pages[0].extract_text().split())
    assert CODES[0] in text
    assert REASON in text
    assert "DỰ THẢO" not in text
    # The applicant's new appointment is the one in force everywhere.
    officer.goto(f"/desk/dossiers/{CODES[0]}")
    expect(officer.locator("main")).to_contain_text("Hẹn trả đang có hiệu lực")
    assert barriers(officer) == []
    officer.goto("/desk/dossiers?show=ahead")
    expect(officer.locator("main")).to_contain_text("Không có hồ sơ nào ở đây")


def test_the_desk_fits_a_phone(staff: Staff, late_tomorrow: None) -> None:
    window = staff("director", narrow=True)
    for page in ("/desk/dossiers?show=all", "/desk/letters?show=issued", f"/desk/dossiers/{CODES[0]}"):
        window.goto(page)
        assert barriers(window) == [], page
        assert not scrolls_sideways(window), page
