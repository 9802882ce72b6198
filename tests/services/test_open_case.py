"""Opening a case: one act registers, routes, starts the clocks, queues the receipt, and does so once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind, ReplyBy
from portal.domain.permissions import By
from portal.domain.policies import Leg
from portal.domain.reference import read_reference
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseWords
from portal.models.figure import FigureMark
from portal.models.message import Message
from portal.services.errors import RuleBroken
from portal.services.open_case import open_case
from tests.factories import acting, category_id, new_case, opened_case, unit_id
from tests.support.records import events, kinds, leg, legs
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_registers_under_a_number_and_a_reference(session: Session, now: datetime) -> None:
    first, second = opened_case(session, now), opened_case(session, now)
    assert [(case.register_year, case.register_number) for case in (first, second)] == [(2026, 1), (2026, 2)]
    assert read_reference(first.reference) == first.reference != second.reference


def test_it_begins_the_history_with_the_receipt(session: Session, now: datetime) -> None:
    case = opened_case(session, now, channel=Channel.LETTER)
    receipt = events(session, case)[0]
    assert (receipt.kind, receipt.facts, receipt.by) == (EventKind.RECEIVED, {"channel": "letter"}, By.SENDER)
    assert (receipt.number, receipt.at, receipt.unit_id) == (1, now, case.receiving_unit_id)


def test_it_routes_by_the_first_rule_and_says_why(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert (case.state, case.unit_id) == (State.ROUTED, unit_id(session, "QLNL"))
    assert case.route_reason == "Quy tắc 10 chuyển đến Phòng Quản lý năng lượng: lĩnh vực “Điện lực”."
    routed = events(session, case)[1]
    assert routed.by == By.SYSTEM
    assert routed.facts == {
        "unit_id": case.unit_id,
        "reason": case.route_reason,
        "from_unit_id": case.receiving_unit_id,
        "rule_id": case.route_rule_id,
    }


def test_it_leaves_a_case_without_a_rule_with_the_coordinator(session: Session, now: datetime) -> None:
    case = opened_case(session, now, category_id=category_id(session, "conduct"))
    assert (case.state, case.unit_id, case.route_reason) == (State.RECEIVED, unit_id(session, "BA"), "")
    assert kinds(session, case) == [EventKind.RECEIVED]


def test_it_starts_the_legs_of_a_case_it_has_routed(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    answer, acceptance = leg(session, case), leg(session, case, Leg.ACCEPTANCE)
    # Tuesday 24 November is a day off: Monday, Wednesday, Thursday.
    assert answer.due_on == case.due_on == date(2026, 11, 26)
    assert answer.satisfied_at is None
    # Two and a half hours are left of the morning, three and a half in the afternoon, two on Monday.
    assert acceptance.due_at == datetime.fromisoformat("2026-11-23T09:30+07:00")
    transfer = leg(session, case, Leg.TRANSFER)
    assert (transfer.satisfied_at, transfer.verdict) == (now, Verdict.IN_TIME)


def test_it_starts_no_acceptance_before_there_is_a_unit_to_accept(session: Session, now: datetime) -> None:
    case = opened_case(session, now, category_id=None)
    assert legs(session, case) == {Leg.ANSWER, Leg.TRANSFER}
    assert leg(session, case, Leg.TRANSFER).satisfied_at is None


def test_it_opens_one_case_for_a_form_sent_twice(session: Session, now: datetime) -> None:
    key = str(uuid4())
    first = opened_case(session, now, submission_key=key)
    again = opened_case(session, now + timedelta(seconds=1), submission_key=key, body="Khác")
    assert again is first
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Case, Message)] == [1, 1]


def test_it_refuses_a_key_that_no_form_made(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="malformed"):
        opened_case(session, now, submission_key="1; DROP TABLE cases")


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        ({"body": " \n"}, ("body", "missing")),
        ({"body": "a" * 10_001}, ("body", "too_long")),
        ({"kind": Kind.COMPLAINT}, ("kind", "other_procedure")),
        ({"kind": Kind.DENUNCIATION}, ("kind", "other_procedure")),
        ({"category_id": 999}, ("category_id", "unknown")),
        ({"area_id": 999}, ("area_id", "unknown")),
        ({"reply_by": ReplyBy.POST}, ("address", "needed_for_reply")),
    ],
)
def test_it_refuses_what_breaks_a_rule(
    session: Session, now: datetime, given: dict[str, object], broken: tuple[str, str]
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened_case(session, now, **given)
    assert (refusal.value.field, refusal.value.code) == broken


def test_it_keeps_every_text_in_one_unicode_form(session: Session, now: datetime) -> None:
    case = opened_case(
        session, now, subject="Ðiện", body="Mất điê\u0323n", place="Â\u0301p 1", proposal="Sư\u0309a"
    )
    assert (case.body, case.place, case.proposal) == ("Mất điện", "Ấp 1", "Sửa")


def test_it_cuts_a_long_subject_at_a_word(session: Session, now: datetime) -> None:
    case = opened_case(session, now, subject="điện yếu " * 40)
    assert len(case.subject) <= 200
    assert case.subject.endswith(("điện…", "yếu…"))


def test_it_cuts_a_long_subject_without_spaces(session: Session, now: datetime) -> None:
    assert opened_case(session, now, subject="đ" * 300).subject == "đ" * 199 + "…"


def test_it_takes_the_beginning_of_the_text_for_a_subject(session: Session, now: datetime) -> None:
    case = opened_case(session, now, subject=" ", body="Đèn đường hư.\nĐã ba đêm nay tối om.")
    assert case.subject == "Đèn đường hư. Đã ba đêm nay tối om."


def test_it_keeps_the_words_that_staff_search_by(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    words = session.get_one(CaseWords, case.id).words.split()
    assert {"dien", "ap", "yeu", "le", "van", "an", "bom"} <= set(words)


def test_it_marks_the_figures_of_the_receiver_and_of_the_unit(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    marked = {tuple(row) for row in session.execute(select(FigureMark.unit_id, FigureMark.month))}
    assert marked == {(case.receiving_unit_id, 202611), (case.unit_id, 202611)}


def test_it_takes_the_files_uploaded_with_its_form(session: Session, now: datetime) -> None:
    key, other = str(uuid4()), str(uuid4())
    for upload_key in (key, key, other):
        facts = {"file_key": "f", "name": "a.jpg", "media_type": "image/jpeg", "size": 1, "sha256": "0"}
        session.add(Attachment(upload_key=upload_key, uploaded_at=now, **facts))
    case = opened_case(session, now, submission_key=key, has_uploads=True)
    rows = {tuple(row) for row in session.execute(select(Attachment.upload_key, Attachment.case_id))}
    assert rows == {(None, case.id), (other, None)}


@pytest.mark.parametrize(("has_uploads", "most"), [(False, 9), (True, 10)])
def test_it_takes_few_statements(session: Session, now: datetime, has_uploads: bool, most: int) -> None:
    """Twelve are allowed; the first case of a unit's year takes two more, to begin the register."""
    opened_case(session, now)
    session.commit()
    act = acting(session, "sender", now)
    new = replace(new_case(session, submission_key=str(uuid4())), has_uploads=has_uploads)
    with counted_statements() as statements:
        open_case(act, new)
        session.commit()
    assert len(statements) == most, "\n".join(statements)
