"""The figures of dossiers that one page shows, with its period, its units and its links."""

from dataclasses import dataclass
from typing import Protocol

from portal.domain.dossier_figures import Kept
from portal.domain.targets import Target
from portal.queries.dossier_figures import DossierBasis, DossierFigures, DossierPart
from portal.queries.figures import Selection
from portal.web.shared.acting import settings
from portal.web.shared.figures.periods import period_words
from portal.web.shared.figures.pieces import (
    Cell,
    Tile,
    cell,
)
from portal.web.shared.sentences import _l
from portal.web.shared.words import number

DUE, RECEIVED = DossierBasis.DUE, DossierBasis.RECEIVED

PART_WORDS = {
    DossierPart.ALL: _l("Tiếp nhận"),
    DossierPart.EARLY: _l("Sớm hạn"),
    DossierPart.ON_TIME: _l("Đúng hạn"),
    DossierPart.LATE: _l("Trễ hạn"),
    DossierPart.OPEN: _l("Đang giải quyết"),
    DossierPart.STOPPED: _l("Đã dừng giải quyết"),
    DossierPart.NOT_UPDATED: _l("Đã giải quyết, chưa cập nhật"),
    DossierPart.SUPPLEMENTED: _l("Yêu cầu bổ sung một lần"),
    DossierPart.BREACHES: _l("Yêu cầu bổ sung quá một lần"),
    DossierPart.COUNTER: _l("Tiếp nhận tại quầy"),
    DossierPart.ONLINE_PARTIAL: _l("Trực tuyến một phần"),
    DossierPart.ONLINE_FULL: _l("Trực tuyến toàn trình"),
    DossierPart.POSTAL: _l("Tiếp nhận qua bưu chính công ích"),
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
    DossierPart.OVERDUE: _l("Quá hạn, chưa giải quyết"),
    DossierPart.ALL_LATE: _l("Trễ hạn và quá hạn"),
    DossierPart.WITHOUT_LETTER: _l("Trễ hạn và quá hạn, không có thư"),
}


def dossier_part_words(part: DossierPart) -> str:
    """What a part is called in heads and lists."""
    return str(PART_WORDS[part])


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
