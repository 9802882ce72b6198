"""A pile of paper typed in without the mouse; every key is counted."""

import time

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways

pytestmark = pytest.mark.browser

# 13 levels, "gave feedback" and its three levels, "was late", and Enter past the words.
LEVELS = "5454543455445"
MOST_KEYS = 24


@pytest.fixture
def clerk(staff: Staff) -> Window:
    """At the first ballot of a pile of paper."""
    window = staff("coordinator")
    begin(window)
    return window


def begin(window: Window, way: str = "paper") -> None:
    """Choose the one-stop questionnaire, the department and the way."""
    window.goto("/desk/ballots")
    window.locator("#version").select_option(label="Phiếu khảo sát sự hài lòng tại bộ phận một cửa (bản 1)")
    place = window.locator("#place-select option", has_text="Sở Công Thương").first.get_attribute("value")
    version = window.locator("#version").input_value()
    window.goto(f"/desk/ballots/batch?version={version}&place={place}&way={way}&text=vi")


class Hands:
    """The clerk's hands: keys are counted."""

    def __init__(self, window: Window) -> None:
        self.window, self.pressed = window, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.window.keyboard.press(key)
            self.pressed += 1


def chosen(window: Window, code: str) -> str:
    found = window.locator(f"input[name=a-{code}]:checked")
    return found.input_value() if found.count() else ""


def here(window: Window) -> str:
    return str(window.evaluate("document.activeElement.closest('[data-item]')?.dataset.item ?? ''"))


def test_sixteen_items_take_a_key_each(clerk: Window) -> None:
    began, hands = time.monotonic(), Hands(clerk)
    hands.press(*LEVELS, "c", "4", "4", "5", "k", "Enter")
    expect(clerk.get_by_text("Đã lưu 1 phiếu")).to_be_visible()
    print(f"{hands.pressed} keys, {time.monotonic() - began:.1f} s")  # noqa: T201  # the measure
    assert hands.pressed <= MOST_KEYS
    # And the next one at once.
    assert here(clerk) == "signs"
    hands.press(*LEVELS, "2", "1", "Control+Enter")
    expect(clerk.get_by_text("Đã lưu 2 phiếu")).to_be_visible()


def test_branches_not_taken_are_skipped(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press(*LEVELS, "k")
    assert here(clerk) == "was_late"
    expect(clerk.locator("[data-item=easy_form]")).to_be_hidden()
    hands.press("c")
    assert here(clerk) == "got_apology"
    hands.press("Backspace", "Backspace", "1")
    assert here(clerk) == "easy_form"


def test_going_back_mends_a_slip(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press("1", "Backspace", "5")
    assert (chosen(clerk, "signs"), here(clerk)) == ("5", "seats")


def test_letters_go_on_until_one_choice_is_left(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press(*LEVELS, "k", "c", "c")
    # Two of the answers begin with "Có": only what comes after tells which.
    assert here(clerk) == "got_apology"
    hands.press(*"otruoc"[:2])
    assert chosen(clerk, "got_apology") == "in_time"


def test_what_was_left_blank_is_passed_over_on_purpose_only(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press("Enter", *LEVELS[1:], "k", "k", "Enter")
    expect(clerk.get_by_text("Còn câu chưa nhập.")).to_be_visible()
    assert here(clerk) == "signs"
    hands.press("-", "Control+Enter")
    expect(clerk.get_by_text("Đã lưu 1 phiếu")).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Control+Enter"])
def test_what_is_missing_is_said_from_the_words_too(clerk: Window, key: str) -> None:
    hands = Hands(clerk)
    hands.press("Enter", *LEVELS[1:], "k", "k")
    clerk.keyboard.type("Chờ lâu")
    hands.press(key)
    assert here(clerk) == "signs"
    expect(clerk.get_by_text("Còn câu chưa nhập.")).to_be_visible()
    hands.press("5")
    expect(clerk.get_by_text("Còn câu chưa nhập.")).to_be_hidden()


def test_a_reload_loses_nothing(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press(*LEVELS, "c", "4")
    clerk.wait_for_timeout(700)  # the pause after which a draft is kept
    clerk.reload()
    assert (chosen(clerk, "easy_form"), here(clerk)) == ("4", "by_the_rules")
    hands.press("4", "5", "k", "Enter")
    expect(clerk.get_by_text("Đã lưu 1 phiếu")).to_be_visible()
    clerk.reload()
    assert chosen(clerk, "signs") == ""
    # Nor does it lose anything of the second.
    hands.press("5", "4")
    clerk.wait_for_timeout(700)
    clerk.reload()
    assert (chosen(clerk, "signs"), chosen(clerk, "seats"), here(clerk)) == ("5", "4", "equipment")


def test_a_draft_that_is_too_old_is_gone_wherever_one_looks(clerk: Window) -> None:
    write = (
        "([key, days]) => localStorage.setItem("
        "`draft:${key}`, JSON.stringify({at: Date.now() - days * 864e5, values: {}}))"
    )
    for key, days in (("ballot-old", 8), ("ballot-new", 1)):
        clerk.evaluate(write, [key, days])
    clerk.reload()
    assert clerk.evaluate("Object.keys(localStorage).sort()") == ["draft:ballot-new"]


def test_words_are_words(clerk: Window) -> None:
    hands = Hands(clerk)
    hands.press(*LEVELS, "k", "k")
    clerk.keyboard.type("5 ghe - khong du")
    expect(clerk.locator("[name=a-words]")).to_have_value("5 ghe - khong du")
    hands.press("Backspace", "Enter")
    expect(clerk.get_by_text("Đã lưu 1 phiếu")).to_be_visible()


def test_it_can_be_read_and_fits(clerk: Window, staff: Staff) -> None:
    assert barriers(clerk) == []
    begin(clerk, "phone")
    assert barriers(clerk) == []
    narrow = staff("coordinator", narrow=True)
    narrow.goto("/desk/ballots")
    assert barriers(narrow) == []
    begin(narrow)
    assert not scrolls_sideways(narrow)
