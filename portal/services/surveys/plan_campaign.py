"""A sampled survey is planned: whom it asks, of when, how exactly; until it is drawn everything may change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from secrets import token_hex

from portal.domain.surveys.campaigns import Plan, fits, plan_of
from portal.domain.surveys.ways import CampaignStatus, Population
from portal.domain.text import nfc
from portal.models.ballot import SurveyCampaign
from portal.queries.surveys.populations import Member, Reach, by_unit, members
from portal.queries.surveys.questionnaires import published_version, retired_versions
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change
from portal.services.errors import RuleBroken
from portal.services.surveys.managing import require_surveys

COLUMNS = (
    "name",
    "unit_id",
    "version_id",
    "population",
    "first_on",
    "last_on",
    "response_percent",
    "closes_on",
)
SMALLEST_MARGIN, LARGEST_MARGIN = Decimal("0.01"), Decimal("0.2")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """A campaign as typed; the margin of error as a share, the expected response in percent."""

    name: str
    unit_id: int
    version_id: int
    population: Population
    first_on: date
    last_on: date
    margin: Decimal
    response_percent: int
    closes_on: date


def plan_campaign(act: Act, facts: CampaignFacts, campaign: SurveyCampaign | None = None) -> SurveyCampaign:
    """Keep a campaign as a draft, or change one that is. Raises NotPermitted, RuleBroken."""
    require_surveys(act, facts.unit_id)
    if campaign is not None:
        require_surveys(act, campaign.unit_id)
        require_status(campaign, CampaignStatus.DRAFT)
    for broken in faults_of_plan(act, facts):
        raise broken
    before = facts_of(campaign) if campaign is not None else None
    # Chosen before anybody is drawn and never again: another seed would be another sample.
    campaign = campaign or SurveyCampaign(
        seed=token_hex(16), made_at=act.now, made_by_id=act.actor.account_id
    )
    campaign.name, campaign.unit_id, campaign.version_id = (
        nfc(facts.name).strip(),
        facts.unit_id,
        facts.version_id,
    )
    campaign.population, campaign.first_on, campaign.last_on = facts.population, facts.first_on, facts.last_on
    campaign.margin, campaign.response_percent = facts.margin, facts.response_percent
    campaign.closes_on = facts.closes_on
    act.session.add(campaign)
    act.session.flush()
    note_campaign(act, Change.CAMPAIGN_PLANNED, campaign, before=before)
    return campaign


def drop_campaign(act: Act, campaign: SurveyCampaign) -> None:
    """Throw a draft away. Raises NotPermitted, RuleBroken."""
    require_surveys(act, campaign.unit_id)
    require_status(campaign, CampaignStatus.DRAFT)
    note_change(
        act, Change.CAMPAIGN_DROPPED, campaign.name, before=facts_of(campaign), unit_id=campaign.unit_id
    )
    act.session.delete(campaign)
    act.session.flush()


def strata_of(act: Act, campaign: SurveyCampaign) -> dict[int, list[Member]]:
    """Everybody who could be drawn now, by unit."""
    # Whoever goes on for a unit answers for what it answered and returned, too.
    tree = act.settings.tree
    units = tree.with_predecessors(tree.below(campaign.unit_id), act.today)
    reach = Reach(units, campaign.first_on, campaign.last_on)
    return by_unit(members(act.session, campaign.population, reach))


def foreseen(act: Act, campaign: SurveyCampaign) -> Plan:
    """What the sample would come to if it were drawn now. Strata are named by the numbers of their units."""
    return planned(campaign, strata_of(act, campaign))


def planned(campaign: SurveyCampaign, strata: dict[int, list[Member]]) -> Plan:
    """What the sample comes to with these strata."""
    numbers = {str(unit_id): len(found) for unit_id, found in sorted(strata.items())}
    return plan_of(numbers, margin=Decimal(campaign.margin), response_percent=campaign.response_percent)


def facts_of(campaign: SurveyCampaign) -> dict[str, object]:
    """What the trace of a change keeps."""
    return {**facts_of_row(campaign, *COLUMNS), "margin": str(Decimal(campaign.margin).normalize())}


def note_campaign(
    act: Act,
    change: Change,
    campaign: SurveyCampaign,
    *,
    before: dict[str, object] | None = None,
    **also: object,
) -> None:
    """Leave the trace of what happened to a campaign."""
    after = {**facts_of(campaign), **also}
    note_change(act, change, campaign.name, before=before, after=after, unit_id=campaign.unit_id)


def require_status(campaign: SurveyCampaign, *allowed: CampaignStatus) -> None:
    """Refuse what a campaign is too far, or not far enough, for. Raises RuleBroken."""
    if campaign.status not in allowed:
        raise RuleBroken("status", campaign.status.value)


def require_in_use(act: Act, version_id: int) -> None:
    """Refuse to ask anybody with a questionnaire that was retired. Raises RuleBroken."""
    if retired_versions(act.session, {version_id}):
        raise RuleBroken("version_id", "retired")


def faults_of_plan(act: Act, facts: CampaignFacts) -> list[RuleBroken]:
    """Everything that keeps a campaign from being planned like this, so that a form can tell all of it at once."""
    name, unit = nfc(facts.name).strip(), act.settings.units.get(facts.unit_id)
    misfit = _misfit(act, facts)
    checks = (
        ("name", "missing", not name),
        ("name", "too_long", len(name) > LONGEST_NAME),
        ("version_id", misfit, bool(misfit)),
        ("unit_id", "closed", unit is None or not unit.stands(act.today)),
        ("last_on", "before_start", facts.last_on < facts.first_on),
        ("last_on", "future", facts.last_on > act.today),
        ("margin", "out_of_range", not SMALLEST_MARGIN <= facts.margin <= LARGEST_MARGIN),
        ("response_percent", "out_of_range", not 1 <= facts.response_percent <= 100),
        ("closes_on", "past", facts.closes_on <= act.today),
    )
    return [RuleBroken(field, code) for field, code, is_broken in checks if is_broken]


def _misfit(act: Act, facts: CampaignFacts) -> str:
    """Why the questionnaire cannot ask these people; empty when it can."""
    asked = published_version(act.session, facts.version_id)
    if asked is None:
        return "unknown"
    if retired_versions(act.session, {facts.version_id}):
        return "retired"
    return "" if fits(asked.questionnaire.purpose, facts.population) else "other_population"
