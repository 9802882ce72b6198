"""Campaigns as those who manage them see them: numbers, and never who."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.released_groups import Cell, Group, grouped
from portal.domain.surveys.release import Row, told_of
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation, SurveyCampaign
from portal.models.survey_figure import SurveyFigure
from portal.queries.settings import Settings
from portal.queries.surveys.managing import survey_reach
from portal.queries.surveys.release import chain_of

__all__ = ["Progress", "SurveyCampaign", "campaign_counts", "campaigns", "managed_campaign", "progress_of"]

MOST = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign is. By unit nothing: where one person was drawn, one used invitation would name them."""

    drawn: int = 0
    sent: int = 0
    used: int = 0
    reminders: int = 0
    by_way: dict[BallotWay, int] = field(default_factory=dict)


def campaigns(session: Session, settings: Settings, actor: Actor) -> Sequence[SurveyCampaign]:
    """The campaigns of the units an actor manages, newest first."""
    wanted = select(SurveyCampaign).where(SurveyCampaign.unit_id.in_(sorted(survey_reach(settings, actor))))
    return session.scalars(wanted.order_by(SurveyCampaign.id.desc()).limit(MOST)).all()


def managed_campaign(
    session: Session, settings: Settings, actor: Actor, *, campaign_id: int
) -> SurveyCampaign | None:
    """A campaign of a unit that an actor manages."""
    found = session.get(SurveyCampaign, campaign_id)
    return found if found is not None and found.unit_id in survey_reach(settings, actor) else None


def progress_of(session: Session, campaign_ids: Sequence[int]) -> dict[int, Progress]:
    """How far campaigns are: one statement."""
    wanted = (
        select(
            Invitation.campaign_id,
            Invitation.way,
            func.count(),
            func.sum(case((Invitation.waits, 0), else_=1)),
            func.sum(case((Invitation.used, 1), else_=0)),
            func.sum(Invitation.reminders),
        )
        .where(Invitation.campaign_id.in_(campaign_ids))
        .group_by(Invitation.campaign_id, Invitation.way)
    )
    found: dict[int, Progress] = {}
    for campaign_id, way, drawn, sent, used, reminders in session.execute(wanted):
        so_far = found.get(campaign_id, Progress())
        found[campaign_id] = Progress(
            so_far.drawn + drawn,
            so_far.sent + int(sent),
            so_far.used + int(used),
            so_far.reminders + int(reminders),
            {**so_far.by_way, way: drawn},
        )
    return found


def campaign_counts(session: Session, settings: Settings, campaign: SurveyCampaign) -> tuple[Counts, Counts]:
    """The counted ballots of a closed campaign: the sound ones, and the doubtful apart. One statement.

    How items were answered adds up the groups that other pages tell, so that none is the others' difference.
    """
    wanted = select(SurveyFigure).where(
        SurveyFigure.campaign_id == campaign.id, SurveyFigure.version_id == campaign.version_id
    )
    rows: dict[bool, list[Row]] = {False: [], True: []}
    for kept in session.scalars(wanted):
        row = Row((kept.unit_id, kept.month), Counts(kept.ballots, kept.answers), kept.point_id, kept.ways)
        rows[kept.is_doubtful].append(row)
    return _together(settings, campaign, rows[False]), _together(settings, campaign, rows[True])


def _together(settings: Settings, campaign: SurveyCampaign, rows: Sequence[Row]) -> Counts:
    cells: dict[Cell, int] = {}
    for row in rows:
        cells[row.cell] = cells.get(row.cell, 0) + row.counts.ballots
    by_cell = grouped(cells, chain_of(settings, campaign))
    groups: dict[Group, list[Row]] = {}
    for row in rows:
        if row.cell in by_cell:
            groups.setdefault(by_cell[row.cell], []).append(row)
    return Counts(sum(cells.values()), told_of(groups).total.answers)
