"""An applicant on a phone: from the link in a message to the letter, and to feedback about the dossier in one tap."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy.orm import Session

from config import Config
from portal.app import create_app
from portal.domain.apologies import DelayReason, Way
from portal.domain.reference import dossier_secret
from portal.domain.time import VIETNAM
from portal.extensions import db
from portal.models.dossier import Dossier
from portal.models.letter import Letter, Signature
from portal.services.approve_letter import approve_letter
from portal.services.draft_letter import Edits, draft_letter, save_letter
from portal.services.issue_letter import issue_letter
from tests.browser.conftest import Staff
from tests.browser.test_sending import fits
from tests.dossier_factories import OFFICE, PROCEDURE, day, filed_dossier
from tests.factories import acting
from tests.fakes import FakePorts
from tests.support.browser import barriers
from tests.support.demo_live import READING, confirm_feedback
from tests.support.live import LivePortal
from tests.support.pdf import MILLIMETRE, words

pytestmark = pytest.mark.browser

A5 = (148, 210)  # millimetres
BODY = "Tôi đã chờ quá ngày hẹn, xin cho biết khi nào có thẻ an toàn điện."


@dataclass(frozen=True)
class Filed:
    """A dossier that is late, with a signed letter."""

    code: str
    secret: str


@pytest.fixture(scope="module")
def filed(demo: LivePortal) -> Filed:
    now = datetime.now(UTC).astimezone(VIETNAM)
    app = create_app(Config(PORTAL_ENV="testing", DATABASE_URL=demo.database_url, PORTAL_DATA=demo.data))
    with app.app_context():
        session = db.session()
        dossier = filed_dossier(session, now, code="H99.15-261103-0777", due=day(now.date()))
        letter = issued(session, now, dossier)
        letter.signature = Signature.UPLOADED
        letter.signed_key = app.extensions["portal.ports"].files.put(b"%PDF-1.7 signed")
        key = app.config["TRACKING_KEY"].encode()
        made = Filed(dossier.code, dossier_secret(key, dossier.code, dossier.code_nonce))
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return made


def issued(session: Session, now: datetime, dossier: Dossier) -> Letter:
    """A letter with the new date that is proposed, handed over."""
    officer = acting(session, "officer", now)
    letter = draft_letter(officer, dossier)
    words = Edits(DelayReason.VERIFICATION, "Cần kiểm tra thực tế", letter.new_due_at)
    save_letter(officer, dossier, letter, edits=words)
    director = acting(session, "director", now)
    approve_letter(director, dossier, letter, ports=FakePorts().ports, office=OFFICE)
    issue_letter(officer, dossier, letter, way=Way.PRINT)
    return letter


def test_the_code_alone_shows_how_far_it_is(citizen: Window, filed: Filed) -> None:
    citizen.goto("/dossiers")
    assert fits(citizen)
    citizen.locator("#reference").fill(filed.code.lower())
    citizen.get_by_role("button", name="Tra cứu").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(f"Hồ sơ {filed.code}")
    expect(citizen.locator("main")).to_contain_text("Đang giải quyết")
    expect(citizen.locator("main")).not_to_contain_text("Hẹn trả lần đầu")
    assert fits(citizen)


def test_a_link_opens_it_in_one_tap_and_feedback_is_one_more(citizen: Window, filed: Filed) -> None:
    page = f"/dossiers/{filed.code}"
    citizen.goto(f"{page}#code={filed.secret}")
    expect(citizen.locator("main")).to_contain_text("Hẹn trả hiện nay")
    assert filed.secret not in citizen.url
    assert fits(citizen)
    with citizen.expect_download() as download:
        citizen.get_by_role("link", name="Thư xin lỗi số").click()
    assert download.value.path().read_bytes() == b"%PDF-1.7 signed"
    # The same link once more, where the page is open already: the code leaves the address again.
    citizen.goto(f"{page}#code={filed.secret}")
    expect(citizen).to_have_url(re.compile(f"{re.escape(page)}$"))
    citizen.get_by_role("button", name="Gửi phản ánh về hồ sơ này").click()
    citizen.wait_for_url("**/send")
    expect(citizen.locator("main")).to_contain_text(f"Phản ánh về hồ sơ {filed.code}")
    expect(citizen.locator("#category")).to_have_value("Hồ sơ tại bộ phận một cửa")
    assert fits(citizen)
    reference = send(citizen)
    citizen.goto(page)
    expect(citizen.get_by_role("link", name=reference)).to_be_visible()
    citizen.get_by_role("link", name=reference).click()
    citizen.get_by_role("link", name=filed.code).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(f"Hồ sơ {filed.code}")


def send(window: Window) -> str:
    window.locator("input[name=procedure][value=none]").check()
    window.locator("input[name=kind][value=feedback]").check()
    window.locator("#body").fill(BODY)
    window.locator("#phone").fill("0912 000 777")
    return confirm_feedback(window)[0]


def test_the_dossier_is_taken_off_and_the_words_stay(citizen: Window, filed: Filed) -> None:
    citizen.goto(f"/dossiers/{filed.code}#code={filed.secret}")
    citizen.get_by_role("button", name="Gửi phản ánh về hồ sơ này").click()
    citizen.locator("#body").fill(BODY)
    citizen.get_by_role("button", name="Bỏ hồ sơ này").click()
    expect(citizen.locator("#dossier_code")).to_have_value("")
    expect(citizen.locator("#body")).to_have_value(BODY)


def test_it_works_without_javascript(plain: Window, filed: Filed) -> None:
    plain.goto(f"/dossiers/{filed.code}")
    plain.locator("#code").fill(filed.secret.lower())
    plain.get_by_role("button", name="Xem ngày hẹn và thư").click()
    expect(plain.locator("main")).to_contain_text("Hẹn trả hiện nay")
    plain.get_by_role("button", name="Gửi phản ánh về hồ sơ này").click()
    expect(plain.locator("main")).to_contain_text(f"Phản ánh về hồ sơ {filed.code}")
    plain.wait_for_timeout(READING)
    assert send(plain).startswith("PA-")


def test_the_lists_fit_a_phone(citizen: Window, filed: Filed) -> None:
    citizen.goto("/dossiers/late")
    expect(citizen.locator("main")).to_contain_text(filed.code)
    assert fits(citizen)
    citizen.goto("/procedures?q=an+toan+dien")
    assert fits(citizen)
    citizen.goto(f"/procedures/{PROCEDURE}")
    assert fits(citizen)


def test_the_slip_prints_on_one_small_page(staff: Staff, filed: Filed) -> None:
    operator = staff("operator")
    operator.goto(f"/desk/dossiers/{filed.code}/receipt")
    expect(operator.locator("main")).to_contain_text(filed.secret)
    assert barriers(operator) == []
    # The longest name of a procedure that anybody met.
    operator.evaluate(
        "document.querySelector('#procedure').textContent = 'Cấp lại Giấy chứng nhận đủ điều kiện '.repeat(9)"
    )
    printed = PdfReader(BytesIO(operator.pdf(prefer_css_page_size=True)))
    (page,) = printed.pages
    assert (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) == A5
    assert filed.secret in words(printed)
