"""An answer on its way: written, put before a leader, approved or sent back, issued to the sender."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus, IllegalAnswerStep, SamePerson
from portal.domain.events import EventKind
from portal.domain.states import Outcome
from portal.domain.workflow import IllegalStep
from portal.models.answer import AnswerVersion
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    approvers,
    issue_answer,
    save_draft,
    send_back,
    submit_answer,
)
from portal.services.end_case import withdraw_case
from portal.services.errors import ChangedMeanwhile, RuleBroken
from tests.factories import acting, answered_case, mail_at_once, switch
from tests.services.who_may import TEXT, Maker, approved, drafted, submitted
from tests.support.records import account_of, answer_of, kinds, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


# --- writing --------------------------------------------------------------------------------------


def test_it_keeps_every_version(session: Session, now: datetime) -> None:
    case = drafted(session, now)
    later = AnswerText(" Đa\u0303 xong. ", Outcome.EXPLAINED)
    answer = save_draft(acting(session, "colleague", now), case, later, seen_version=1)
    versions = session.scalars(select(AnswerVersion).order_by(AnswerVersion.version)).all()
    assert [(row.version, row.body) for row in versions] == [(1, TEXT.body), (2, "Đã xong.")]
    assert (answer.version, answer.author_id) == (2, account_of(session, "colleague").id)
    assert kinds(session, case).count(EventKind.ANSWER_DRAFTED) == 1


def test_it_does_not_write_over_what_somebody_else_has_saved(session: Session, now: datetime) -> None:
    case = drafted(session, now)
    save_draft(acting(session, "colleague", now), case, TEXT, seen_version=1)
    with pytest.raises(ChangedMeanwhile):
        save_draft(acting(session, "officer", now), case, TEXT, seen_version=1)


def test_it_refuses_more_than_a_person_reads(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="too_long"):
        save_draft(acting(session, "officer", now), drafted(session, now), AnswerText("a" * 20_001, None))


@pytest.mark.parametrize("make", [submitted, approved, answered_case])
def test_it_changes_no_text_that_lies_before_others(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    with pytest.raises((IllegalAnswerStep, IllegalStep)):
        save_draft(acting(session, "officer", now), case, TEXT)


def test_it_writes_no_answer_to_a_case_that_has_ended(session: Session, now: datetime) -> None:
    case = drafted(session, now)
    withdraw_case(acting(session, "sender", now), case, reason="Tôi xin rút")
    with pytest.raises(IllegalStep):
        save_draft(acting(session, "officer", now), case, TEXT)


# --- two persons ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field"), [(AnswerText("", Outcome.HANDLED), "body"), (AnswerText("Đã xong.", None), "outcome")]
)
def test_it_submits_nothing_incomplete(session: Session, now: datetime, text: AnswerText, field: str) -> None:
    case = drafted(session, now)
    officer = acting(session, "officer", now)
    answer = save_draft(officer, case, text)
    with pytest.raises(RuleBroken) as refusal:
        submit_answer(officer, case, answer)
    assert (refusal.value.field, case.answer_status) == (field, AnswerStatus.DRAFT)


def test_it_tells_the_leader_of_the_unit(session: Session, now: datetime) -> None:
    mail_at_once(session, "leader", "director")
    assert told_staff(session, submitted(session, now), "staff_awaiting_approval") == {"leader"}


def test_it_asks_the_unit_above_where_nobody_else_leads(session: Session, now: datetime) -> None:
    case = drafted(session, now)
    leader = acting(session, "leader", now)
    answer = save_draft(leader, case, TEXT)
    assert [person.email for person in approvers(leader, case, answer)] == ["giamdoc@binhan.example"]


def test_it_lets_no_author_approve(session: Session, now: datetime) -> None:
    case = drafted(session, now)
    leader = acting(session, "leader", now)
    answer = save_draft(leader, case, TEXT)
    submit_answer(leader, case, answer)
    with pytest.raises(SamePerson):
        approve_answer(leader, case, answer)
    approve_answer(acting(session, "director", now), case, answer)
    assert answer.status is AnswerStatus.APPROVED


def test_it_lets_an_author_approve_where_the_unit_does(session: Session, now: datetime) -> None:
    switch(session, "two_persons", False, unit="QLNL")
    case = drafted(session, now)
    leader = acting(session, "leader", now)
    answer = save_draft(leader, case, TEXT)
    submit_answer(leader, case, answer)
    approve_answer(leader, case, answer)
    assert answer.approver_id == answer.author_id


@pytest.mark.parametrize("make", [submitted, approved])
def test_it_sends_back_with_a_remark(session: Session, now: datetime, make: Maker) -> None:
    mail_at_once(session, "officer")
    case = make(session, now)
    answer = answer_of(session, case)
    send_back(acting(session, "leader", now), case, answer, remark=" Nêu rõ ngày ")
    assert (answer.status, answer.remark, answer.approver_id) == (AnswerStatus.SENT_BACK, "Nêu rõ ngày", None)
    assert case.answer_status is AnswerStatus.SENT_BACK
    assert told_staff(session, case, "staff_sent_back") == {"officer"}
    save_draft(acting(session, "officer", now), case, TEXT)
    submit_answer(acting(session, "officer", now), case, answer)
    assert answer.status is AnswerStatus.SUBMITTED


def test_it_sends_nothing_back_without_a_remark(session: Session, now: datetime) -> None:
    case = submitted(session, now)
    with pytest.raises(RuleBroken, match="missing"):
        send_back(acting(session, "leader", now), case, answer_of(session, case), remark=" ")


@pytest.mark.parametrize("make", [drafted, approved, answered_case])
def test_it_approves_only_what_was_submitted(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    with pytest.raises(IllegalAnswerStep):
        approve_answer(acting(session, "leader", now), case, answer_of(session, case))


@pytest.mark.parametrize("make", [drafted, submitted, answered_case])
def test_it_issues_only_what_was_approved(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    with pytest.raises(IllegalAnswerStep):
        issue_answer(acting(session, "officer", now), case, answer_of(session, case))
