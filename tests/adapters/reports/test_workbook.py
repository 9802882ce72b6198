"""Reports as workbooks: numbers to count with, charts and words that fit a page."""

from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from portal.adapters.reports.workbook import MOST_DRAWN, counted_of, xlsx_of
from portal.adapters.sheet_cells import Change, Written
from portal.domain.reports.compose import compose
from portal.domain.reports.content import FiledReport, Value
from portal.domain.reports.facts import Facts, UnitFacts
from portal.domain.wording import Language
from tests.domain.reports.specimens import cases, facts


def book_of(told: Facts) -> Any:
    with xlsx_of(FiledReport(compose(told), "3/2026/SCT", "0"), None) as file:
        return load_workbook(file)


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("+13,18", "vi", Change(13.18, 2)),
        ("−1.204", "vi", Change(-1204.0, 0)),
        ("0,00", "vi", Change(0.0, 2)),
        ("766", "vi", "766"),  # a number of something, and no change
        ("1.204", "vi", "1.204"),
        ("−1,204.5", "en", Change(-1204.5, 1)),
        ("2.0", "vi", "2.0"),
        ("18/22", "vi", "18/22"),
        ("", "vi", ""),
        (5, "vi", 5),
        (None, "vi", None),
    ],
)
def test_changes_are_numbers(value: Value, language: Language, written: Written) -> None:
    assert counted_of(value, language) == written


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sheet_has_changes_as_numbers_and_versions_as_they_are(language: Language) -> None:
    book = book_of(facts(language))
    speed = next(page for page in book if page["D3"].value in {"Tăng, giảm", "Change"})
    changes = [row[3] for row in speed.iter_rows(min_row=4, max_row=8) if row[3].value is not None]
    assert changes
    assert all(cell.data_type == "n" and cell.number_format.startswith("+") for cell in changes)
    definitions = book.worksheets[-1]
    assert "2.0" in [row[3].value for row in definitions.iter_rows(min_row=4)]


def test_the_sum_stands_out() -> None:
    due = book_of(facts())["Đến hạn"]
    assert [due.cell(row, 1).font.b for row in (4, 6)] == [False, True]


def test_more_bars_than_a_page_holds_are_left_out_and_the_title_says_so() -> None:
    units = tuple(UnitFacts(number, f"Phòng {number}", cases(5, 1)) for number in range(MOST_DRAWN + 1))
    chart = book_of(replace(facts(), units=units))["Đến hạn"]._charts[0]
    assert chart.series[0].val.numRef.f.endswith(f"${3 + MOST_DRAWN}")
    assert f"({MOST_DRAWN} dòng đầu của bảng)" in "".join(
        run.t for line in chart.title.tx.rich.p for run in line.r or ()
    )


def test_words_are_no_wider_than_the_page() -> None:
    """A4 upright has room for some 93 digits; a wider column is cut off in print."""
    page = book_of(facts())["Báo cáo"]
    assert page.column_dimensions["A"].width < 93
    assert page.row_dimensions[4].height > page.row_dimensions[2].height
