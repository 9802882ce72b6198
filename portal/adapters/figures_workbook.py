"""Figures as an XLSX workbook: a sheet for each table, with charts that the reader can change."""

from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from portal.adapters.sheet_cells import HEADING_ROW, SheetTable
from portal.domain.sheets import ChartKind, FigureSheet, SheetChart
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

    def fill(self) -> None:
        """Write title, table, notes and chart."""
        sheet = self._sheet
        table = SheetTable(self._workbook, self._page, [column.width for column in sheet.columns])
        table.head(sheet.title, [column.heading for column in sheet.columns])
        last = HEADING_ROW
        for last, row in enumerate(sheet.rows, HEADING_ROW + 1):
            table.row(last, row)
        table.notes(last + 2, sheet.notes)
        if sheet.chart is not None:
            below = last + len(sheet.notes) + 3
            table.charted(self._chart(sheet.chart), below, rows=len(sheet.rows))

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
