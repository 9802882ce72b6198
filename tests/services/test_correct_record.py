"""Correcting what staff wrote down: a new version with a reason, the old ones kept, nothing a sender typed."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.domain.kinds import Channel
from portal.domain.workflow import IllegalStep
from portal.models.case import Case, CaseWords
from portal.queries.record_versions import record_versions
from portal.services.correct_record import Record, correct_record, may_correct
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.open_case import open_case
from portal.services.take_case import accept_case
from tests.factories import acting, answered_case, divert_case, new_case, opened_case, person
from tests.fakes import FakePorts
from tests.support.records import last_event

pytestmark = pytest.mark.usefixtures("standing_office")

BODY = "Điện áp tại ấp Thanh Tân yếu kéo dài, máy bơm không chạy được."
RIGHT = "Điện áp tại ấp Bình Hòa yếu kéo dài, máy bơm không chạy được."


def called(session: Session, now: datetime, **given: Any) -> Case:
    """A case that the operator wrote down while somebody called."""
    usual: dict[str, Any] = {"channel": Channel.HOTLINE, "body": BODY}
    return open_case(acting(session, "operator", now), new_case(session, **{**usual, **given}))


def correct(session: Session, case: Case, now: datetime, **given: str) -> None:
    told = {"subject": case.subject, "body": RIGHT, "place": "", **given}
    reason, who = told.pop("reason", "Nghe nhầm tên ấp."), told.pop("who", "operator")
    correct_record(acting(session, who, now), case, Record(**told), reason=reason)


def test_it_keeps_every_version(session: Session, now: datetime) -> None:
    case = called(session, now, subject="")
    assert record_versions(session, case.id) == []
    correct(session, case, now)
    correct(session, case, now, body=RIGHT + " Từ đầu tháng.", place="cạnh trạm biến áp", who="coordinator")
    rows = record_versions(session, case.id)
    assert [row.version for row in rows] == [1, 2, 3]
    assert [row.body for row in rows] == [BODY, RIGHT, RIGHT + " Từ đầu tháng."]
    assert [row.reason for row in rows] == ["", "Nghe nhầm tên ấp.", "Nghe nhầm tên ấp."]
    assert rows[0].made_by_id == case.entered_by_id
    assert rows[2].made_by_id == person(session, "coordinator", now).account_id
    assert (case.body, case.place) == (rows[2].body, "cạnh trạm biến áp")


def test_it_writes_the_event_and_leaves_the_clock_alone(session: Session, now: datetime) -> None:
    case = called(session, now)
    due = case.due_at
    correct(session, case, now)
    assert last_event(session, case).kind is EventKind.RECORD_CORRECTED
    assert last_event(session, case).facts == {"version": 2, "reason": "Nghe nhầm tên ấp."}
    assert EventKind.RECORD_CORRECTED in SHOWN_TO_SENDER
    assert case.due_at == due


def test_a_subject_taken_from_the_words_follows_them(session: Session, now: datetime) -> None:
    case = called(session, now, subject="")
    correct(session, case, now)
    assert case.subject == RIGHT
    other = called(session, now, subject="Điện yếu", body=BODY + " Lần hai.")
    correct(session, other, now)
    assert other.subject == "Điện yếu"


def test_it_is_found_by_what_it_says_now(session: Session, now: datetime) -> None:
    case = called(session, now)
    correct(session, case, now)
    words = session.get_one(CaseWords, case.id, populate_existing=True).words
    assert "binh hoa" in words
    assert "thanh tan" not in words


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"body": "  "}, "words", "missing"),
        ({"body": BODY}, "words", "unchanged"),
        ({"reason": " "}, "reason", "missing"),
        ({"body": "x" * 20_001}, "words", "too_long"),
        ({"subject": "x" * 201}, "subject", "too_long"),
        ({"place": "x" * 301}, "place", "too_long"),
    ],
)
def test_it_refuses(session: Session, now: datetime, given: dict[str, str], field: str, code: str) -> None:
    case = called(session, now)
    with pytest.raises(RuleBroken) as broken:
        correct(session, case, now, **given)
    assert (broken.value.field, broken.value.code) == (field, code)
    assert record_versions(session, case.id) == []


@pytest.mark.parametrize(
    "channel", [Channel.EMAIL, Channel.SMS, Channel.SOCIAL_NETWORK, Channel.OTHER_AGENCY]
)
def test_it_never_edits_what_a_sender_typed(session: Session, now: datetime, channel: Channel) -> None:
    case = called(session, now, channel=channel)
    assert not may_correct(person(session, "operator", now), case)
    with pytest.raises(RuleBroken):
        correct(session, case, now)
    typed = opened_case(session, now)
    assert not may_correct(person(session, "operator", now), typed)


@pytest.mark.parametrize("who", ["officer", "leader", "overseer", "administrator", "outsider"])
def test_it_is_for_those_who_write_records(session: Session, now: datetime, who: str) -> None:
    case = called(session, now)
    with pytest.raises(NotPermitted):
        correct(session, case, now, who=who)


def test_it_ends_with_the_case(session: Session, now: datetime) -> None:
    case = called(session, now)
    accept_case(acting(session, "officer", now), case)
    assert may_correct(person(session, "operator", now), case)
    answered = answered_case(session, now, channel=Channel.HOTLINE)
    assert not may_correct(person(session, "operator", now), answered)
    with pytest.raises(IllegalStep):
        correct(session, answered, now)


def test_it_takes_the_words_of_all_versions_into_the_seal(session: Session, now: datetime) -> None:
    case = called(session, now)
    correct(session, case, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation", ports=FakePorts().ports)
    session.flush()
    session.expire_all()
    assert {(row.subject, row.body, row.place, row.reason) for row in record_versions(session, case.id)} == {
        ("", "", "", "")
    }
