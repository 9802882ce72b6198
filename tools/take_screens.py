"""Takes the pictures in docs/screens: the ten main pages of a demo portal, wide and narrow.

Usage: .venv/bin/python -m tools.take_screens [FOLDER]
Needs Chromium. The portal runs on a database of its own and is thrown away afterwards.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window

from tests.support.browser import PHONE, WIDE, running_browser, window
from tests.support.demo_live import confirm_feedback, demo_portal, enter_case, pick, sign_in, write_feedback
from tests.support.live import LivePortal
from tests.support.machine import chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
CASES = 160
COLOURS = 96
SHAPES = {"wide": WIDE, "narrow": {**PHONE, "device_scale_factor": 1.5}}
Visit = Callable[[Window, Path, str], None]
# What staff see: the page, and who of the cast opens it.
DESKS = {
    "inbox": ("officer", "/desk/inbox"),
    "case": ("officer", "/desk/unit"),
    "dashboard": ("overseer", "/oversight/dashboard"),
    "calendar": ("administrator", "/admin/calendar"),
}
BODY = (
    "Từ đầu tháng đến nay, điện ở ấp Suối Đá yếu hẳn từ 18 giờ đến 22 giờ: máy bơm không lên nước, "
    "quạt quay chậm. Tôi đã gọi điện lực hai lần nhưng chưa thấy ai đến đo."
)
CALL = "Trụ điện đầu ấp Suối Đá nghiêng hẳn ra đường sau trận mưa đêm qua, xe tải đi sát bên."


def take(page: Window, folder: Path, name: str) -> None:
    """The window as it stands, in few colours so that the repository stays light."""
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)
    print(f"{name}.png  {(folder / f'{name}.png').stat().st_size // 1024} KB")


def public_pages(page: Window, folder: Path, shape: str) -> None:
    """A citizen's way: looks, writes, sends and follows."""
    page.goto("/")
    take(page, folder, f"start-{shape}")
    page.goto("/answers")
    take(page, folder, f"answers-{shape}")
    page.goto("/send")
    take(page, folder, f"send-{shape}")
    write_feedback(page, BODY)
    pick(page, "category", "dien luc")
    reference, code = confirm_feedback(page)
    take(page, folder, f"receipt-{shape}")
    enter_case(page, reference, code)
    take(page, folder, f"follow-{shape}")


def desk_page(page: Window, folder: Path, shape: str, *, name: str) -> None:
    """One page of staff; the case is the last in its list, which waits for its sender."""
    role, address = DESKS[name]
    sign_in(page, role)
    page.goto(address)
    if name == "case":
        page.locator("table a[data-open]").last.click()
        page.wait_for_url("**/desk/cases/PA-*")
    take(page, folder, f"{name}-{shape}")


def call_page(page: Window, folder: Path, shape: str) -> None:
    """A call half written down, its unit and due date proposed."""
    sign_in(page, "operator")
    page.goto("/desk/calls#caller=0912000345")
    pick(page, "category", "dien luc")
    page.locator("#body").fill(CALL)
    expect(page.locator(".app-proposal")).to_contain_text("Phòng Quản lý năng lượng")
    page.evaluate("scrollTo(0, 0)")
    take(page, folder, f"calls-{shape}")


def take_all(browser: Browser, portal: LivePortal, folder: Path) -> None:
    for shape, size in SHAPES.items():
        pages: list[Visit] = [public_pages, *(partial(desk_page, name=name) for name in DESKS), call_page]
        for visit in pages:
            with window(browser, portal.address, **size) as page:
                visit(page, folder, shape)


def main(folder: Path) -> None:
    program = chromium()
    if program is None:
        raise SystemExit("There is no Chromium on this machine.")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory())
        portal = stack.enter_context(demo_portal(Path(data), cases=CASES))
        take_all(stack.enter_context(running_browser(program)), portal, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
