"""What a page of figures is made of: tiles, charts, tables, and the links to what each number counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.domain.charts.heat import Heat
from portal.domain.figures import Share
from portal.domain.periods import Period
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.figures.definitions import Definition
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

# Columns of a table that has room beside a chart.
NARROW = 6


class Links(Protocol):
    """Where numbers lead on a page; an empty address where they lead nowhere."""

    def rows(self, part: Part, basis: Basis, *, unit_id: int | None = None, kind: str = "") -> str:
        """The cases that a number counts."""

    def unit(self, unit_id: int) -> str:
        """The same page for one unit."""

    def published_note(self) -> str:
        """What the link of a number of published answers leads to, where it is not those very cases."""

    def ratings_note(self) -> str:
        """Which ballots the ratings tell of, where that is not all of them."""

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
    # How many columns hold words; the others hold numbers.
    named: int = 1
    # Cells too long to stand beside a chart.
    wide: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether it goes beside a chart."""
        return len(self.heads) <= NARROW and not self.wide


@dataclass(frozen=True)
class Section:
    """One heading of the page with everything under it, and how it is all counted."""

    id: str
    title: str
    tiles: Sequence[Tile] = ()
    charts: Sequence[Drawn] = ()
    heat: Heat | None = None
    table: Table | None = None
    definitions: Sequence[Definition] = field(default_factory=list)
    more_tables: Sequence[Table] = ()
    note: str = ""
    # Words and address of the page that tells more.
    more: tuple[str, str] | None = None
    # What was found, in a few words; where nothing is said, what its picture says.
    finding: str = ""
    # Headings of their own below this one.
    parts: "Sequence[Section]" = ()

    @property
    def headline(self) -> str:
        """What stands beside the title while the rest is folded."""
        return self.finding or (self.charts[0].title if self.charts else "")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing under its heading."""
        return not (self.tiles or self.table or self.charts or self.note or self.parts)


def cell(count: int, href: str) -> str | Cell:
    """A count that leads to its cases; nothing leads nowhere."""
    return Cell(number(count), href) if count and href else number(count)


def share_note(share: Share) -> str:
    """What a share was counted from."""
    return _("%(part)s trên %(whole)s", part=number(share.part), whole=number(share.whole))


def share_tile(share: Share, label: str, href: str) -> Tile:
    """A share in large type, with its parts beside it."""
    return Tile(percent(share), label, share_note(share), href if share.part else "")


def charts_of(charts: Iterable[Drawn | None]) -> list[Drawn]:
    """The charts that have something to show."""
    return [each for each in charts if each is not None]
