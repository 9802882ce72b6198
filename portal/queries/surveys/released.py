"""All that may be told of surveys: every group of counted ballots that is over, of all years (rules §9)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span
from portal.domain.released_groups import Group, ReleasedGroups
from portal.domain.surveys.counted import ReleasedSurvey, Sample, Survey
from portal.domain.surveys.results import Counts
from portal.domain.time import local_day
from portal.models.ballot import SurveyCampaign
from portal.models.survey_figure import SurveyFigure
from portal.queries.figures import Selection
from portal.queries.settings import Settings
from portal.queries.surveys.ended import campaigns_where
from portal.queries.surveys.figures import Series, earliest_waiting
from portal.queries.surveys.questionnaires import Published, published_versions
from portal.queries.surveys.release import Gate, sums_of


@dataclass(frozen=True, slots=True)
class _Told:
    """The groups of one series, and the units they are about."""

    counts: dict[Group, Counts]
    units: dict[Group, frozenset[int]]


def years_of_ballots(session: Session) -> frozenset[int]:
    """The years in which ballots were counted: one statement."""
    return frozenset(month // 100 for month in session.scalars(select(SurveyFigure.month).distinct()))


def released_surveys(
    session: Session, settings: Settings, today: date, *, years: Collection[int]
) -> Sequence[ReleasedSurvey]:
    """Every survey of which something may be told in these years, by code: three statements and two for each year."""
    # In this order, as results do: whatever is given or closed while this is read is seen as not yet over.
    campaigns = campaigns_where(session)
    waiting = earliest_waiting(session)
    told: defaultdict[Series, _Told] = defaultdict(lambda: _Told({}, {}))
    for year in sorted(years):
        selection = Selection(frozenset(settings.units), Period(Span.YEAR, year), today)
        gate = Gate(settings, selection, campaigns, waiting)
        for series, each in sums_of(session, gate).items():
            for group, counts in each.by_group.items():
                told[series].counts[group] = counts
                told[series].units[group] = gate.units_of(series, group)
    versions = published_versions(session, frozenset(series.version_id for series in told))
    found = [
        _released(versions[series.version_id], campaigns.rows.get(series.campaign_id), each)
        for series, each in told.items()
        if series.version_id in versions
    ]
    return sorted(found, key=lambda each: each.survey.code)


def _released(published: Published, campaign: SurveyCampaign | None, told: _Told) -> ReleasedSurvey:
    sample = (
        Sample(campaign.id, campaign.name, campaign.population, campaign.first_on, campaign.last_on)
        if campaign is not None
        else None
    )
    closed_at = campaign.closed_at if campaign is not None else None
    return ReleasedSurvey(
        Survey(published.questionnaire, published.number, sample),
        ReleasedGroups(Counts(), told.counts, told.units),
        local_day(closed_at) if closed_at is not None else None,
    )
