"""A trend of percentages over months: the line, its target, and an interval around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from portal.domain.charts.marks import Chart, Curve, Dot, Frame, Ink, Mark, Stroke, Words, text_width
from portal.domain.charts.room import floor_of

TOP, BOTTOM, LEFT, RIGHT = 44.0, 30.0, 46.0, 30.0
SMALL, PLAIN = 13.0, 14.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a month with its words; None where there is nothing to divide."""

    label: str
    value: Decimal | None
    words: str = ""
    # Between what and what the true share lies, where the value is an estimate.
    interval: tuple[Decimal, Decimal] | None = None
    # A month that has not ended yet.
    unfinished: bool = False
    # Too few cases to say much by itself.
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """What a line shows."""

    title: str
    text: str
    points: Sequence[Point]
    target: Decimal | None = None
    target_words: str = ""

    @property
    def floor(self) -> int:
        """Where the scale begins: the page says so when that is not zero."""
        return floor_of(min(self._values, default=Decimal(0)))

    @property
    def _values(self) -> list[Decimal]:
        values = [each.value for each in self.points if each.value is not None]
        lows = [each.interval[0] for each in self.points if each.interval]
        return [*values, *lows, *([self.target] if self.target is not None and values else [])]


def trend_chart(trend: Trend, frame: Frame) -> Chart:
    """The trend as a chart; without any value an empty frame."""
    height = 250.0 if not frame.narrow else 230.0
    scale = _Scale(trend, frame, height)
    marks = (
        *_grid(trend, scale),
        *_bands(trend, scale),
        *_target(trend, scale),
        *_lines(trend, scale),
        *_dots(trend, scale),
        *_labels(trend, scale),
    )
    return Chart(frame.width, height, trend.title, trend.text, marks)


class _Scale:
    """Where months and values lie."""

    def __init__(self, trend: Trend, frame: Frame, height: float) -> None:
        self.frame, self.base = frame, height - BOTTOM
        self._floor, self._step = trend.floor, 0.0
        self.left, self.right = LEFT, frame.width - RIGHT
        if len(trend.points) > 1:
            self._step = (self.right - self.left - 16) / (len(trend.points) - 1)

    def x(self, place: int) -> float:
        return round(self.left + 8 + place * self._step, 1)

    def y(self, value: Decimal | int) -> float:
        share = (float(value) - self._floor) / (100 - self._floor)
        return round(self.base - min(max(share, 0.0), 1.0) * (self.base - TOP), 1)


def _grid(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    for value in (trend.floor, (100 + trend.floor) // 2, 100):
        y = scale.y(value)
        yield Stroke(scale.left, y, scale.right, y, Ink.AXIS if value == trend.floor else Ink.GRID)
        yield Words(scale.left - 8, y + 4.5, f"{value}%", Ink.QUIET, "end", SMALL)


def _target(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    if trend.target is None:
        return
    y = scale.y(trend.target)
    yield Stroke(scale.left, y, scale.right, y, Ink.TARGET)
    # Above all values, where no line crosses the words; the dashes beside them say which line is meant.
    end = scale.right - text_width(trend.target_words, SMALL)
    yield Words(scale.right, 14, trend.target_words, Ink.QUIET, "end", SMALL)
    yield Stroke(max(end - 30, 0), 9.5, max(end - 8, 0), 9.5, Ink.TARGET)


def _runs(trend: Trend) -> Iterator[list[tuple[int, Point]]]:
    """Months with a value that follow one another: a month without one breaks the line."""
    run: list[tuple[int, Point]] = []
    for place, point in enumerate(trend.points):
        if point.value is not None:
            run.append((place, point))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _bands(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    for run in _runs(trend):
        known = [(scale.x(place), point.interval) for place, point in run if point.interval]
        if len(known) > 1:
            upper = [(x, scale.y(high)) for x, (_low, high) in known]
            lower = [(x, scale.y(low)) for x, (low, _high) in reversed(known)]
            yield Curve((*upper, *lower), Ink.INTERVAL, filled=True)


def _lines(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    for run in _runs(trend):
        places = [(scale.x(place), scale.y(point.value or 0), point.unfinished) for place, point in run]
        done = tuple((x, y) for x, y, unfinished in places if not unfinished)
        if len(done) > 1:
            yield Curve(done, Ink.VALUE)
        for (x1, y1, _), (x2, y2, unfinished) in pairwise(places):
            if unfinished:
                yield Stroke(x1, y1, x2, y2, Ink.UNFINISHED)


def _dots(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    for run in _runs(trend):
        for place, point in run:
            hollow = point.unfinished or point.weak
            yield Dot(scale.x(place), scale.y(point.value or 0), 4, Ink.VALUE, hollow=hollow)


def _labels(trend: Trend, scale: _Scale) -> Iterator[Mark]:
    every = _every(trend, scale)
    last = len(trend.points) - 1
    for place, point in enumerate(trend.points):
        if (last - place) % every == 0:
            x = _inside(scale.x(place), point.label, scale)
            yield Words(x, scale.base + 22, point.label, Ink.QUIET, "middle", SMALL)
    for place in spoken(trend.points):
        point = trend.points[place]
        x = max(_inside(scale.x(place), point.words, scale), LEFT + text_width(point.words, PLAIN) / 2)
        y = scale.y(point.value or 0)
        below = _is_low(trend.points, place) and y + 24 < scale.base
        yield Words(x, y + 20 if below else y - 11, point.words, Ink.STRONG, "middle", PLAIN)


def _every(trend: Trend, scale: _Scale) -> int:
    """How many months share a label, so that none touches the next."""
    widest = max((text_width(each.label, SMALL) for each in trend.points), default=0)
    room = (scale.right - scale.left) / max(len(trend.points), 1)
    return max(1, -(-int(widest + 8) // max(int(room), 1)))


def _inside(x: float, words: str, scale: _Scale) -> float:
    """The middle of words, moved so far that they stay within the frame."""
    half = text_width(words, PLAIN) / 2
    return round(min(max(x, half), scale.frame.width - half), 1)


def spoken(points: Sequence[Point]) -> list[int]:
    """The points whose values are written: the lowest, the highest and the last, unless they are neighbours."""
    known = [place for place, point in enumerate(points) if point.value is not None]
    if not known:
        return []
    last = known[-1]
    known = [place for place in known if not points[place].weak] or known
    lowest = min(known, key=lambda place: (points[place].value or 0, -place))
    highest = max(known, key=lambda place: (points[place].value or 0, place))
    chosen = [last]
    for place in (lowest, highest):
        if all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return sorted(chosen)


def _is_low(points: Sequence[Point], place: int) -> bool:
    """Whether the line comes down to a point and does not go on below it: words stand clear beneath."""
    here = points[place].value or Decimal(0)
    beside = [points[each].value for each in (place - 1, place + 1) if 0 <= each < len(points)]
    known = [each for each in beside if each is not None]
    return bool(known) and all(each >= here for each in known) and any(each > here for each in known)
