"""The sample is drawn: by chance that the shown seed decides, frozen and recorded (rules §9, law §5.3)."""

from collections.abc import Iterator
from secrets import randbits
from typing import Any

from sqlalchemy import insert

from portal.domain.surveys.campaigns import Plan
from portal.domain.surveys.sampling import drawn
from portal.domain.surveys.ways import CampaignStatus, Population
from portal.models.ballot import Invitation, SurveyCampaign
from portal.queries.surveys.populations import Member
from portal.services.act import Act
from portal.services.configure import Change
from portal.services.errors import RuleBroken
from portal.services.surveys.invite import digest_of, token_of
from portal.services.surveys.managing import require_surveys
from portal.services.surveys.plan_campaign import (
    note_campaign,
    planned,
    require_in_use,
    require_status,
    strata_of,
)

# Written in portions, so that no statement grows with the sample.
PORTION = 500


def draw_sample(act: Act, key: bytes, campaign: SurveyCampaign) -> Plan:
    """Draw the sample of a draft and write its invitations; nothing is sent yet.

    Of every unit as many as the plan gives it, by the official codes of their matters, so that whoever has the list
    of codes and the seed draws the same ones. Raises NotPermitted, RuleBroken when there is nobody or nothing to ask.
    """
    require_surveys(act, campaign.unit_id)
    require_status(campaign, CampaignStatus.DRAFT)
    require_in_use(act, campaign.version_id)
    strata = strata_of(act, campaign)
    plan = planned(campaign, strata)
    if plan.population == 0:
        raise RuleBroken("population", "nobody")
    chosen = list(_chosen(campaign, strata, plan))
    # All of them are made before the first is written: SQLite's one writer is held for no more than the writing.
    rows = [_row(act, campaign, member, key=key) for member in chosen]
    for start in range(0, len(rows), PORTION):
        act.session.execute(insert(Invitation), rows[start : start + PORTION])
    campaign.strata = {name: {"all": all_, "drawn": number} for name, (all_, number) in plan.strata.items()}
    campaign.status, campaign.drawn_at = CampaignStatus.DRAWN, act.now
    act.session.flush()
    note_campaign(
        act,
        Change.SAMPLE_DRAWN,
        campaign,
        before={},
        seed=campaign.seed,
        population_size=plan.population,
        drawn=len(chosen),
    )
    return plan


def _chosen(campaign: SurveyCampaign, strata: dict[int, list[Member]], plan: Plan) -> Iterator[Member]:
    for unit_id, found in sorted(strata.items()):
        by_code = {member.code: member for member in found}
        number = plan.strata[str(unit_id)][1]
        yield from (by_code[code] for code in drawn(by_code, number, seed=campaign.seed))


def _row(act: Act, campaign: SurveyCampaign, member: Member, *, key: bytes) -> dict[str, Any]:
    number = randbits(62)
    is_case = campaign.population is Population.CASES
    return {
        "id": number,
        "digest": digest_of(token_of(key, number)),
        "version_id": campaign.version_id,
        # The one that is rated; strata stay with the units that the matters were dealt with by.
        "unit_id": act.settings.standing_unit(member.unit_id, act.today),
        "campaign_id": campaign.id,
        "case_id": member.id if is_case else None,
        "dossier_id": None if is_case else member.id,
        "way": member.way,
        "made_at": act.now,
        "ends_on": campaign.closes_on,
        "waits": True,
        "used": False,
        "reminders": 0,
        "remind_at": None,
    }
