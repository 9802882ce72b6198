"""What would happen to a case as it is being entered: its unit and its due date; nothing is changed."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.clock import ClockFacts
from portal.domain.explanation import Explanation, explain
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.policies import Leg, Subject, policy_for
from portal.domain.routing import Matter
from portal.domain.time import local_day
from portal.domain.wording import Language
from portal.queries.settings import Settings
from portal.services.route_case import explain_route, find_route


@dataclass(frozen=True, slots=True)
class Draft:
    """A case half entered; texts as typed so far."""

    kind: Kind
    channel: Channel
    receiving_unit_id: int
    received_at: datetime
    category_id: int | None = None
    area_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a draft would go and why, and its due date unfolded; None where no rule or policy has a word."""

    unit_id: int | None
    reason: str
    explanation: Explanation | None


def foresee_case(settings: Settings, draft: Draft, language: Language = "vi") -> Outlook:
    """The unit that the rules would choose, with the sentence that says why, and the answer's due date."""
    found = find_route(settings, _matter(settings, draft), on=local_day(draft.received_at))
    reason = explain_route(settings, found, language) if found else ""
    return Outlook(found.unit_id if found else None, reason, _due(settings, draft))


def _matter(settings: Settings, draft: Draft) -> Matter:
    return Matter(
        kind=draft.kind,
        channel=draft.channel,
        category_ids=settings.category_chain(draft.category_id),
        area_ids=settings.area_chain(draft.area_id),
        text=draft.text,
    )


def _due(settings: Settings, draft: Draft) -> Explanation | None:
    received_on = local_day(draft.received_at)
    subject = Subject(
        kind=draft.kind,
        channel=draft.channel,
        urgency=Urgency.NORMAL,
        category_ids=settings.category_chain(draft.category_id),
        unit_ids=settings.unit_chain(draft.receiving_unit_id, received_on),
        received_on=received_on,
    )
    policy = policy_for(Leg.ANSWER, subject, settings.clock_policies)
    if policy is None:
        return None
    deem = settings.unit_policy(draft.receiving_unit_id, received_on).deem_after_hours
    facts = ClockFacts(received_at=draft.received_at, term=policy.term, deem_after_hours=deem)
    return explain(facts, settings.reckoning(draft.receiving_unit_id, received_on))
