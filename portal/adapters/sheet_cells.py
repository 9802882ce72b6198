"""Tables on sheets: what each looks like on the screen and in print, and how a value of each kind is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HEADING_ROW = 2
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
GRID = {**FONT, "text_wrap": True, "border": 1}
HEADING = {**GRID, "bold": True, "align": "center", "bg_color": "#EEF4FA"}
# A spreadsheet writes these with the marks of its own language: 83,16% in Vietnamese.
FORMATS = {int: "#,##0", float: "#,##0.0", Decimal: "0.00%"}
# Points of a row: of one line, of each further one, and the most that a sheet allows.
ROW, LINE, HIGHEST = 15.0, 14.0, 409.0
# Beyond so many letters lines are no longer counted word by word.
LONG = 200
# Columns are as wide as so many digits of another font; of ours more letters stand there.
LETTERS = 1.15
# With more rows than these a table and its chart are too small on one page.
ONE_PAGE = 14
PAGES = '&C&"Times New Roman"&10&P/&N'


@dataclass(frozen=True, slots=True)
class Change:
    """A number told with its sign, and with so many decimals."""

    by: float
    decimals: int

    @property
    def shape(self) -> str:
        """How a spreadsheet writes it."""
        plain = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        return f"+{plain};\u2212{plain};{plain}"


Written = str | int | float | Decimal | Change | None


def lines_of(words: str, width: float) -> int:
    """On how many lines words stand in a column so many letters wide; rather one too many than one too few."""
    return sum(_lines(line, max(1, int(width * LETTERS))) for line in words.split("\n"))


def _lines(words: str, width: int) -> int:
    if len(words) < width:
        return 1
    if len(words) > LONG:
        return 1 + len(words) * 11 // (10 * width)
    lines, left = 1, width
    for word in words.split(" "):
        if len(word) > left and left < width:
            lines, left = lines + 1, width
        lines, left = lines + len(word) // (width + 1), left - len(word) % (width + 1) - 1
    return lines


def height_of(lines: int) -> float:
    """How high a row of so many lines is. Not every program finds it by itself when it opens a file."""
    return min(HIGHEST, ROW + LINE * (lines - 1))


def heading_height(headings: Sequence[str], widths: Sequence[float]) -> float:
    """How high the row of the headings is; bold letters are wider."""
    lines = [lines_of(words, width * 0.9) for words, width in zip(headings, widths, strict=True)]
    return height_of(max(lines, default=1))


class SheetTable:
    """A table on a sheet of its own: a title, headings that every page repeats, rows as high as what they hold."""

    def __init__(self, workbook: Any, page: Any, widths: Sequence[float]) -> None:
        self._workbook, self._page, self._widths = workbook, page, widths
        self._formats: dict[tuple[str, bool], Any] = {}
        for place, width in enumerate(widths):
            page.set_column(place, place, width)

    def head(self, title: str, headings: Sequence[str]) -> None:
        """Write the title and the headings, and set the sheet up to be read and printed."""
        big = self._workbook.add_format({**FONT, "font_size": 14, "bold": True})
        heading = self._workbook.add_format(HEADING)
        self._page.write_string(0, 0, title, big)
        self._page.set_row(HEADING_ROW, heading_height(headings, self._widths))
        for place, words in enumerate(headings):
            self._page.write_string(HEADING_ROW, place, words, heading)
        self._page.freeze_panes(HEADING_ROW + 1, 1)
        self._page.set_landscape()
        self._page.set_paper(9)  # A4
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(HEADING_ROW)
        self._page.set_footer(PAGES)

    def charted(self, chart: Any, row: int, *, rows: int) -> None:
        """Put a chart beneath, on the same page as the table where that is short."""
        self._page.insert_chart(row, 0, chart)
        if rows <= ONE_PAGE:
            self._page.fit_to_pages(1, 1)

    def row(self, number: int, values: Sequence[Written], *, bold: bool = False) -> None:
        """Write a row; nothing at all is an empty cell, a decimal is a share in percent."""
        texts = ((value, self._widths[place]) for place, value in enumerate(values) if isinstance(value, str))
        lines = max((lines_of(words, width) for words, width in texts), default=1)
        if lines > 1:
            self._page.set_row(number, height_of(lines))
        for place, value in enumerate(values):
            self._write(number, place, value, bold=bold)

    def notes(self, first: int, notes: Sequence[str]) -> None:
        """Write sentences below each other across the whole table."""
        look = self._workbook.add_format({**FONT, "italic": True, "text_wrap": True})
        across = sum(self._widths)
        for number, words in enumerate(notes, first):
            self._page.set_row(number, height_of(lines_of(words, across)))
            if len(self._widths) > 1:
                self._page.merge_range(number, 0, number, len(self._widths) - 1, words, look)
            else:
                self._page.write_string(number, 0, words, look)

    def _write(self, row: int, place: int, value: Written, *, bold: bool) -> None:
        if value is None or value == "":
            self._page.write_blank(row, place, None, self._look("", bold=bold))
        elif isinstance(value, str):
            self._page.write_string(row, place, value, self._look("", bold=bold))
        elif isinstance(value, Change):
            self._page.write_number(row, place, value.by, self._look(value.shape, bold=bold))
        else:
            number = float(value / 100) if isinstance(value, Decimal) else value
            self._page.write_number(row, place, number, self._look(FORMATS[type(value)], bold=bold))

    def _look(self, shape: str, *, bold: bool) -> Any:
        if (shape, bold) not in self._formats:
            look = {**GRID, "bold": bold, **({"num_format": shape} if shape else {})}
            self._formats[shape, bold] = self._workbook.add_format(look)
        return self._formats[shape, bold]
