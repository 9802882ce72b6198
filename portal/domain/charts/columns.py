"""A histogram: columns from zero; on a phone, where their names have no room below, bars under their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.charts.marks import Box, Chart, Frame, Ink, Mark, Stroke, Words
from portal.domain.charts.room import fitted, lines_of
from portal.domain.charts.rows import BAR, SIZE, rows_of

HEIGHT, BASE, HEAD = 210.0, 160.0, 24.0
WIDEST = 72.0


@dataclass(frozen=True, slots=True)
class Bin:
    """A column: its name, how many, the number in words, and what it means."""

    label: str
    count: int
    words: str
    ink: Ink


def histogram(title: str, text: str, bins: Sequence[Bin], *, frame: Frame) -> Chart:
    """The bins in their order."""
    if not bins:
        return Chart(frame.width, 1, title, text)
    if frame.narrow:
        return _lying(title, text, bins, frame=frame)
    step, most = frame.width / len(bins), _most(bins)
    marks: list[Mark] = []
    for number, each in enumerate(bins):
        marks += _column(each, number, step, most=most)
    marks.append(Stroke(0, BASE, frame.width, BASE, Ink.AXIS))
    return Chart(frame.width, HEIGHT, title, text, tuple(marks))


def _most(bins: Sequence[Bin]) -> int:
    return max(each.count for each in bins) or 1


def _column(each: Bin, number: int, step: float, *, most: int) -> Iterator[Mark]:
    middle = round((number + 0.5) * step, 1)
    tall = round(each.count / most * (BASE - HEAD), 1)
    tall = max(tall, 2.0) if each.count else 0.0
    width = round(min(step - 8, WIDEST), 1)
    if tall:
        yield Box(round(middle - width / 2, 1), BASE - tall, width, tall, each.ink, 3)
    yield Words(middle, BASE - tall - 7, fitted(each.words, step, SIZE), Ink.STRONG, "middle", SIZE)
    for place, line in enumerate(lines_of(each.label, step - 4, SIZE - 1)):
        yield Words(middle, BASE + 18 + place * 16, line, Ink.QUIET, "middle", SIZE - 1)


def _lying(title: str, text: str, bins: Sequence[Bin], *, frame: Frame) -> Chart:
    rows = rows_of([(each.label, each.words) for each in bins], frame, 0)
    most = _most(bins)
    marks: list[Mark] = []
    for each, row in zip(bins, rows.rows, strict=True):
        marks.append(Box(rows.left, row.bar_y, rows.right - rows.left, BAR, Ink.TRACK, 3))
        if each.count:
            width = max(round(rows.x(each.count / most) - rows.left, 1), 2)
            marks.append(Box(rows.left, row.bar_y, width, BAR, each.ink, 3))
    return Chart(frame.width, rows.bottom, title, text, (*marks, *rows.words()))
