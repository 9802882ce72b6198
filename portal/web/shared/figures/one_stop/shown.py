"""The figures of dossiers that one page shows, with its period, its units and its links."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from portal.domain.dossier_figures import Kept
from portal.domain.targets import Target, TargetFigure, target_for
from portal.queries.dossier_figures import DossierBasis, DossierFigures, DossierPart
from portal.queries.figures import Selection
from portal.web.shared.acting import settings
from portal.web.shared.charts.letters import ShownLetters
from portal.web.shared.figures.definitions import name_of
from portal.web.shared.figures.periods import period_words
from portal.web.shared.figures.pieces import (
    Cell,
    Tile,
    cell,
)
from portal.web.shared.sentences import _l
from portal.web.shared.words import number

DUE, RECEIVED = DossierBasis.DUE, DossierBasis.RECEIVED

# Parts that are figures of their own are called what those are called.
NAMED = {
    DossierPart.EARLY: "dossiers.early",
    DossierPart.ON_TIME: "dossiers.on_time",
    DossierPart.LATE: "dossiers.late",
    DossierPart.OPEN: "dossiers.open",
    DossierPart.STOPPED: "dossiers.stopped",
    DossierPart.NOT_UPDATED: "dossiers.not_updated",
    DossierPart.BREACHES: "dossiers.supplement_breaches",
    DossierPart.COUNTER: "dossiers.counter",
    DossierPart.ONLINE_PARTIAL: "dossiers.online_partial",
    DossierPart.ONLINE_FULL: "dossiers.online_full",
    DossierPart.POSTAL: "dossiers.postal",
    DossierPart.OVERDUE: "dossiers.overdue",
    DossierPart.ALL_LATE: "dossiers.all_late",
}
PART_WORDS = {
    DossierPart.ALL: _l("Tiếp nhận"),
    DossierPart.SUPPLEMENTED: _l("Yêu cầu bổ sung một lần"),
    DossierPart.RETURNED: _l("Đã trả kết quả"),
    DossierPart.RETURNED_BY_POST: _l("Trả kết quả qua bưu chính công ích"),
    DossierPart.ONLINE_LATE: _l("Trực tuyến, trễ hạn"),
    DossierPart.BEFORE_DUE: _l("Trễ hạn, có thư trước ngày hẹn"),
    DossierPart.ON_DUE: _l("Trễ hạn, có thư đúng ngày hẹn"),
    DossierPart.AFTER_DUE: _l("Trễ hạn, có thư sau ngày hẹn"),
    DossierPart.AFTER_RETURN: _l("Trễ hạn, có thư sau khi trả kết quả"),
    DossierPart.NEVER: _l("Trễ hạn, không có thư kịp thời"),
    DossierPart.COMPLETE: _l("Thư đủ lý do, lời xin lỗi và ngày hẹn lại"),
    DossierPart.PROMISED_ANEW: _l("Được hẹn lại và đã có kết quả"),
    DossierPart.KEPT_ANEW: _l("Giữ đúng ngày hẹn lại"),
    DossierPart.WITHOUT_LETTER: _l("Trễ hạn và quá hạn, không có thư"),
}


def dossier_part_words(part: DossierPart) -> str:
    """What a part is called in heads and lists."""
    return name_of(NAMED[part]) if part in NAMED else str(PART_WORDS[part])


class DossierLinks(Protocol):
    """Where numbers lead; an empty address where they lead nowhere."""

    def rows(
        self,
        part: DossierPart,
        basis: DossierBasis,
        *,
        unit_id: int | None = None,
        procedure_id: int | None = None,
    ) -> str:
        """The dossiers that a number counts."""

    def unit(self, unit_id: int) -> str:
        """The same page for one unit."""


@dataclass(frozen=True)
class ShownDossiers:
    """The figures that one page shows, with its period and its links."""

    figures: DossierFigures
    selection: Selection
    links: DossierLinks
    targets: tuple[Target, ...] = ()
    # The one unit that the page is about, with those below it.
    unit_id: int | None = None

    @property
    def period(self) -> str:
        """The period in words."""
        return period_words(self.selection.period)

    def target(self, figure: TargetFigure) -> Decimal | None:
        """The share that is to be reached by what the page shows, in percent; None without a target."""
        chain = settings().unit_chain(self.unit_id) if self.unit_id else ()
        found = target_for(figure, chain, self.selection.period.year, targets=self.targets)
        return found.percent if found else None

    @property
    def letters(self) -> ShownLetters:
        """What was said to those whose dossier was late, to be drawn."""
        target = self.target(TargetFigure.APOLOGY_COVERAGE)
        return ShownLetters(self.figures.kept, units_of(self), target, self.period)

    def number(
        self, count: int, part: DossierPart, basis: DossierBasis = DUE, *, unit_id: int | None = None
    ) -> str | Cell:
        """A count that leads to its dossiers."""
        return cell(count, self.links.rows(part, basis, unit_id=unit_id))


def units_of(shown: ShownDossiers) -> list[tuple[int, Kept]]:
    """The units that have something to show, in the order of the tree's positions."""
    by_unit = shown.figures.kept_by_unit
    return [(each, by_unit[each]) for each in settings().units if each in by_unit]


def count_tile(
    shown: ShownDossiers, count: int, part: DossierPart, *, basis: DossierBasis = DUE, tone: str = ""
) -> Tile:
    """A count in large type that leads to its dossiers."""
    words = dossier_part_words(part)
    href = shown.links.rows(part, basis) if count else ""
    return Tile(number(count), words[:1].lower() + words[1:], href=href, tone=tone if count else "")
