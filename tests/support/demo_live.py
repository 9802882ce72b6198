"""The portal as it runs, with the demo office in it and people who can sign in through the page."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from flask_security.utils import hash_password
from playwright.sync_api import Page as Window

from config import Config
from portal.adapters.shipped_calendar import shipped_days
from portal.app import create_app
from portal.demo.office import PASSWORD
from portal.demo.seed import seed_cases, seed_office
from portal.extensions import db
from tests.factories import CAST
from tests.support.databases import create_tables
from tests.support.live import LivePortal, live_portal

CASES = 40
PATIENCE = 75  # seconds for the worker, which looks at some things once a minute
READING = 1100  # milliseconds: whoever is quicker than a second is taken for a machine


@contextmanager
def demo_portal(folder: Path, *, cases: int = CASES) -> Iterator[LivePortal]:
    """Web and worker on a fresh database with the demo office, until the block ends."""
    address = f"sqlite:///{folder / 'portal.db'}"
    create_tables(address)
    furnish(Config(PORTAL_ENV="testing", DATABASE_URL=address, PORTAL_DATA=folder), cases)
    with live_portal(address, folder) as portal:
        yield portal


def furnish(config: Config, cases: int) -> None:
    """The office and some cases of its last half year, their matters told by seed."""
    app = create_app(config)
    with app.app_context():
        session = db.session()
        # Everybody in the demo office has the same password: hashed once, which is slow enough.
        seed_office(session, days=shipped_days(), hash_password=cache(hash_password))
        for _number in seed_cases(
            session, datetime.now(UTC), ports=app.extensions["portal.ports"], count=cases
        ):
            pass
        db.session.remove()
        db.engine.dispose()


def sign_in(window: Window, role: str) -> Window:
    """Somebody of the cast signs in through the page."""
    window.goto("/account/sign-in")
    return type_password(window, role)


def type_password(window: Window, role: str) -> Window:
    """Sign in on the page that asks for it, which leads on to where one was going."""
    window.locator("#email").fill(CAST[role])
    window.locator("#password").fill(PASSWORD)
    window.locator("main button[type=submit]").click()
    window.wait_for_url(lambda address: "/account/sign-in" not in address)
    return window


def mails(portal: LivePortal) -> list[EmailMessage]:
    """What was sent, oldest first."""
    files = sorted((portal.data / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [read_mail(file) for file in files]


def read_mail(file: Path) -> EmailMessage:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def pick(window: Window, field: str, words: str) -> None:
    """Choose in a type-ahead by some of its words, without accents."""
    window.locator(f"#{field}").click()
    window.keyboard.type(words)
    window.locator(f"#{field}-list [aria-selected=true]").wait_for()
    window.keyboard.press("Enter")


def confirm_feedback(window: Window) -> tuple[str, str]:
    """From the filled form over the page that shows it again; the reference and the secret code."""
    window.get_by_role("button", name="Kiểm tra trước khi gửi").click()
    window.wait_for_url("**/send/check")
    window.wait_for_timeout(READING)
    window.get_by_role("button", name="Xác nhận và gửi").click()
    window.wait_for_url("**/receipt")
    return window.locator("#reference").inner_text(), window.locator("#code").inner_text()


def enter_case(window: Window, reference: str, code: str) -> None:
    """Follow a case with the two codes of its receipt."""
    window.goto("/follow")
    window.locator("#reference").fill(reference)
    window.locator("#code").fill(code)
    window.get_by_role("button", name="Xem phản ánh").click()
    window.wait_for_url(f"**/follow/{reference}/case")


def write_feedback(window: Window, body: str) -> None:
    """What everybody fills in: that it is no complaint, the kind, the words, and whom to answer."""
    window.goto("/send")
    window.locator("input[name=procedure][value=none]").check()
    window.locator("input[name=kind][value=feedback]").check()
    window.locator("#body").fill(body)
    window.locator("#name").fill("Lê Văn An")
    window.locator("#phone").fill("0912 000 345")
    window.locator("#email").fill("an@example.com")


def eventually(done: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Ask until it is so: the worker needs a moment."""
    give_up = time.monotonic() + patience
    while not done():
        assert time.monotonic() < give_up, "the worker did not get to it in time"
        time.sleep(0.3)


def reload_until(window: Window, address: str, done: Callable[[], bool]) -> None:
    """Open a page again and again until it shows what the worker has to do first."""

    def shows() -> bool:
        window.goto(address)
        return done()

    eventually(shows)
