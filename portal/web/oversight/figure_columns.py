"""The columns in which figures leave the house: their headings, and the value of each for a unit or for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.measures.measure import Counted, Measured, UnitOfMeasure
from portal.domain.measures.registry import measure
from portal.domain.sheets import Column, Measure
from portal.domain.unit_figures import QUESTIONS, UnitFigures
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.figures.definitions import name_of
from portal.web.shared.figures.quality import office_day_minutes, question_words
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


def measured(code: str, heading: str = "") -> FigureColumn:
    """A column for a measure: a share in percent, else its number."""

    def value(figures: UnitFigures) -> Measure:
        found = _measured(code, figures)
        if found.whole is not None:
            return found.percent
        return _plain(found.number, measure(code).unit_of_measure)

    return FigureColumn(heading or name_of(code), value)


def _plain(number: Decimal | None, counts: UnitOfMeasure) -> Measure:
    """A time as such, everything else as a whole number."""
    if number is None:
        return None
    return float(number) if counts in {UnitOfMeasure.HOURS, UnitOfMeasure.DAYS} else int(number)


def _measured(code: str, figures: UnitFigures) -> Measured:
    return measure(code).value(Counted(figures, day_minutes=office_day_minutes()))


def due_columns() -> list[FigureColumn]:
    """What fell due and how the promise was kept."""
    return [
        *counts((Part.DUE, *PARTS_OF_DUE), Basis.DUE),
        measured("cases.on_time_rate"),
        measured("cases.response_rate"),
    ]


def received_columns() -> list[FigureColumn]:
    """What came in and where it stands."""
    return [
        *counts((Part.RECEIVED, *PARTS_OF_RECEIVED), Basis.RECEIVED),
        measured("cases.received_overdue", _("Trong đó quá hạn")),
        *counts((Part.RETURNED,), Basis.RECEIVED),
        measured("cases.return_rate"),
    ]


def speed_columns() -> list[FigureColumn]:
    """How long answers took."""
    return [
        *counts((Part.ANSWERED,), Basis.DUE),
        measured("cases.median_hours", _("Trung vị (giờ)")),
        measured("cases.median_days", _("Trung vị (ngày)")),
        measured("cases.p90_hours", _("Chín phần mười (giờ)")),
        measured("cases.p90_days", _("Chín phần mười (ngày)")),
    ]


def held_columns() -> list[FigureColumn]:
    """How long units held the cases that were answered."""
    return [
        measured("cases.stays"),
        measured("cases.held_median_hours", _("Trung vị (giờ)")),
        measured("cases.held_p90_hours", _("Chín phần mười (giờ)")),
        measured("cases.held_hours", _("Tổng (giờ)")),
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
    rates = ("publication_rate", "published_in_time_rate", "reopen_rate", "resolved_rate")
    return [*counts(parts, Basis.DUE), *(measured(f"cases.{rate}") for rate in rates)]


def satisfaction_columns() -> list[FigureColumn]:
    """How satisfied senders were; nothing but the number of ballots where there are fewer than five."""
    columns = [FigureColumn(_("Số phiếu"), lambda figures: figures.satisfaction(QUESTIONS[0]).n)]
    for question, words in question_words().items():
        columns += _satisfaction(f"ratings.{question}", words)
    return columns


def _satisfaction(code: str, words: str) -> list[FigureColumn]:
    return [
        FigureColumn(name_of(code), lambda figures: _measured(code, figures).percent),
        FigureColumn(
            _("%(question)s: khoảng tin cậy từ", question=words),
            lambda figures: _measured(code, figures).low,
        ),
        FigureColumn(_("%(question)s: đến", question=words), lambda figures: _measured(code, figures).high),
    ]


def few_ballots_words() -> str:
    """Why a share of satisfied senders may be missing."""
    return _("Dưới %(n)s phiếu không nêu tỷ lệ.", n=FEWEST_BALLOTS)
