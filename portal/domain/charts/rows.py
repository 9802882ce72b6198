"""What charts of rows share: a name, a stretch from zero to the whole, and words at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.charts.marks import Frame, Ink, Mark, Words, text_width
from portal.domain.charts.room import lines_of

SIZE, LINE = 14.0, 18.0
BAR = 18.0
# Between a name or a bar and what stands beside it.
GAP = 12.0
NAMES = 200.0
# Whose ballots a rate is of stands at the end of a name.
MOST_LINES = 3
# So many rows are drawn; the table beside has all of them.
MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row of a chart lies: its name, and its bar."""

    top: float
    height: float
    bar_y: float
    name: tuple[str, ...]
    value: str

    @property
    def bottom(self) -> float:
        """Where the next row begins."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.bar_y + BAR / 2


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a chart, and the stretch in which their bars lie."""

    rows: tuple[Row, ...]
    left: float
    right: float
    frame: Frame

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.rows[-1].bottom if self.rows else 0

    def x(self, share: float) -> float:
        """Where a share of the whole, from 0 to 1, lies."""
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)

    def words(self) -> Iterator[Mark]:
        """The names, and the words at the end."""
        for row in self.rows:
            yield from _narrow(row, self) if self.frame.narrow else _wide(row, self)


def rows_of(labels: Sequence[tuple[str, str]], frame: Frame, top: float) -> Rows:
    """Rows for names with the words at their end, from the top down."""
    if frame.narrow:
        return _above(labels, frame, top)
    values = max((text_width(value, SIZE) for _name, value in labels), default=0)
    left = NAMES + GAP
    right = frame.width - values - GAP if labels else frame.width
    rows: list[Row] = []
    for name, value in labels:
        lines = tuple(lines_of(name, NAMES, SIZE, most=MOST_LINES))
        height = max(BAR, len(lines) * LINE) + GAP
        rows.append(Row(top, height, top + (height - BAR) / 2, lines, value))
        top += height
    return Rows(tuple(rows), left, right, frame)


def _above(labels: Sequence[tuple[str, str]], frame: Frame, top: float) -> Rows:
    """Names above their bars, as on a phone."""
    rows: list[Row] = []
    for name, value in labels:
        room = frame.width - text_width(value, SIZE) - GAP
        lines = tuple(lines_of(name, room, SIZE, most=MOST_LINES))
        height = len(lines) * LINE + 4 + BAR + GAP
        rows.append(Row(top, height, top + len(lines) * LINE + 4, lines, value))
        top += height
    return Rows(tuple(rows), 0, frame.width, frame)


def _wide(row: Row, rows: Rows) -> Iterator[Mark]:
    first = row.top + row.height / 2 - (len(row.name) - 1) * LINE / 2 + SIZE * 0.36
    for number, line in enumerate(row.name):
        yield Words(0, round(first + number * LINE, 1), line)
    y = round(row.middle + SIZE * 0.36, 1)
    yield Words(rows.frame.width, y, row.value, Ink.STRONG, "end")


def _narrow(row: Row, rows: Rows) -> Iterator[Mark]:
    for number, line in enumerate(row.name):
        yield Words(0, round(row.top + SIZE + number * LINE, 1), line)
    yield Words(rows.frame.width, round(row.top + SIZE, 1), row.value, Ink.STRONG, "end")
