"""Results of surveys as they may be shown: what is over, in groups that tell of no fewer than five (rules §9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.periods import month_of
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import BallotWay, CampaignStatus, Population
from portal.models.ballot import SurveyCampaign
from portal.models.survey import SurveyPoint
from portal.queries.figures import Freshness, Selection
from portal.queries.settings import Settings
from portal.queries.surveys.ended import Campaigns, campaigns_where
from portal.queries.surveys.figures import Series, earliest_waiting, sampled_in
from portal.queries.surveys.questionnaires import Published, published_versions
from portal.queries.surveys.release import Gate, SeriesSum, sums_of
from portal.recent import Recent

__all__ = ["Asked", "Campaign", "Results", "Series", "SeriesResult", "load_results", "results_of"]

KEPT = 8


@dataclass(frozen=True, slots=True)
class Campaign:
    """What figures say of the sample they come from."""

    name: str
    population: Population
    status: CampaignStatus
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """Which ballots are counted together: what they were asked, and the sample they belong to."""

    series: Series
    published: Published
    campaign: Campaign | None = None


@dataclass(frozen=True)
class SeriesResult:
    """What may be shown of one series; `total` is empty where nothing may be."""

    asked: Asked
    total: Counts
    by_unit: Mapping[int, Counts]
    by_month: Mapping[int, Counts]
    by_point: Mapping[int, Counts]
    ways: Mapping[BallotWay, int]
    doubtful: int
    doubts: Mapping[str, int]
    # Whether ballots of the selection are told with longer periods, with units above, or not yet.
    held_back: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything that may be shown."""
        return self.total.ballots >= FEWEST_BALLOTS


@dataclass(frozen=True)
class Results:
    """The series of a selection, sampled ones first, each with what may be shown of it; and what still runs."""

    series: Sequence[SeriesResult]
    points: Mapping[int, str]
    # Campaigns of the units of the selection that run: their results wait until they are closed.
    running: Mapping[int, Campaign]


def results_of(session: Session, settings: Settings, selection: Selection) -> Results:
    """The results of a selection: at most six statements, whatever the number of ballots.

    Nothing of a running month or campaign is in them: what changes from one ballot to the next *is* that ballot.
    """
    # In this order: whatever is given or closed while this is read is seen as not yet over.
    campaigns = _campaigns(session, selection)
    gate = Gate(settings, selection, campaigns, earliest_waiting(session))
    sums = sums_of(session, gate)
    versions = published_versions(session, frozenset(series.version_id for series in sums)) if sums else {}
    results = [
        _result(Asked(series, versions[series.version_id], _facts(campaigns.rows, series)), each, selection)
        for series, each in sums.items()
        if series.version_id in versions
    ]
    results.sort(key=lambda each: (-each.asked.series.campaign_id, -each.total.ballots))
    return Results(results, _points(session, results), _running(campaigns.rows, selection))


def _result(asked: Asked, found: SeriesSum, selection: Selection) -> SeriesResult:
    told = found.told
    now = dict(selection.successors)
    by_unit: dict[int, Counts] = {}
    for unit_id, counts in told.by_unit.items():
        unit = now.get(unit_id, unit_id)
        by_unit[unit] = by_unit.get(unit, Counts()) + counts
    return SeriesResult(
        asked=asked,
        total=told.total,
        by_unit=by_unit,
        by_month=told.by_month,
        by_point=told.by_point,
        ways={BallotWay(way): ballots for way, ballots in told.ways.items()},
        doubtful=found.doubtful,
        doubts=found.doubts,
        held_back=told.total.ballots < found.ballots,
    )


def _campaigns(session: Session, selection: Selection) -> Campaigns:
    """The campaigns with ballots in the year of a selection, and those of its units that run."""
    runs = and_(
        SurveyCampaign.status == CampaignStatus.RUNNING,
        SurveyCampaign.unit_id.in_(sorted(selection.unit_ids)),
    )
    sampled = sampled_in(selection.period.year)
    return campaigns_where(session, or_(runs, SurveyCampaign.id.in_(sampled)))


def _running(campaigns: Mapping[int, SurveyCampaign], selection: Selection) -> dict[int, Campaign]:
    """The campaigns of the units of a selection that run now; which ballots have come decides nothing."""
    month, period = month_of(selection.today), selection.period
    if not period.first <= month <= period.last:
        return {}
    running = (row for row in campaigns.values() if row.status is CampaignStatus.RUNNING)
    return {row.id: _campaign(row) for row in running if row.unit_id in selection.unit_ids}


def _facts(campaigns: Mapping[int, SurveyCampaign], series: Series) -> Campaign | None:
    row = campaigns.get(series.campaign_id)
    return _campaign(row) if row is not None else None


def _campaign(row: SurveyCampaign) -> Campaign:
    return Campaign(row.name, row.population, row.status, row.first_on, row.last_on)


def _points(session: Session, results: Iterable[SeriesResult]) -> dict[int, str]:
    ids = {point for each in results for point in each.by_point if point}
    if not ids:
        return {}
    wanted = select(SurveyPoint.id, SurveyPoint.name).where(SurveyPoint.id.in_(sorted(ids)))
    return {row.id: row.name for row in session.execute(wanted)}


_RESULTS: Recent[tuple[str, str, Selection], Results] = Recent(KEPT)


def load_results(session: Session, settings: Settings, *, selection: Selection, fresh: Freshness) -> Results:
    """The results of a selection: no statement where nothing was counted since this process last looked."""
    if not fresh.revision:
        return results_of(session, settings, selection)
    key = (fresh.revision, settings.token, selection)
    return _RESULTS.get(key, lambda: results_of(session, settings, selection))
