"""Figures as a workbook: numbers stay numbers, shares are percentages, charts are native."""

from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from portal.adapters.figures_workbook import FiguresWorkbook
from portal.domain.sheets import ChartKind, Column, FigureSheet, Measure, SheetChart

COLUMNS = (Column("Đơn vị", 30), Column("Đến hạn"), Column("Đúng hạn"), Column("Trễ hạn"))
ROWS: tuple[tuple[Measure, ...], ...] = (("Phòng A", 3, 2, 1), ("Phòng B", 4, 4, 0), ("Cộng", 7, 6, 1))


def book_of(*sheets: FigureSheet) -> Any:
    with FiguresWorkbook().write(sheets) as file:
        return load_workbook(file)


def sheet(chart: SheetChart | None = None, rows: tuple[tuple[Measure, ...], ...] = ROWS) -> FigureSheet:
    return FigureSheet("Đến hạn", "Trả lời đúng hạn", COLUMNS, rows, ["Tính đến hôm nay."], chart)


def test_it_has_a_sheet_for_each_table() -> None:
    book = book_of(sheet(), FigureSheet("Khác", "Bảng khác", COLUMNS, ()))
    assert book.sheetnames == ["Đến hạn", "Khác"]
    assert book["Đến hạn"]["A1"].value == "Trả lời đúng hạn"
    assert [cell.value for cell in book["Đến hạn"][3]] == [column.heading for column in COLUMNS]
    assert [cell.value for cell in book["Đến hạn"][6]] == ["Cộng", 7, 6, 1]
    assert book["Đến hạn"]["A8"].value == "Tính đến hôm nay."


@pytest.mark.parametrize(
    ("written", "value", "shape"),
    [
        (1234, 1234, "#,##0"),
        (12.5, 12.5, "#,##0.0"),
        (Decimal("83.16"), 0.8316, "0.00%"),  # shown as 83,16% where the comma is at home
        ("–", "–", "General"),
        ("=1+1", "=1+1", "General"),
        (None, None, "General"),
    ],
)
def test_it_keeps_numbers_as_numbers(written: Measure, value: object, shape: str) -> None:
    cell = book_of(sheet(rows=(("Phòng A", written, 0, 0),)))["Đến hạn"]["B4"]
    assert (cell.value, cell.number_format) == (value, shape)
    assert cell.data_type != "f"


def test_it_draws_bars_of_the_parts() -> None:
    chart = book_of(sheet(SheetChart(ChartKind.STACKED_BARS, "Đúng hạn", (2, 3), 2)))["Đến hạn"]._charts[0]
    assert (type(chart).__name__, chart.grouping) == ("BarChart", "percentStacked")
    assert [each.val.numRef.f for each in chart.series] == ["'Đến hạn'!$C$4:$C$5", "'Đến hạn'!$D$4:$D$5"]


def test_it_draws_a_line_from_nothing_to_all() -> None:
    chart = book_of(sheet(SheetChart(ChartKind.LINE, "Theo tháng", (1,), 3)))["Đến hạn"]._charts[0]
    assert type(chart).__name__ == "LineChart"
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, 1)
