"""The worker sends invitations, reminds, and ends campaigns; what raises is put off."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import BallotWay, CampaignStatus
from portal.jobs.survey import run_surveys
from portal.models.ballot import Invitation
from portal.models.message import Message
from tests.jobs.conftest import Clock, Work
from tests.support.surveys import running_campaign

pytestmark = pytest.mark.usefixtures("standing_office")


def sent(session: Session) -> int:
    return session.scalar(select(func.count()).where(Message.template.startswith("survey_"))) or 0


def test_it_invites_reminds_twice_and_ends(work: Work, clock: Clock, session: Session) -> None:
    campaign = running_campaign(session, clock.moment)
    work(run_surveys)
    assert sent(session) == 3
    for _week in range(4):
        clock.moment += timedelta(days=7)
        work(run_surveys)
    assert sent(session) == 9
    clock.moment += timedelta(days=7)
    work(run_surveys)
    session.refresh(campaign)
    assert campaign.status is CampaignStatus.CLOSED


def test_it_puts_off_what_raises(work: Work, clock: Clock, session: Session) -> None:
    running_campaign(session, clock.moment)
    # No message travels by that way.
    session.execute(update(Invitation).values(way=BallotWay.PAPER))
    work(run_surveys)
    assert sent(session) == 0
    assert set(session.scalars(select(Invitation.remind_at))) == {clock.moment + timedelta(minutes=30)}
