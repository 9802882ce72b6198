"""A packed workbook as a table: its first visible sheet that holds anything."""

from contextlib import ExitStack
from typing import BinaryIO

from portal.adapters.tables.archive import Archive
from portal.adapters.tables.limits import Limits
from portal.adapters.tables.merges import Sweep, read_merges
from portal.adapters.tables.rows import RawRows
from portal.adapters.tables.shared_strings import SharedStrings
from portal.adapters.tables.sheet_rows import Meaning, SheetRows
from portal.adapters.tables.workbook import Sheet, read_workbook
from portal.domain.imports.tables import Recognise, Table, TableTrouble, UnreadableTable


def workbook_table(file: BinaryIO, recognise: Recognise, *, limits: Limits, held: ExitStack) -> Table:
    """The table in a workbook; what it needs until it has been read is closed with `held`. Raises UnreadableTable."""
    archive = Archive(file, limits)
    workbook = read_workbook(archive)
    strings = SharedStrings(archive, workbook.strings, limits.cell)
    held.callback(strings.close)
    sheets = _Sheets(
        archive, Meaning(strings, workbook.date_styles, workbook.from_1904), limits=limits, held=held
    )
    for sheet in workbook.sheets:
        if not sheet.hidden:
            rows = sheets.rows(sheet)
            if rows.head:
                return rows.table(recognise)
    for sheet in workbook.sheets:
        if sheet.hidden and sheets.rows(sheet).head:
            raise UnreadableTable(TableTrouble.HIDDEN_SHEET, sheet.name)
    raise UnreadableTable(TableTrouble.EMPTY)


class _Sheets:
    def __init__(self, archive: Archive, meaning: Meaning, *, limits: Limits, held: ExitStack) -> None:
        self._archive = archive
        self._meaning = meaning
        self._limits = limits
        self._held = held

    def rows(self, sheet: Sheet) -> RawRows:
        with self._archive.open(sheet.part) as part:
            merges = read_merges(part, self._limits)
        part = self._held.enter_context(self._archive.open(sheet.part))
        rows = SheetRows(self._meaning, Sweep(merges, self._limits), self._limits)
        return RawRows(rows.read(part), self._limits, sheet=sheet.name)
