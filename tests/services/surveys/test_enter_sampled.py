"""Ballots of a sample on paper and by phone: once for each invitation, of their day, and nothing leads back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor, Appointment
from portal.domain.permissions import Role
from portal.domain.surveys.ways import BallotWay
from portal.models.audit import AuditEntry
from portal.models.ballot import Ballot, Invitation, SurveyCampaign
from portal.models.ballot_key import BallotKey
from portal.models.dossier import Applicant
from portal.models.survey_figure import SurveyMark
from portal.queries.surveys.campaigns import progress_of
from portal.queries.surveys.ended import campaign_is_over
from portal.queries.surveys.entry import running_campaigns
from portal.queries.surveys.figures import earliest_waiting
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.surveys.call_sample import put_off_call, take_call
from portal.services.surveys.enter_ballot import enter_ballot
from portal.services.surveys.enter_sampled import Drawn, enter_sampled
from portal.services.surveys.give_ballot import Place
from portal.services.surveys.run_campaign import close_campaign, due_invitations
from tests import factories
from tests.support.surveys import invitations, running_campaign, send_all, shipped

SAID = {"signs": 5}
A_MONTH_LATER = timedelta(days=14)


@pytest.fixture
def campaign(session: Session, now: datetime) -> SurveyCampaign:
    factories.build_demo_office(session)
    return running_campaign(session, now, dossiers=4)


@pytest.fixture
def act(session: Session, now: datetime, campaign: SurveyCampaign) -> Act:
    """The coordinator of the department types."""
    return factories.acting(session, "coordinator", now)


def typed(act: Act, campaign: SurveyCampaign, invitation: Invitation | None, **given: object) -> Ballot:
    usual = {"way": BallotWay.PAPER, **given}
    asked = shipped(act.session)
    return enter_sampled(act, asked, SAID, drawn=Drawn(campaign, invitation), **usual)  # type: ignore[arg-type]


def refused(act: Act, campaign: SurveyCampaign, invitation: Invitation | None, **given: object) -> str:
    with pytest.raises(RuleBroken) as caught:
        typed(act, campaign, invitation, **given)
    return f"{caught.value.field} {caught.value.code}"


def test_it_counts_as_sampled_once(session: Session, act: Act, campaign: SurveyCampaign) -> None:
    first, second, *_rest = invitations(session, campaign)
    ballot = typed(act, campaign, first)
    assert (ballot.campaign_id, ballot.way, ballot.unit_id) == (campaign.id, BallotWay.PAPER, first.unit_id)
    assert refused(act, campaign, first) == "token used"
    assert typed(act, campaign, second, way=BallotWay.PHONE).way is BallotWay.PHONE
    assert [row.used for row in invitations(session, campaign)].count(True) == 2


def test_who_is_called_before_the_message_left_counts_as_invited(
    session: Session, now: datetime, act: Act, campaign: SurveyCampaign
) -> None:
    """So that nobody answers who was not asked: the share of answers would be above one."""
    for declined in (False, True):
        callee = take_call(act, campaign)
        assert callee is not None
        if declined:
            put_off_call(act, campaign, callee.invitation_id, declined=True)
        else:
            typed(act, campaign, session.get_one(Invitation, callee.invitation_id), way=BallotWay.PHONE)
    session.expire_all()
    progress = progress_of(session, [campaign.id])[campaign.id]
    assert (progress.drawn, progress.sent, progress.used) == (4, 2, 1)
    # The others are written to, and nobody else.
    assert len(due_invitations(session, now + timedelta(days=1))) == 2


def test_nothing_leads_from_the_ballot_to_the_invitation(
    session: Session, act: Act, campaign: SurveyCampaign
) -> None:
    """All that the two have in common is the campaign, its version and unit; no row of a log says more."""
    (invitation, *_rest), changes = (
        invitations(session, campaign),
        session.scalars(select(AuditEntry.id)).all(),
    )
    before = {column.key: getattr(invitation, column.key) for column in inspect(Invitation).columns}
    ballot = typed(act, campaign, invitation)
    session.expire_all()
    after = {column.key: getattr(invitation, column.key) for column in inspect(Invitation).columns}
    assert {key for key in before if before[key] != after[key]} <= {"used", "remind_at", "waits"}
    own = {str(getattr(invitation, name)) for name in ("id", "digest", "dossier_id")}
    kept = {str(getattr(ballot, column.key)) for column in inspect(Ballot).columns}
    assert not own & kept - {str(ballot.unit_id), str(ballot.version_id), str(campaign.id)}
    assert session.scalars(select(AuditEntry.id)).all() == changes


def test_a_code_of_nobody_or_of_another_campaign_is_refused(
    session: Session, now: datetime, act: Act, campaign: SurveyCampaign
) -> None:
    assert refused(act, campaign, None) == "token unknown"
    stranger = invitations(session, campaign)[0]
    stranger.campaign_id = None
    session.flush()
    assert refused(act, campaign, stranger) == "token unknown"


def test_a_campaign_that_ended_takes_no_more(
    session: Session, now: datetime, act: Act, campaign: SurveyCampaign
) -> None:
    first = invitations(session, campaign)[0]
    late = replace(act, now=now + timedelta(days=60))
    assert refused(late, campaign, first) == "campaign ended"
    close_campaign(factories.acting(session, "overseer", now), campaign)
    assert refused(act, campaign, first) == "campaign ended"
    assert running_campaigns(session, act.actor, act.today) == []


@pytest.mark.parametrize(
    ("unit", "role"), [("LH", Role.OPERATOR), ("QLNL", Role.OPERATOR), ("SCT", Role.LEADER)]
)
def test_only_who_types_ballots_for_all_of_it(
    session: Session, act: Act, campaign: SurveyCampaign, unit: str, role: Role
) -> None:
    """Neither another unit nor a part of the one that is surveyed, and nobody who types no ballots."""
    reach = act.settings.units_below(factories.unit_id(session, unit))
    actor = Actor(1, "Ai đó", (Appointment(role, factories.unit_id(session, unit), reach),))
    stranger = replace(act, actor=actor)
    first = invitations(session, campaign)[0]
    assert [each.id for each in running_campaigns(session, act.actor, act.today)] == [campaign.id]
    assert running_campaigns(session, actor, act.today) == []
    with pytest.raises(NotPermitted):
        typed(stranger, campaign, first)
    with pytest.raises(NotPermitted):
        take_call(stranger, campaign)
    with pytest.raises(NotPermitted):
        put_off_call(stranger, campaign, first.id, declined=True)


def test_it_counts_in_the_month_it_was_filled_in(
    session: Session, now: datetime, act: Act, campaign: SurveyCampaign
) -> None:
    """In December; the results of volunteers in November wait for it neither before nor after the campaign ends."""
    later = factories.acting(session, "coordinator", now + A_MONTH_LATER)
    first, second, *_rest = invitations(session, campaign)
    ballot = typed(later, campaign, first, on=date(2026, 11, 25))
    assert (ballot.given_on, ballot.month) == (date(2026, 11, 25), 202611)
    assert refused(later, campaign, second, on=date(2026, 11, 19)) == "day before_survey"
    assert refused(later, campaign, second, on=date(2026, 12, 5)) == "day future"
    assert session.scalars(select(SurveyMark.month)).all() == [202611]
    assert earliest_waiting(session) is None
    close_campaign(factories.acting(session, "overseer", now), campaign)
    assert earliest_waiting(session) is None
    assert not campaign_is_over(session, campaign)


def test_a_voluntary_ballot_never_comes_to_a_month_that_was_told(
    session: Session, now: datetime, act: Act
) -> None:
    asked, here = shipped(session), Place(factories.unit_id(session, "SCT"), BallotWay.PAPER)
    later = factories.acting(session, "coordinator", now + A_MONTH_LATER)
    for on, code in (
        (date(2026, 11, 30), "told"),
        (date(2026, 12, 5), "future"),
        (date(2020, 1, 1), "before_survey"),
    ):
        with pytest.raises(RuleBroken) as caught:
            enter_ballot(later, asked, SAID, place=here, on=on)
        assert (caught.value.field, caught.value.code) == ("day", code)
    ballot = enter_ballot(later, asked, SAID, place=here, on=date(2026, 12, 1))
    assert (ballot.given_on, ballot.month) == (date(2026, 12, 1), 202612)


def test_a_number_is_given_to_one_caller_at_a_time(
    session: Session, act: Act, campaign: SurveyCampaign
) -> None:
    taken = [take_call(act, campaign) for _ in range(5)]
    numbers = {each.phone for each in taken if each is not None}
    assert len(numbers) == 4
    assert taken[4] is None
    # After a while whoever was not talked to is called again.
    later = replace(act, now=act.now + timedelta(hours=3))
    assert take_call(later, campaign) is not None


def test_who_has_answered_or_has_no_telephone_is_not_called(
    session: Session, act: Act, campaign: SurveyCampaign
) -> None:
    first, second, third, fourth = invitations(session, campaign)
    typed(act, campaign, first)
    for row in (second, third):
        assert row.dossier_id is not None
        session.get_one(Applicant, row.dossier_id).phone = ""
    session.flush()
    callee = take_call(act, campaign)
    assert callee is not None
    assert callee.invitation_id == fourth.id
    assert take_call(act, campaign) is None


def test_an_interview_leaves_no_moment_behind(session: Session, act: Act, campaign: SurveyCampaign) -> None:
    callee = take_call(act, campaign)
    assert callee is not None
    assert session.scalars(select(BallotKey)).all()
    typed(act, campaign, session.get_one(Invitation, callee.invitation_id), way=BallotWay.PHONE)
    assert session.scalars(select(BallotKey)).all() == []


def put_all_off(act: Act, campaign: SurveyCampaign, *, declined: bool) -> None:
    """Everybody of the sample is called, and nobody interviewed."""
    for _ in range(4):
        callee = take_call(act, campaign)
        assert callee is not None
        put_off_call(act, campaign, callee.invitation_id, declined=declined)


def test_who_was_not_reached_is_called_another_day(
    session: Session, act: Act, campaign: SurveyCampaign
) -> None:
    put_all_off(act, campaign, declined=False)
    assert take_call(replace(act, now=act.now + timedelta(hours=8)), campaign) is None
    assert take_call(replace(act, now=act.now + timedelta(hours=24)), campaign) is not None


def test_who_declined_is_neither_called_nor_written_to_any_more(
    session: Session, now: datetime, act: Act, campaign: SurveyCampaign
) -> None:
    put_all_off(act, campaign, declined=True)
    assert take_call(replace(act, now=act.now + timedelta(days=7)), campaign) is None
    assert due_invitations(session, now + timedelta(days=20)) == []
    assert send_all(session, now) == 0
    # The link is still theirs.
    assert not any(row.used for row in invitations(session, campaign))
