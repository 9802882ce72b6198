"""A page left open until the session ended: its scripts say so, and what was typed stays."""

import time

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from config import PUBLISHED_KEY
from portal.web.shared.idle import SEEN
from tests.browser.conftest import Staff
from tests.support.demo_live import type_password

pytestmark = pytest.mark.browser

ENDED = "Phiên làm việc đã hết hạn. Hãy tải lại trang để đăng nhập; bản nháp vẫn còn."
CALLER = "0912 000 001"
NAME = "Khảo sát cuối năm"
LONG = 9 * 3600


def stay_away(window: Window) -> None:
    """As if the page had stood open the whole day."""
    app = Flask(__name__)
    app.secret_key = PUBLISHED_KEY
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    for cookie in window.context.cookies():
        if cookie.get("name") == "session":
            kept = {**signer.loads(cookie["value"]), SEEN: int(time.time()) - LONG}
            signed = str(signer.dumps(kept))
            window.context.add_cookies([
                {"name": "session", "value": signed, "domain": cookie["domain"], "path": cookie["path"]}
            ])


def test_the_call_form_takes_in_no_sign_in_page(staff: Staff) -> None:
    window = staff("operator")
    window.goto("/desk/calls")
    controls = "document.querySelector('form[data-call]').elements.length"
    before = window.evaluate(controls)
    stay_away(window)
    window.locator("#caller").fill(CALLER)
    expect(window.locator("[data-live-fields=caller]")).to_have_text(ENDED)
    assert window.evaluate(controls) <= before
    assert window.locator("[type=password]").count() == 0


def test_neither_where_the_browser_says_nothing_of_its_requests(staff: Staff) -> None:
    window = staff("operator")
    window.goto("/desk/calls")
    away = {"Location": "/account/sign-in"}
    window.route("**/desk/calls/caller", lambda route: route.fulfill(status=302, headers=away))
    window.locator("#caller").fill(CALLER)
    expect(window.locator("[data-live-fields=caller]")).to_have_text(ENDED)


def test_what_was_typed_is_there_after_signing_in(staff: Staff) -> None:
    window = staff("operator")
    window.goto("/desk/calls")
    window.locator("#caller").fill(CALLER)
    window.wait_for_function("number => localStorage.getItem('draft:call')?.includes(number)", arg=CALLER)
    stay_away(window)
    window.reload()
    expect(window.locator("h1")).to_have_text("Đăng nhập")
    type_password(window, "operator")
    expect(window.locator("#caller")).to_have_value(CALLER)


def test_who_sends_a_form_too_late_comes_back_to_it(staff: Staff) -> None:
    window = staff("overseer")
    window.goto("/admin/surveys/campaigns/new")
    window.get_by_label("Tên đợt khảo sát").fill(NAME)
    stay_away(window)
    window.get_by_role("button", name="Lưu", exact=True).click()
    expect(window.locator("h1")).to_have_text("Đăng nhập")
    expect(window.get_by_text("Nội dung vừa gửi chưa được lưu.")).to_be_visible()
    type_password(window, "overseer")
    expect(window.get_by_label("Tên đợt khảo sát")).to_have_value(NAME)
    expect(window.locator("[data-draft-notice]")).to_be_visible()
