"""Whom of a sample to call next: one number at a time, by chance, and never the same by two at once (rules §9).

That a number is being called is held by a key that is forgotten by itself, not by the invitation: a moment there
would lead to the ballot of the interview.
"""

from datetime import datetime, timedelta

from sqlalchemy import update

from portal.domain.time import end_of
from portal.models.ballot import Invitation, SurveyCampaign
from portal.queries.surveys.entry import Callee, callees
from portal.services.act import Act
from portal.services.surveys.ballot_keys import forget_key, forget_keys, keep_key, kept_keys
from portal.services.surveys.enter_sampled import call_key, require_campaign

# How long an interview may take, and when somebody who did not answer may be called again.
TALKING, LATER = timedelta(hours=1), timedelta(hours=18)


def take_call(act: Act, campaign: SurveyCampaign) -> Callee | None:
    """Somebody drawn who has not answered, can be called and is called by nobody else; None when all were.

    Held for an hour or two. Raises NotPermitted, RuleBroken.
    """
    require_campaign(act, campaign)
    forget_keys(act.session, act.now)
    after: int | None = None
    while found := callees(act.session, campaign, after=after):
        held = kept_keys(act.session, [call_key(each.invitation_id) for each in found])
        for each in found:
            key = call_key(each.invitation_id)
            if key not in held and keep_key(act, key, ends_at=act.now + TALKING):
                return each
        after = found[-1].invitation_id
    return None


def put_off_call(act: Act, campaign: SurveyCampaign, invitation_id: int, *, declined: bool) -> None:
    """Nobody was reached: not before tomorrow. Who would not answer is neither called nor reminded any more.

    Whoever declined may still use the link. Raises NotPermitted, RuleBroken.
    """
    require_campaign(act, campaign)
    key = call_key(invitation_id)
    forget_key(act.session, key)
    keep_key(act, key, ends_at=_until(act, campaign, declined=declined))
    if declined:
        own = update(Invitation).where(Invitation.id == invitation_id, Invitation.campaign_id == campaign.id)
        act.session.execute(own.values(remind_at=None, waits=False))


def _until(act: Act, campaign: SurveyCampaign, *, declined: bool) -> datetime:
    return end_of(campaign.closes_on) if declined else act.now + LATER
