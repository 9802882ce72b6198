"""The pages of staff on a screen as narrow as a phone's: nothing in anybody's way, nothing beside the screen."""

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways

pytestmark = pytest.mark.browser

ONE_LINE = 60  # pixels: two lines of lists are 80 and more
# Who looks at what; one sign-in each.
PAGES = {
    "operator": ["/desk/calls"],
    "officer": ["/desk/inbox", "/desk/unit"],
    "coordinator": ["/desk/queue"],
    "overseer": ["/oversight/dashboard"],
    "administrator": ["/admin/calendar"],
}


def height(part: Locator) -> float:
    return float(part.evaluate("part => part.getBoundingClientRect().height"))


@pytest.mark.parametrize(("role", "pages"), PAGES.items())
def test_it_stands_in_nobodys_way(staff: Staff, role: str, pages: list[str]) -> None:
    window = staff(role, narrow=True)
    for page in pages:
        window.goto(page)
        assert barriers(window) == [], page
        assert not scrolls_sideways(window), page


def test_it_finds_the_lists_behind_one_line(staff: Staff) -> None:
    window = staff("leader", narrow=True)
    window.goto("/desk/unit")
    lists = window.get_by_role("navigation", name="Các danh sách công việc")
    assert height(lists) < ONE_LINE
    lists.locator("summary:visible").click()
    assert barriers(window) == []
    assert not scrolls_sideways(window)
    window.keyboard.press("Escape")
    assert lists.locator("details[open]").count() == 0
    window.keyboard.press("Enter")
    lists.get_by_role("link", name="Sổ tiếp nhận").click()
    window.wait_for_url("**/desk/register")


def test_it_fits_the_lists_of_a_leader_on_one_line(staff: Staff) -> None:
    window = staff("leader")
    window.goto("/desk/register")
    lists = window.get_by_role("navigation", name="Các danh sách công việc")
    assert height(lists) < ONE_LINE
    lists.get_by_text("Mục khác").click()
    assert barriers(window) == []
    window.locator("h1").click()
    assert lists.locator("details[open]").count() == 0


def test_it_opens_a_case_from_the_inbox(staff: Staff) -> None:
    window = staff("officer", narrow=True)
    window.goto("/desk/unit")
    window.locator("table a[data-open]").first.click()
    window.wait_for_url("**/desk/cases/PA-*")
    assert barriers(window) == []
    assert not scrolls_sideways(window)
