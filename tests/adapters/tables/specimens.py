"""Tables made by hand: workbooks part by part, and how a file is read in the tests."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal.adapters.tables.limits import Limits
from portal.adapters.tables.reader import TableFiles
from portal.domain.imports.fields import DOSSIER_FIELDS, recogniser
from portal.domain.imports.tables import Cell, TableRow, TableTrouble, UnreadableTable

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "dossiers"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADERS = "<row><c t='str'><v>Mã hồ sơ</v></c><c t='str'><v>Ngày tiếp nhận</v></c></row>"
HIT = "<c t='str'><v>H1</v></c><c t='str'><v>03/11/2026</v></c>"


def read(path: Path, limits: Limits | None = None) -> list[TableRow]:
    """All rows of a table."""
    with TableFiles(limits).open(path, recogniser(DOSSIER_FIELDS)) as table:
        return list(table.rows)


def cells(path: Path, limits: Limits | None = None) -> list[list[Cell]]:
    """The cells of all rows, by column."""
    return [list(row.cells.values()) for row in read(path, limits)]


def refusal(path: Path, limits: Limits | None = None) -> tuple[TableTrouble, str]:
    """Why a file is refused."""
    with pytest.raises(UnreadableTable) as refused:
        read(path, limits)
    return refused.value.code, refused.value.detail


def text_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def sheet_part(rows: str, after: str = "") -> str:
    return f"<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData>{after}</worksheet>"


def parts_of(
    *sheets: str, book: str = "", more: Mapping[str, str | bytes] | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook; what `book` or `more` say replaces the usual."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f"<sheet name='S{number}' sheetId='{number}' r:id='r{number}'/>" for number in numbers)
    relations = "".join(
        f"<Relationship Id='r{number}' Type='{OFFICE}/worksheet' Target='worksheets/sheet{number}.xml'/>"
        for number in numbers
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' Type='{OFFICE}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": book
        or f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'>{relations}<Relationship Id='s' "
        f"Type='{OFFICE}/sharedStrings' Target='/xl/sharedStrings.xml'/><Relationship Id='y' "
        f"Type='{OFFICE}/styles' Target='styles.xml'/></Relationships>",
        **{f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in zip(numbers, sheets, strict=True)},
        **(more or {}),
    }


def packed(folder: Path, parts: Mapping[str, str | bytes]) -> Path:
    path = folder / "table.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def workbook(folder: Path, rows: str, after: str = "") -> Path:
    """A workbook with one sheet, headers in its first line."""
    return packed(folder, parts_of(sheet_part(HEADERS + rows, after)))
