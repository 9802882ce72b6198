"""Sampled surveys while something changes beneath them: units end, questionnaires are retired."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.successions import SuccessionKind
from portal.domain.surveys.ways import CampaignStatus
from portal.domain.time import VIETNAM
from portal.models.ballot import SurveyCampaign
from portal.models.case import Case
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.ports import Refused
from portal.services.act import Act
from portal.services.deliver_message import pack
from portal.services.errors import RuleBroken
from portal.services.surveys.draw_sample import draw_sample
from portal.services.surveys.give_ballot import use_invitation
from portal.services.surveys.plan_campaign import plan_campaign
from portal.services.surveys.run_campaign import due_invitations, send_due, start_campaign
from tests.factories import acting, unit_id
from tests.support.statements import counted_statements
from tests.support.successions import merging, reorganise
from tests.support.surveys import (
    KEY,
    OFFICE,
    drawn_campaign,
    facts,
    facts_of_cases,
    invitations,
    outbox,
    returned_dossiers,
    running_campaign,
    send_all,
    shipped,
    surveyed_case,
)

pytestmark = pytest.mark.usefixtures("standing_office")


# --- units that end -------------------------------------------------------------------------------------


def merge_the_division(session: Session, now: datetime) -> int:
    """The energy division, whose dossiers they are, goes into another today; its number."""
    act = acting(session, "administrator", now)
    reorganise(act, SuccessionKind.MERGED, merging(session, "QLCN", "QLNL"))
    return unit_id(session, "QLCN")


def test_who_is_drawn_after_a_reorganisation_rates_the_successor(
    session: Session, now: datetime, act: Act
) -> None:
    returned_dossiers(session, now, 2)
    campaign = plan_campaign(act, facts(session, now))
    successor = merge_the_division(session, now)
    draw_sample(acting(session, "overseer", now), KEY, campaign)
    assert {each.unit_id for each in invitations(session, campaign)} == {successor}


def test_who_was_drawn_before_a_reorganisation_rates_the_successor(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now, dossiers=1)
    send_all(session, now)
    successor = merge_the_division(session, now)
    parcel = pack(acting(session, "system", now), outbox(session)[0], OFFICE)
    assert "Phòng Quản lý công nghiệp" in parcel.wording.subject
    sender = acting(session, "sender", now)
    assert use_invitation(sender, invitations(session, campaign)[0]).unit_id == successor


# --- a questionnaire that is retired ------------------------------------------------------------------


def retire(session: Session, campaign: SurveyCampaign | None = None, *, at: datetime | None) -> None:
    """Retire what a campaign asks, or the questionnaire that campaigns ask with; or use it again."""
    version_id = campaign.version_id if campaign is not None else shipped(session).version_id
    version = session.get_one(QuestionnaireVersion, version_id)
    session.get_one(QuestionnaireRow, version.questionnaire_id).retired_at = at
    session.flush()


def test_a_retired_questionnaire_is_not_planned_with(session: Session, now: datetime, act: Act) -> None:
    planned = facts(session, now)
    retire(session, at=now)
    with pytest.raises(RuleBroken) as caught:
        plan_campaign(act, planned)
    assert (caught.value.field, caught.value.code) == ("version_id", "retired")


def test_nobody_is_drawn_for_a_retired_questionnaire(session: Session, now: datetime, act: Act) -> None:
    returned_dossiers(session, now, 2)
    campaign = plan_campaign(act, facts(session, now))
    retire(session, campaign, at=now)
    with pytest.raises(RuleBroken) as caught:
        draw_sample(act, KEY, campaign)
    assert (caught.value.field, caught.value.code) == ("version_id", "retired")
    assert campaign.status is CampaignStatus.DRAFT


def test_a_retired_questionnaire_is_not_started_with(session: Session, now: datetime, act: Act) -> None:
    campaign = drawn_campaign(session, now)
    retire(session, campaign, at=now)
    with pytest.raises(RuleBroken) as caught:
        start_campaign(act, campaign)
    assert (caught.value.field, caught.value.code) == ("version_id", "retired")
    assert campaign.status is CampaignStatus.DRAWN


def test_while_a_questionnaire_is_retired_nobody_is_invited(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now)
    retire(session, campaign, at=now)
    assert send_all(session, now) == 0
    # Asked about once a day, and not in every round.
    assert due_invitations(session, now + timedelta(hours=12)) == []
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
    assert send_all(session, monday) == 0
    retire(session, campaign, at=None)
    # Tuesday is a holiday.
    assert send_all(session, monday + timedelta(days=2)) == 3


def test_an_invitation_that_waits_is_not_sent_once_its_questionnaire_is_retired(
    session: Session, now: datetime
) -> None:
    campaign = running_campaign(session, now, dossiers=1)
    send_all(session, now)
    retire(session, campaign, at=now)
    with pytest.raises(Refused):
        pack(acting(session, "system", now), outbox(session)[0], OFFICE)


# --- how many statements --------------------------------------------------------------------------------


def test_senders_are_written_to_in_their_language_without_a_statement_for_each(
    session: Session, now: datetime, act: Act
) -> None:
    numbers = [surveyed_case(session, now, email=f"nguoi{n}@example.com") for n in range(6)]
    session.get_one(Case, numbers[0]).sender.language = "en"
    campaign = plan_campaign(act, facts_of_cases(session, now, unit_id=unit_id(session, "BA")))
    draw_sample(act, KEY, campaign)
    start_campaign(act, campaign)
    session.commit()
    session.expunge_all()
    system, due = acting(session, "system", now), due_invitations(session, now)
    with counted_statements() as sent:
        assert send_due(system, due) == 6
        session.flush()
    # Of each its claim and its message; the rest for all of them together.
    assert len(sent) <= 2 * 6 + 3, sent
    assert sorted(each.language for each in outbox(session)) == ["en", *["vi"] * 5]
