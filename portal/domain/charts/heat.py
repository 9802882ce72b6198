"""A heat map: rows by months, each cell with its number, its colour after the distance from the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from portal.domain.charts.marks import HEAT, Box, Chart, Ink, Mark, Words
from portal.domain.charts.room import lines_of
from portal.domain.figures import Share

# Below so many a share says little: its parts are written instead, without a colour.
FEWEST_SHADED = 5
# So many points below the target, and the shade is one darker.
STEPS = (Decimal(20), Decimal(10), Decimal(5), Decimal(0))
# Without a target, what counts as one.
PLAIN_TARGET = Decimal(95)

NAMES, CELL_HEIGHT, HEAD, SIZE = 190.0, 26.0, 36.0, 13.0
WIDTH = 680.0
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and its shade; none where there is too little to say."""

    text: str
    ink: Ink | None = None
    # The number in full, with its parts.
    words: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of cells by name; `href` leads to more of it."""

    label: str
    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """What a heat map shows."""

    title: str
    # What is drawn, and how few cases have no colour.
    caption: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    # What the shades stand for, from the worst to the best.
    keys: Sequence[tuple[Ink, str]] = ()


def heat_cell(share: Share, target: Decimal | None, words: str = "") -> Cell:
    """The cell of a share: whole percents where there are enough cases, else "2/3"."""
    if not share.whole:
        return Cell("–")
    if share.whole < FEWEST_SHADED:
        return Cell(f"{share.part}/{share.whole}", None, words)
    return Cell(f"{whole_percent(share)}", shade(share, target), words)


def whole_percent(share: Share) -> int:
    """A share in whole percents: only all is 100, and only nothing is 0."""
    exact = Decimal(share.part) * 100 / Decimal(share.whole)
    rounded = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if share.part not in {0, share.whole}:
        return min(max(rounded, 1), 99)
    return int(exact.to_integral_value(ROUND_FLOOR))


def shade(share: Share, target: Decimal | None) -> Ink:
    """The shade of a share by its distance from the target, worst to best."""
    goal = PLAIN_TARGET if target is None else target
    missing = goal - Decimal(share.part) * 100 / Decimal(share.whole)
    worse = next((number for number, step in enumerate(STEPS) if missing > step), len(STEPS))
    return HEAT[worse]


def heat_chart(heat: Heat) -> Chart:
    """The map as a picture for paper; on a page it is a table."""
    rows = heat.rows[:MOST_ROWS]
    width = (WIDTH - NAMES) / max(len(heat.columns), 1)
    marks: list[Mark] = []
    for number, column in enumerate(heat.columns):
        marks += _head(column, round(NAMES + (number + 0.5) * width, 1), first=number == 0)
    for number, row in enumerate(rows):
        marks += _row(row, HEAD + number * CELL_HEIGHT, width)
    return Chart(WIDTH, HEAD + max(len(rows), 1) * CELL_HEIGHT, heat.title, heat.caption, tuple(marks))


def _head(column: str, x: float, *, first: bool) -> Iterator[Mark]:
    """A month; its year where a year begins, for all of them have no room."""
    month, _slash, year = column.partition("/")
    yield Words(x, 28, month, Ink.QUIET, "middle", 12)
    if year and (first or month == "1"):
        yield Words(x, 12, year, Ink.QUIET, "middle", 12)


def _row(row: HeatRow, top: float, width: float) -> Iterator[Mark]:
    for line in lines_of(row.label, NAMES - 8, SIZE, most=1):
        yield Words(0, top + 17, line, Ink.WORDS, "start", SIZE)
    for number, cell in enumerate(row.cells):
        x = round(NAMES + number * width, 1)
        if cell.ink is not None:
            yield Box(x, top, round(width - 2, 1), CELL_HEIGHT - 2, cell.ink, 2)
        ink = Ink.ON_DARK if cell.ink is HEAT[0] else Ink.WORDS
        middle = round(x + (width - 2) / 2, 1)
        yield Words(middle, top + 17, cell.text, ink if cell.ink else Ink.QUIET, "middle", SIZE)
