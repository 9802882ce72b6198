"""Delimited text as rows: comma, semicolon or tab, quoted cells with line ends in them."""

import csv
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, TextIO

from portal.adapters.tables.encodings import text_encoding
from portal.adapters.tables.limits import ROWS_OF_HEAD, Limits
from portal.adapters.tables.rows import RawRow, RawRows, header_place
from portal.domain.imports.tables import (
    Cell,
    Flaw,
    Flawed,
    Recognise,
    Table,
    TableTrouble,
    UnreadableTable,
)

SEPARATORS = (";", ",", "\t")
SHOWN = 120
# Spreadsheet programs put this line first to tell one another the separator.
HINTS = {f"sep={separator}": separator for separator in SEPARATORS}


def delimited_table(file: BinaryIO, recognise: Recognise, *, limits: Limits, held: ExitStack) -> Table:
    """The table in a text file; what it holds open is closed with `held`. Raises UnreadableTable."""
    encoding = text_encoding(file, limits)
    text = held.enter_context(TextIOWrapper(file, encoding=encoding, newline=""))
    separator = _separator(text, recognise, limits)
    rows = _Lines(text, limits).rows(separator)
    return RawRows(rows, limits, refuses_surplus=True).table(recognise)


def _separator(text: TextIO, recognise: Recognise, limits: Limits) -> str:
    """The separator by which most headers are known; where none are, by which the first rows agree in width."""
    hint = HINTS.get(text.readline(8).strip().lower())
    if hint:
        return hint
    ranked = [(_fitness(text, separator, recognise, limits=limits), separator) for separator in SEPARATORS]
    fitness, best = max(ranked, key=lambda each: each[0])
    if fitness == (0, 0):
        raise UnreadableTable(TableTrouble.NOT_A_TABLE)
    return best


def _fitness(text: TextIO, separator: str, recognise: Recognise, *, limits: Limits) -> tuple[int, int]:
    text.seek(0)
    try:
        head = list(islice(_Lines(text, limits).rows(separator), ROWS_OF_HEAD))
        place = header_place(head, recognise)
    except UnreadableTable as trouble:
        no_table = trouble.code in (TableTrouble.NOT_A_TABLE, TableTrouble.EMPTY)
        return (0, 0) if no_table else (0, 1)  # said with its line when the rows are read in earnest
    known = recognise([str(cell) for cell in head[place].cells])
    width = len(head[place].cells)
    agreeing = sum(len(row.cells) == width for row in head)
    return (known, width if agreeing * 2 > len(head) or known else 0)


class _Lines:
    """Feeds lines to the reader of records and keeps an eye on how long a record grows."""

    def __init__(self, text: TextIO, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._line = 0
        self._taken = 0

    def rows(self, separator: str) -> Iterator[RawRow]:
        """The records that are not blank, each with the line it begins in. Raises UnreadableTable."""
        self._text.seek(0)
        records = csv.reader(self._lines(), delimiter=separator, strict=True)
        begins = 1
        try:
            for record in records:
                row = self._row(begins, record)
                if row is not None:
                    yield row
                begins, self._taken = self._line + 1, 0
        except csv.Error as error:
            # A cell without end that runs over several lines has a quote that is never closed.
            is_long = "field limit" in str(error) and self._line == begins
            raise UnreadableTable(
                TableTrouble.LONG_LINE if is_long else TableTrouble.QUOTES, begins
            ) from error

    def _lines(self) -> Iterator[str]:
        for line in self._text:
            self._line += 1
            self._taken += len(line)
            if self._taken > self._limits.line:
                raise UnreadableTable(TableTrouble.LONG_LINE, self._line)
            if self._line == 1 and line.strip().lower() in HINTS:
                yield "\n"
            else:
                yield line

    def _row(self, line: int, record: list[str]) -> RawRow | None:
        if not any(record) or not any(map(str.strip, record)):
            return None
        if len(record) > self._limits.columns and any(record[self._limits.columns :]):
            raise UnreadableTable(TableTrouble.TOO_MANY_COLUMNS, line)
        return RawRow(line, [_cell(text, self._limits.cell) for text in record])


def _cell(text: str, longest: int) -> Cell:
    if not text:
        return None
    if len(text) > longest:
        return Flawed(Flaw.TOO_LONG, text[:SHOWN])
    if text[0] == "=":
        return Flawed(Flaw.FORMULA, text[:SHOWN])
    return text if text.isascii() else unicodedata.normalize("NFC", text)
