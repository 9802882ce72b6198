"""Tables that leave the house: columns, cells, and the sheets of workbooks with their charts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

# What a spreadsheet program would take for a formula when a file is opened, or a cell is edited or saved as CSV.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*(\s?%)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that leaves the house; its width in characters."""

    heading: str
    width: int = 16


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what looks like one, or is guarded itself, gets a quote.

    Whoever takes one quote away from what is guarded has the very text (the script of the open data does).
    """
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_SIGNS) else cell


def guarded_unless_number(cell: object) -> object:
    """A cell for people's spreadsheets: as guarded, but a number, also one with its sign, stays a number."""
    return cell if not isinstance(cell, str) or _NUMBER.fullmatch(cell) else guarded(cell)


Cell = str | int | date | datetime | None

# A count, a time in hours or days, a share in percent (Decimal), or words.
Measure = str | int | float | Decimal | None


class ChartKind(StrEnum):
    """How the figures of a sheet are drawn."""

    STACKED_BARS = "stacked_bars"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A native chart beside a table: some of its columns over its first rows, totals left out."""

    kind: ChartKind
    title: str
    columns: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """One sheet of figures: a table under a title, what to know about it, and perhaps a chart."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Measure]]
    notes: Sequence[str] = ()
    chart: SheetChart | None = None


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The register as a sheet of a report's workbook, read while it is written."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
