"""The sample files, read from bytes to checked rows or to the one reason why not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.adapters.tables.reader import TableFiles
from portal.domain.imports.dossier_rows import DossierContext, DossierRow, read_dossiers
from portal.domain.imports.fields import DOSSIER_FIELDS, PROCEDURE_FIELDS, recogniser
from portal.domain.imports.mapping import fitted, guess_mapping
from portal.domain.imports.procedure_rows import ProcedureContext, ProcedureRow, read_procedures
from portal.domain.imports.reasons import Reason, WrongRow
from portal.domain.imports.tables import TableTrouble
from tests.adapters.tables.specimens import SAMPLES, refusal

NOW = datetime(2026, 11, 22, tzinfo=UTC)
UNITS = {"QLTM", "QLNL", "QLCN", "KTAT", "TP"}


def dossiers(name: str) -> list[DossierRow | WrongRow]:
    with TableFiles().open(SAMPLES / name, recogniser(DOSSIER_FIELDS)) as table:
        mapping = fitted(guess_mapping(table.headers, DOSSIER_FIELDS), table.headers, DOSSIER_FIELDS)
        return list(read_dossiers(table.rows, mapping, DossierContext(NOW, units=UNITS)))


def wrong(name: str) -> list[tuple[int, str, str]]:
    rows = [row for row in dossiers(name) if isinstance(row, WrongRow)]
    return [(row.line, error.column, error.reason.value) for row in rows for error in row.errors]


@pytest.mark.parametrize(
    "name",
    ["good_utf8.csv", "good_utf8_bom_semicolon.csv", "good_utf16_tab.txt", "good_windows_1258.csv"],
)
def test_it_reads_the_same_from_every_text_as_from_the_workbook(name: str) -> None:
    rows = dossiers("good.xlsx")

    assert len(rows) == 35
    assert not [row for row in rows if isinstance(row, WrongRow)]
    assert dossiers(name) == rows


def test_it_finds_the_headers_below_titles_and_skips_the_numbers_of_columns() -> None:
    rows = dossiers("title_lines.xlsx")

    assert [row.line for row in rows] == list(range(9, 17))
    assert not [row for row in rows if isinstance(row, WrongRow)]


@pytest.mark.parametrize("name", ["errors.csv", "errors.xlsx"])
def test_it_lists_what_is_wrong_and_keeps_what_is_good(name: str) -> None:
    assert wrong(name) == [
        (2, "Ngày tiếp nhận", "no_such_day"),
        (3, "Mã hồ sơ", "missing"),
        (4, "Số điện thoại", "phone"),
        (4, "Email", "email"),
        (5, "Ngày tiếp nhận", "month_and_day"),
        (6, "Ngày kết thúc xử lý", "before_received"),
        (7, "Hình thức tiếp nhận", "not_a_channel"),
        (7, "Số lần bổ sung", "not_a_number"),
        (9, "Mã hồ sơ", "twice"),
        (9, "Ngày tiếp nhận", "future"),
    ]


def test_it_refuses_cells_under_merged_ones() -> None:
    assert wrong("merged.xlsx") == [(4, "Mã thủ tục", "merged"), (5, "Mã thủ tục", "merged")]


def test_it_refuses_formulas_whatever_they_last_came_to() -> None:
    assert wrong("formulas.xlsx") == [
        (2, "Ngày hẹn trả", Reason.FORMULA),
        (4, "Ngày hẹn trả", Reason.FORMULA),
        (6, "Mã hồ sơ", Reason.FORMULA),
    ]


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("empty.csv", TableTrouble.EMPTY, ""),
        ("not_a_table.csv", TableTrouble.NOT_A_TABLE, ""),
        ("wrong_encoding.csv", TableTrouble.ENCODING, "2"),
        ("header_only.xlsx", TableTrouble.NO_ROWS, "1"),
        ("hidden_sheet.xlsx", TableTrouble.HIDDEN_SHEET, "Dữ liệu"),
        ("macros.xlsm", TableTrouble.MACROS, ""),
        ("password.xlsx", TableTrouble.PASSWORD, ""),
        ("old.xls", TableTrouble.OLD_WORKBOOK, ""),
        ("html_as.xls", TableTrouble.MARKUP, ""),
    ],
)
def test_it_refuses_a_whole_file_with_the_reason(name: str, code: TableTrouble, detail: str) -> None:
    assert refusal(SAMPLES / name) == (code, detail)


@pytest.mark.parametrize("name", ["procedures_good.csv", "procedures_good.xlsx"])
def test_it_reads_the_procedures_of_the_demo(name: str) -> None:
    with TableFiles().open(SAMPLES / name, recogniser(PROCEDURE_FIELDS)) as table:
        mapping = fitted(guess_mapping(table.headers, PROCEDURE_FIELDS), table.headers, PROCEDURE_FIELDS)
        rows = list(read_procedures(table.rows, mapping, ProcedureContext(NOW, units=UNITS)))

    assert [row for row in rows if not isinstance(row, ProcedureRow)] == []
    assert len(rows) == 12


def test_every_sample_is_tried_here() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in SAMPLES.iterdir() if path.name not in tried] == []
