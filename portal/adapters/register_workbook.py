"""The register as an XLSX workbook, written row by row so that its length costs no memory."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from portal.adapters.sheet_cells import HEADING_ROW, PAGES, heading_height, height_of, lines_of
from portal.domain.sheets import FORMULA_SIGNS, Cell, Column
from portal.domain.time import VIETNAM
from portal.lazily import Lazily

xlsxwriter = Lazily("xlsxwriter")

# A cell of a workbook holds no more.
LONGEST_TEXT = 32_767
PLAIN = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
# Never guessed from the text: what people wrote is text, whatever it looks like.
AS_WRITTEN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class RegisterWorkbook:
    """Writes the register with XlsxWriter into a file that is gone once it is closed."""

    def write(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> BinaryIO:
        """The workbook, to be read from its beginning and closed by the caller."""
        with ExitStack() as undo:
            file = cast(BinaryIO, undo.enter_context(TemporaryFile()))
            with xlsxwriter.Workbook(file, AS_WRITTEN) as workbook:
                RegisterPage(workbook, title, columns).fill(rows)
            file.seek(0)
            undo.pop_all()  # it went well: the file is the caller's now
            return file


class RegisterPage:
    """The register on a sheet of a workbook that is written row by row."""

    def __init__(
        self, workbook: Any, title: str, columns: Sequence[Column], *, name: str = "Sổ tiếp nhận"
    ) -> None:
        self._sheet = workbook.add_worksheet(name)
        self._columns = columns
        self._text = workbook.add_format(PLAIN)
        # Not wrapped: a sentence goes on over the empty cells beside it.
        self._beside = workbook.add_format({**PLAIN, "text_wrap": False})
        # Marked as text, so that it stays text when somebody edits the cell.
        self._quoted = workbook.add_format({**PLAIN, "quote_prefix": True})
        self._day = workbook.add_format({**PLAIN, "num_format": "dd/mm/yyyy"})
        self._moment = workbook.add_format({**PLAIN, "num_format": "dd/mm/yyyy hh:mm"})
        self._head(workbook, title)

    def _head(self, workbook: Any, title: str) -> None:
        big = workbook.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
        heading = workbook.add_format({**PLAIN, "bold": True, "align": "center", "bg_color": "#EEF4FA"})
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width, self._text)
        self._sheet.write_string(0, 0, title, big)
        headings, widths = [each.heading for each in self._columns], [each.width for each in self._columns]
        self._sheet.set_row(HEADING_ROW, heading_height(headings, widths))
        for place, column in enumerate(self._columns):
            self._sheet.write_string(HEADING_ROW, place, column.heading, heading)
        # Printed gridlines instead of borders: an empty cell then needs no writing.
        self._sheet.hide_gridlines(0)
        self._sheet.freeze_panes(HEADING_ROW + 1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(8)  # A3
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.repeat_rows(HEADING_ROW)
        self._sheet.set_footer(PAGES)

    def fill(self, rows: Iterable[Sequence[Cell]]) -> int:
        """Write the lines under the headings; returns the number of the last row."""
        last = HEADING_ROW
        for last, row in enumerate(rows, HEADING_ROW + 1):
            self._set_height(last, row)
            for place, value in enumerate(row):
                self._write(last, place, value)
        self._sheet.autofilter(HEADING_ROW, 0, last, len(self._columns) - 1)
        return last

    def _set_height(self, number: int, row: Sequence[Cell]) -> None:
        lines = 1
        for column, value in zip(self._columns, row, strict=False):
            if isinstance(value, str):
                lines = max(lines, lines_of(value, column.width))
        if lines > 1:
            self._sheet.set_row(number, height_of(lines))
        # The library keeps heights for good; that of the row before the last is in the file by now.
        for kept in (self._sheet.row_info, self._sheet.row_sizes):
            kept.pop(number - 2, None)

    def say(self, row: int, words: str) -> None:
        """Write a sentence across a row."""
        self._sheet.write_string(row, 0, words, self._beside)

    def _write(self, row: int, place: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            format_ = self._quoted if value.startswith(FORMULA_SIGNS) else self._text
            self._sheet.write_string(row, place, value[:LONGEST_TEXT], format_)
        elif isinstance(value, datetime):
            # A workbook knows no zones: what stands there is the time in Việt Nam.
            there = value.astimezone(VIETNAM).replace(tzinfo=None)
            self._sheet.write_datetime(row, place, there, self._moment)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, place, value, self._day)
        else:
            self._sheet.write_number(row, place, value, self._text)
