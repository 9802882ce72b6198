"""Tables that leave the house: columns, cells, and the sheets of workbooks with their charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that leaves the house; its width in characters."""

    heading: str
    width: int = 16


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
