"""A chart as pages have it: drawn for a wide screen and for a phone, under a title that says what was found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.domain.charts.marks import NARROW, WIDE, Chart, Frame


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same chart for both widths; the caption says what is drawn and from where to where."""

    caption: str
    wide: Chart
    narrow: Chart

    @property
    def title(self) -> str:
        """What was found."""
        return self.wide.title


def drawn(make: Callable[[Frame], Chart], caption: str) -> Drawn:
    """A chart for both widths."""
    return Drawn(caption, make(WIDE), make(NARROW))


def told(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their values in one sentence, for those who cannot see a chart."""
    return "; ".join(f"{name} {value}" for name, value in pairs)
