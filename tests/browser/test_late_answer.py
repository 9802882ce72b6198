"""An overdue answer: the officer apologises by letter, the director approves, the sender reads the promise."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from playwright.sync_api import FilePayload, expect
from playwright.sync_api import Page as Window
from pypdf import PdfReader
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.services.open_case import NewSender
from tests.browser.conftest import Staff
from tests.factories import accepted_case
from tests.late_answer_factories import REASON
from tests.support.browser import barriers, scrolls_sideways
from tests.support.demo_live import eventually, mails
from tests.support.keys import signed_and_sealed
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

EMAIL = "cham.tra.loi@example.com"


@pytest.fixture
def reference(demo: LivePortal) -> Iterator[str]:
    """A case the officer took two weeks ago and has not answered."""
    engine = create_engine(f"sqlite:///{demo.data / 'portal.db'}")
    with Session(engine) as session:
        then = datetime.now(UTC) - timedelta(days=14)
        who = NewSender(name="Lê Văn An", email=EMAIL)
        case = accepted_case(session, then, sender=who, reply_by=ReplyBy.EMAIL)
        session.commit()
        yield case.reference
    engine.dispose()


def press(window: Window, name: str) -> None:
    window.get_by_role("button", name=name).click()


def sent_letter(demo: LivePortal) -> EmailMessage | None:
    """The mail that brought the letter, once the worker has sent it."""
    found = (mail for mail in mails(demo) if mail["to"] == EMAIL and "xin lỗi" in mail["subject"])
    return next(found, None)


def draft(officer: Window, reference: str) -> str:
    """From the heap of overdue cases to a letter that lies before the director; its address."""
    officer.goto("/desk/inbox?show=no_letter")
    assert barriers(officer) == []
    officer.goto(f"/desk/cases/{reference}")
    assert barriers(officer) == []
    press(officer, "Soạn thư xin lỗi")
    officer.wait_for_url("**/desk/letters/*")
    assert barriers(officer) == []
    officer.get_by_label("Lý do trễ hạn").select_option(label="Cần xác minh, kiểm tra thực tế")
    officer.get_by_label("Lý do ghi trong thư").fill(REASON)
    press(officer, "Lưu và trình duyệt")
    expect(officer.locator("main")).to_contain_text("Chờ duyệt")
    return officer.url


def sign(officer: Window, letter: str) -> None:
    """With a token elsewhere: this office has no certificate."""
    paper = officer.request.get(f"{letter}/to-sign.pdf").body()
    officer.goto(letter)
    officer.get_by_text("Ký số bằng thiết bị riêng").click()
    signed: FilePayload = {
        "name": "thu.pdf",
        "mimeType": "application/pdf",
        "buffer": signed_and_sealed(paper),
    }
    officer.get_by_label("Tệp PDF đã ký số").set_input_files(signed)
    press(officer, "Tải lên và kiểm tra")
    expect(officer.locator("main")).to_contain_text("ký số bên ngoài")


def test_a_late_answer_is_apologised_for(
    staff: Staff, citizen: Window, demo: LivePortal, reference: str
) -> None:
    officer, director = staff("officer"), staff("director")
    letter = draft(officer, reference)
    director.goto("/desk/letters?show=submitted")
    director.get_by_role("link", name=reference).click()
    press(director, "Lưu, duyệt và cấp số")
    expect(director.locator("main")).to_contain_text("Đã duyệt")
    sign(officer, letter)
    officer.get_by_label("Thư điện tử").check()
    press(officer, "Phát hành")
    expect(officer.locator("main")).to_contain_text("Đã phát hành")
    assert barriers(officer) == []
    officer.goto(f"/desk/cases/{reference}")
    expect(officer.locator("aside")).to_contain_text("Đã hứa trả lời chậm nhất")
    # An apology moves no date.
    expect(officer.locator("main")).to_contain_text("quá hạn")
    eventually(lambda: sent_letter(demo) is not None)
    read(citizen, demo, reference)


def read(citizen: Window, demo: LivePortal, reference: str) -> None:
    """The sender follows the link of the mail, reads the promise and takes the letter."""
    mail = sent_letter(demo)
    assert mail is not None
    assert [each.get_content_type() for each in mail.iter_attachments()] == ["application/pdf"]
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"/follow/\S+#code=\S+", body.get_content())
    assert link is not None
    citizen.goto(link[0])
    citizen.wait_for_url("**/case")
    expect(citizen.locator("main")).to_contain_text("hứa trả lời chậm nhất")
    assert barriers(citizen) == []
    assert not scrolls_sideways(citizen)
    address = citizen.get_by_role("link", name="Thư xin lỗi số").get_attribute("href") or ""
    paper = citizen.request.get(address)
    text = " ".join(PdfReader(BytesIO(paper.body())).pages[0].extract_text().split())
    assert reference in text
    assert REASON in text
