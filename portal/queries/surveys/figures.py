"""Counted ballots of units and a period: voluntary and sampled, sound and doubtful, always apart (rules §9, §10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.domain.periods import Period
from portal.domain.surveys.results import Counts
from portal.models.bookkeeping import Heartbeat
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.figures import COUNTING, Freshness

VOLUNTARY = 0
# The heartbeat whose detail is renewed by every counting of ballots.
SURVEYS = "surveys"


@dataclass(frozen=True, slots=True)
class Series:
    """Ballots that may be counted together: of one version, voluntary or of one campaign."""

    version_id: int
    campaign_id: int = VOLUNTARY

    @property
    def is_sampled(self) -> bool:
        """Whether chance chose who was asked."""
        return self.campaign_id != VOLUNTARY


# By series, unit and month.
YearOfBallots = dict[Series, dict[int, dict[int, int]]]


@dataclass(frozen=True)
class SurveyFigures:
    """What ballots of one series came to: the sound ones together, by unit and by month; the doubtful apart."""

    total: Counts = field(default_factory=Counts)
    by_unit: Mapping[int, Counts] = field(default_factory=dict)
    by_month: Mapping[int, Counts] = field(default_factory=dict)
    by_point: Mapping[int, Counts] = field(default_factory=dict)
    doubtful: Counts = field(default_factory=Counts)
    doubts: Mapping[str, int] = field(default_factory=dict)
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
        self.doubts: dict[str, int] = {}

    def add(self, row: SurveyFigure, unit_id: int) -> None:
        counts = Counts(row.ballots, row.answers)
        if row.is_doubtful:
            self.doubtful += counts
            _merge(self.doubts, row.doubts)
            return
        self.units[unit_id] = self.units.get(unit_id, Counts()) + counts
        self.months[row.month] = self.months.get(row.month, Counts()) + counts
        self.points[row.point_id] = self.points.get(row.point_id, Counts()) + counts
        _merge(self.ways, row.ways)

    def figures(self) -> SurveyFigures:
        total = sum(self.units.values(), Counts())
        return SurveyFigures(
            total=total,
            by_unit=self.units,
            by_month=dict(sorted(self.months.items())),
            by_point=self.points,
            doubtful=self.doubtful,
            doubts=self.doubts,
            ways=self.ways,
        )


def _merge(into: dict[str, int], more: Mapping[str, int]) -> None:
    for key, number in more.items():
        into[key] = into.get(key, 0) + number


def survey_freshness(session: Session, now: datetime) -> Freshness:
    """Exact as of now when no month of ballots is marked, else as of the worker's last round: one statement."""
    waiting = exists(select(SurveyMark.id)).label("waiting")
    beat = select(func.max(Heartbeat.at)).where(Heartbeat.name == COUNTING).scalar_subquery()
    revision = select(func.max(Heartbeat.detail)).where(Heartbeat.name == SURVEYS).scalar_subquery()
    row = session.execute(select(waiting, beat.label("counted_at"), revision.label("revision"))).one()
    as_of = (row.counted_at or now) if row.waiting else now
    return Freshness(as_of, bool(row.waiting), row.revision or "")


def year_of_ballots(session: Session, year: int) -> YearOfBallots:
    """How many sound ballots each unit had in each month of a year, of every series: one statement."""
    columns = (SurveyFigure.version_id, SurveyFigure.campaign_id, SurveyFigure.unit_id, SurveyFigure.month)
    wanted = select(*columns, func.sum(SurveyFigure.ballots).label("ballots")).where(
        SurveyFigure.month.between(year * 100 + 1, year * 100 + 12), ~SurveyFigure.is_doubtful
    )
    found: YearOfBallots = {}
    for row in session.execute(wanted.group_by(*columns)):
        series = found.setdefault(Series(row.version_id, row.campaign_id), {})
        series.setdefault(row.unit_id, {})[row.month] = int(row.ballots)
    return found
