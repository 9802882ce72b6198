"""Surveys as people meet them: a QR code on a telephone, a kiosk that loses its network, a link in a mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from config import PUBLISHED_KEY
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.models.ballot import Ballot
from portal.models.survey import SurveyPoint
from tests.browser.conftest import PATIENCE
from tests.domain.surveys.examples import LONGER, SHORT
from tests.support.browser import barriers, scrolls_sideways, window
from tests.support.demo_live import eventually
from tests.support.live import LivePortal
from tests.survey_factories import invited, point, published, published_again, shipped

pytestmark = pytest.mark.browser

UPRIGHT: dict[str, Any] = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}
LYING: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
Ballots = Callable[[str], list[Ballot]]


@contextmanager
def database(demo: LivePortal) -> Iterator[Session]:
    engine = create_engine(demo.database_url)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="module", autouse=True)
def points(demo: LivePortal) -> None:
    """A counter with several questions, a kiosk with one, and a kiosk with several."""
    now = datetime.now(UTC)
    with database(demo) as session:
        several, quick = published(session, SHORT, now), shipped(session, Purpose.QUICK)
        answer = shipped(session, Purpose.ANSWER)
        point(session, PointKind.COUNTER, answer, now, code="counter")
        point(session, PointKind.COUNTER, several, now, code="plain")
        point(session, PointKind.KIOSK, quick, now, code="onetap")
        point(session, PointKind.KIOSK, quick, now, code="away")
        point(session, PointKind.KIOSK, answer, now, code="several")


@pytest.fixture
def given(demo: LivePortal) -> Ballots:
    """The ballots of a point."""

    def of(code: str) -> list[Ballot]:
        with database(demo) as session:
            wanted = select(Ballot).join(SurveyPoint, SurveyPoint.id == Ballot.point_id)
            return list(session.scalars(wanted.where(SurveyPoint.code == code)))

    return of


@pytest.fixture(params=[UPRIGHT, LYING], ids=["upright", "lying"])
def kiosk(browser: Browser, demo: LivePortal, request: pytest.FixtureRequest) -> Iterator[Window]:
    with window(browser, demo.address, **request.param) as page:
        page.set_default_timeout(PATIENCE)
        yield page


def fits(page: Window) -> bool:
    """Whether nothing on a page stops anybody, on a screen as narrow as this one."""
    assert barriers(page) == []
    return not scrolls_sideways(page)


def stands_still(page: Window) -> bool:
    """Whether nothing has to be scrolled, in no direction."""
    room = "({scrollHeight: high, scrollWidth: wide}) => high <= innerHeight && wide <= innerWidth"
    return bool(page.locator("html").evaluate(room))


def level(page: Window, question: str, words: str) -> None:
    group = page.get_by_role("group", name=question)
    group.get_by_label(words, exact=True).check()


def test_a_code_at_the_counter_leads_to_the_thanks(citizen: Window, given: Ballots) -> None:
    citizen.goto("/survey/counter")
    assert fits(citizen)
    why = citizen.get_by_role("group", name="Điều gì khiến Ông/Bà chưa hài lòng")
    expect(why).to_be_hidden()
    level(citizen, "Kết quả giải quyết", "Không hài lòng")
    expect(why).to_be_visible()
    why.get_by_label("Trả lời khó hiểu").check()
    citizen.get_by_label("Ông/Bà góp ý thêm").fill("Xin viết rõ hơn.")
    level(citizen, "Thái độ phục vụ", "Hài lòng")
    citizen.get_by_role("button", name="Gửi phiếu").click()
    # One was forgotten: said above, and the link leads to it; nothing was lost.
    summary = citizen.get_by_role("alert")
    expect(summary).to_contain_text("Xin chọn một mức cho câu “Thời gian giải quyết”.")
    assert fits(citizen)
    summary.get_by_role("link").click()
    expect(citizen.locator("#item-time-0")).to_be_focused()
    expect(why.get_by_label("Trả lời khó hiểu")).to_be_checked()
    level(citizen, "Thời gian giải quyết", "Bình thường")
    citizen.wait_for_timeout(200)
    citizen.get_by_role("button", name="Gửi phiếu").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("Cảm ơn")
    assert fits(citizen)
    (ballot,) = given("counter")
    assert ballot.answers == {"result": 2, "time": 3, "attitude": 4, "why": ["unclear"]}
    assert ballot.words == {"words": "Xin viết rõ hơn."}


def test_it_needs_no_javascript_for_branches(plain: Window, given: Ballots) -> None:
    plain.goto("/survey/plain")
    level(plain, "Polite?", "5")
    level(plain, "Late?", "Yes")
    plain.get_by_role("button", name="Gửi phiếu").click()
    expect(plain.get_by_role("status")).to_contain_text("còn vài câu hỏi thêm")
    level(plain, "The letter?", "2")
    plain.get_by_role("button", name="Gửi phiếu").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Cảm ơn")
    (ballot,) = given("plain")
    assert ballot.answers == {"polite": 5, "late": "yes", "apology": 2}


def test_a_level_in_a_mail_needs_one_more_tap(citizen: Window, demo: LivePortal) -> None:
    with database(demo) as session:
        token = invited(session, datetime.now(UTC), PUBLISHED_KEY)
    citizen.goto(f"/survey/t/{token}#4")
    expect(citizen.get_by_label("Hài lòng", exact=True)).to_be_checked()
    assert token not in citizen.url
    assert "#" not in citizen.url
    assert fits(citizen)
    citizen.get_by_role("button", name="Gửi phiếu").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("Cảm ơn")
    citizen.goto(f"/survey/t/{token}#4")
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Phiếu này đã được gửi")
    assert fits(citizen)


def test_a_kiosk_takes_one_tap_and_begins_again(kiosk: Window, given: Ballots) -> None:
    before = len(given("onetap"))
    kiosk.goto("/kiosk/onetap")
    assert stands_still(kiosk)
    assert barriers(kiosk) == []
    sizes = kiosk.locator(".app-kiosk__face .app-face:visible").evaluate_all(
        "faces => faces.map(face => face.getBoundingClientRect().width)"
    )
    assert len(sizes) == 5
    assert min(sizes) >= 96
    kiosk.get_by_role("button", name="Rất hài lòng").tap()
    expect(kiosk.get_by_text("Cảm ơn Ông/Bà đã đánh giá!")).to_be_visible()
    assert stands_still(kiosk)
    expect(kiosk.get_by_role("button", name="Rất hài lòng")).to_be_visible(timeout=10_000)
    eventually(lambda: len(given("onetap")) == before + 1)
    assert given("onetap")[-1].answers == {"service": 5}


def test_a_kiosk_asks_several_things_in_both_languages_and_forgets_who_walks_away(
    kiosk: Window, given: Ballots
) -> None:
    before = len(given("several"))
    kiosk.clock.install()
    kiosk.goto("/kiosk/several")
    kiosk.get_by_role("button", name="Không hài lòng", exact=True).tap()
    expect(kiosk.get_by_role("heading", name="Thời gian giải quyết")).to_be_visible()
    kiosk.get_by_role("link", name="English").tap()
    expect(kiosk.get_by_role("heading", name="The time it took")).to_be_visible()
    assert stands_still(kiosk)
    kiosk.clock.run_for(36_000)
    expect(kiosk.get_by_text("The screen is about to start over")).to_be_visible()
    kiosk.clock.run_for(10_000)
    expect(kiosk.get_by_role("heading", name="Kết quả giải quyết")).to_be_visible()
    for _ in range(3):
        kiosk.get_by_role("button", name="Hài lòng", exact=True).tap()
    # The branch is not taken; the words may stay empty.
    expect(kiosk.get_by_role("textbox")).to_be_visible()
    assert stands_still(kiosk)
    kiosk.get_by_role("button", name="Tiếp tục").tap()
    expect(kiosk.get_by_text("Cảm ơn Ông/Bà đã đánh giá.")).to_be_visible()
    eventually(lambda: len(given("several")) == before + 1)
    assert {"result": 4, "time": 4, "attitude": 4} in [ballot.answers for ballot in given("several")]


def test_a_kiosk_keeps_its_ballots_while_the_network_is_away(kiosk: Window, given: Ballots) -> None:
    before = len(given("away"))
    kiosk.goto("/kiosk/away", wait_until="networkidle")
    kiosk.context.set_offline(True)
    for words in ("Hài lòng", "Bình thường"):
        kiosk.get_by_role("button", name=words, exact=True).tap()
        expect(kiosk.get_by_text("Cảm ơn Ông/Bà đã đánh giá!")).to_be_visible()
        expect(kiosk.get_by_role("button", name=words, exact=True)).to_be_visible(timeout=10_000)
    expect(kiosk.get_by_text("Mạng đang gián đoạn")).to_be_visible()
    assert len(given("away")) == before
    kiosk.context.set_offline(False)
    eventually(lambda: len(given("away")) == before + 2)
    expect(kiosk.get_by_text("Mạng đang gián đoạn")).to_be_hidden(timeout=15_000)
    # A whole round later there are still two.
    kiosk.wait_for_timeout(11_000)
    assert len(given("away")) == before + 2


def test_a_kiosk_that_slept_for_days_loses_nothing(kiosk: Window, given: Ballots) -> None:
    before = len(given("away"))
    kiosk.goto("/kiosk/away")
    kiosk.locator("[name=ticket]").evaluate_all(
        "fields => fields.forEach(field => { field.value = 'too old' })"
    )
    kiosk.get_by_role("button", name="Hài lòng", exact=True).tap()
    eventually(lambda: len(given("away")) == before + 1)
    expect(kiosk.get_by_text("Mạng đang gián đoạn")).to_be_hidden()


def test_what_a_kiosk_asked_is_read_as_it_was_asked(kiosk: Window, demo: LivePortal, given: Ballots) -> None:
    name = f"anew{kiosk.evaluate('innerWidth')}"
    with database(demo) as session:
        asked = published(session, replace(SHORT, code=name), datetime.now(UTC))
        point(session, PointKind.KIOSK, asked, datetime.now(UTC), code=name)
    kiosk.goto(f"/kiosk/{name}", wait_until="networkidle")
    shown = kiosk.locator("[data-kiosk]").get_attribute("data-version")
    kiosk.locator("[name=ticket]").evaluate_all(
        "fields => fields.forEach(field => { field.value = 'too old' })"
    )
    with database(demo) as session:
        published_again(session, asked, replace(LONGER, code=name), datetime.now(UTC))
    for words in ("5", "No"):
        kiosk.get_by_role("button", name=words, exact=True).tap()
    kiosk.get_by_role("textbox", name="Anything else?").fill("Rất tốt")
    kiosk.get_by_role("button", name="Tiếp tục").tap()
    eventually(lambda: len(given(name)) == 1)
    (ballot,) = given(name)
    assert (str(ballot.version_id), ballot.answers) == (shown, {"polite": 5, "late": "no"})
    assert ballot.words == {"words": "Rất tốt"}


def test_a_kiosk_needs_no_javascript(plain: Window, given: Ballots) -> None:
    before = len(given("onetap"))
    plain.goto("/kiosk/onetap")
    plain.get_by_role("button", name="Bình thường").tap()
    expect(plain.get_by_text("Cảm ơn Ông/Bà đã đánh giá!")).to_be_visible()
    assert len(given("onetap")) == before + 1
    plain.wait_for_url("**/kiosk/onetap", timeout=10_000)
    expect(plain.get_by_role("button", name="Bình thường")).to_be_visible(timeout=10_000)
