"""The pages of figures on a phone and on a wide screen: one picture for each, nothing in anybody's way."""

import pytest
from playwright.sync_api import Page as Window

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways

pytestmark = pytest.mark.browser

SHOWN = "() => [...document.querySelectorAll('.app-chart > svg')].map(svg => svg.checkVisibility())"


def each_once(shown: list[bool], first: bool) -> bool:
    """Whether of each pair of pictures the same one alone is shown."""
    return bool(shown) and shown == [first, not first] * (len(shown) // 2)


@pytest.mark.parametrize("path", ["/figures", "/figures/dossiers"])
def test_everybody_reads_the_figures_on_a_phone(citizen: Window, path: str) -> None:
    citizen.goto(path)
    assert barriers(citizen) == []
    assert not scrolls_sideways(citizen)
    assert each_once(citizen.evaluate(SHOWN), first=False) or "/dossiers" in path


def test_staff_see_the_wide_pictures(staff: Staff) -> None:
    window = staff("overseer")
    window.goto("/oversight/dashboard")
    assert barriers(window) == []
    assert each_once(window.evaluate(SHOWN), first=True)
    window.emulate_media(media="print")
    assert each_once(window.evaluate(SHOWN), first=True)
    # What is folded on the screen is unfolded on paper, and no choice stands above.
    assert not window.locator(".app-chooser").is_visible()
