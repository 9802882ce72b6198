"""Stacked bars: parts that add up to the whole of each row, with what each part is called above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.charts.marks import PATTERNED, Box, Chart, Frame, Ink, Mark, Words, text_width
from portal.domain.charts.room import fitted
from portal.domain.charts.rows import BAR, MOST_ROWS, Row, Rows, rows_of

SMALL = 13.0
KEY, KEY_LINE = 12.0, 22.0
# Parts as dark as this have their numbers in white.
DARK = frozenset({Ink.GOOD, Ink.STOPPED})


@dataclass(frozen=True, slots=True)
class Part:
    """What a part is called, and what it means."""

    label: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stack:
    """One row: how many of each part, in the order of the parts, and the words at its end."""

    label: str
    counts: tuple[int, ...]
    words: str
    # The counts as they are written into the pieces that have room.
    numbers: tuple[str, ...] = ()

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Stacks:
    """What stacked bars show; each bar is as long as the others, for shares are compared."""

    title: str
    text: str
    parts: Sequence[Part]
    stacks: Sequence[Stack]


def stacked_chart(shown: Stacks, frame: Frame) -> Chart:
    """The stacks as a chart; rows of nothing are left out, and so are those beyond the twentieth."""
    stacks = [each for each in shown.stacks if each.whole][:MOST_ROWS]
    if not stacks:
        return Chart(frame.width, 1, shown.title, shown.text)
    keys, top = _keys(shown, stacks, frame)
    rows = rows_of([(each.label, each.words) for each in stacks], frame, top)
    marks: list[Mark] = [*keys]
    for each, row in zip(stacks, rows.rows, strict=True):
        marks += _pieces(each, row, rows, parts=shown.parts)
    return Chart(frame.width, rows.bottom, shown.title, shown.text, (*marks, *rows.words()))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows to be drawn, and what the others come to: how many there are, and their parts together."""

    stacks: tuple[Stack, ...]
    others: int = 0
    counts: tuple[int, ...] = ()


def gathered(stacks: Sequence[Stack]) -> Gathered:
    """The largest rows in their own order, with room for one more, which stands for all others."""
    if len(stacks) <= MOST_ROWS:
        return Gathered(tuple(stacks))
    order = sorted(range(len(stacks)), key=lambda place: -stacks[place].whole)
    kept = set(order[: MOST_ROWS - 1])
    rest = [each for place, each in enumerate(stacks) if place not in kept]
    counts = tuple(map(sum, zip(*(each.counts for each in rest), strict=True)))
    return Gathered(tuple(each for place, each in enumerate(stacks) if place in kept), len(rest), counts)


def _keys(shown: Stacks, stacks: Sequence[Stack], frame: Frame) -> tuple[list[Mark], float]:
    """What the parts are called, in as many lines as they need; parts that nothing has are left out."""
    marks: list[Mark] = []
    x, y = 0.0, 4.0
    for number, part in enumerate(shown.parts):
        if not any(each.counts[number] for each in stacks):
            continue
        label = fitted(part.label, frame.width - KEY - 6, SMALL)
        width = KEY + 6 + text_width(label, SMALL)
        if x and x + width > frame.width:
            x, y = 0.0, y + KEY_LINE
        marks.append(Box(x, y, KEY, KEY, part.ink, 2))
        marks.append(Words(x + KEY + 6, y + KEY - 1, label, Ink.WORDS, "start", SMALL))
        x = round(x + width + 14, 1)
    return marks, y + KEY_LINE + 4


def _pieces(stack: Stack, row: Row, rows: Rows, *, parts: Sequence[Part]) -> Iterator[Mark]:
    reached = 0
    for number, (part, count) in enumerate(zip(parts, stack.counts, strict=True)):
        if not count:
            continue
        start, end = rows.x(reached / stack.whole), rows.x((reached + count) / stack.whole)
        reached += count
        width = round(end - start, 1)
        # A white gap tells neighbours apart where colours cannot; what is thinner is drawn all the same.
        drawn = width - 1.5 if width > 3 else max(width, 0.5)
        yield Box(min(start, rows.right - drawn), row.bar_y, round(drawn, 1), BAR, part.ink)
        words = stack.numbers[number] if stack.numbers else ""
        if words and part.ink not in PATTERNED and text_width(words, SMALL) + 10 < drawn:
            ink = Ink.ON_DARK if part.ink in DARK else Ink.WORDS
            yield Words(round(start + 6, 1), row.middle + 4.7, words, ink, "start", SMALL)
