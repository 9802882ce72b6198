"""The rows of a sheet, parsed as a stream.

A library would keep something of every row it has read (docs/decisions/0013-tables.md); here a row is forgotten when
the next one begins, and rows without values cost nothing but their parsing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from portal.adapters.tables.archive import pieces
from portal.adapters.tables.limits import Limits
from portal.adapters.tables.markup import local
from portal.adapters.tables.merges import Sweep, column_number
from portal.adapters.tables.rows import RawRow
from portal.adapters.tables.shared_strings import SharedStrings
from portal.domain.imports.tables import Cell, Flaw, Flawed, TableTrouble, UnreadableTable

SHOWN = 120
# A row of a spreadsheet has no more, blank ones among them.
MOST_CELLS = 16_384
SECONDS_OF_A_DAY = 86_400
# A wall clock has no zone; 29/02/1900 is a day only spreadsheets believe in, so their day 0 lies one earlier.
ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the numbers in cells mean: words by their number, dates by their style, days since when."""

    strings: SharedStrings
    date_styles: frozenset[str]
    from_1904: bool


class SheetRows:
    """Parses one sheet. Rows come out of `read`; each is complete when its end was seen."""

    def __init__(self, meaning: Meaning, sweep: Sweep, limits: Limits) -> None:
        self._meaning = meaning
        self._sweep = sweep
        self._limits = limits
        self._zero = ZERO_1904 if meaning.from_1904 else ZERO
        self._columns: dict[str, int] = {}
        self._ready: list[RawRow] = []
        self._cells: list[Cell] = []
        self._line = self._last_line = self._blank = self._column = self._seen = self._phonetic = 0
        self._has_value = self._is_over = self._is_formula = self._collecting = False
        self._type = ""
        self._style = ""
        self._pieces: list[str] = []
        self._length = 0

    def read(self, sheet: BinaryIO) -> Iterator[RawRow]:
        """The rows that hold a value. Raises UnreadableTable."""
        for _ in pieces(sheet, self):
            ready, self._ready = self._ready, []
            yield from ready
            if self._is_over:
                return

    # --- what the parser calls ---------------------------------------------------------------------------------

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """A row, a cell or what is in a cell begins."""
        if name == "c":  # asked first: there are millions of cells
            self._begin_cell(attributes)
        elif name == "v":
            self._collecting = True
        else:
            self._begin_rare(local(name), attributes)

    def _begin_rare(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._begin_row(attributes)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._is_formula = True
        elif tag in {"v", "t"}:
            self._collecting = not self._phonetic
        elif tag == "rPh":
            self._phonetic += 1

    def text(self, piece: str) -> None:
        """A piece of a cell's content."""
        if self._collecting and self._length <= self._limits.cell:
            self._pieces.append(piece)
            self._length += len(piece)

    def end(self, name: str) -> None:
        """A row, a cell or what is in a cell is complete."""
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._collecting = False
        else:
            self._end_rare(local(name))

    def _end_rare(self, tag: str) -> None:
        if tag == "row":
            self._end_row()
        elif tag == "c":
            self._end_cell()
        elif tag in {"v", "t"}:
            self._collecting = False
        elif tag == "rPh":
            self._phonetic -= 1

    # --- rows --------------------------------------------------------------------------------------------------

    def _begin_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r")
        self._line = self._last_line + 1 if told is None else _whole(told)
        if self._line <= self._last_line:
            raise UnreadableTable(TableTrouble.DAMAGED, self._line)
        self._last_line = self._line
        self._cells = []
        self._column = -1
        self._seen = 0
        self._has_value = False

    def _end_row(self) -> None:
        if not self._has_value:
            self._blank += 1
            self._is_over = self._is_over or self._blank > self._limits.blank_rows
            return
        self._blank = 0
        if self._is_over:
            return
        for column in self._sweep.covered(self._line):
            self._put(column, Flawed(Flaw.MERGED, ""))
        self._ready.append(RawRow(self._line, self._cells))

    # --- cells -------------------------------------------------------------------------------------------------

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._seen += 1
        if self._seen > MOST_CELLS:
            raise UnreadableTable(TableTrouble.TOO_MANY_COLUMNS, self._line)
        told = attributes.get("r")
        if told is None:
            self._column += 1
        else:
            letters = told.rstrip("0123456789")
            column = self._columns.get(letters)
            self._column = self._learn(letters) if column is None else column
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._is_formula = False
        self._pieces.clear()
        self._length = 0

    def _learn(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
            raise UnreadableTable(TableTrouble.DAMAGED, self._line)
        return self._columns.setdefault(letters, column_number(letters))

    def _end_cell(self) -> None:
        if not self._pieces and not self._is_formula:
            return
        pieces = self._pieces
        value = self._value(pieces[0] if len(pieces) == 1 else "".join(pieces))
        if value is None:
            return
        if self._column >= self._limits.columns:
            raise UnreadableTable(TableTrouble.TOO_MANY_COLUMNS, self._line)
        self._has_value = True
        self._put(self._column, value)

    def _put(self, column: int, value: Cell) -> None:
        cells = self._cells
        missing = column - len(cells)
        if missing == 0:
            cells.append(value)
        elif missing < 0:
            cells[column] = value
        else:
            cells += [None] * missing
            cells.append(value)

    def _value(self, text: str) -> Cell:
        kind = self._type
        if self._is_formula:
            shown = self._meaning.strings[_whole(text)] if kind == "s" and text else text
            return Flawed(Flaw.FORMULA, shown[:SHOWN])
        if kind == "s":
            return _words(self._meaning.strings[_whole(text)], self._limits.cell)
        if kind == "n":
            return self._number(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return Flawed(Flaw.CELL_ERROR, text[:SHOWN])
        return _words(text, self._limits.cell)

    def _number(self, text: str) -> Cell:
        try:
            number: int | float = int(text) if text.isdecimal() and len(text) < 16 else float(text)
        except ValueError:
            if not text.strip():
                return None
            raise UnreadableTable(TableTrouble.DAMAGED, self._line) from None
        style = self._style
        if style in self._meaning.date_styles:
            return self._moment(number)
        return int(number) if isinstance(number, float) and number.is_integer() else number

    def _moment(self, number: float) -> Cell:
        if not 1 <= number < 2_958_466:  # a time without a day, or beyond the year 9999
            return number
        return self._zero + timedelta(seconds=round(number * SECONDS_OF_A_DAY))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UnreadableTable(TableTrouble.DAMAGED) from None


def _words(text: str, longest: int) -> Cell:
    if len(text) > longest:
        return Flawed(Flaw.TOO_LONG, text[:SHOWN])
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    if text.isascii():
        return text if text and not text.isspace() else None
    return unicodedata.normalize("NFC", text) if not text.isspace() else None
