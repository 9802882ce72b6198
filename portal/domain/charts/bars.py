"""Horizontal bars from zero: values with a target, ranks with their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.charts.marks import Box, Chart, Dot, Frame, Ink, Mark, Stroke, Words, text_width
from portal.domain.charts.room import fitted
from portal.domain.charts.rows import BAR, MOST_ROWS, Row, Rows, rows_of

SMALL = 13.0
HEAD = 26.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, its value on the scale, and the words at the end; `place` where it is ranked."""

    label: str
    value: float
    words: str
    place: int | None = None
    short_of_target: bool = False
    # Where it has a target of its own.
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """What bars show: the scale begins at zero and ends at `top`."""

    title: str
    text: str
    bars: Sequence[Bar]
    top: float = 100
    target: float | None = None
    target_words: str = ""


def bar_chart(shown: Bars, frame: Frame) -> Chart:
    """The bars as a chart; the first twenty, in the order given."""
    bars = shown.bars[:MOST_ROWS]
    start = HEAD if shown.target is not None and bars else 0.0
    rows = rows_of([(_named(each), each.words) for each in bars], frame, start)
    marks = (*_bars(bars, rows, shown.top), *_target(shown, rows), *rows.words())
    return Chart(frame.width, rows.bottom or 1, shown.title, shown.text, marks)


def _named(bar: Bar) -> str:
    return bar.label if bar.place is None else f"{bar.place}. {bar.label}"


def _bars(bars: Sequence[Bar], rows: Rows, top: float) -> Iterator[Mark]:
    for bar, row in zip(bars, rows.rows, strict=True):
        yield Box(rows.left, row.bar_y, rows.right - rows.left, BAR, Ink.TRACK, 3)
        end = rows.x(bar.value / top) if top else rows.left
        if end > rows.left:
            ink = Ink.SHORT if bar.short_of_target else Ink.VALUE
            yield Box(rows.left, row.bar_y, round(end - rows.left, 1), BAR, ink, 3)
        if bar.target is not None and top:
            yield from _mark(rows.x(bar.target / top), row, rows)


def _mark(x: float, row: Row, rows: Rows) -> Iterator[Mark]:
    """A mark with white beside it, to be seen on dark bars too."""
    x = min(max(x, rows.left + 1.5), rows.right - 1.5)
    left, right = max(x - 3.5, rows.left), min(x + 3.5, rows.right)
    yield Box(round(left, 1), row.bar_y, round(right - left, 1), BAR, Ink.ON_DARK)
    yield Box(round(x - 1.5, 1), row.bar_y - 3, 3, BAR + 6, Ink.TARGET)


def _target(shown: Bars, rows: Rows) -> Iterator[Mark]:
    """A mark across every bar, and once what it stands for."""
    if shown.target is None or not rows.rows or not shown.top:
        return
    x = rows.x(shown.target / shown.top)
    for row in rows.rows:
        yield from _mark(x, row, rows)
    words = fitted(shown.target_words, rows.frame.width, SMALL)
    half = text_width(words, SMALL) / 2
    middle = min(max(x, half), rows.frame.width - half)
    yield Words(round(middle, 1), 14, words, Ink.QUIET, "middle", SMALL)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with the interval in which the true one lies; without either, words that say why."""

    label: str
    value: float | None
    low: float
    high: float
    words: str


def dot_chart(title: str, text: str, estimates: Sequence[Estimate], *, frame: Frame) -> Chart:
    """Shares as dots on a scale from 0 to 100 %, each with its interval."""
    drawn = estimates[:MOST_ROWS]
    rows = rows_of([(each.label, each.words) for each in drawn], frame, 4)
    marks: list[Mark] = []
    for each, row in zip(drawn, rows.rows, strict=True):
        marks += _estimate(each, row, rows)
    marks += _scale(rows) if drawn else []
    return Chart(frame.width, rows.bottom + 20 if drawn else 1, title, text, (*marks, *rows.words()))


def _estimate(each: Estimate, row: Row, rows: Rows) -> Iterator[Mark]:
    middle = row.middle
    yield Stroke(rows.left, middle, rows.right, middle, Ink.GRID)
    if each.value is None:
        return
    low, high = rows.x(each.low / 100), rows.x(each.high / 100)
    yield Box(low, middle - 5, round(max(high - low, 1), 1), 10, Ink.INTERVAL, 5)
    x = min(max(rows.x(each.value / 100), rows.left + 5.5), rows.right - 5.5)
    yield Dot(x, middle, 5.5, Ink.VALUE)


def _scale(rows: Rows) -> Iterator[Mark]:
    y = rows.bottom
    for value in (0, 50, 100):
        anchor = {0: "start", 50: "middle", 100: "end"}[value]
        x = rows.x(value / 100)
        yield Stroke(x, y - 6, x, y, Ink.AXIS)
        yield Words(x, y + 14, f"{value}%", Ink.QUIET, anchor, SMALL)  # type: ignore[arg-type]  # one of the three
