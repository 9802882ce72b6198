"""Reports as DOCX, for every program that opens one: what each goes by stands in the file."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from portal.adapters.reports.files import FilesOfReports
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.reports.compose import compose
from portal.domain.reports.content import FiledReport
from portal.domain.reports.kept import digest
from portal.domain.wording import Language
from tests.domain.reports.specimens import facts

SOURCES = Path(__file__).resolve().parents[3] / "templates" / "letters"
ACROSS = 160  # millimetres


def opened(language: Language = "vi") -> Any:
    content = compose(facts(language))
    report = FiledReport(content, "3/2026/SCT", digest(content))
    return Document(BytesIO(FilesOfReports(TypstPrinter(SOURCES)).docx(report)))


@pytest.fixture(scope="module")
def document() -> Any:
    return opened()


def rows(document: Any) -> Iterator[Any]:
    for table in document.tables[1:-2]:
        yield from table.rows


def test_columns_are_as_wide_as_their_cells(document: Any) -> None:
    """LibreOffice goes by the columns alone, and the head of the paper broke into four lines there."""
    for table in document.tables:
        columns = [column.width for column in table.columns]
        assert [cell.width for cell in table.rows[0].cells] == columns
        assert sum(columns, 0) == pytest.approx(ACROSS * 36_000, rel=0.01)
    assert [round(column.width.mm) for column in document.tables[0].columns] == [66, 94]
    assert len({column.width for column in document.tables[1].columns}) == 2


def test_no_row_is_torn_apart_and_no_signature_stands_alone(document: Any) -> None:
    assert all(
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
        for row in rows(document)
    )
    signature = document.tables[-2]
    assert "w:cantSplit" in signature.rows[0]._tr.xml
    last = signature._tbl.getprevious()
    assert last.pPr.find(qn("w:keepNext")) is not None


def test_the_mark_stands_beside_the_number_of_the_page(document: Any) -> None:
    """On a line of its own it pushed the whole page down."""
    section = document.sections[0]
    for header in (section.first_page_header, section.header):
        assert [each.text.strip() for each in header.paragraphs] == ["DỰ THẢO"]
        stops = header.paragraphs[0].paragraph_format.tab_stops
        assert [round(stop.position.mm) for stop in stops] == [80, 160]
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_rules_are_shorter_than_the_line_above_them(document: Any) -> None:
    """NĐ 30/2020: a third to half of the line under the agency and the abstract; words need not wrap above them."""
    ruled = [each for each in document.element.body.iter(qn("w:pPr")) if each.find(qn("w:pBdr")) is not None]
    lengths = []
    for properties, across in zip(ruled, (66, 94, ACROSS), strict=True):
        assert "".join(properties.getparent().itertext()) == ""
        indent = properties.find(qn("w:ind"))
        inset = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right"))
        lengths.append(across - inset / 56.7)
    assert [round(each) for each in lengths] == [22, 58, 50]


@pytest.mark.parametrize(("language", "code"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_words_are_spelt_by_their_language(language: Language, code: str) -> None:
    spoken = opened(language).styles["Normal"].element.rPr.find(qn("w:lang"))
    assert spoken is not None
    assert spoken.get(qn("w:val")) == code


def test_codes_break_after_their_marks(document: Any) -> None:
    codes = [row.cells[2].text for row in document.tables[-1].rows[1:]]
    assert "cases.\u200breceived_\u200bin_\u200btime" in codes
