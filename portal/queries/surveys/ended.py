"""Which campaigns are over: closed, and every ballot of theirs counted (rules §9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import CampaignStatus
from portal.models.ballot import SurveyCampaign
from portal.models.survey_figure import SurveyMark


@dataclass(frozen=True)
class Campaigns:
    """Campaigns by number, and those of them that are over: nothing of the others may be told."""

    rows: Mapping[int, SurveyCampaign]
    over: frozenset[int]


def campaigns_where(session: Session, *conditions: ColumnElement[bool]) -> Campaigns:
    """The campaigns that meet some conditions, and which of them are over: one statement."""
    found = session.execute(select(SurveyCampaign, _is_over().label("is_over")).where(*conditions)).all()
    return Campaigns(
        {row.id: row for row, _over in found}, frozenset(row.id for row, is_over in found if is_over)
    )


def campaign_is_over(session: Session, campaign: SurveyCampaign) -> bool:
    """Whether everything of one campaign may be told: one statement."""
    return campaign.id in campaigns_where(session, SurveyCampaign.id == campaign.id).over


def _is_over() -> ColumnElement[bool]:
    """Asked of the ballots, not of a clock: a worker that stands still over midnight counts none of them.

    Until the last ones are counted, they would be the difference between two readings. A ballot's mark is written
    with it and taken away by the counting that includes it.
    """
    # Correlated by name: of itself the statement would ask for any campaign's marks, and hide all for one ballot.
    waits = exists().where(SurveyMark.campaign_id == SurveyCampaign.id).correlate(SurveyCampaign)
    return and_(SurveyCampaign.status == CampaignStatus.CLOSED, ~waits)
