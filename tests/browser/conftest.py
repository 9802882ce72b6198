"""The demo office, live, and windows onto it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from tests.support.browser import PHONE, WIDE, window
from tests.support.demo_live import demo_portal, sign_in
from tests.support.live import LivePortal

Staff = Callable[..., Window]
PATIENCE = 30_000  # milliseconds for anything to appear on a busy machine


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    """One portal for all stories: none of them minds what the others leave behind."""
    with demo_portal(tmp_path_factory.mktemp("demo")) as portal:
        yield portal


@pytest.fixture
def citizen(browser: Browser, demo: LivePortal) -> Iterator[Window]:
    """The phone of somebody who has something to say."""
    with window(browser, demo.address, **PHONE) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def plain(browser: Browser, demo: LivePortal) -> Iterator[Window]:
    """A browser without JavaScript."""
    with window(browser, demo.address, **PHONE, java_script_enabled=False) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def staff(browser: Browser, demo: LivePortal) -> Iterator[Staff]:
    """Members of the cast, each signed in and at a window of their own."""
    with ExitStack() as stack:

        def at_the_desk(role: str, *, narrow: bool = False) -> Window:
            page = stack.enter_context(window(browser, demo.address, **(PHONE if narrow else WIDE)))
            page.set_default_timeout(PATIENCE)
            return sign_in(page, role)

        yield at_the_desk
