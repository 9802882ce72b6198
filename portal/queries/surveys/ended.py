"""Which campaigns are over: closed, and every ballot of theirs counted (rules §9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import CampaignStatus
from portal.models.ballot import Ballot, SurveyCampaign
from portal.models.survey_figure import SurveyFigure, SurveyMark


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

    Until the last ones are counted, they would be the difference between two readings.
    """
    waiting = select(SurveyMark.unit_id, SurveyMark.month).distinct().subquery("waiting")
    given = (
        select(func.count())
        .select_from(Ballot)
        .where(
            Ballot.campaign_id == SurveyCampaign.id,
            Ballot.unit_id == waiting.c.unit_id,
            Ballot.month == waiting.c.month,
        )
        .scalar_subquery()
    )
    counted = (
        select(func.coalesce(func.sum(SurveyFigure.ballots), 0))
        .where(
            SurveyFigure.unit_id == waiting.c.unit_id,
            SurveyFigure.month == waiting.c.month,
            SurveyFigure.campaign_id == SurveyCampaign.id,
        )
        .scalar_subquery()
    )
    # A month without a mark is counted; of one with a mark, others' ballots may be all that waits.
    uncounted = exists().select_from(waiting).where(given != counted)
    return and_(SurveyCampaign.status == CampaignStatus.CLOSED, ~uncounted)
