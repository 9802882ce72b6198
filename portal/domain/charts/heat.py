"""A heat map: rows by months, each cell with its number, its colour after the distance from the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from portal.domain.charts.marks import HEAT, Ink
from portal.domain.figures import Share

# Below so many a share says little: its parts are written instead, without a colour.
FEWEST_SHADED = 5
# So many points below the target, and the shade is one darker.
STEPS = (Decimal(20), Decimal(10), Decimal(5), Decimal(0))
# Without a target, what counts as one.
PLAIN_TARGET = Decimal(95)


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
