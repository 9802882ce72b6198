"""Counted ballots of units and a period: voluntary and sampled, sound and doubtful, always apart (rules §9, §10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.periods import Period
from portal.domain.surveys.results import Counts
from portal.models.survey_figure import SurveyFigure

VOLUNTARY = 0


@dataclass(frozen=True, slots=True)
class Series:
    """Ballots that may be counted together: of one version, voluntary or of one campaign."""

    version_id: int
    campaign_id: int = VOLUNTARY

    @property
    def is_sampled(self) -> bool:
        """Whether chance chose who was asked."""
        return self.campaign_id != VOLUNTARY


@dataclass(frozen=True)
class SurveyFigures:
    """What ballots of one series came to: the sound ones together, by unit and by month; the doubtful apart."""

    total: Counts = field(default_factory=Counts)
    by_unit: Mapping[int, Counts] = field(default_factory=dict)
    by_month: Mapping[int, Counts] = field(default_factory=dict)
    by_point: Mapping[int, Counts] = field(default_factory=dict)
    doubtful: Counts = field(default_factory=Counts)
    ways: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveySelection:
    """Whose ballots of when; `successors` counts a unit's ballots as those of the unit that stands for it now."""

    unit_ids: frozenset[int]
    period: Period
    successors: tuple[tuple[int, int], ...] = ()


def survey_figures(session: Session, selection: SurveySelection) -> dict[Series, SurveyFigures]:
    """The figures of every series that has a ballot in the selection: one statement."""
    wanted = select(SurveyFigure).where(
        SurveyFigure.unit_id.in_(sorted(selection.unit_ids)),
        SurveyFigure.month.between(selection.period.first, selection.period.last),
    )
    sums: dict[Series, _Sum] = {}
    now = dict(selection.successors)
    for row in session.scalars(wanted):
        series = Series(row.version_id, row.campaign_id)
        sums.setdefault(series, _Sum()).add(row, now.get(row.unit_id, row.unit_id))
    return {series: each.figures() for series, each in sums.items()}


class _Sum:
    """Figures of a series while they grow."""

    def __init__(self) -> None:
        self.doubtful = Counts()
        self.units: dict[int, Counts] = {}
        self.months: dict[int, Counts] = {}
        self.points: dict[int, Counts] = {}
        self.ways: dict[str, int] = {}

    def add(self, row: SurveyFigure, unit_id: int) -> None:
        counts = Counts(row.ballots, row.answers)
        if row.is_doubtful:
            self.doubtful += counts
            return
        self.units[unit_id] = self.units.get(unit_id, Counts()) + counts
        self.months[row.month] = self.months.get(row.month, Counts()) + counts
        self.points[row.point_id] = self.points.get(row.point_id, Counts()) + counts
        for way, number in row.ways.items():
            self.ways[way] = self.ways.get(way, 0) + number

    def figures(self) -> SurveyFigures:
        total = sum(self.units.values(), Counts())
        return SurveyFigures(
            total, self.units, dict(sorted(self.months.items())), self.points, self.doubtful, self.ways
        )
