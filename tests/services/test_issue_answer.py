"""Issuing: the sender is told, the clock is satisfied, and an answer that comes late says so."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import ReplyBy
from portal.domain.policies import Leg
from portal.domain.states import Outcome, State
from portal.domain.verdict import Verdict
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    issue_answer,
    owes_apology,
    save_draft,
    submit_answer,
)
from portal.services.ask_sender import ask_sender, reply
from portal.services.errors import RuleBroken
from portal.services.open_case import NewSender
from portal.services.reopen_case import reopen
from tests.factories import accepted_case, acting, answered_case, opened_case, switch
from tests.services.who_may import TEXT, approved, to_call, waiting
from tests.support.records import account_of, answer_of, kinds, last_event, leg, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

SORRY = "Xin lỗi Ông/Bà vì chậm trễ do phải chờ vật tư."
IN_TIME_STILL = datetime.fromisoformat("2026-11-26T23:59:59.999999+07:00")
TOO_LATE = datetime.fromisoformat("2026-11-27T00:00:00+07:00")


def answer_at(
    session: Session,
    case: Case,
    at: datetime,
    text: AnswerText = TEXT,
    *,
    author: str = "officer",
    approver: str = "leader",
) -> None:
    """Written, approved and issued at one moment."""
    writing, approving = acting(session, author, at), acting(session, approver, at)
    answer = save_draft(writing, case, text)
    submit_answer(writing, case, answer)
    approve_answer(approving, case, answer)
    issue_answer(writing, case, answer)
    session.flush()


def test_it_answers_the_case(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    answer = answer_of(session, case)
    assert (case.state, case.outcome, case.answered_at) == (State.ANSWERED, Outcome.HANDLED, now)
    assert (case.verdict, case.late_by) == (Verdict.IN_TIME, 0)
    assert (answer.issued_at, answer.issued_by_id) == (now, account_of(session, "leader").id)
    assert last_event(session, case).facts == {
        "answer_id": answer.id, "outcome": "handled", "verdict": "in_time", "late_by": 0,
    }  # fmt: skip


def test_it_satisfies_the_response_clock(session: Session, now: datetime) -> None:
    clock = leg(session, answered_case(session, now))
    assert (clock.satisfied_at, clock.verdict, clock.check_after) == (now, Verdict.IN_TIME, None)


def test_it_sends_the_answer(session: Session, now: datetime) -> None:
    assert told_sender(session, answered_case(session, now)) == ["received", "answered"]


def test_it_puts_who_cannot_be_written_to_on_the_call_back_list(session: Session, now: datetime) -> None:
    case = to_call(session, now)
    row = session.scalars(select(CallBack)).one()
    assert (row.case_id, row.unit_id, row.status) == (case.id, case.unit_id, CallBackStatus.WAITING)
    assert (row.next_try_on, told_sender(session, case)) == (now.date(), [])


def test_it_owes_nothing_to_who_left_no_contact(session: Session, now: datetime) -> None:
    answered_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)
    assert session.scalars(select(CallBack)).all() == []


def test_it_waits_ten_working_days_before_it_closes(session: Session, now: datetime) -> None:
    # 23, 25, 26, 27, 30 November and 1, 2, 3, 4, 7 December.
    assert answered_case(session, now).check_after == datetime.fromisoformat("2026-12-08T00:00+07:00")


def test_it_counts_the_office_minutes_to_the_answer(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    answer_at(session, case, now + timedelta(hours=5))  # 9:00 to 11:30, 13:30 to 14:00
    assert case.answer_minutes == 180


def test_it_leaves_the_wait_for_the_sender_out_of_the_minutes(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now + timedelta(hours=1)), case, text="Ở đâu?")
    reply(acting(session, "sender", now + timedelta(hours=2)), case, text="Ấp 1")
    answer_at(session, case, now + timedelta(hours=2, minutes=20))
    assert case.answer_minutes == 80


# --- late -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "verdict", "late_by"),
    [
        (IN_TIME_STILL, Verdict.IN_TIME, 0),
        (TOO_LATE, Verdict.LATE, 1),
        (TOO_LATE + timedelta(days=2), Verdict.LATE, 1),  # a Sunday
        (TOO_LATE + timedelta(days=3), Verdict.LATE, 2),
    ],
)
def test_it_freezes_the_verdict(
    session: Session, now: datetime, at: datetime, verdict: Verdict, late_by: int
) -> None:
    case = accepted_case(session, now)
    answer_at(session, case, at, AnswerText(TEXT.body, TEXT.outcome, SORRY))
    assert (case.verdict, case.late_by) == (verdict, late_by)
    assert last_event(session, case).facts["late_by"] == late_by


def test_it_owes_an_apology_from_the_first_late_moment(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    owed = [owes_apology(acting(session, "officer", at), case) for at in (IN_TIME_STILL, TOO_LATE)]
    assert owed == [False, True]


def test_it_submits_no_late_answer_without_an_apology(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken) as refusal:
        answer_at(session, accepted_case(session, now), TOO_LATE)
    assert (refusal.value.field, refusal.value.code) == ("apology", "missing")


def test_it_issues_no_answer_that_became_late_on_the_way(session: Session, now: datetime) -> None:
    case = approved(session, now)
    with pytest.raises(RuleBroken, match="apology"):
        issue_answer(acting(session, "officer", TOO_LATE), case, answer_of(session, case))
    assert case.state is State.IN_PROGRESS


# --- while waiting, and again ---------------------------------------------------------------------


def test_it_answers_while_it_waits_for_the_sender(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    monday = now + timedelta(days=3)
    answer_at(session, case, monday)
    clock = leg(session, case)
    assert case.state is State.ANSWERED
    assert clock.pauses == [[now.isoformat(), monday.isoformat(), False]]
    assert clock.due_on.isoformat() == case.due_on.isoformat() == "2026-11-27"


def test_it_keeps_the_first_verdict_and_says_that_of_the_round(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    answer_at(session, case, TOO_LATE, AnswerText(TEXT.body, TEXT.outcome, SORRY))
    reopen(acting(session, "overseer", TOO_LATE), case, reason="Chưa xong")
    answer_at(session, case, TOO_LATE + timedelta(hours=9))
    assert (case.verdict, case.late_by, case.answered_at) == (Verdict.LATE, 1, TOO_LATE)
    assert leg(session, case, Leg.ANSWER, round_=2).verdict is Verdict.IN_TIME
    facts = last_event(session, case).facts
    assert (facts["verdict"], facts["late_by"]) == ("in_time", 0)
    assert kinds(session, case).count(EventKind.ANSWERED) == 2


# --- as a document --------------------------------------------------------------------------------


def test_it_numbers_documents_by_unit_and_year(session: Session, now: datetime) -> None:
    formal = AnswerText(TEXT.body, TEXT.outcome, as_document=True)
    cases = [accepted_case(session, now) for _ in range(2)]
    for case in cases:
        answer_at(session, case, now, formal)
    answers = [answer_of(session, case) for case in cases]
    assert [answer.document_number for answer in answers] == [1, 2]
    assert {(answer.document_year, answer.document_symbol) for answer in answers} == {(2026, "SCT-QLNL")}


def test_it_numbers_no_plain_answer(session: Session, now: datetime) -> None:
    assert answer_of(session, answered_case(session, now)).document_number is None


# --- what satisfies the clock ---------------------------------------------------------------------


@pytest.mark.parametrize("satisfied_by", ["public", "both"])
def test_it_leaves_the_clock_running_where_the_public_answer_counts(
    session: Session, now: datetime, satisfied_by: str
) -> None:
    switch(session, "satisfied_by", satisfied_by)
    case = answered_case(session, now)
    assert (case.state, case.answered_at, case.verdict) == (State.ANSWERED, now, None)
    assert leg(session, case).satisfied_at is None
    assert last_event(session, case).facts["verdict"] is None


def test_it_satisfies_no_leg_of_another_kind(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert leg(session, case, Leg.ACCEPTANCE).satisfied_at is None
