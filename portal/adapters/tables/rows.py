"""Rows as they lie in a file, headers not yet told from data, and the table made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from portal.adapters.tables.limits import ROWS_OF_HEAD, Limits
from portal.domain.imports.tables import (
    Cell,
    Recognise,
    Table,
    TableRow,
    TableTrouble,
    UnreadableTable,
)

FEWEST_HEADERS = 2


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row that is not blank: its line in the file and its cells from the first column on."""

    line: int
    cells: list[Cell]


@dataclass(slots=True)
class RawRows:
    """The rows of one sheet or text: those of the head, looked at before the table is read, and all of them again."""

    rows: Iterator[RawRow]
    limits: Limits
    sheet: str = ""
    # In delimited text a cell beyond the headers means that a separator slipped into the cells before it.
    refuses_surplus: bool = False
    head: list[RawRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.head = list(islice(self.rows, ROWS_OF_HEAD))

    def table(self, recognise: Recognise) -> Table:
        """The table whose headers are known best, or else the widest row. Raises UnreadableTable."""
        at = header_place(self.head, recognise)
        headers = _headers(self.head[at], self.limits)
        under = self.head[at + 1 :]
        if under and _only_numbers_columns(under[0]):
            under = under[1:]
        below = self._under(headers, chain(under, self.rows))
        first = next(below, None)
        if first is None:
            raise UnreadableTable(TableTrouble.NO_ROWS, self.head[at].line)
        return Table(
            headers=tuple(headers.values()),
            header_line=self.head[at].line,
            sheet=self.sheet,
            rows=chain([first], below),
        )

    def _under(self, headers: dict[int, str], rows: Iterator[RawRow]) -> Iterator[TableRow]:
        width = max(headers) + 1
        columns = tuple(headers.items())
        for number, row in enumerate(rows, 1):
            if number > self.limits.rows:
                raise UnreadableTable(TableTrouble.TOO_MANY_ROWS, self.limits.rows)
            cells = row.cells
            surplus = _surplus(cells[width:]) if self.refuses_surplus and len(cells) > width else ""
            if len(cells) < width:
                cells = cells + [None] * (width - len(cells))
            yield TableRow(row.line, {header: cells[place] for place, header in columns}, surplus)


def header_place(head: Sequence[RawRow], recognise: Recognise) -> int:
    """Which of the first rows holds the headers. Raises UnreadableTable when none can."""
    known = [recognise(_texts(row)) for row in head]
    if known and max(known) >= FEWEST_HEADERS:
        return known.index(max(known))
    widths = [len(set(_texts(row))) for row in head]
    if not widths or max(widths) < FEWEST_HEADERS:
        raise UnreadableTable(TableTrouble.NOT_A_TABLE if widths else TableTrouble.EMPTY)
    return widths.index(max(widths))


def _texts(row: RawRow) -> list[str]:
    return [" ".join(cell.split()) for cell in row.cells if isinstance(cell, str) and cell.strip()]


def _headers(row: RawRow, limits: Limits) -> dict[int, str]:
    headers: dict[int, str] = {}
    seen: set[str] = set()
    for place, cell in enumerate(row.cells):
        header = " ".join(str(cell).split()) if isinstance(cell, str | int) else ""
        if not header:
            continue
        if header.casefold() in seen:
            raise UnreadableTable(TableTrouble.HEADER_TWICE, header[:80])
        seen.add(header.casefold())
        headers[place] = header
    if len(headers) > limits.columns:
        raise UnreadableTable(TableTrouble.TOO_MANY_COLUMNS, limits.columns)
    return headers


def _only_numbers_columns(row: RawRow) -> bool:
    """Whether this is the line "(1) (2) (3)" that official tables have under their headers."""
    told = [str(cell).strip().strip("()") for cell in row.cells if cell is not None and str(cell).strip()]
    return len(told) >= FEWEST_HEADERS and told == [str(number) for number in range(1, len(told) + 1)]


def _surplus(cells: list[Cell]) -> str:
    return next((str(cell) for cell in cells if cell is not None and str(cell).strip()), "")
