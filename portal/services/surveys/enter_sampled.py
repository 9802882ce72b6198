"""Ballots of people who were drawn, typed in from paper or the phone: once for each invitation (rules §9)."""

from dataclasses import dataclass, replace
from datetime import date

from portal.domain.surveys.answers import Answers
from portal.domain.surveys.ways import ENTERED, BallotWay, CampaignStatus
from portal.models.ballot import Ballot, Invitation, SurveyCampaign
from portal.queries.surveys.questionnaires import Published
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.surveys.ballot_keys import forget_key
from portal.services.surveys.enter_ballot import check_ballot, require_day, require_entry
from portal.services.surveys.give_ballot import give_ballot, use_invitation


@dataclass(frozen=True, slots=True)
class Drawn:
    """A campaign, and the invitation of somebody whom it drew; None where a typed code is nobody's."""

    campaign: SurveyCampaign
    invitation: Invitation | None


def enter_sampled(
    act: Act, asked: Published, answers: Answers, *, drawn: Drawn, way: BallotWay, on: date | None = None
) -> Ballot:
    """Keep the ballot of somebody who was drawn, on paper or by phone, and use the invitation up.

    The invitation keeps that it was used and nothing else; the ballot keeps its campaign and not the invitation.
    Raises NotPermitted, and RuleBroken as `enter_ballot`, for a campaign that does not run, and for an invitation
    that was used, or is of another campaign.
    """
    campaign, invitation = drawn.campaign, drawn.invitation
    require_campaign(act, campaign)
    if way not in ENTERED or campaign.version_id != asked.version_id:
        raise RuleBroken("way", "unknown")
    if invitation is None or invitation.campaign_id != campaign.id:
        raise RuleBroken("token", "unknown")
    check_ballot(act, asked, answers)
    require_day(act, asked, on or act.today, campaign=campaign)
    place = replace(use_invitation(act, invitation), way=way)
    forget_key(act.session, call_key(invitation.id))
    return give_ballot(act, asked, answers, place=place, on=on)


def require_campaign(act: Act, campaign: SurveyCampaign) -> None:
    """Refuse who may not type ballots for all of a campaign, and one that does not run.

    Raises NotPermitted, RuleBroken.
    """
    require_entry(act, campaign.unit_id)
    if campaign.status is not CampaignStatus.RUNNING or campaign.closes_on < act.today:
        raise RuleBroken("campaign", "ended")


def call_key(invitation_id: int) -> str:
    """What holds somebody's number back while they are called, and for a while after."""
    return f"call {invitation_id}"
