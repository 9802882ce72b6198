"""The register as a workbook: what people wrote stays text, and length costs no memory."""

import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from portal.adapters.register_workbook import LONGEST_TEXT, RegisterWorkbook
from portal.domain.sheets import Cell, Column

COLUMNS = (Column("Số thứ tự", 8), Column("Nội dung", 60))


def sheet_of(*rows: Sequence[Cell]) -> Any:
    with RegisterWorkbook().write("SỔ TIẾP NHẬN", COLUMNS, rows) as file:
        return load_workbook(file).active


def test_it_has_title_headings_and_a_line_for_each_case() -> None:
    sheet = sheet_of([1, "Điện yếu"], [2, "Đường hỏng"])
    assert sheet["A1"].value == "SỔ TIẾP NHẬN"
    assert [cell.value for cell in sheet[3]] == ["Số thứ tự", "Nội dung"]
    assert [[cell.value for cell in row] for row in sheet["A4:B5"]] == [[1, "Điện yếu"], [2, "Đường hỏng"]]
    assert sheet.freeze_panes == "A4"


@pytest.mark.parametrize(
    "written",
    [
        '=HYPERLINK("http://evil.example","bấm")',  # a formula that calls home
        "+84912000345",  # a number with its plus is no sum
        "-1",
        "@SUM(A1)",
        "http://example.com",  # not a link to click
        "007",  # not a number
        "{=1+1}",
    ],
)
def test_it_writes_as_text_whatever_looks_like_something_else(written: str) -> None:
    cell = sheet_of([1, written])["B4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (written, "s", None)


@pytest.mark.parametrize(("written", "marked"), [("=1+1", True), ("Điện yếu", False)])
def test_it_marks_text_that_would_become_a_formula_when_edited(written: str, marked: bool) -> None:
    assert sheet_of([1, written])["B4"].quotePrefix is marked


def test_it_shows_moments_as_they_were_here() -> None:
    sheet = sheet_of([datetime(2026, 11, 20, 18, 30, tzinfo=UTC), date(2026, 11, 26)])
    assert sheet["A4"].value == datetime(2026, 11, 21, 1, 30)  # noqa: DTZ001  # a workbook has no zones
    assert sheet["A4"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["B4"].number_format == "dd/mm/yyyy"


def test_it_leaves_empty_what_is_not_known() -> None:
    assert [cell.value for cell in sheet_of([None, ""])["A4:B4"][0]] == [None, None]


def test_it_cuts_what_no_cell_can_hold() -> None:
    assert len(sheet_of([1, "a" * (LONGEST_TEXT + 1)])["B4"].value) == LONGEST_TEXT


def test_it_survives_control_characters() -> None:
    assert "trước" in sheet_of([1, "trước\x00\x0bsau"])["B4"].value


def test_it_needs_no_more_memory_for_more_lines() -> None:
    few, many = peak_of(100), peak_of(4_000)
    assert many < few + 500_000  # bytes; the rows alone would take more than ten times as much


def peak_of(lines: int) -> int:
    tracemalloc.start()
    try:
        RegisterWorkbook().write("SỔ", COLUMNS, long_lines(lines)).close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def long_lines(count: int) -> Iterator[list[Cell]]:
    for number in range(count):
        yield [number, f"{number} " + "điện yếu " * 200]


def test_it_closes_its_file_when_the_lines_break_off() -> None:
    def broken() -> Iterator[list[Cell]]:
        yield [1, "Điện yếu"]
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        RegisterWorkbook().write("SỔ", COLUMNS, broken())


def test_lines_are_as_high_as_what_they_hold_and_pages_are_numbered() -> None:
    """Not every program measures lines when it opens a workbook: only the first line of a text was seen."""
    sheet = sheet_of([1, "Điện yếu"], [2, "Đường hỏng, xe không đi qua được. " * 5])
    assert sheet.row_dimensions[4].height in {None, 15}
    assert 40 < sheet.row_dimensions[5].height < 60
    assert sheet.row_dimensions[3].height > 25  # the narrow heading of the numbers
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.page_margins.left < 0.5
