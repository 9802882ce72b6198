"""The columns in which figures leave the house: their headings, and the value of each for a unit or for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.unit_figures import QUESTIONS, UnitFigures
from portal.ports import Column, Measure
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.figures.quality import days_of, question_words
from portal.web.shared.figures.shown import PARTS_OF_DUE, PARTS_OF_RECEIVED, count_of, part_words
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One column: its heading and how a unit's value is found."""

    heading: str
    value: Callable[[UnitFigures], Measure]

    @property
    def column(self) -> Column:
        """The column as a workbook wants it."""
        return Column(self.heading, 14)


def counts(parts: Sequence[Part], basis: Basis) -> list[FigureColumn]:
    """A column for each part."""
    return [FigureColumn(part_words(part), _count(part, basis)) for part in parts]


def _count(part: Part, basis: Basis) -> Callable[[UnitFigures], Measure]:
    def value(figures: UnitFigures) -> Measure:
        return count_of(figures.due if basis is Basis.DUE else figures.received, part)

    return value


def due_columns() -> list[FigureColumn]:
    """What fell due and how the promise was kept."""
    return [
        *counts((Part.DUE, *PARTS_OF_DUE), Basis.DUE),
        FigureColumn(_("Tỷ lệ đúng hạn"), lambda figures: figures.on_time_rate.percent),
        FigureColumn(_("Tỷ lệ trả lời"), lambda figures: figures.response_rate.percent),
    ]


def received_columns() -> list[FigureColumn]:
    """What came in and where it stands."""
    return [
        *counts((Part.RECEIVED, *PARTS_OF_RECEIVED), Basis.RECEIVED),
        FigureColumn(_("Trong đó quá hạn"), lambda figures: figures.received.overdue),
        FigureColumn(_("Bị trả lại đầu mối"), lambda figures: figures.received.returned),
        FigureColumn(_("Tỷ lệ trả lại"), lambda figures: figures.return_rate.percent),
    ]


def speed_columns() -> list[FigureColumn]:
    """How long answers took."""
    return [
        *counts((Part.ANSWERED,), Basis.DUE),
        FigureColumn(_("Trung vị (giờ)"), lambda figures: figures.median_hours),
        FigureColumn(_("Trung vị (ngày)"), lambda figures: days_of(figures.median_hours)),
        FigureColumn(_("Chín phần mười (giờ)"), lambda figures: figures.p90_hours),
        FigureColumn(_("Chín phần mười (ngày)"), lambda figures: days_of(figures.p90_hours)),
    ]


def held_columns() -> list[FigureColumn]:
    """How long units held the cases that were answered."""
    return [
        FigureColumn(part_words(Part.HELD), lambda figures: figures.stays),
        FigureColumn(_("Trung vị (giờ)"), lambda figures: figures.median_held_hours),
        FigureColumn(_("Chín phần mười (giờ)"), lambda figures: figures.p90_held_hours),
        FigureColumn(_("Tổng (giờ)"), lambda figures: figures.held_hours),
    ]


def publication_columns() -> list[FigureColumn]:
    """What became of the answers."""
    parts = (
        Part.PUBLISHED,
        Part.PUBLISHED_IN_TIME,
        Part.NOT_PUBLISHED_WITH_REASON,
        Part.REOPENED,
        Part.RESOLVED,
    )
    return [
        *counts(parts, Basis.DUE),
        FigureColumn(_("Tỷ lệ công khai"), lambda figures: figures.publication_rate.percent),
        FigureColumn(_("Tỷ lệ công khai trong hạn"), lambda figures: figures.published_in_time_rate.percent),
        FigureColumn(_("Tỷ lệ xem xét lại"), lambda figures: figures.reopen_rate.percent),
        FigureColumn(_("Tỷ lệ đã giải quyết"), lambda figures: figures.resolved_rate.percent),
    ]


def satisfaction_columns() -> list[FigureColumn]:
    """How satisfied senders were; nothing but the number of ballots where there are fewer than five."""
    columns = [FigureColumn(_("Số phiếu"), lambda figures: figures.satisfaction(QUESTIONS[0]).n)]
    for question, words in question_words().items():
        columns += _satisfaction(question, words)
    return columns


def _satisfaction(question: str, words: str) -> list[FigureColumn]:
    def share(figures: UnitFigures) -> Measure:
        found = figures.satisfaction(question).share
        return found.percent if found else None

    def bound(place: int) -> Callable[[UnitFigures], Measure]:
        def value(figures: UnitFigures) -> Measure:
            interval = figures.satisfaction(question).interval
            return interval[place] if interval else None

        return value

    return [
        FigureColumn(_("%(question)s: tỷ lệ hài lòng", question=words), share),
        FigureColumn(_("%(question)s: khoảng tin cậy từ", question=words), bound(0)),
        FigureColumn(_("%(question)s: đến", question=words), bound(1)),
    ]


def few_ballots_words() -> str:
    """Why a share of satisfied senders may be missing."""
    return _("Dưới %(n)s phiếu không nêu tỷ lệ.", n=FEWEST_BALLOTS)
