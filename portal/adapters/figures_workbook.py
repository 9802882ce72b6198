"""Figures as an XLSX workbook: a sheet for each table, with charts that the reader can change."""

from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from portal.adapters.sheet_cells import HEADING, HEADING_ROW, SheetCells
from portal.domain.sheets import ChartKind, Column, FigureSheet, SheetChart
from portal.lazily import Lazily

xlsxwriter = Lazily("xlsxwriter")

# In time, after extension, by notice, late, open or overdue, stopped: as on the page, and apart in grey too.
COLOURS = ("#0B4F8A", "#8FBCE3", "#5B8DB8", "#B3261E", "#F2B705", "#7D8B99")
AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_NAME = 31


class FiguresWorkbook:
    """Writes figures with XlsxWriter into a file that is gone once it is closed."""

    def write(self, sheets: Sequence[FigureSheet]) -> BinaryIO:
        """The workbook, to be read from its beginning and closed by the caller."""
        with ExitStack() as undo:
            file = cast(BinaryIO, undo.enter_context(TemporaryFile()))
            with xlsxwriter.Workbook(file, AS_WRITTEN) as workbook:
                for sheet in sheets:
                    _Page(workbook, sheet).fill()
            file.seek(0)
            undo.pop_all()  # it went well: the file is the caller's now
            return file


class _Page:
    def __init__(self, workbook: Any, sheet: FigureSheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._page = workbook.add_worksheet(sheet.name[:LONGEST_NAME])
        self._cells = SheetCells(workbook, self._page)

    def fill(self) -> None:
        """Write title, table, notes and chart."""
        self._head(self._sheet.columns)
        last = HEADING_ROW
        for last, row in enumerate(self._sheet.rows, HEADING_ROW + 1):
            for place, value in enumerate(row):
                self._cells.write(last, place, value)
        note = self._workbook.add_format({"font_name": "Times New Roman", "font_size": 11, "italic": True})
        for number, words in enumerate(self._sheet.notes, last + 2):
            self._page.write_string(number, 0, words, note)
        if self._sheet.chart is not None:
            below = last + len(self._sheet.notes) + 3
            self._page.insert_chart(below, 0, self._chart(self._sheet.chart))

    def _head(self, columns: Sequence[Column]) -> None:
        big = self._workbook.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
        heading = self._workbook.add_format(HEADING)
        self._page.write_string(0, 0, self._sheet.title, big)
        for place, column in enumerate(columns):
            self._page.set_column(place, place, column.width)
            self._page.write_string(HEADING_ROW, place, column.heading, heading)
        self._page.freeze_panes(HEADING_ROW + 1, 1)
        self._page.set_landscape()
        self._page.set_paper(9)  # A4
        self._page.fit_to_pages(1, 0)

    def _chart(self, wanted: SheetChart) -> Any:
        stacked = wanted.kind is ChartKind.STACKED_BARS
        shape = {"type": "bar", "subtype": "percent_stacked"} if stacked else {"type": "line"}
        chart = self._workbook.add_chart(shape)
        first, last = HEADING_ROW + 1, HEADING_ROW + wanted.rows
        name = self._page.get_name()
        for number, column in enumerate(wanted.columns):
            colour = COLOURS[number % len(COLOURS)]
            chart.add_series({
                "name": [name, HEADING_ROW, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "line": {"color": colour},
                "marker": {"type": "circle"} if not stacked else {"type": "none"},
            })
        chart.set_title({"name": wanted.title, "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        # The first unit on top, as in the table; a line of shares from nothing to all.
        chart.set_y_axis({"reverse": True} if stacked else {"min": 0, "max": 1, "num_format": "0%"})
        chart.set_size({"width": 900, "height": 260 + 24 * wanted.rows if stacked else 320})
        return chart
