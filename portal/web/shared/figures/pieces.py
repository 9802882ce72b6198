"""What a page of figures is made of: tiles, charts, tables, and the links to what each number counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.domain.figures import Share
from portal.domain.periods import Period
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.figures.definitions import Definition
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent


class Links(Protocol):
    """Where numbers lead on a page; an empty address where they lead nowhere."""

    def rows(self, part: Part, basis: Basis, *, unit_id: int | None = None, kind: str = "") -> str:
        """The cases that a number counts."""

    def unit(self, unit_id: int) -> str:
        """The same page for one unit."""

    def published_note(self) -> str:
        """What the link of a number of published answers leads to, where it is not those very cases."""

    def period(self, period: Period) -> str:
        """The same page for another period."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number in large type."""

    value: str
    label: str
    note: str = ""
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table that leads to what it counts."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words and cells; the first of each names the row."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: its shares in percent, in the order of the parts."""

    label: str
    total_words: str
    shares: Sequence[float]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars; the text says what they show to who cannot see them."""

    title: str
    text: str
    parts: Sequence[Mapping[str, str]]
    rows: Sequence[BarRow]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line, its height in percent of the scale."""

    label: str
    value_words: str
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A trend from 0 to 100 %."""

    title: str
    text: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Section:
    """One heading of the page with everything under it, and how it is all counted."""

    id: str
    title: str
    tiles: Sequence[Tile] = ()
    bars: Bars | None = None
    line: Line | None = None
    table: Table | None = None
    definitions: Sequence[Definition] = field(default_factory=list)
    note: str = ""


def cell(count: int, href: str) -> str | Cell:
    """A count that leads to its cases; nothing leads nowhere."""
    return Cell(number(count), href) if count and href else number(count)


def share_note(share: Share) -> str:
    """What a share was counted from."""
    return _("%(part)s trên %(whole)s", part=number(share.part), whole=number(share.whole))


def share_tile(share: Share, label: str, href: str) -> Tile:
    """A share in large type, with its parts beside it."""
    return Tile(percent(share), label, share_note(share), href if share.part else "")


def shares_of(parts: Sequence[int], whole: int) -> list[float]:
    """The parts in percent of the whole, for the length of a bar."""
    return [part * 100 / whole if whole else 0.0 for part in parts]
