"""Reports as files, opened again: the same words everywhere, the layout of official papers, the same bytes twice."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.adapters.reports.files import FilesOfReports
from portal.adapters.reports.workbook import xlsx_of
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.reports.compose import compose
from portal.domain.reports.content import Content, FiledReport
from portal.domain.reports.kept import digest
from portal.domain.sheets import Column, RegisterSheet
from portal.domain.wording import Language
from tests.domain.reports.specimens import HEAD, facts
from tests.support.pdf import words

SOURCES = Path(__file__).resolve().parents[3] / "templates" / "letters"
REGISTER = RegisterSheet(
    "SỔ TIẾP NHẬN", (Column("Số"), Column("Nội dung", 40)), [(1, "=1+1"), (2, "Điện yếu"), (3, "Rác")]
)


@pytest.fixture(scope="module")
def files() -> FilesOfReports:
    return FilesOfReports(TypstPrinter(SOURCES))


def filed(language: Language = "vi") -> FiledReport:
    content = compose(facts(language))
    return FiledReport(content, "3/2026/SCT", digest(content))


def told(content: Content) -> list[str]:
    return [words for chapter in content.chapters for part in chapter.parts for words in part.paragraphs]


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pdf_says_everything(files: FilesOfReports, language: Language) -> None:
    report = filed(language)
    text = flat(words(PdfReader(BytesIO(files.pdf(report)))))
    for paragraph in [report.content.opening, *told(report.content)]:
        assert flat(paragraph) in text
    assert report.digest in text.replace(" ", "")
    for table in report.content.tables:
        assert table.for_sheets_only or flat(table.caption) in text


def test_the_pdf_has_the_layout_of_official_papers(files: FilesOfReports) -> None:
    reader = PdfReader(BytesIO(files.pdf(filed())))
    first, text = reader.pages[0], flat(words(reader))
    width, height = (float(each) * 25.4 / 72 for each in first.mediabox.upper_right)
    assert (round(width), round(height)) == (210, 297)
    for expected in (
        "UBND TỈNH BÌNH AN",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-SCT",
        "Bình An, ngày 20 tháng 11 năm 2026",
        "BÁO CÁO",
        "I. KẾT QUẢ TIẾP NHẬN",
        "1. Tình hình tiếp nhận",
        "V. BA TỶ LỆ THEO QUYẾT ĐỊNH 766/QĐ-TTg",
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
        "Võ Thị Mai Lan",
    ):
        assert expected in text, expected
    assert "DỰ THẢO" in flat(first.extract_text())
    assert reader.metadata is not None
    assert reader.metadata.creation_date == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def test_the_pdf_is_for_archives_and_to_be_read_aloud(files: FilesOfReports) -> None:
    content = files.pdf(filed())
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_pages_are_numbered_from_the_second_on(files: FilesOfReports) -> None:
    pages = PdfReader(BytesIO(files.pdf(filed()))).pages
    assert pages[1].extract_text().lstrip().split()[0:3].count("2") == 1
    assert not pages[0].extract_text().lstrip().startswith("1")


def test_a_head_without_an_agency_above_begins_with_its_own(files: FilesOfReports) -> None:
    report = filed()
    alone = replace(report, content=replace(report.content, head=replace(HEAD, parent_agency="")))
    assert "UBND TỈNH" not in words(PdfReader(BytesIO(files.pdf(alone))))


ONE, SEVERAL = ("UBND tỉnh Bình An",), ("UBND tỉnh Bình An", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("addressees", "expected"),
    [
        ((), []),
        (ONE, ["Kính gửi: UBND tỉnh Bình An"]),  # one stands on the same line
        (SEVERAL, ["Kính gửi:", "- UBND tỉnh Bình An;", "- Sở Nội vụ."]),
    ],
)
def test_papers_say_to_whom_they_go(
    files: FilesOfReports, addressees: tuple[str, ...], expected: list[str]
) -> None:
    report = filed()
    head = replace(HEAD, addressees=addressees)
    report = replace(report, content=replace(report.content, head=head))
    text = flat(words(PdfReader(BytesIO(files.pdf(report)))))
    assert ("Kính gửi" in text) is bool(expected)
    assert " ".join(expected) in text
    document: Any = Document(BytesIO(files.docx(report)))
    lines = [each.text for each in document.paragraphs if each.text]
    start = lines.index(report.content.abstract) + 1
    assert lines[start : start + len(expected) + 1] == [*expected, report.content.opening]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_docx_says_everything_with_real_headings(files: FilesOfReports, language: Language) -> None:
    report = filed(language)
    document: Any = Document(BytesIO(files.docx(report)))
    text = flat(" ".join(each.text for each in document.paragraphs))
    for paragraph in told(report.content):
        assert flat(paragraph) in text
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert len(headings) == len(report.content.chapters) + 1
    assert len(document.inline_shapes) == len(report.content.pictures)
    on_paper = [table for table in report.content.tables if not table.for_sheets_only]
    # the head, the signature, the definitions
    assert len(document.tables) == len(on_paper) + 3


def test_the_docx_has_the_margins_the_font_and_heads_that_repeat(files: FilesOfReports) -> None:
    document: Any = Document(BytesIO(files.docx(filed())))
    section = document.sections[0]
    margins = (section.top_margin.mm, section.right_margin.mm, section.left_margin.mm)
    assert [round(each) for each in margins] == [20, 20, 30]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert "w:tblHeader" in document.tables[1].rows[0]._tr.xml
    assert document.sections[0].first_page_header.paragraphs[-1].text.strip() == "DỰ THẢO"
    pictures = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert all(pictures)


def test_the_workbook_has_a_sheet_for_each_table_and_charts_of_its_own(files: FilesOfReports) -> None:
    report = filed()
    with files.xlsx(report) as file:
        book: Any = load_workbook(file)
    assert book.sheetnames == ["Báo cáo", *(each.sheet for each in report.content.tables), "Định nghĩa"]
    drawn = {name for name in book.sheetnames if book[name]._charts}
    assert drawn == {each.sheet for each in report.content.tables if each.plot}
    due = book["Đến hạn"]
    assert [cell.value for cell in due[6]][:3] == ["Cộng", 22, 18]
    assert (due["H6"].value, due["H6"].number_format) == (0.8182, "0.00%")
    text = " ".join(str(cell.value) for cell in book["Báo cáo"]["A"])
    assert all(paragraph in text for paragraph in told(report.content))
    assert "Không kèm sổ tiếp nhận" in text


def test_the_register_is_a_sheet_whose_texts_stay_texts(files: FilesOfReports) -> None:
    with files.xlsx(filed(), REGISTER) as file:
        book: Any = load_workbook(file)
    page = book["Sổ tiếp nhận"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=3)] == [
        ["Số", "Nội dung"],
        [1, "=1+1"],
        [2, "Điện yếu"],
        [3, "Rác"],
    ]
    assert page["B4"].data_type == "s"
    assert "Không kèm sổ tiếp nhận" not in str([cell.value for cell in book["Báo cáo"]["A"]])


def test_a_register_beyond_what_a_sheet_holds_is_cut_and_says_so() -> None:
    with xlsx_of(filed(), REGISTER, most=2) as file:
        page = load_workbook(file)["Sổ tiếp nhận"]
    lines = [row[0].value for row in page.iter_rows(min_row=4)]
    assert lines[:2] == [1, 2]
    assert str(lines[2]).startswith("Trang tính chỉ chứa được 2 dòng")


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_same_report_gives_the_same_bytes(
    files: FilesOfReports, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    def xlsx(report: FiledReport) -> bytes:
        with files.xlsx(report) as file:
            return file.read()

    write: Callable[[FiledReport], bytes] = {"pdf": files.pdf, "docx": files.docx, "xlsx": xlsx}[ending]
    first = write(filed())
    with monkeypatch.context() as later:
        # The dates within such files are of two seconds.
        later.setattr(time, "time", lambda: 1_900_000_000.0)
        there = time.localtime
        later.setattr(time, "localtime", lambda *given: there(*(given or (1_900_000_000.0,))))
        assert write(filed()) == first


def test_no_file_names_a_program_that_made_it_later(files: FilesOfReports) -> None:
    with ZipFile(BytesIO(files.docx(filed()))) as parts:
        assert {each.date_time[0] for each in parts.infolist()} == {1980}
