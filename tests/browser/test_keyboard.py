"""The desk without a mouse: a list walked, cases taken and given back, every control within reach and seen."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window

from tests.browser.conftest import PATIENCE, Staff
from tests.support.browser import WIDE, barriers, scrolls_sideways, window
from tests.support.demo_live import confirm_feedback, pick, sign_in, write_feedback
from tests.support.live import LivePortal

pytestmark = pytest.mark.browser

BODIES = (
    "Trạm biến áp ở ấp Suối Đá kêu to suốt đêm, cả xóm không ngủ được.",
    "Dây điện trước nhà tôi ở ấp Thanh Tân võng xuống gần mặt đường.",
)
NOT_TAKEN = "/desk/unit?show=not_taken"
# What one can do something with, as far as it is on the screen; of radio buttons the arrow keys reach the others.
CONTROLS = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const groups = new Set();
  window.controls = [...document.querySelectorAll(wanted)].filter((each) => {
    if (each.disabled || each.tabIndex < 0 || !each.checkVisibility({ visibilityProperty: true })) return false;
    if (each.type !== "radio") return true;
    const first = !groups.has(each.name);
    groups.add(each.name);
    return first;
  });
  const face = (element, part) => {
    const style = getComputedStyle(element, part);
    return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.color].join();
  };
  window.looks = (each) => face(each) + (each.nextElementSibling ? face(each.nextElementSibling, "::before") : "");
  window.before = window.controls.map(looks);
  return window.controls.length;
}"""
# Which of them has the focus, and whether it looks otherwise than without.
FOCUSED = """() => {
  const here = document.activeElement;
  const at = window.controls.findIndex((each) => each === here || (here.type === "radio" && each.name === here.name));
  return [at, at >= 0 && looks(here) !== window.before[at]];
}"""
FOCUS = "() => document.activeElement.outerHTML.slice(0, 300)"
NAMES = """(missing) => missing.map((at) => window.controls[at].outerHTML.slice(0, 120))"""


def unreached(page: Window) -> dict[str, list[str]]:
    """What the Tab key passes over, and what does not show that it has the focus."""
    count: int = page.evaluate(CONTROLS)
    assert count > 5
    reached: set[int] = set()
    unseen: set[int] = set()
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        at, seen = page.evaluate(FOCUSED)
        if at < 0:
            continue
        reached.add(at)
        if not seen:
            unseen.add(at)
    missing = sorted(set(range(count)) - reached)
    return {"passed over": page.evaluate(NAMES, missing), "unseen": page.evaluate(NAMES, sorted(unseen))}


NOTHING: dict[str, list[str]] = {"passed over": [], "unseen": []}


@pytest.fixture
def two_cases(citizen: Window) -> list[str]:
    """Two matters of the energy division that nobody has taken."""
    references = []
    for body in BODIES:
        write_feedback(citizen, body)
        pick(citizen, "category", "dien luc")
        references.append(confirm_feedback(citizen)[0])
    return references


def heading(page: Window) -> Any:
    return page.locator("h1")


def walk_to(page: Window, reference: str) -> None:
    """With j, from the top of the list, until the row of a case has the focus."""
    here = page.locator("tr[data-here]")
    expect(page.locator("tbody")).to_contain_text(reference)
    for _ in range(30):
        page.keyboard.press("k")
    for _ in range(30):
        if here.count() and reference in here.inner_text():
            return
        page.keyboard.press("j")
    shown = page.locator("body").inner_text()
    raise AssertionError(f"no key leads to {reference} on {page.url}:\n{shown}\n{page.evaluate(FOCUS)}")


def test_it_takes_cases_and_gives_them_back_by_keys_alone(staff: Staff, two_cases: list[str]) -> None:
    officer = staff("officer")
    officer.goto(NOT_TAKEN)
    for reference in two_cases:
        walk_to(officer, reference)
        officer.keyboard.press("x")
    officer.keyboard.press("a")
    expect(heading(officer)).to_have_text("Xem trước: nhận việc về mình")
    expect(officer.get_by_role("heading", name="Sẽ làm: 2")).to_be_visible()
    assert barriers(officer) == []
    officer.keyboard.press("Control+Enter")
    expect(heading(officer)).to_have_text("Kết quả: nhận việc về mình")
    assert unreached(officer) == NOTHING
    officer.keyboard.press("z")
    expect(heading(officer)).to_have_text("Đã hoàn tác: nhận việc về mình")
    officer.goto(NOT_TAKEN)
    for reference in two_cases:
        expect(officer.get_by_text(reference)).to_be_visible()


def tab_to(page: Window, name: str) -> None:
    """With the Tab key to a control, by its words or its label."""
    script = "() => { const at = document.activeElement; return at.ariaLabel || at.textContent.trim(); }"
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(script) == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_it_needs_no_script(browser: Browser, demo: LivePortal, two_cases: list[str]) -> None:
    """Tab, Space and Enter do the same where no script runs; one case is taken at once and given back beside it."""
    with window(browser, demo.address, **WIDE, java_script_enabled=False) as officer:
        officer.set_default_timeout(PATIENCE)
        sign_in(officer, "officer")
        officer.goto(NOT_TAKEN)
        for reference in two_cases:
            officer.get_by_label(f"Chọn {reference}").focus()
            officer.keyboard.press("Space")
        officer.get_by_role("button", name="Nhận việc").focus()
        officer.keyboard.press("Enter")
        expect(heading(officer)).to_have_text("Xem trước: nhận việc về mình")
        officer.get_by_role("button", name="Nhận 2 việc").focus()
        officer.keyboard.press("Enter")
        expect(heading(officer)).to_have_text("Kết quả: nhận việc về mình")
        officer.get_by_role("button", name="Hoàn tác").focus()
        officer.keyboard.press("Enter")
        expect(heading(officer)).to_have_text("Đã hoàn tác: nhận việc về mình")


def test_one_case_is_taken_and_given_back_beside_the_list(staff: Staff, two_cases: list[str]) -> None:
    officer = staff("officer")
    officer.goto(NOT_TAKEN)
    walk_to(officer, two_cases[0])
    officer.keyboard.press("a")
    expect(officer.get_by_text("Đã nhận 1 việc.")).to_be_visible()
    assert barriers(officer) == []
    tab_to(officer, "Hoàn tác")
    officer.keyboard.press("Enter")
    expect(heading(officer)).to_have_text("Đã hoàn tác: nhận việc về mình")


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("officer", ["/desk/inbox", NOT_TAKEN]),
        ("coordinator", ["/desk/queue", "/desk/unit"]),
        ("leader", ["/desk/approvals"]),
    ],
)
def test_every_control_is_within_reach_and_shows_it(staff: Staff, role: str, pages: list[str]) -> None:
    member = staff(role)
    for address in pages:
        member.goto(address)
        assert unreached(member) == NOTHING, address


def test_every_control_of_a_case_is_within_reach_and_shows_it(staff: Staff) -> None:
    officer = staff("officer")
    officer.goto("/desk/unit")
    officer.locator("table a[data-open]").first.click()
    officer.wait_for_url("**/desk/cases/PA-*")
    assert unreached(officer) == NOTHING


def test_it_would_notice_what_cannot_be_reached_or_seen(staff: Staff) -> None:
    officer = staff("officer")
    officer.goto("/desk/inbox")
    officer.evaluate("""() => {
      const [first, second] = document.querySelectorAll("header a, header button");
      first.style.cssText = "outline: none !important; box-shadow: none !important; transition: none !important;"
        + "background: white !important; color: black !important; border-color: black !important";
      second.addEventListener("focus", (event) => event.target.blur());
    }""")
    found = unreached(officer)
    assert [len(faults) for faults in found.values()] == [1, 1], found


def test_its_pages_fit_a_phone(staff: Staff, two_cases: list[str]) -> None:
    officer = staff("officer", narrow=True)
    officer.goto(NOT_TAKEN)
    for reference in two_cases:
        officer.get_by_label(f"Chọn {reference}").check()
    officer.get_by_role("button", name="Nhận việc").click()
    expect(heading(officer)).to_have_text("Xem trước: nhận việc về mình")
    assert barriers(officer) == []
    assert not scrolls_sideways(officer)
