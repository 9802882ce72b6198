"""What a chart is made of: marks with places and meanings, free of colours and of any markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

Anchor = Literal["start", "middle", "end"]


class Ink(StrEnum):
    """What a mark means; whoever draws it chooses the colour, and a pattern beside it where there is one."""

    # Parts that add up.
    GOOD = "good"
    NOTICE = "notice"
    LATE = "late"
    OVERDUE = "overdue"
    OPEN = "open"
    STOPPED = "stopped"
    # A value by itself, and the one to be looked at.
    VALUE = "value"
    SHORT = "short"
    UNFINISHED = "unfinished"
    INTERVAL = "interval"
    TARGET = "target"
    # How far from the target, or how high without one, from worst to best.
    HEAT_1 = "heat-1"
    HEAT_2 = "heat-2"
    HEAT_3 = "heat-3"
    HEAT_4 = "heat-4"
    HEAT_5 = "heat-5"
    # What surrounds the values.
    GRID = "grid"
    AXIS = "axis"
    TRACK = "track"
    WORDS = "words"
    STRONG = "strong"
    QUIET = "quiet"
    ON_DARK = "on-dark"


# From the worst to the best.
HEAT = (Ink.HEAT_1, Ink.HEAT_2, Ink.HEAT_3, Ink.HEAT_4, Ink.HEAT_5)
# Parts that are told apart without colour by lines or dots over them.
PATTERNED = frozenset({Ink.NOTICE, Ink.LATE, Ink.OVERDUE})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `round` is the radius of its corners."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    round: float = 0
    shape: ClassVar[str] = "box"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    shape: ClassVar[str] = "stroke"


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points, or the area they enclose."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    filled: bool = False
    shape: ClassVar[str] = "curve"


@dataclass(frozen=True, slots=True)
class Dot:
    """A point; one that is not finished is hollow."""

    x: float
    y: float
    radius: float
    ink: Ink
    hollow: bool = False
    shape: ClassVar[str] = "dot"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; y is its base line."""

    x: float
    y: float
    text: str
    ink: Ink = Ink.WORDS
    anchor: Anchor = "start"
    size: float = 14
    shape: ClassVar[str] = "words"


Mark = Box | Stroke | Curve | Dot | Words


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide a chart may be; in a narrow one names stand above their bars."""

    width: float
    narrow: bool = False


WIDE = Frame(640)
NARROW = Frame(340, narrow=True)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its size, its marks from back to front, what it shows, and the same in one sentence."""

    width: float
    height: float
    title: str
    text: str
    marks: tuple[Mark, ...] = field(default_factory=tuple)

    @property
    def patterns(self) -> list[Ink]:
        """The inks of this chart that need a pattern."""
        used = {mark.ink for mark in self.marks if isinstance(mark, Box)}
        return [ink for ink in Ink if ink in used & PATTERNED]

    def outside(self) -> Iterator[Mark]:
        """Marks that reach beyond the frame; a well-made chart has none."""
        return (mark for mark in self.marks if not _lies_within(mark, self))


def _lies_within(mark: Mark, chart: Chart) -> bool:
    return all(
        -0.01 <= x <= chart.width + 0.01 and -0.01 <= y <= chart.height + 0.01 for x, y in corners(mark)
    )


def corners(mark: Mark) -> tuple[tuple[float, float], ...]:
    """The outermost points of a mark."""
    match mark:
        case Box():
            return (mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)
        case Stroke():
            return (mark.x1, mark.y1), (mark.x2, mark.y2)
        case Curve():
            return mark.points
        case Dot():
            return (mark.x - mark.radius, mark.y - mark.radius), (
                mark.x + mark.radius,
                mark.y + mark.radius,
            )
        case Words():
            left, right = reach_of(mark)
            return (left, mark.y - mark.size), (right, mark.y + mark.size * 0.25)


def reach_of(words: Words) -> tuple[float, float]:
    """Where a line of text begins and ends."""
    width = text_width(words.text, words.size)
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return left, left + width


NARROW_LETTERS = frozenset("iIíìỉĩịÍÌỈĨỊjl.,:;'|! -–()/")
WIDE_LETTERS = frozenset("mwMW%@—…")


def text_width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little: by the letters of a plain sans-serif."""
    return sum(_share(letter) for letter in text) * size


def _share(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.36
    if letter in WIDE_LETTERS:
        return 0.95
    return 0.7 if letter.isupper() else 0.59
