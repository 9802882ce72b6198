"""Which counted ballots of a selection may be told: those of groups that lie within it and are over (rules §9)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span, last_day, month_of
from portal.domain.released_groups import Cell, Chain, Group, Scope, grouped, grouped_lastingly, lies_within
from portal.domain.surveys.release import Row, Told, told_of
from portal.domain.surveys.results import Counts
from portal.domain.time import local_day
from portal.models.ballot import SurveyCampaign
from portal.queries.figures import Selection
from portal.queries.settings import Settings
from portal.queries.surveys.ended import Campaigns
from portal.queries.surveys.figures import Counted, CountedRow, Series, ballots_by_cell, counted_rows


@dataclass(frozen=True)
class Gate:
    """Lets through what may be shown of a selection.

    `waiting` is the first month with voluntary ballots not yet counted: until they are, it is not over for them.
    """

    settings: Settings
    selection: Selection
    campaigns: Campaigns
    waiting: int | None

    def is_over(self, series: Series, month: int) -> bool:
        """Whether no ballot of a series and a month can come any more: its campaign is over, or it is past."""
        return series.campaign_id in self.campaigns.over if series.is_sampled else month < self._open

    def groups(self, series: Series, cells: Mapping[Cell, int]) -> dict[Cell, Group]:
        """The cells of a series with the groups in which they are told, of groups wholly within the selection."""
        chain = chain_of(self.settings, self.campaigns.rows.get(series.campaign_id))
        found = (
            grouped(cells, chain) if series.is_sampled else grouped_lastingly(cells, chain, before=self._open)
        )
        within = {group for group in set(found.values()) if self._lets_through(series, group)}
        return {cell: group for cell, group in found.items() if group in within}

    def _lets_through(self, series: Series, group: Group) -> bool:
        selection = self.selection
        return lies_within(group, selection.period) and self.units_of(series, group) <= selection.unit_ids

    @property
    def _open(self) -> int:
        """The first month to which a ballot may still come."""
        this_month = month_of(self.selection.today)
        return min(this_month, self.waiting or this_month)

    def units_of(self, series: Series, group: Group) -> frozenset[int]:
        """The units that a group of a series is about."""
        if group.unit_id is None or group.period is None:
            return frozenset(self.settings.units)
        if group.scope is Scope.OWN:
            return frozenset({group.unit_id})
        on = _tree_day(self.campaigns.rows.get(series.campaign_id), group.period.year)
        return self.settings.units_below(group.unit_id, on)


def sums_of(session: Session, gate: Gate) -> dict[Series, "SeriesSum"]:
    """Every series with ballots of the selection that are over, each in its groups: two statements."""
    period = gate.selection.period
    cells = ballots_by_cell(session, period.year)
    groups = {of: gate.groups(of.series, each) for of, each in cells.items()}
    sums: defaultdict[Series, SeriesSum] = defaultdict(SeriesSum)
    for each in counted_rows(session, gate.selection.unit_ids, period):
        series, cell = each.of.series, each.row.cell
        if gate.is_over(series, cell[1]):
            sums[series].add(each, groups.get(each.of, {}).get(cell))
    return dict(sums)


def chain_of(settings: Settings, campaign: SurveyCampaign | None = None) -> Chain:
    """The units above a unit, by which ballots are told together: of volunteers, or of a closed campaign."""
    return lambda unit_id, year: settings.unit_chain(unit_id, _tree_day(campaign, year))


def _tree_day(campaign: SurveyCampaign | None, year: int) -> date:
    """The day as of which a year's units stand one under the other: always the same, so that groups last."""
    day = last_day(Period(Span.YEAR, year))
    closed_at = campaign.closed_at if campaign is not None else None
    return min(day, local_day(closed_at)) if closed_at is not None else day


class SeriesSum:
    """The ballots of a series within a selection while they are read: by group, and those told in none."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Counted, Group], list[CountedRow]] = {}
        self.ballots = 0

    def add(self, counted: CountedRow, group: Group | None) -> None:
        """Ballots and the group in which they are told; None for none that lies within the selection."""
        if not counted.of.is_doubtful:
            self.ballots += counted.row.counts.ballots
        if group is not None:
            self._rows.setdefault((counted.of, group), []).append(counted)

    @property
    def told(self) -> Told:
        """What may be told of the sound ones."""
        return self._told(is_doubtful=False)

    @property
    def by_group(self) -> dict[Group, Counts]:
        """What may be told of the sound ones, group by group."""
        found: dict[Group, list[Row]] = {}
        for (of, group), rows in self._rows.items():
            if not of.is_doubtful:
                found.setdefault(group, []).extend(each.row for each in rows)
        return {group: told_of({group: rows}).total for group, rows in found.items()}

    @property
    def doubtful(self) -> int:
        """How many doubtful ones may be told of."""
        return self._told(is_doubtful=True).total.ballots

    @property
    def doubts(self) -> dict[str, int]:
        """How many of them were doubted for which reason; one may be for several."""
        found: dict[str, int] = {}
        for rows in self._rows.values():
            for doubt, number in (each for row in rows for each in row.doubts.items()):
                found[doubt] = found.get(doubt, 0) + number
        return found

    def _told(self, *, is_doubtful: bool) -> Told:
        return told_of({
            group: [each.row for each in rows]
            for (of, group), rows in self._rows.items()
            if of.is_doubtful is is_doubtful
        })
