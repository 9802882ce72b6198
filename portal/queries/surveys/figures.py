"""Counted ballots of units and a period: voluntary and sampled, sound and doubtful, always apart (rules §9, §10)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.periods import Period
from portal.domain.released_groups import Cell
from portal.domain.surveys.release import Row
from portal.domain.surveys.results import Counts
from portal.models.bookkeeping import Heartbeat
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.figures import COUNTING, Freshness

VOLUNTARY = 0
# The heartbeat whose detail is renewed by every counting of ballots.
SURVEYS = "figures of surveys"
_SERIES = (SurveyFigure.version_id, SurveyFigure.campaign_id, SurveyFigure.is_doubtful)


@dataclass(frozen=True, slots=True)
class Series:
    """Ballots that may be counted together: of one version, voluntary or of one campaign."""

    version_id: int
    campaign_id: int = VOLUNTARY

    @property
    def is_sampled(self) -> bool:
        """Whether chance chose who was asked."""
        return self.campaign_id != VOLUNTARY


@dataclass(frozen=True, slots=True)
class Counted:
    """Counted ballots of one series: the sound ones, and the doubtful apart."""

    series: Series
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class CountedRow:
    """Ballots of one unit, month and point, with the reasons where they are doubtful."""

    of: Counted
    row: Row
    doubts: Mapping[str, int]


def ballots_by_cell(session: Session, year: int) -> dict[Counted, dict[Cell, int]]:
    """How many ballots each unit had in each month of a year, of its campaigns in all years: one statement."""
    columns = (*_SERIES, SurveyFigure.unit_id, SurveyFigure.month)
    wanted = select(*columns, func.sum(SurveyFigure.ballots).label("ballots")).where(
        or_(_within(year), SurveyFigure.campaign_id.in_(sampled_in(year)))
    )
    found: dict[Counted, dict[Cell, int]] = {}
    for row in session.execute(wanted.group_by(*columns)):
        of = Counted(Series(row.version_id, row.campaign_id), row.is_doubtful)
        found.setdefault(of, {})[row.unit_id, row.month] = int(row.ballots)
    return found


def sampled_in(year: int) -> Select[int]:
    """The campaigns that have ballots in a year, as part of a statement."""
    return select(SurveyFigure.campaign_id).where(_within(year), SurveyFigure.campaign_id != VOLUNTARY)


def _within(year: int) -> ColumnElement[bool]:
    return SurveyFigure.month.between(year * 100 + 1, year * 100 + 12)


def counted_rows(session: Session, unit_ids: frozenset[int], period: Period) -> Iterator[CountedRow]:
    """The counted ballots of units and a period, as finely as they are kept: one statement."""
    wanted = select(SurveyFigure).where(
        SurveyFigure.unit_id.in_(sorted(unit_ids)), SurveyFigure.month.between(period.first, period.last)
    )
    for kept in session.scalars(wanted):
        of = Counted(Series(kept.version_id, kept.campaign_id), kept.is_doubtful)
        counts = Counts(kept.ballots, kept.answers)
        row = Row((kept.unit_id, kept.month), counts, kept.point_id, kept.ways)
        yield CountedRow(of, row, kept.doubts)


def earliest_waiting(session: Session) -> int | None:
    """The first month with voluntary ballots not yet counted: one statement.

    Those of samples may be of months that were told of volunteers long ago; for them their own campaign waits.
    """
    return session.scalar(select(func.min(SurveyMark.month)).where(SurveyMark.campaign_id.is_(None)))


def survey_freshness(session: Session, now: datetime) -> Freshness:
    """Exact as of now when no month of ballots is marked, else as of the worker's last round: one statement."""
    waiting = exists(select(SurveyMark.id)).label("waiting")
    beat = select(func.max(Heartbeat.at)).where(Heartbeat.name == COUNTING).scalar_subquery()
    revision = select(func.max(Heartbeat.detail)).where(Heartbeat.name == SURVEYS).scalar_subquery()
    row = session.execute(select(waiting, beat.label("counted_at"), revision.label("revision"))).one()
    as_of = (row.counted_at or now) if row.waiting else now
    return Freshness(as_of, bool(row.waiting), row.revision or "")
