"""Workbooks as tables, made part by part."""

import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from portal.adapters.tables.limits import Limits
from portal.adapters.tables.reader import TableFiles
from portal.adapters.tables.workbook import is_date_format
from portal.domain.imports.fields import DOSSIER_FIELDS, recogniser
from portal.domain.imports.tables import Cell, Flaw, Flawed, TableTrouble
from tests.adapters.tables.specimens import (
    HEADERS,
    HIT,
    MAIN,
    OFFICE,
    cells,
    packed,
    parts_of,
    read,
    refusal,
    sheet_part,
    workbook,
)

STYLES = (
    f"<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='200' formatCode='dd/mm/yyyy\\ hh:mm'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='200'/></cellXfs></styleSheet>"
)
STRINGS = (
    f"<sst xmlns='{MAIN}'><si><t>một</t></si><si><r><t>hai </t></r><r><t>ba</t></r><rPh><t>đọc</t></rPh></si>"
    "<si><t/></si></sst>"
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c t='s'><v>0</v></c>", "một"),
        ("<c t='s'><v>1</v></c>", "hai ba"),  # pieces in several fonts; how to pronounce them is left out
        ("<c t='s'><v>2</v></c>", None),
        ("<c t='inlineStr'><is><t>tại chỗ</t></is></c>", "tại chỗ"),
        ("<c t='str'><v>Nguye\u0302\u0303n</v></c>", "Nguyễn"),
        ("<c t='str'><v>a_x000D_b</v></c>", "a\rb"),
        ("<c><v>12</v></c>", 12),
        ("<c><v>12.0</v></c>", 12),
        ("<c><v>1.5E-2</v></c>", 0.015),
        ("<c t='b'><v>1</v></c>", True),
        ("<c s='1'><v>46329</v></c>", datetime(2026, 11, 3)),  # noqa: DTZ001
        ("<c s='2'><v>46329.354166666664</v></c>", datetime(2026, 11, 3, 8, 30)),  # noqa: DTZ001
        ("<c s='2'><v>0.25</v></c>", 0.25),  # a time without a day
        ("<c s='1'><v>9999999</v></c>", 9999999),
        ("<c t='d'><v>2026-11-03T08:30:00</v></c>", "2026-11-03T08:30:00"),
        ("<c t='e'><v>#REF!</v></c>", Flawed(Flaw.CELL_ERROR, "#REF!")),
        ("<c><f>A1+1</f><v>46329</v></c>", Flawed(Flaw.FORMULA, "46329")),
        ("<c t='s'><f>A1</f><v>0</v></c>", Flawed(Flaw.FORMULA, "một")),
        ("<c><f>NOW()</f></c>", Flawed(Flaw.FORMULA, "")),
        (f"<c t='str'><v>{'x' * 1_000_000}</v></c>", Flawed(Flaw.TOO_LONG, "x" * 120)),
        (f"<c t='str'><v>{' ' * 5}</v></c>", None),
        ("<c s='1'/>", None),
    ],
)
def test_it_understands_cells(tmp_path: Path, cell: str, value: Cell) -> None:
    rows = f"<row><c t='str'><v>H1</v></c>{cell}</row>"
    parts = parts_of(
        sheet_part(HEADERS + rows), more={"xl/sharedStrings.xml": STRINGS, "xl/styles.xml": STYLES}
    )

    assert cells(packed(tmp_path, parts)) == [["H1", value]]


def test_it_counts_days_from_1904_where_a_workbook_does(tmp_path: Path) -> None:
    book = (
        f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><workbookPr date1904='1'/>"
        "<sheets><sheet name='S1' sheetId='1' r:id='r1'/></sheets></workbook>"
    )
    rows = HEADERS + "<row><c><v>1</v></c><c s='1'><v>44867</v></c></row>"
    path = packed(tmp_path, parts_of(sheet_part(rows), book=book, more={"xl/styles.xml": STYLES}))

    assert cells(path) == [[1, datetime(2026, 11, 3)]]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (f"<row>{HIT}</row><row>{HIT}</row>", [2, 3]),  # without numbers
        (f"<row r='5'>{HIT}</row><row r='9' hidden='1'>{HIT}</row>", [5, 9]),  # what a filter hides is read
        (f"<row r='2'/><row r='3'><c r='A3' s='1'/></row><row r='900'>{HIT}</row>", [900]),
    ],
)
def test_it_counts_lines_as_the_program_does(tmp_path: Path, rows: str, lines: list[int]) -> None:
    assert [row.line for row in read(workbook(tmp_path, rows))] == lines


def test_it_puts_cells_in_the_columns_they_name(tmp_path: Path) -> None:
    rows = (
        "<row r='2'><c r='B2'><v>2</v></c><c r='A2'><v>5</v></c></row><row r='3'><c r='B3'><v>3</v></c></row>"
    )

    assert cells(workbook(tmp_path, rows)) == [[5, 2], [None, 3]]


def test_it_reads_elements_with_prefixes(tmp_path: Path) -> None:
    rows = (HEADERS + f"<row>{HIT}</row>").replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData>{rows}</x:sheetData></x:worksheet>"

    assert cells(packed(tmp_path, parts_of(sheet))) == [["H1", "03/11/2026"]]


def test_it_stops_after_many_blank_rows_but_not_after_a_gap(tmp_path: Path) -> None:
    def blank(first: int, last: int) -> str:
        return "".join(f"<row r='{line}'/>" for line in range(first, last))

    rows = f"<row r='2'>{HIT}</row>{blank(3, 102)}<row r='102'>{HIT}</row>{blank(103, 204)}<row r='204'>{HIT}</row>"
    path = workbook(tmp_path, rows)

    assert [row.line for row in read(path, Limits(blank_rows=100))] == [2, 102]
    assert [row.line for row in read(path)] == [2, 102, 204]


def test_it_reads_the_first_visible_sheet_that_holds_something(tmp_path: Path) -> None:
    full = sheet_part(HEADERS + f"<row>{HIT}</row>")
    book = (
        f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='Ẩn' state='veryHidden' r:id='r1'/>"
        "<sheet name='Trống' r:id='r2'/><sheet name='Hồ sơ' r:id='r3'/></sheets></workbook>"
    )
    path = packed(tmp_path, parts_of(full, sheet_part(""), full, book=book))

    with TableFiles().open(path, recogniser(DOSSIER_FIELDS)) as table:
        assert (table.sheet, table.header_line) == ("Hồ sơ", 1)


def test_it_marks_what_lies_under_merged_cells_below_the_headers(tmp_path: Path) -> None:
    title = "<row r='1'><c t='str'><v>Báo cáo</v></c></row>" + HEADERS.replace("<row", "<row r='2'")
    rows = f"<row r='3'>{HIT}</row><row r='4'><c t='str'><v>H2</v></c></row>"
    merged = "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='B3:C4'/></mergeCells>"
    path = packed(tmp_path, parts_of(sheet_part(title + rows, merged)))

    assert cells(path) == [["H1", "03/11/2026"], ["H2", Flawed(Flaw.MERGED, "")]]


@pytest.mark.parametrize(
    ("rows", "after", "code"),
    [
        ("<row><c t='s'><v>99</v></c></row>", "", TableTrouble.DAMAGED),  # no such words
        ("<row><c t='s'><v>-1</v></c></row>", "", TableTrouble.DAMAGED),
        ("<row><c><v>nhiều</v></c></row>", "", TableTrouble.DAMAGED),
        ("<row r='x'/>", "", TableTrouble.DAMAGED),
        (f"<row r='9'>{HIT}</row><row r='9'>{HIT}</row>", "", TableTrouble.DAMAGED),
        ("<row><c r='$1'><v>1</v></c></row>", "", TableTrouble.DAMAGED),
        ("<row><c r='ABC2'><v>1</v></c></row>", "", TableTrouble.TOO_MANY_COLUMNS),
        (f"<row>{HIT}", "", TableTrouble.DAMAGED),
        ("", "", TableTrouble.NO_ROWS),
        ("<row>" + "<c/>" * 17_000, "", TableTrouble.TOO_MANY_COLUMNS),
        (f"<row a='{'x' * 3_000_000}'>{HIT}</row>", "", TableTrouble.DAMAGED),  # a tag without end
        (f"<!-- {'x' * 3_000_000} --><row>{HIT}</row>", "", TableTrouble.DAMAGED),
        ("", f"<a b='{'&lt;mergeCell ' * 300_000}'/>", TableTrouble.DAMAGED),
        (
            f"<row>{HIT}</row>",
            "<mergeCells>" + "<mergeCell ref='A2:A3'/>" * 5001 + "</mergeCells>",
            TableTrouble.MERGED_ALL_OVER,
        ),
        (
            f"<row>{HIT}</row>",
            "<mergeCells>" + "<mergeCell ref='A2:A99'/>" * 300 + "</mergeCells>",
            TableTrouble.MERGED_ALL_OVER,
        ),
    ],
)
def test_it_refuses_a_broken_sheet(tmp_path: Path, rows: str, after: str, code: TableTrouble) -> None:
    assert refusal(workbook(tmp_path, rows, after))[0] is code


GOOD = parts_of(sheet_part(HEADERS + f"<row>{HIT}</row>"))
ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"xl/vbaProject.bin": b"x"}, TableTrouble.MACROS),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, TableTrouble.MACROS),
        (
            {"[Content_Types].xml": "<Types><Override ContentType='x.macroEnabled.main+xml'/></Types>"},
            TableTrouble.MACROS,
        ),
        ({"xl/workbook.xml": ENTITIES + str(GOOD["xl/workbook.xml"])}, TableTrouble.DAMAGED),
        (
            {"xl/worksheets/sheet1.xml": ENTITIES + sheet_part("<row><c><v>&b;</v></c></row>")},
            TableTrouble.DAMAGED,
        ),
        ({"xl/sharedStrings.xml": ENTITIES + STRINGS}, TableTrouble.DAMAGED),
        ({"xl/workbook.xml": "<document/>"}, TableTrouble.OTHER_DOCUMENT),
        ({"_rels/.rels": "<Relationships/>"}, TableTrouble.OTHER_DOCUMENT),
        (
            {"_rels/.rels": str(GOOD["_rels/.rels"]).replace("workbook.xml", "workbook.bin")},
            TableTrouble.OTHER_DOCUMENT,
        ),
        ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, TableTrouble.EMPTY),  # a sheet that is nowhere
        ({"xl/workbook.xml": "no xml"}, TableTrouble.DAMAGED),
        ({"xl/workbook.xml": f"<workbook>{'<sheet/>' * 100_001}</workbook>"}, TableTrouble.TOO_LARGE),
        ({"xl/styles.xml": " " * 17_000_000}, TableTrouble.TOO_LARGE),
        ({f"more/{number}": "" for number in range(2001)}, TableTrouble.TOO_LARGE),
        ({"XL/WORKBOOK.xml": "<x/>"}, TableTrouble.DAMAGED),  # one name, two contents
    ],
)
def test_it_refuses_a_workbook(tmp_path: Path, changed: dict[str, str | bytes], code: TableTrouble) -> None:
    assert refusal(packed(tmp_path, {**GOOD, **changed}))[0] is code


def test_it_refuses_archives_that_are_no_workbook_or_no_archive(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path, {"mimetype": "x"}))[0] is TableTrouble.OTHER_DOCUMENT
    whole = packed(tmp_path, GOOD)
    content = whole.read_bytes()
    whole.write_bytes(content[:-100])
    assert refusal(whole)[0] is TableTrouble.DAMAGED
    whole.write_bytes(content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))
    assert refusal(whole)[0] is TableTrouble.PASSWORD


def test_it_refuses_bombs_before_unpacking_them(tmp_path: Path) -> None:
    bomb = packed(tmp_path, GOOD)
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/bomb.xml", "w") as part,
    ):
        for _ in range(70):
            part.write(b" " * 1024 * 1024)

    assert refusal(bomb)[0] is TableTrouble.TOO_LARGE
    assert refusal(bomb, Limits(packing=5000, unpacked=1024))[0] is TableTrouble.TOO_LARGE


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_it_needs_no_more_memory_for_more_rows(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã hồ sơ", "Ngày tiếp nhận"])
        for line in range(1, rows):
            sheet.write_row(line, 0, [f"H{line}", "03/11/2026"])

    tracemalloc.start()
    with TableFiles().open(path, recogniser(DOSSIER_FIELDS)) as table:
        assert sum(1 for _ in table.rows) == rows - 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 5 * 1024 * 1024


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-42A]dd/mm/yyyy hh:mm", True),
        ("[h]:mm", True),
        ("General", False),
        ('0.00 "đồng/m"', False),
        ("#,##0\\d", False),
        ("[Red]0;[Blue]-0", False),
    ],
)
def test_it_knows_formats_of_dates(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date
