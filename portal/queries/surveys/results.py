"""Results of surveys as they may be shown: counted ballots without whatever tells of fewer than five (rules §9)."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.periods import last_day
from portal.domain.surveys.release import Branch, Released, periods_shown, released, withheld
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import BallotWay, CampaignStatus, Population
from portal.models.ballot import SurveyCampaign
from portal.models.survey import SurveyPoint
from portal.queries.figures import Freshness, Selection
from portal.queries.settings import Settings
from portal.queries.surveys.figures import (
    Series,
    SurveyFigures,
    SurveySelection,
    survey_figures,
    year_of_ballots,
)
from portal.queries.surveys.questionnaires import Published, published_versions

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
    """What may be shown of one series; `total` is empty where there are fewer than five ballots."""

    asked: Asked
    total: Counts
    by_unit: Mapping[int, Counts]
    by_month: Mapping[int, Counts]
    by_point: Mapping[int, Counts]
    ways: Mapping[BallotWay, int]
    doubtful: int
    doubts: Mapping[str, int]
    # Whether anything is held back beside what is shown.
    held_back: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything that may be shown."""
        return self.total.ballots >= FEWEST_BALLOTS


@dataclass(frozen=True)
class Results:
    """The series of a selection, sampled ones first, each with what may be shown of it."""

    series: Sequence[SeriesResult]
    points: Mapping[int, str]


def results_of(session: Session, settings: Settings, selection: Selection) -> Results:
    """The results of a selection: at most five statements, whatever the number of ballots."""
    wanted = SurveySelection(selection.unit_ids, selection.period, selection.successors)
    found = survey_figures(session, wanted)
    if not found:
        return Results((), {})
    year = year_of_ballots(session, selection.period.year)
    versions = published_versions(session, frozenset(each.version_id for each in found))
    campaigns = _campaigns(session, {each.campaign_id for each in found if each.is_sampled})
    gate = _Gate(settings, selection)
    results = [
        gate.let_through(
            Asked(series, versions[series.version_id], campaigns.get(series.campaign_id)),
            figures,
            year.get(series, {}),
        )
        for series, figures in found.items()
        if series.version_id in versions
    ]
    results.sort(key=lambda each: (-each.asked.series.campaign_id, -each.total.ballots))
    return Results(results, _points(session, results))


def _campaigns(session: Session, ids: set[int]) -> dict[int, Campaign]:
    if not ids:
        return {}
    rows = session.scalars(select(SurveyCampaign).where(SurveyCampaign.id.in_(sorted(ids))))
    return {row.id: Campaign(row.name, row.population, row.status, row.first_on, row.last_on) for row in rows}


def _points(session: Session, results: Iterable[SeriesResult]) -> dict[int, str]:
    ids = {point for each in results for point in each.by_point if point}
    if not ids:
        return {}
    wanted = select(SurveyPoint.id, SurveyPoint.name).where(SurveyPoint.id.in_(sorted(ids)))
    return {row.id: row.name for row in session.execute(wanted)}


class _Gate:
    """Lets through what may be shown of a selection's figures."""

    def __init__(self, settings: Settings, selection: Selection) -> None:
        self._selection = selection
        self._now = dict(selection.successors)
        self._parents = _parents(settings, selection)
        self._below: dict[int | None, list[int]] = {}
        for unit_id, parent_id in self._parents.items():
            self._below.setdefault(parent_id, []).append(unit_id)

    def let_through(
        self,
        asked: Asked,
        figures: SurveyFigures,
        year: Mapping[int, Mapping[int, int]],
    ) -> SeriesResult:
        """One series without what must be held back."""
        months = self._by_place(year)
        may = released(self._branches(None, months))
        tops = [unit_id for unit_id in self._tops() if self._top_shown(unit_id, may, months)]
        shown_units = {each for top in tops for each in self._subtree(top)}
        total = sum((each for unit, each in figures.by_unit.items() if unit in shown_units), Counts())
        units = {
            unit_id: counts
            for unit_id, counts in figures.by_unit.items()
            if unit_id in may.owns and unit_id in shown_units and self._in_time(months.get(unit_id, {}))
        }
        whole = total.ballots == figures.total.ballots
        points = _parts(figures.by_point) if whole else {}
        ways = _numbers(figures.ways) if whole else {}
        by_month = self._months(tops, months, figures) if whole else {}
        return SeriesResult(
            asked=asked,
            total=total,
            by_unit=units,
            by_month=by_month,
            by_point=points,
            ways={BallotWay(way): ballots for way, ballots in ways.items()},
            doubtful=figures.doubtful.ballots,
            doubts=figures.doubts,
            held_back=not whole or len(units) < len(figures.by_unit),
        )

    def _by_place(self, year: Mapping[int, Mapping[int, int]]) -> dict[int, dict[int, int]]:
        """The ballots of each unit, or of who stands for it now, by month."""
        found: dict[int, dict[int, int]] = {}
        for unit_id, months in year.items():
            into = found.setdefault(self._now.get(unit_id, unit_id), {})
            for month, ballots in months.items():
                into[month] = into.get(month, 0) + ballots
        return found

    def _branches(self, parent_id: int | None, months: Mapping[int, Mapping[int, int]]) -> tuple[Branch, ...]:
        period = self._selection.period
        return tuple(
            Branch(
                unit_id,
                sum(
                    n for month, n in months.get(unit_id, {}).items() if period.first <= month <= period.last
                ),
                self._branches(unit_id, months),
            )
            for unit_id in self._below.get(parent_id, ())
        )

    def _tops(self) -> list[int]:
        """The units of the selection that have none of it above them."""
        units = {self._now.get(each, each) for each in self._selection.unit_ids}
        return [each for each in sorted(units) if self._parents.get(each) not in units]

    def _subtree(self, unit_id: int) -> set[int]:
        below = (each for child in self._below.get(unit_id, ()) for each in self._subtree(child))
        return {unit_id, *below}

    def _top_shown(self, unit_id: int, may: Released, months: Mapping[int, Mapping[int, int]]) -> bool:
        return unit_id in may.totals and self._in_time(self._together(unit_id, months))

    def _together(self, unit_id: int, months: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for each in self._subtree(unit_id):
            for month, ballots in months.get(each, {}).items():
                found[month] = found.get(month, 0) + ballots
        return found

    def _in_time(self, by_month: Mapping[int, int]) -> bool:
        return self._selection.period in periods_shown(self._selection.period.year, by_month)

    def _months(
        self, tops: Sequence[int], months: Mapping[int, Mapping[int, int]], figures: SurveyFigures
    ) -> dict[int, Counts]:
        year = self._selection.period.year
        shown = [periods_shown(year, self._together(top, months)) for top in tops]
        return {
            month: counts
            for month, counts in figures.by_month.items()
            if all(any(each.first == each.last == month for each in periods) for periods in shown)
        }


def _parents(settings: Settings, selection: Selection) -> dict[int, int | None]:
    """Each unit with the one above it: as at the end of the period, or as it is now."""
    tree = settings.tree
    if selection.successors:
        return {unit_id: unit.parent_id for unit_id, unit in tree.units.items()}
    on = min(last_day(selection.period), selection.today)
    return {unit_id: tree.as_of(unit_id, on).parent_id for unit_id in tree.units}


def _parts(counts: Mapping[int, Counts]) -> dict[int, Counts]:
    held = withheld({key: each.ballots for key, each in counts.items()})
    return {key: each for key, each in counts.items() if key not in held}


def _numbers(numbers: Mapping[str, int]) -> dict[str, int]:
    held = withheld(numbers)
    return {key: number for key, number in numbers.items() if key not in held}


class ResultsCache:
    """The results last looked at, as of a revision that every counting renews."""

    def __init__(self, keep: int = KEPT) -> None:
        self._keep = keep
        self._kept: OrderedDict[tuple[str, str, Selection], Results] = OrderedDict()
        self._lock = Lock()

    def load(
        self, session: Session, settings: Settings, *, selection: Selection, fresh: Freshness
    ) -> Results:
        """The results of a selection: no statement when they are kept."""
        if not fresh.revision:
            return results_of(session, settings, selection)
        key = (fresh.revision, settings.token, selection)
        with self._lock:
            found = self._kept.get(key)
        return found if found is not None else self._keep_new(key, results_of(session, settings, selection))

    def _keep_new(self, key: tuple[str, str, Selection], results: Results) -> Results:
        with self._lock:
            self._kept[key] = results
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)
        return results


CACHE = ResultsCache()


def load_results(session: Session, settings: Settings, *, selection: Selection, fresh: Freshness) -> Results:
    """The results of a selection, from the cache of this process where nothing was counted since."""
    return CACHE.load(session, settings, selection=selection, fresh=fresh)
