"""The pages of staff on a screen as narrow as a phone's: nothing in anybody's way, nothing beside the screen."""

import pytest

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways

pytestmark = pytest.mark.browser

# Who looks at what; one sign-in each.
PAGES = {
    "operator": ["/desk/calls"],
    "officer": ["/desk/inbox", "/desk/unit"],
    "coordinator": ["/desk/queue"],
    "overseer": ["/oversight/dashboard"],
    "administrator": ["/admin/calendar"],
}


@pytest.mark.parametrize(("role", "pages"), PAGES.items())
def test_it_stands_in_nobodys_way(staff: Staff, role: str, pages: list[str]) -> None:
    window = staff(role, narrow=True)
    for page in pages:
        window.goto(page)
        assert barriers(window) == [], page
        assert not scrolls_sideways(window), page


def test_it_opens_a_case_from_the_inbox(staff: Staff) -> None:
    window = staff("officer", narrow=True)
    window.goto("/desk/unit")
    window.locator("table a[data-open]").first.click()
    window.wait_for_url("**/desk/cases/PA-*")
    assert barriers(window) == []
    assert not scrolls_sideways(window)
