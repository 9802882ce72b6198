"""A table as it was read from a file: cells as they stand there, and why a file can be no table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Flaw(StrEnum):
    """Why a cell has no value that can be trusted."""

    # What a formula last came to was written by whichever program saved the file: it may be stale, empty or made up.
    FORMULA = "formula"
    MERGED = "merged"
    CELL_ERROR = "cell_error"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Flawed:
    """A cell whose content is not taken; `shown` is how it looks in the file, cut."""

    flaw: Flaw
    shown: str


# Text in NFC; a datetime is naive: what a wall clock in Việt Nam showed.
Cell = str | int | float | bool | datetime | Flawed | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the headers; `surplus` is the first text that stands beyond the last header."""

    line: int
    cells: Mapping[str, Cell]
    surplus: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table opened for reading from top to bottom once.

    `sheet` is the sheet of a workbook that is read ("" for a text file), `header_line` where its headers stand.
    `rows` raises UnreadableTable when the file turns out broken further down.
    """

    headers: tuple[str, ...]
    header_line: int
    sheet: str
    rows: Iterator[TableRow]


# How many of these texts are headers that the reader of the table knows; tells headers from title lines.
Recognise = Callable[[Sequence[str]], int]


class TableTrouble(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    BINARY = "binary"
    MARKUP = "markup"
    OLD_WORKBOOK = "old_workbook"
    PASSWORD = "password"
    MACROS = "macros"
    OTHER_DOCUMENT = "other_document"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    QUOTES = "quotes"
    LONG_LINE = "long_line"
    NOT_A_TABLE = "not_a_table"
    HEADER_TWICE = "header_twice"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    MERGED_ALL_OVER = "merged_all_over"
    HIDDEN_SHEET = "hidden_sheet"
    NO_ROWS = "no_rows"


class UnreadableTable(Exception):
    """A file that cannot be read as a table; `detail` is the line, header or sheet it is about, or ""."""

    def __init__(self, code: TableTrouble, detail: str | int = "") -> None:
        super().__init__(f"{code}: {detail}" if detail != "" else str(code))
        self.code = code
        self.detail = str(detail)
