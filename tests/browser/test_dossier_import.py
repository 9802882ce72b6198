"""A file of dossiers with errors: brought, looked at, mended, brought again and applied; then on a phone."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways
from tests.support.demo_live import reload_until
from tests.support.dossier_files import csv_bytes, line

pytestmark = pytest.mark.browser

PAGE = "/desk/dossier-imports"


def bring(window: Window, file: Path) -> None:
    """Upload a file, take the columns as guessed and wait for the worker to have read it."""
    window.goto(PAGE)
    window.locator("input[type=file]").set_input_files(file)
    window.get_by_role("button", name="Tải tệp lên").click()
    window.wait_for_url("**/columns")
    assert barriers(window) == []
    window.get_by_role("button", name="Đọc tệp và xem trước").click()
    wait_until_done(window)


def wait_until_done(window: Window) -> None:
    """Wait while the worker is at it; the page asks again by itself, the test asks sooner."""
    window.wait_for_url(lambda address: not address.endswith("/columns"))
    reload_until(window, window.url, lambda: window.locator("progress").count() == 0)


def test_a_file_with_errors_is_mended_and_applied(staff: Staff, tmp_path: Path) -> None:
    rows = [line(9_000 + number, phone="0912 000 345") for number in range(1, 13)]
    rows[3]["received"], rows[7]["phone"] = "31/02/2026", "không có"
    file = tmp_path / "tháng 11.csv"
    file.write_bytes(csv_bytes(rows))
    window = staff("coordinator")
    bring(window, file)
    expect(window.locator("main")).to_contain_text("ngày không có thật")
    assert barriers(window) == []
    with window.expect_download() as downloading:
        window.get_by_role("link", name="Tải danh sách (CSV)").click()
    listed = list(csv.reader(StringIO(downloading.value.path().read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in listed] == ["Dòng", "5", "9"]
    window.get_by_role("button", name="Ghi 10 hồ sơ vào sổ").click()
    wait_until_done(window)
    expect(window.locator("h1")).to_contain_text("Đã ghi vào sổ")
    rows[3]["received"], rows[7]["phone"] = "02/11/2026", "0912000345"
    file.write_bytes(csv_bytes(rows))
    bring(window, file)
    expect(window.locator("main")).not_to_contain_text("ngày không có thật")
    window.get_by_role("button", name="Ghi 2 hồ sơ vào sổ").click()
    wait_until_done(window)
    bring(window, file)
    expect(window.locator("main")).to_contain_text("Tệp này không có gì để ghi.")
    expect(window.locator("main")).to_contain_text("Đúng tệp này đã được đưa lên")


def test_it_stands_in_nobodys_way_on_a_phone(staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_bytes(csv_bytes([line(9_100), line(9_101, received="x")]))
    window = staff("coordinator", narrow=True)
    bring(window, file)
    for page in (window.url, f"{window.url}/columns", PAGE):
        window.goto(page)
        assert barriers(window) == [], page
        assert not scrolls_sideways(window), page


def test_the_pages_of_administration_fit_a_phone(staff: Staff) -> None:
    window = staff("administrator", narrow=True)
    pages = ("procedures", "procedures/import", "letters", "letters/2/2025", "certificates", "api-tokens")
    for page in pages:
        window.goto(f"/admin/{page}")
        assert barriers(window) == [], page
        assert not scrolls_sideways(window), page
