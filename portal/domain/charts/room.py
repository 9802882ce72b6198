"""Room for words: names broken into lines, and scales with round ends."""

from decimal import Decimal
from math import floor, log10

from portal.domain.charts.marks import text_width

ELLIPSIS = "…"


def fitted(text: str, width: float, size: float) -> str:
    """A text cut to a width, with a mark where something was left out."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def lines_of(text: str, width: float, size: float, *, most: int = 2) -> list[str]:
    """A text broken between words into lines of a width, so many at most; what does not go in is left out."""
    words, lines = text.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    last = most - 1
    lines[last:] = [" ".join(lines[last:])] if lines[last:] else []
    return [fitted(line, width, size) for line in lines]


def round_top(value: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that a scale from zero can end with."""
    if value <= 1:
        return 1
    step = 10.0 ** floor(log10(value))
    return next(step * each for each in (1, 2, 5, 10) if value <= step * each)


# Where a scale of percentages may begin: bars always at 0, lines as high as all values allow.
FLOORS = (90, 80, 50, 0)


def floor_of(lowest: Decimal) -> int:
    """Where a line's scale of percentages begins, so that a tenth of the height stays below the lowest value."""
    return next((each for each in FLOORS if lowest >= each + (100 - each) / 10), 0)
