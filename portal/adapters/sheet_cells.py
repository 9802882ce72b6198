"""Cells of spreadsheets: what every table of figures looks like, and how a value of each kind is written."""

from decimal import Decimal
from typing import Any

HEADING_ROW = 2
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
GRID = {**FONT, "text_wrap": True, "border": 1}
HEADING = {**GRID, "bold": True, "align": "center", "bg_color": "#EEF4FA"}
# A spreadsheet writes these with the marks of its own language: 83,16% in Vietnamese.
FORMATS = {int: "#,##0", float: "#,##0.0", Decimal: "0.00%"}


class SheetCells:
    """Writes into the cells of one sheet: a decimal is a share in percent."""

    def __init__(self, workbook: Any, page: Any) -> None:
        self._page, self._text = page, workbook.add_format(GRID)
        self._numbers = {
            kind: workbook.add_format({**GRID, "num_format": shape}) for kind, shape in FORMATS.items()
        }

    def write(self, row: int, place: int, value: str | float | Decimal | None) -> None:
        """One value in the look of its kind; nothing at all is an empty cell."""
        if value is None or value == "":
            self._page.write_blank(row, place, None, self._text)
        elif isinstance(value, str):
            self._page.write_string(row, place, value, self._text)
        else:
            written = float(value / 100) if isinstance(value, Decimal) else value
            self._page.write_number(row, place, written, self._numbers[type(value)])
