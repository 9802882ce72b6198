"""A leader's report, from the click to the opened file: watched without a script too, read, and taken along."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Staff
from tests.support.browser import barriers, scrolls_sideways
from tests.support.pdf import words

pytestmark = pytest.mark.browser

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def downloaded(window: Window, name: str) -> bytes:
    """What a link or a button brings."""
    with window.expect_download() as waiting:
        window.get_by_text(name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def charts(workbook: bytes) -> list[str]:
    """The formulas of the values of every native chart."""
    with ZipFile(BytesIO(workbook)) as parts:
        drawn = [each for each in parts.namelist() if each.startswith("xl/charts/chart")]
        trees = [ElementTree.fromstring(parts.read(each)) for each in drawn]
    return [each.text or "" for tree in trees for each in tree.iterfind(f".//{CHART}val//{CHART}f")]


def test_a_leader_has_a_report_made_reads_it_and_opens_its_files(staff: Staff) -> None:
    director = staff("director")
    director.goto("/oversight/dashboard")
    director.get_by_role("link", name="Lập báo cáo của kỳ này").click()
    assert barriers(director) == []
    director.get_by_role("button", name="Lập báo cáo").click()
    # The page asks again by itself until the worker is done.
    expect(director.get_by_role("heading", name="Tải về")).to_be_visible(timeout=60_000)
    assert barriers(director) == []
    expect(director.locator("article img").first).to_be_visible()
    digest = director.locator(".app-report__digest").inner_text()

    text = words(PdfReader(BytesIO(downloaded(director, "PDF, theo thể thức văn bản"))))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert digest in text.replace("\n", "").replace(" ", "")
    assert "DỰ THẢO" in text
    assert charts(downloaded(director, "XLSX, có biểu đồ"))
    assert downloaded(director, "DOCX, để sửa tiếp")[:2] == b"PK"
    with_register = downloaded(director, "Tải XLSX kèm sổ tiếp nhận")
    with ZipFile(BytesIO(with_register)) as parts:
        assert "Sổ tiếp nhận" in parts.read("xl/workbook.xml").decode()

    phone = staff("director", narrow=True)
    phone.goto(director.url)
    assert not scrolls_sideways(phone)
    assert barriers(phone) == []
    phone.goto("/oversight/reports")
    assert not scrolls_sideways(phone)
    assert barriers(phone) == []
