"""A citizen sends feedback from a phone and follows it, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import FilePayload, expect
from playwright.sync_api import Page as Window

from tests.adapters.specimens import jpeg
from tests.support.browser import barriers, scrolls_sideways
from tests.support.demo_live import confirm_feedback, enter_case, pick, write_feedback

pytestmark = pytest.mark.browser

BODY = "Điện ở ấp Suối Đá yếu hẳn từ 18 giờ đến 22 giờ, máy bơm không lên nước."
REFERENCE = re.compile(r"PA-[0-9A-Z]{4}-[0-9A-Z]{4}")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
PHOTO: FilePayload = {"name": "công tơ.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}


def fits(window: Window) -> bool:
    """Whether nothing on the page stops anybody, on a screen as narrow as this one."""
    assert barriers(window) == []
    return not scrolls_sideways(window)


def test_it_sends_feedback_with_a_photo_and_follows_it(citizen: Window) -> None:
    write_feedback(citizen, BODY)
    pick(citizen, "category", "dien luc")
    expect(citizen.locator("#category")).to_have_value("Điện lực")
    citizen.locator("input[type=file]").set_input_files([PHOTO])
    assert fits(citizen)
    citizen.get_by_role("button", name="Kiểm tra trước khi gửi").click()
    citizen.wait_for_url("**/send/check")
    expect(citizen.get_by_text("công tơ.jpg").first).to_be_visible()
    assert fits(citizen)
    citizen.get_by_role("button", name="Xác nhận và gửi").click()
    citizen.wait_for_url("**/receipt")
    reference, code = citizen.locator("#reference").inner_text(), citizen.locator("#code").inner_text()
    assert REFERENCE.fullmatch(reference)
    assert CODE.fullmatch(code)
    expect(citizen.locator("main")).to_contain_text("Có trả lời chậm nhất hết thứ")
    expect(citizen.get_by_text("ngày làm việc thứ 3")).to_be_visible()
    assert fits(citizen)
    citizen.context.clear_cookies()
    enter_case(citizen, reference, code)
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(reference)
    expect(citizen.locator("main")).to_contain_text(BODY)
    expect(citizen.locator("main img").first).to_be_visible()
    assert code not in citizen.url
    assert fits(citizen)


def test_it_brings_a_draft_back_until_it_is_sent(citizen: Window) -> None:
    write_feedback(citizen, BODY)
    pick(citizen, "category", "dien luc")
    citizen.wait_for_function(
        "words => Object.values(localStorage).some(kept => kept.includes(words))", arg=BODY
    )
    citizen.reload()
    expect(citizen.locator("#body")).to_have_value(BODY)
    expect(citizen.locator("#category")).to_have_value("Điện lực")
    expect(citizen.locator("[data-draft-notice]")).to_be_visible()
    confirm_feedback(citizen)
    citizen.goto("/send")
    expect(citizen.locator("#body")).to_have_value("")


def test_it_needs_no_javascript(plain: Window) -> None:
    write_feedback(plain, BODY)
    plain.locator("select[name=category]").select_option(label="Điện lực")
    plain.locator("input[type=file]").set_input_files([PHOTO])
    reference, code = confirm_feedback(plain)
    plain.context.clear_cookies()
    enter_case(plain, reference, code)
    expect(plain.locator("main")).to_contain_text(BODY)
