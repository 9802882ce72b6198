"""A real Chromium: Debian's, driven by Playwright, in a wide and in a phone-sized window."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# The sandbox cannot be had by root, and nothing shall reach out from a test machine.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running_browser(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, address: str, **shape: Any) -> Iterator[Page]:
    """One visitor's window; an error in the console or in a script fails the test that caused it."""
    context = browser.new_context(base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **shape)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.extend(_error_of(message)))
    try:
        yield page
    finally:
        context.close()
    assert not errors, errors


def _error_of(message: ConsoleMessage) -> list[str]:
    """The error, if it is one. That the page itself answered 404 or 422 is often the very thing tested.

    So is that a script was told to have people sign in again.
    """
    about_itself = message.page is not None and message.location["url"] == message.page.url
    expected = about_itself or "status of 401" in message.text
    return [message.text] if message.type == "error" and not expected else []


def barriers(page: Page) -> list[str]:
    """What axe-core finds that would stop somebody, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['help']} ({node['target']})" for fault in found for node in fault["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the window; on a phone it never may be."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
