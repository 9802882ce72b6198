"""The figures that one page shows, with its period, its units and its links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.figures import CaseCounts
from portal.domain.periods import Span, period_of
from portal.domain.targets import Target, TargetFigure, target_for
from portal.domain.unit_figures import UnitFigures
from portal.queries.figure_rows import Basis, Part
from portal.queries.figures import Figures, Selection
from portal.web.shared.acting import settings
from portal.web.shared.figures.definitions import name_of
from portal.web.shared.figures.periods import month_words, shown_period, this_month
from portal.web.shared.figures.pieces import Cell, Links, cell
from portal.web.shared.sentences import _l
from portal.web.shared.words import unit_name

# The parts that make the whole on each basis, in the order of the tables.
ENDS = (Part.IN_TIME, Part.IN_TIME_AFTER_EXTENSION, Part.KEPT_BY_NOTICE, Part.LATE)
PARTS_OF_DUE = (*ENDS, Part.OVERDUE)
PARTS_OF_RECEIVED = (*ENDS, Part.OPEN, Part.STOPPED)


@dataclass(frozen=True)
class Shown:
    """What a page shows and where its numbers lead."""

    figures: Figures
    selection: Selection
    links: Links
    targets: tuple[Target, ...] = ()
    # The one unit that the page is about, with those below it.
    unit_id: int | None = None

    @property
    def target(self) -> Decimal | None:
        """The share of answers on time that is to be reached by what the page shows, in percent."""
        return self.target_of(self.unit_id)

    def target_of(self, unit_id: int | None) -> Decimal | None:
        """The share of answers on time that a unit is to reach, in percent; None without a target."""
        chain = settings().unit_chain(unit_id) if unit_id else ()
        year = self.selection.period.year
        found = target_for(TargetFigure.ANSWERS_ON_TIME, chain, year, targets=self.targets)
        return found.percent if found else None

    @property
    def period(self) -> str:
        """The period in words, with the kind of cases where there is but one."""
        return shown_period(self.selection.period, self.selection.kind)

    def units(self, has_any: Callable[[UnitFigures], bool]) -> list[tuple[int, UnitFigures]]:
        """The units that have something to show, in the order of the tree's positions."""
        by_unit = self.figures.by_unit
        return [
            (each, by_unit[each]) for each in settings().units if each in by_unit and has_any(by_unit[each])
        ]

    @property
    def months(self) -> dict[int, UnitFigures]:
        """The months of the trend as far as time has come; some cases fall due later."""
        return {month: each for month, each in self.figures.by_month.items() if month <= this_month()}

    def number(self, part: Part, basis: Basis, unit_id: int | None = None) -> str | Cell:
        """A count of the selection, or of one unit, that leads to its cases."""
        figures = self.figures.total if unit_id is None else self.figures.by_unit[unit_id]
        counts = figures.received if basis is Basis.RECEIVED else figures.due
        return cell(count_of(counts, part), self.links.rows(part, basis, unit_id=unit_id))

    def numbers(self, parts: Sequence[Part], basis: Basis, unit_id: int | None = None) -> list[str | Cell]:
        """Counts side by side, as in a row of a table."""
        return [self.number(part, basis, unit_id) for part in parts]

    def unit_cell(self, unit_id: int) -> str | Cell:
        """The name of a unit, which leads to its own page where there is one."""
        href = self.links.unit(unit_id)
        return Cell(unit_name(unit_id), href) if href else unit_name(unit_id)

    def month_cell(self, month: int) -> str | Cell:
        """The name of a month, which leads to its own page where there is one."""
        href = self.links.period(period_of(Span.MONTH, month))
        return Cell(month_words(month), href) if href else month_words(month)


def count_of(counts: CaseCounts, part: Part) -> int:
    """The number of a part, as far as counts have it."""
    return int(getattr(counts, part.value))


# Parts that are figures of their own are called what those are called.
NAMED = {
    Part.RECEIVED: "cases.received",
    Part.IN_TIME: "cases.in_time",
    Part.IN_TIME_AFTER_EXTENSION: "cases.in_time_after_extension",
    Part.KEPT_BY_NOTICE: "cases.kept_by_notice",
    Part.LATE: "cases.late",
    Part.OPEN: "cases.open",
    Part.STOPPED: "cases.stopped",
    Part.ANSWERED: "cases.answered",
    Part.OVERDUE: "cases.overdue",
    Part.DUE: "cases.due",
    Part.NOT_PUBLISHED_WITH_REASON: "cases.not_published_with_reason",
    Part.HELD: "cases.stays",
    Part.FOR_REFERENCE: "apart.for_reference",
}
PART_WORDS = {
    Part.KEPT: _l("Trả lời đúng hạn các loại"),
    Part.NOT_YET_DUE: _l("Chưa đến hạn"),
    Part.PUBLISHED: _l("Đã công khai"),
    Part.PUBLISHED_IN_TIME: _l("Công khai trong hạn"),
    Part.REOPENED: _l("Được xem xét lại"),
    Part.RESOLVED: _l("Đã giải quyết, có minh chứng"),
    Part.RETURNED: _l("Bị trả lại đầu mối"),
    Part.RATED: _l("Có phiếu đánh giá"),
}


def part_words(part: Part) -> str:
    """What a part is called in heads and lists."""
    return name_of(NAMED[part]) if part in NAMED else str(PART_WORDS[part])
