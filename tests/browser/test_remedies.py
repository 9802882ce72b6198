"""From a low rating to what the public reads: planned by the leader, done by the officer, published."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.domain.time import local_day
from portal.queries.settings import load_settings
from portal.queries.surveys.questionnaires import current_for
from portal.services.surveys.give_ballot import Place, give_ballot
from tests.browser.conftest import Staff
from tests.browser.test_publication import photo
from tests.factories import acting, unit_id
from tests.support.browser import barriers, scrolls_sideways
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

ITEM = "Ông/Bà có hài lòng với việc phục vụ hôm nay không?"


@pytest.fixture
def due_on(demo: LivePortal) -> Iterator[str]:
    """Somebody has touched the second face at the energy division; what can be promised is two weeks ahead."""
    engine = create_engine(f"sqlite:///{demo.data / 'portal.db'}")
    with Session(engine) as session:
        now = datetime.now(UTC)
        asked = current_for(session, Purpose.QUICK)
        assert asked is not None
        place = Place(unit_id(session, "QLNL"), BallotWay.KIOSK)
        give_ballot(acting(session, "sender", now), asked, {"service": 2}, place=place)
        session.commit()
        yield f"{load_settings(session).calendar.add_working_days(local_day(now), 10):%d/%m/%Y}"
    engine.dispose()


def press(window: Window, name: str) -> None:
    window.get_by_role("button", name=name, exact=True).click()


def fits(window: Window) -> None:
    assert barriers(window) == []
    assert not scrolls_sideways(window)


def plan(leader: Window, due_on: str) -> str:
    """The leader says why, what, who and by when; the address of the remedy."""
    leader.goto("/desk/remedies?show=open")
    fits(leader)
    leader.get_by_role("link", name=ITEM).click()
    fits(leader)
    leader.get_by_role("textbox", name="Nguyên nhân").fill("Buổi sáng thiếu người trực quầy.")
    leader.get_by_role("textbox", name="Biện pháp khắc phục").fill("Thêm một người trực buổi sáng.")
    leader.get_by_label("Người chịu trách nhiệm", exact=True).select_option(index=1)
    leader.get_by_role("textbox", name="Hoàn thành trước hết ngày").fill(due_on)
    press(leader, "Ghi nguyên nhân và biện pháp")
    expect(leader.locator("main")).to_contain_text("Đang khắc phục")
    return leader.url


def test_a_low_rating_is_remedied_and_published(staff: Staff, citizen: Window, due_on: str) -> None:
    leader = staff("leader")
    here = plan(leader, due_on)
    officer = staff("officer", narrow=True)
    officer.goto(here)
    fits(officer)
    officer.get_by_role("textbox", name="Kết quả đã đạt được").fill(
        "Đã thêm người trực, chờ trung bình 10 phút."
    )
    officer.locator("input[type=file]").set_input_files([photo()])
    press(officer, "Ghi nhận khắc phục xong")
    expect(officer.locator("main")).to_contain_text("Đã khắc phục")
    fits(officer)
    leader.goto(here)
    leader.get_by_role("textbox", name="Ông/Bà góp ý (tiếng Việt)").fill("Chờ lâu, gọi 0912 000 345.")
    leader.get_by_role("textbox", name="Chúng tôi đã làm (tiếng Việt)").fill("Đã thêm người trực buổi sáng.")
    press(leader, "Công khai")
    expect(leader.locator("main")).to_contain_text("dữ liệu cá nhân")
    leader.get_by_role("textbox", name="Ông/Bà góp ý (tiếng Việt)").fill("Buổi sáng chờ lâu.")
    press(leader, "Công khai")
    expect(leader.locator("main")).to_contain_text("Đã công khai")
    citizen.goto("/improvements")
    expect(citizen.locator("main")).to_contain_text("Buổi sáng chờ lâu.")
    expect(citizen.locator("main")).to_contain_text("Đã thêm người trực buổi sáng.")
    fits(citizen)
    citizen.goto("/figures/surveys")
    fits(citizen)
    overseer = staff("overseer")
    overseer.goto("/oversight/surveys")
    fits(overseer)
    expect(overseer.locator("main")).to_contain_text("Khắc phục: Phiếu khảo sát")
