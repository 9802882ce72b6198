"""A drawn survey runs: it is started, invites and reminds in office hours, and ends by its date or by hand."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.surveys.campaigns import next_reminder
from portal.domain.surveys.ways import CampaignStatus
from portal.domain.time import ONE_DAY
from portal.models.ballot import Invitation, SurveyCampaign
from portal.queries.surveys.figures import SURVEYS
from portal.queries.surveys.invitations import languages_of
from portal.queries.surveys.questionnaires import retired_versions
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.configure import Change
from portal.services.errors import RuleBroken
from portal.services.figure_revision import renew_revision
from portal.services.surveys.managing import require_surveys
from portal.services.surveys.plan_campaign import note_campaign, require_in_use, require_status
from portal.services.surveys.word_invitation import INVITED, REMINDED, queue_invitation

PUT_OFF, NO_TIME = timedelta(minutes=30), timedelta()


def start_campaign(act: Act, campaign: SurveyCampaign) -> None:
    """Have the worker send the invitations from now on. Raises NotPermitted, RuleBroken."""
    require_surveys(act, campaign.unit_id)
    require_status(campaign, CampaignStatus.DRAWN)
    if campaign.closes_on <= act.today:
        raise RuleBroken("closes_on", "past")
    require_in_use(act, campaign.version_id)
    campaign.status, campaign.started_at = CampaignStatus.RUNNING, act.now
    due = update(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.waits)
    act.session.execute(due.values(remind_at=_opening(act, campaign.unit_id, since=act.now)))
    act.session.flush()
    renew_revision(act, SURVEYS, counted=False)
    note_campaign(act, Change.CAMPAIGN_STARTED, campaign, before={})


def close_campaign(act: Act, campaign: SurveyCampaign) -> None:
    """End a campaign: no link of it opens any more, nobody is reminded, and nobody can be told who was invited.

    What is kept of an invitation is its way and whether it was used. Raises NotPermitted, RuleBroken.
    """
    require_surveys(act, campaign.unit_id)
    require_status(campaign, CampaignStatus.RUNNING, CampaignStatus.DRAWN)
    campaign.status, campaign.closed_at = CampaignStatus.CLOSED, act.now
    ended = update(Invitation).where(Invitation.campaign_id == campaign.id)
    act.session.execute(
        ended.values(ends_on=act.today - ONE_DAY, remind_at=None, case_id=None, dossier_id=None)
    )
    act.session.flush()
    renew_revision(act, SURVEYS, counted=False)
    note_campaign(act, Change.CAMPAIGN_CLOSED, campaign, before={})


def ended_campaigns(session: Session, act: Act) -> Sequence[int]:
    """The running campaigns whose last day is past."""
    wanted = select(SurveyCampaign.id).where(
        SurveyCampaign.status == CampaignStatus.RUNNING, SurveyCampaign.closes_on < act.today
    )
    return session.scalars(wanted).all()


def end_campaign(act: Act, campaign_id: int) -> bool:
    """Close a campaign whose last day is past; False when another worker was there first."""
    campaign = act.session.get_one(SurveyCampaign, campaign_id, populate_existing=True)
    if campaign.status is not CampaignStatus.RUNNING or campaign.closes_on >= act.today:
        return False
    close_campaign(act, campaign)
    return True


def due_invitations(session: Session, now: datetime, limit: int = 100) -> Sequence[int]:
    """The invitations that are to be sent, or whose people are to be reminded, the longest waiting first."""
    due = (Invitation.remind_at <= now, Invitation.campaign_id.is_not(None))
    wanted = select(Invitation.id).where(*due).order_by(Invitation.remind_at)
    return session.scalars(wanted.limit(limit)).all()


def send_due(act: Act, invitation_ids: Sequence[int]) -> int:
    """Queue what is due for these invitations, each once whichever worker comes first; returns how many.

    Outside office hours they are put off to the next opening, so nobody is written to at night (rules §9); while
    their questionnaire is retired, to another day.
    """
    rows = act.session.scalars(select(Invitation).where(Invitation.id.in_(invitation_ids))).all()
    retired = retired_versions(act.session, {row.version_id for row in rows})
    languages = languages_of(act.session, rows)
    taken = [(row, template) for row in rows if (template := _taken(act, row, retired))]
    for row, template in taken:
        queue_invitation(act, row, template, language=languages.get(row.case_id or 0, "vi"))
    return len(taken)


def put_off_invitations(act: Act, invitation_ids: Sequence[int]) -> None:
    """Invitations that raised are tried again later and never stop the others."""
    late = update(Invitation).where(Invitation.id.in_(invitation_ids), Invitation.remind_at.is_not(None))
    act.session.execute(late.values(remind_at=act.now + PUT_OFF))


def _taken(act: Act, row: Invitation, retired: Collection[int]) -> str:
    """What this worker is to send now; empty when it is nothing, or another worker's."""
    if row.used or row.ends_on < act.today:
        _claimed(act, row, remind_at=None)
        return ""
    opening = _opening(act, row.unit_id, since=act.now + (ONE_DAY if row.version_id in retired else NO_TIME))
    if opening > act.now:
        _claimed(act, row, remind_at=opening)
        return ""
    template, reminders = (INVITED, 0) if row.waits else (REMINDED, row.reminders + 1)
    reckoning = act.settings.reckoning(row.unit_id, act.today)
    again = next_reminder(reckoning, act.now, reminders=reminders, ends_on=row.ends_on)
    return template if _claimed(act, row, remind_at=again, reminders=reminders, waits=False) else ""


def _claimed(act: Act, row: Invitation, **values: object) -> bool:
    """Change an invitation if it is still due: of two workers one finds that it is not."""
    due = update(Invitation).where(
        Invitation.id == row.id, Invitation.remind_at <= act.now, Invitation.used == row.used
    )
    return changed_one(act.session, due.values(**values))


def _opening(act: Act, unit_id: int, *, since: datetime) -> datetime:
    reckoning = act.settings.reckoning(unit_id, act.today)
    return reckoning.hours.next_open(since, reckoning.calendar)
