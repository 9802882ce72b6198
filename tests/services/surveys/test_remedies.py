"""Remedies: opened by low ratings, planned, done with evidence, reopened, published, reminded of."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.ratings import Level, Rating
from portal.domain.successions import SuccessionKind
from portal.domain.surveys.remedies import RemedySource, RemedyStatus
from portal.models.attachment import Attachment
from portal.models.audit import AuditEntry
from portal.models.message import Message
from portal.models.remedy import Remedy
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.rate_answer import rate_answer
from portal.services.surveys.publish_remedy import PublicWords, publish_remedy, take_remedy_back
from portal.services.surveys.remind_remedies import due_remedies, remind_remedy
from portal.services.surveys.write_remedy import finish_remedy, plan_remedy, reopen_remedy
from portal.services.word_message import Office, word_message
from tests.factories import acting, answered_case, evidence, unit_id
from tests.services.surveys.remedies import (
    ATTITUDE,
    KEY,
    SAID,
    SIGNS,
    done_remedy,
    opened_remedy,
    plan_for,
    planned_remedy,
    published_remedy,
)
from tests.support.successions import merging, reorganise

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("standing_office")]

OFFICE = Office("Sở Công Thương", "1022", "https://phananh.example", b"")


def test_a_low_rating_of_an_answer_opens_a_remedy_that_leads_to_no_case(
    session: Session, now: datetime
) -> None:
    for levels in ((Level.NEUTRAL, Level.SATISFIED, Level.VERY_DISSATISFIED), (Level.DISSATISFIED,) * 3):
        case = answered_case(session, now)
        rate_answer(acting(session, "sender", now), case, Rating(*levels, comment="Chậm quá"))
    found = {row.item: row for row in session.scalars(select(Remedy))}
    assert {name: row.low for name, row in found.items()} == {"result": 2, "time": 1, "attitude": 2}
    assert {(row.source, row.questionnaire_id) for row in found.values()} == {(RemedySource.RATING, 0)}
    assert "case_id" not in Remedy.__table__.columns


def test_a_rating_of_a_unit_that_has_ended_is_its_successor_s_to_remedy(
    session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    ended = case.unit_id
    merged = merging(session, "QLCN", "QLNL")
    assert ended == merged[0].from_unit_id
    reorganise(acting(session, "administrator", now), SuccessionKind.MERGED, merged)
    case.unit_id = ended  # what was answered stays with whoever answered
    low = Level.DISSATISFIED
    rate_answer(acting(session, "sender", now), case, Rating(low, low, low))
    assert {row.unit_id for row in session.scalars(select(Remedy))} == {unit_id(session, "QLCN")}


def test_ratings_of_surveys_and_of_answers_are_never_added_up(session: Session, now: datetime) -> None:
    survey = opened_remedy(session, now, replace(SIGNS, item="attitude"))
    rating = opened_remedy(session, now, ATTITUDE)
    assert (survey.id != rating.id, survey.low, rating.low) == (True, 1, 1)


def test_an_earlier_low_rating_that_comes_later_keeps_the_days_in_order(
    session: Session, now: datetime
) -> None:
    first = opened_remedy(session, now)
    before = opened_remedy(session, now - timedelta(days=3))
    session.refresh(before)
    assert (before.id, before.low) == (first.id, 2)
    assert before.opened_on == (now - timedelta(days=3)).date()
    assert before.last_low_on == now.date()


def test_a_day_of_rest_becomes_the_next_working_day(session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), acting(session, "leader", now)
    # A Saturday.
    plan_remedy(leader, remedy, plan_for(leader, on=date(2026, 11, 28)), seen=remedy.version)
    assert (remedy.due_on, remedy.status) == (date(2026, 11, 30), RemedyStatus.PLANNED)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"cause": "  "}, "cause", "missing"),
        ({"measure": ""}, "measure", "missing"),
        ({"owner_id": None}, "owner_id", "missing"),
        ({"owner_id": 999_999}, "owner_id", "not_in_unit"),
        ({"due_on": None}, "due_on", "missing"),
        ({"due_on": date(2026, 1, 5)}, "due_on", "past"),
        ({"due_on": date(2036, 1, 5)}, "due_on", "too_far"),
    ],
)
def test_a_plan_must_be_whole(
    session: Session, now: datetime, change: dict[str, object], field: str, code: str
) -> None:
    remedy, leader = opened_remedy(session, now), acting(session, "leader", now)
    plan = replace(plan_for(leader), **change)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        plan_remedy(leader, remedy, plan, seen=remedy.version)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert remedy.status is RemedyStatus.OPEN


@pytest.mark.parametrize("role", ["operator", "coordinator", "overseer", "outsider", "administrator"])
def test_only_the_people_of_the_unit_write_it(session: Session, now: datetime, role: str) -> None:
    remedy, act = opened_remedy(session, now), acting(session, role, now)
    with pytest.raises(NotPermitted):
        plan_remedy(act, remedy, plan_for(act), seen=remedy.version)


def test_those_of_ratings_are_the_leader_s_alone(session: Session, now: datetime) -> None:
    remedy, officer = opened_remedy(session, now, ATTITUDE), acting(session, "officer", now)
    with pytest.raises(NotPermitted):
        plan_remedy(officer, remedy, plan_for(officer), seen=remedy.version)
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken):  # nor may an officer be made responsible
        plan_remedy(leader, remedy, plan_for(leader), seen=remedy.version)
    plan_remedy(leader, remedy, plan_for(leader, role="leader"), seen=remedy.version)


def test_it_is_done_with_words_and_files(session: Session, now: datetime) -> None:
    remedy, officer = planned_remedy(session, now), acting(session, "officer", now)
    with pytest.raises(RuleBroken):
        finish_remedy(officer, remedy, evidence=" ", upload_key=KEY, seen=remedy.version)
    key = evidence(officer)
    finish_remedy(officer, remedy, evidence="Đã lắp bảng mới.", upload_key=key, seen=remedy.version)
    file = session.scalars(select(Attachment)).one()
    assert (file.remedy_id, file.upload_key, file.by_sender) == (remedy.id, None, False)
    assert (remedy.status, remedy.done_on, remedy.check_after) == (RemedyStatus.DONE, officer.today, None)


def test_nothing_is_done_without_a_plan(session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), acting(session, "leader", now)
    with pytest.raises(RuleBroken):
        finish_remedy(leader, remedy, evidence="Xong", upload_key=KEY, seen=remedy.version)


def test_a_page_that_is_out_of_date_changes_nothing(session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), acting(session, "leader", now)
    seen = remedy.version
    plan_remedy(leader, remedy, plan_for(leader), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        plan_remedy(leader, remedy, plan_for(leader, days=30), seen=seen)


def test_another_low_ballot_does_not_make_a_page_out_of_date(session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), acting(session, "leader", now)
    seen = remedy.version
    opened_remedy(session, now)
    plan_remedy(leader, remedy, plan_for(leader), seen=seen)
    session.refresh(remedy)
    assert remedy.low == 2


def test_after_it_is_done_a_low_ballot_opens_another(session: Session, now: datetime) -> None:
    done = done_remedy(session, now)
    again = opened_remedy(session, now)
    assert again.id != done.id
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken) as refused:
        reopen_remedy(leader, done, reason="Biển lại hỏng", seen=done.version)
    assert refused.value.code == "another_remedy"


def test_one_marked_done_too_early_goes_on(session: Session, now: datetime) -> None:
    remedy, leader = published_remedy(session, now), acting(session, "leader", now)
    reopen_remedy(leader, remedy, reason="Biển lại hỏng", seen=remedy.version)
    assert (remedy.status, remedy.done_at, remedy.published_at) == (RemedyStatus.PLANNED, None, None)
    assert remedy.check_after is not None
    changes = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [each.action for each in changes] == [
        "remedy_planned",
        "remedy_done",
        "remedy_published",
        "remedy_reopened",
    ]
    assert changes[-1].after == {"status": "planned", "reason": "Biển lại hỏng"}
    # The words of causes and measures stay with those who may see the remedy.
    assert "che khuất" not in str([each.after for each in changes])


def test_only_a_leader_publishes_and_takes_back(session: Session, now: datetime) -> None:
    remedy, leader = done_remedy(session, now), acting(session, "leader", now)
    with pytest.raises(NotPermitted):
        publish_remedy(acting(session, "officer", now), remedy, SAID, seen=remedy.version)
    publish_remedy(leader, remedy, SAID, seen=remedy.version)
    assert remedy.published_at is not None
    take_remedy_back(leader, remedy, seen=remedy.version)
    session.refresh(remedy)
    assert (remedy.published_at is None, remedy.said_vi) == (True, SAID.said_vi)
    with pytest.raises(RuleBroken):
        take_remedy_back(leader, remedy, seen=remedy.version)


def test_nothing_unfinished_is_published(session: Session, now: datetime) -> None:
    remedy = planned_remedy(session, now)
    with pytest.raises(RuleBroken):
        publish_remedy(acting(session, "leader", now), remedy, SAID, seen=remedy.version)


def test_personal_data_keep_it_back(session: Session, now: datetime) -> None:
    remedy, leader = done_remedy(session, now), acting(session, "leader", now)
    words = PublicWords("Ông Lê Văn An, 0912 000 345, phàn nàn về bảng chỉ dẫn.", "Đã lắp bảng mới.")
    with pytest.raises(RuleBroken) as refused:
        publish_remedy(leader, remedy, words, seen=remedy.version)
    assert (refused.value.field, refused.value.code) == ("said_vi", "personal_data")
    publish_remedy(leader, remedy, words, seen=remedy.version, dismissal="Số của đơn vị, tên mẫu")
    assert remedy.dismissal == "Số của đơn vị, tên mẫu"
    publish_remedy(leader, remedy, SAID, seen=remedy.version, dismissal="không còn gì")
    assert remedy.dismissal == ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (PublicWords("", "Đã lắp."), "said_vi"),
        (PublicWords("Khó tìm.", " "), "did_vi"),
        (PublicWords("Khó tìm.", "Đã lắp.", said_en="Hard to find."), "did_en"),
        (PublicWords("x" * 2_001, "Đã lắp."), "said_vi"),
    ],
)
def test_the_public_words_must_be_whole(
    session: Session, now: datetime, words: PublicWords, field: str
) -> None:
    remedy = done_remedy(session, now)
    with pytest.raises(RuleBroken) as refused:
        publish_remedy(acting(session, "leader", now), remedy, words, seen=remedy.version)
    assert refused.value.field == field


def reminded(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Who was told what when the worker came."""
    act = acting(session, "system", now)
    before = set(session.scalars(select(Message.id)))
    for remedy_id in due_remedies(session, now):
        assert remind_remedy(act, remedy_id)
        assert not remind_remedy(act, remedy_id)  # a second worker comes too late
    rows = session.scalars(select(Message).where(Message.id.not_in(before)).order_by(Message.id)).all()
    return [(row.facts["remedy"], row.recipient) for row in rows]


def test_it_is_spoken_of_when_nothing_was_planned(session: Session, now: datetime) -> None:
    remedy = opened_remedy(session, now)
    assert remedy.check_after is not None
    assert reminded(session, now + timedelta(days=16)) == []
    # Friday 20/11 and ten working days, one day off among them: the morning of Monday 7/12.
    later = now + timedelta(days=17)
    told = reminded(session, later)
    assert {reminder for reminder, _to in told} == {"remedy_without_measure"}
    assert reminded(session, later + timedelta(days=1)) == []
    assert reminded(session, later + timedelta(days=7))  # and again, as long as nothing is planned


def test_it_is_spoken_of_when_it_is_due(session: Session, now: datetime) -> None:
    remedy = planned_remedy(session, now)
    assert remedy.due_on is not None
    due = now + timedelta(days=(remedy.due_on - now.date()).days)
    assert reminded(session, due - timedelta(days=1)) == []
    assert [reminder for reminder, _to in reminded(session, due)] == ["remedy_due"]
    late = reminded(session, due + timedelta(days=7))
    assert {reminder for reminder, _to in late} == {"remedy_overdue"}
    assert len(late) > 1  # the leaders beside the officer


def test_a_mail_about_ratings_tells_no_item(session: Session, now: datetime) -> None:
    opened_remedy(session, now, ATTITUDE)
    later = now + timedelta(days=17)
    assert reminded(session, later)
    message = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    worded = word_message(acting(session, "system", later), message, OFFICE)
    assert "/desk/remedies/" in worded.body
    assert "Thái độ" not in worded.body + worded.subject


def test_what_is_done_is_spoken_of_no_more(session: Session, now: datetime) -> None:
    done_remedy(session, now)
    assert reminded(session, now + timedelta(days=60)) == []
