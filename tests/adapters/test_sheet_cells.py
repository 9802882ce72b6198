"""Tables on sheets as programs find them that measure nothing by themselves."""

from typing import Any

import pytest
from openpyxl import load_workbook

from portal.adapters.figures_workbook import FiguresWorkbook
from portal.adapters.sheet_cells import HIGHEST, ONE_PAGE, Change, height_of, lines_of
from portal.domain.sheets import ChartKind, Column, FigureSheet, SheetChart

NAME = "Trung tâm Hỗ trợ, Kiểm định và Tư vấn kỹ thuật an toàn công nghiệp"
COLUMNS = (Column("Đơn vị", 30), Column("Đúng hạn theo thông báo", 14))
NOTE = "Tính đến 16 giờ 30. " * 12


def page_of(rows: int = 1) -> Any:
    lines = [(NAME, 1), *(("Phòng A", 2) for _ in range(rows - 1))]
    chart = SheetChart(ChartKind.STACKED_BARS, "Đúng hạn", (1,), rows)
    with FiguresWorkbook().write([FigureSheet("Đến hạn", "Đúng hạn", COLUMNS, lines, [NOTE], chart)]) as file:
        return load_workbook(file)["Đến hạn"]


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("", 10, 1),
        ("Phòng A", 10, 1),
        ("Phòng A\nPhòng B", 10, 2),
        ("Đúng hạn theo thông báo", 14, 2),
        ("Quá hạn, chưa trả lời", 12, 2),
        ("cases.received_in_time_after_extension", 10, 4),  # one word longer than its column
        ("mươi chữ " * 100, 10, 91),  # beyond some length lines are only estimated
        ("không", 0, 3),
    ],
)
def test_lines_are_counted_word_by_word(words: str, width: float, expected: int) -> None:
    assert lines_of(words, width) == expected


def test_rows_are_as_high_as_what_they_hold_and_no_sheet_allows() -> None:
    page = page_of()
    assert page.row_dimensions[3].height == pytest.approx(height_of(2), abs=0.5)
    assert page.row_dimensions[4].height == pytest.approx(height_of(lines_of(NAME, 30)), abs=0.5)
    assert page.row_dimensions[6].height == pytest.approx(height_of(lines_of(NOTE, 44)), abs=0.5)
    assert height_of(1000) == HIGHEST


def test_notes_stand_across_the_table_and_headings_on_every_page() -> None:
    page = page_of()
    assert [str(each) for each in page.merged_cells.ranges] == ["A6:B6"]
    assert page["A6"].alignment.wrap_text
    assert page.print_title_rows == "$3:$3"
    assert "&P" in page.oddFooter.center.text


@pytest.mark.parametrize(("rows", "pages"), [(ONE_PAGE, 1), (ONE_PAGE + 1, 0)])
def test_a_short_table_stands_on_one_page_with_its_chart(rows: int, pages: int) -> None:
    setup = page_of(rows).page_setup
    assert (int(setup.fitToWidth or 1), int(setup.fitToHeight if setup.fitToHeight is not None else 1)) == (
        1,
        pages,
    )


@pytest.mark.parametrize(
    ("decimals", "shape"), [(0, "+#,##0;−#,##0;#,##0"), (2, "+#,##0.00;−#,##0.00;#,##0.00")]
)
def test_a_change_has_its_sign(decimals: int, shape: str) -> None:
    assert Change(1.0, decimals).shape == shape
