"""Sampled surveys from the plan to the end: who may be drawn, drawn again by the seed, invited and reminded."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.sampling import drawn
from portal.domain.surveys.ways import BallotWay, CampaignStatus, Population
from portal.domain.time import VIETNAM
from portal.models.audit import AuditEntry
from portal.models.ballot import Ballot, Invitation, SurveyCampaign
from portal.models.bookkeeping import Heartbeat
from portal.models.case import Case
from portal.models.dossier import Applicant, Dossier
from portal.ports import Refused
from portal.queries.surveys.campaigns import campaign_counts, managed_campaign, progress_of
from portal.queries.surveys.figures import SURVEYS
from portal.services.act import Act
from portal.services.deliver_message import pack
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.draw_sample import draw_sample
from portal.services.surveys.give_ballot import give_ballot, use_invitation
from portal.services.surveys.invite import token_of
from portal.services.surveys.plan_campaign import (
    drop_campaign,
    faults_of_plan,
    foreseen,
    plan_campaign,
)
from portal.services.surveys.run_campaign import (
    close_campaign,
    due_invitations,
    end_campaign,
    ended_campaigns,
    start_campaign,
)
from tests.factories import acting, divert_case, unit_id
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


# --- whom ---------------------------------------------------------------------------------------------


def test_only_returned_dossiers_with_a_contact_count(session: Session, now: datetime, act: Act) -> None:
    first, _second, _third = returned_dossiers(session, now, 3)
    session.execute(update(Applicant).where(Applicant.dossier_id == first.id).values(email="", phone=""))
    campaign = plan_campaign(act, facts(session, now))
    assert foreseen(act, campaign).population == 2
    session.execute(update(Dossier).values(returned_at=datetime(2026, 10, 1, tzinfo=VIETNAM)))
    assert foreseen(act, campaign).population == 0


def test_who_has_several_dossiers_is_asked_once_about_the_newest(
    session: Session, now: datetime, act: Act
) -> None:
    newest = returned_dossiers(session, now, 4, email="MOT@example.com")[-1]
    campaign = plan_campaign(act, facts(session, now))
    draw_sample(act, KEY, campaign)
    assert [each.dossier_id for each in invitations(session, campaign)] == [newest.id]


def test_only_senders_who_agreed_are_asked_and_never_sealed_ones(
    session: Session, now: datetime, act: Act
) -> None:
    kept, sealed, silent = (surveyed_case(session, now, email=f"nguoi{n}@example.com") for n in range(3))
    divert_case(acting(session, "coordinator", now), session.get_one(Case, sealed))
    session.get_one(Case, silent).sender.consents_to_survey = False
    session.flush()
    campaign = plan_campaign(act, facts_of_cases(session, now, unit_id=unit_id(session, "BA")))
    draw_sample(act, KEY, campaign)
    assert [each.case_id for each in invitations(session, campaign)] == [kept]


def test_units_elsewhere_are_not_asked(session: Session, now: datetime, act: Act) -> None:
    returned_dossiers(session, now, 2)
    campaign = plan_campaign(act, facts(session, now, unit_id=unit_id(session, "TB")))
    assert foreseen(act, campaign).population == 0
    with pytest.raises(RuleBroken) as caught:
        draw_sample(act, KEY, campaign)
    assert caught.value.code == "nobody"


# --- planning -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"name": " "}, "name", "missing"),
        ({"version_id": 999_999}, "version_id", "unknown"),
        ({"first_on": date(2026, 12, 1)}, "last_on", "before_start"),
        ({"last_on": date(2026, 11, 21)}, "last_on", "future"),
        ({"margin": Decimal("0.5")}, "margin", "out_of_range"),
        ({"response_percent": 0}, "response_percent", "out_of_range"),
        ({"closes_on": date(2026, 11, 20)}, "closes_on", "past"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    session: Session, now: datetime, act: Act, given: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        plan_campaign(act, facts(session, now, **given))
    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize(
    ("purpose", "population", "fits"),
    [
        (Purpose.ANSWER, Population.CASES, True),
        (Purpose.ANSWER, Population.DOSSIERS, False),
        (Purpose.ONE_STOP, Population.DOSSIERS, True),
        (Purpose.ONE_STOP, Population.CASES, False),
        (Purpose.QUICK, Population.CASES, True),
        (Purpose.QUICK, Population.DOSSIERS, True),
    ],
)
def test_nobody_is_asked_about_what_they_did_not_meet(
    session: Session, now: datetime, act: Act, purpose: Purpose, population: Population, *, fits: bool
) -> None:
    asked = facts(session, now, version_id=shipped(session, purpose).version_id, population=population)
    found = [(each.field, each.code) for each in faults_of_plan(act, asked)]
    assert found == ([] if fits else [("version_id", "other_population")])


def test_everything_wrong_with_a_plan_is_told_at_once(session: Session, now: datetime, act: Act) -> None:
    asked = facts(session, now, name="", version_id=0, margin=Decimal(1), closes_on=date(2026, 1, 1))
    found = [each.field for each in faults_of_plan(act, asked)]
    assert found == ["name", "version_id", "margin", "closes_on"]


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator", "operator", "outsider"])
def test_nobody_who_is_judged_by_it_plans_one(session: Session, now: datetime, role: str) -> None:
    with pytest.raises(NotPermitted):
        plan_campaign(acting(session, role, now), facts(session, now))


def test_a_draft_may_change_and_be_dropped(session: Session, now: datetime, act: Act) -> None:
    campaign = plan_campaign(act, facts(session, now))
    seed = campaign.seed
    plan_campaign(act, facts(session, now, name="Khảo sát quý IV"), campaign)
    assert (campaign.name, campaign.seed) == ("Khảo sát quý IV", seed)
    drop_campaign(act, campaign)
    assert session.scalars(select(SurveyCampaign)).all() == []
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["campaign_planned", "campaign_planned", "campaign_dropped"]


# --- drawing ------------------------------------------------------------------------------------------


def test_whoever_has_the_codes_and_the_seed_draws_the_same(session: Session, now: datetime, act: Act) -> None:
    codes = [each.code for each in returned_dossiers(session, now, 30)]
    campaign = plan_campaign(act, facts(session, now, margin=Decimal("0.2"), response_percent=100))
    plan = draw_sample(act, KEY, campaign)
    assert (plan.population, plan.invited) == (30, 14)
    found = session.scalars(select(Dossier.code).join(Invitation, Invitation.dossier_id == Dossier.id)).all()
    assert sorted(found) == sorted(drawn(codes, 14, seed=campaign.seed))
    unit = str(unit_id(session, "QLNL"))
    assert campaign.strata == {unit: {"all": 30, "drawn": 14}}


def test_a_drawn_sample_is_frozen(session: Session, now: datetime, act: Act) -> None:
    campaign = drawn_campaign(session, now)
    for again in (
        lambda: draw_sample(act, KEY, campaign),
        lambda: plan_campaign(act, facts(session, now), campaign),
        lambda: drop_campaign(act, campaign),
    ):
        with pytest.raises(RuleBroken) as caught:
            again()
        assert (caught.value.field, caught.value.code) == ("status", "drawn")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "sample_drawn")).one()
    assert entry.after is not None
    assert (entry.after["seed"], entry.after["drawn"]) == (campaign.seed, 3)


def test_many_are_drawn_in_portions(session: Session, now: datetime, act: Act) -> None:
    one = returned_dossiers(session, now, 1)[0]
    many(session, one, 2_500)
    campaign = plan_campaign(act, facts(session, now, margin=Decimal("0.01"), response_percent=50))
    sizes: list[int] = []

    def note(*given: object) -> None:
        parameters = given[3]
        if isinstance(parameters, list) and "survey_invitations" in str(given[2]):
            sizes.append(len(parameters))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        draw_sample(act, KEY, campaign)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert session.scalar(select(func.count()).select_from(Invitation)) == 2_501
    assert max(sizes, default=0) <= 500


def many(session: Session, one: Dossier, number: int) -> None:
    """As many dossiers more, like the one there is."""
    same = {
        column.key: getattr(one, column.key)
        for column in Dossier.__table__.columns
        if column.key not in {"id", "code"}
    }
    first = 1_000_000
    session.bulk_insert_mappings(
        Dossier.__mapper__,
        [{**same, "id": first + n, "code": f"H99.15-261102-{n:05}"} for n in range(number)],
    )
    session.bulk_insert_mappings(
        Applicant.__mapper__, [{"dossier_id": first + n, "email": f"x{n}@example.com"} for n in range(number)]
    )


# --- running ------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_it_is_started(session: Session, now: datetime) -> None:
    drawn_campaign(session, now)
    assert due_invitations(session, now + timedelta(days=30)) == []


def test_everybody_is_invited_once(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now)
    assert send_all(session, now) == 3
    assert send_all(session, now) == 0
    assert [each.template for each in outbox(session)] == ["survey_invited"] * 3
    assert progress_of(session, [campaign.id])[campaign.id].sent == 3


def test_a_message_names_nobody_until_it_goes_out(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now, dossiers=1)
    send_all(session, now)
    message, invitation = outbox(session)[0], invitations(session, campaign)[0]
    assert (message.recipient, message.case_id, message.letter_id) == ("", None, None)
    parcel = pack(acting(session, "system", now), message, OFFICE)
    assert parcel.recipient == "nguoi1@example.com"
    assert f"https://phananh.example/survey/t/{token_of(KEY, invitation.id)}" in parcel.wording.body
    assert "Phòng Quản lý năng lượng" in parcel.wording.subject
    assert "chủ nhật 20/12/2026" in parcel.wording.body.lower()


def test_who_left_a_number_alone_gets_a_short_message(session: Session, now: datetime) -> None:
    returned_dossiers(session, now, 1, email="")
    act = acting(session, "overseer", now)
    campaign = plan_campaign(act, facts(session, now))
    draw_sample(act, KEY, campaign)
    start_campaign(act, campaign)
    send_all(session, now)
    parcel = pack(acting(session, "system", now), outbox(session)[0], OFFICE)
    assert (parcel.recipient, parcel.wording.subject) == ("+84912000001", "")
    assert invitations(session, campaign)[0].way is BallotWay.SMS_LINK


def test_nobody_is_written_to_at_night(session: Session, now: datetime) -> None:
    evening = now.replace(hour=20)
    running_campaign(session, evening)
    assert send_all(session, evening) == 0
    monday = datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)
    assert send_all(session, monday - timedelta(minutes=1)) == 0
    assert send_all(session, monday) == 3


def test_they_are_reminded_twice_and_only_who_has_not_answered(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now)
    send_all(session, now)
    system = acting(session, "system", now)
    use_invitation(system, invitations(session, campaign)[0])
    days = timedelta(days=10)
    assert [send_all(session, now + days * n) for n in (1, 2, 3, 4)] == [2, 2, 0, 0]
    assert [each.template for each in outbox(session)][3:] == ["survey_reminded"] * 4
    assert progress_of(session, [campaign.id])[campaign.id].reminders == 4


def test_a_reminder_that_waits_is_not_sent_to_who_has_answered(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now, dossiers=1)
    send_all(session, now)
    use_invitation(acting(session, "system", now), invitations(session, campaign)[0])
    session.expire_all()
    with pytest.raises(Refused):
        pack(acting(session, "system", now), outbox(session)[0], OFFICE)


def test_a_case_sealed_meanwhile_is_written_to_no_more(session: Session, now: datetime, act: Act) -> None:
    number = surveyed_case(session, now)
    campaign = plan_campaign(act, facts_of_cases(session, now, unit_id=unit_id(session, "BA")))
    draw_sample(act, KEY, campaign)
    start_campaign(act, campaign)
    send_all(session, now)
    divert_case(acting(session, "coordinator", now), session.get_one(Case, number))
    with pytest.raises(Refused):
        pack(acting(session, "system", now), outbox(session)[0], OFFICE)


# --- ending -------------------------------------------------------------------------------------------


def test_after_the_end_nothing_tells_who_was_invited(session: Session, now: datetime, act: Act) -> None:
    campaign = running_campaign(session, now)
    send_all(session, now)
    close_campaign(act, campaign)
    rows = invitations(session, campaign)
    assert {(row.case_id, row.dossier_id, row.remind_at) for row in rows} == {(None, None, None)}
    with pytest.raises(RuleBroken) as caught:
        use_invitation(acting(session, "sender", now), rows[0])
    assert caught.value.code == "ended"
    assert send_all(session, now + timedelta(days=30)) == 0


def test_it_ends_by_its_date(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now)
    last_day = acting(session, "system", datetime(2026, 12, 20, 23, 0, tzinfo=VIETNAM))
    assert list(ended_campaigns(session, last_day)) == []
    after = acting(session, "system", datetime(2026, 12, 21, 0, 5, tzinfo=VIETNAM))
    assert list(ended_campaigns(session, after)) == [campaign.id]
    assert end_campaign(after, campaign.id)
    assert campaign.status is CampaignStatus.CLOSED
    assert not end_campaign(after, campaign.id)


def test_a_link_opened_before_the_end_gives_no_ballot_after_it(session: Session, now: datetime) -> None:
    """Once a campaign is closed and counted it is told, and a ballot more would be the difference."""
    campaign = running_campaign(session, now)
    opened = invitations(session, campaign)[0]
    session.expunge(opened)  # as another process has read it
    close_campaign(acting(session, "overseer", now), campaign)
    with pytest.raises(RuleBroken):
        use_invitation(acting(session, "sender", now), opened)


def test_its_ballots_are_counted_apart(session: Session, now: datetime) -> None:
    campaign = running_campaign(session, now, dossiers=6)
    sender, asked = acting(session, "sender", now), shipped(session)
    for row in invitations(session, campaign)[:5]:
        give_ballot(sender, asked, {"signs": 5}, place=use_invitation(sender, row))
    for bucket in marked_survey_months(session):
        count_ballots(acting(session, "system", now), bucket)
    sound, doubtful = campaign_counts(session, sender.settings, campaign)
    assert (sound.ballots, doubtful.ballots) == (5, 0)
    progress = progress_of(session, [campaign.id])[campaign.id]
    assert (progress.drawn, progress.used) == (6, 5)
    assert {each.campaign_id for each in session.scalars(select(Ballot))} == {campaign.id}


def test_campaigns_of_others_are_not_found(session: Session, now: datetime, act: Act) -> None:
    campaign = plan_campaign(act, facts(session, now))
    assert managed_campaign(session, act.settings, act.actor, campaign_id=campaign.id) is campaign
    outsider = acting(session, "leader", now)
    assert managed_campaign(session, outsider.settings, outsider.actor, campaign_id=campaign.id) is None


def test_starting_and_closing_renew_the_results_and_are_no_sign_of_the_worker(
    session: Session, now: datetime, act: Act
) -> None:
    last_beat = now - timedelta(hours=3)
    session.add(Heartbeat(name=SURVEYS, at=last_beat, detail="before"))
    close_campaign(act, running_campaign(session, now))
    beat = session.get_one(Heartbeat, SURVEYS, populate_existing=True)
    assert (beat.at, beat.detail == "before") == (last_beat, False)
