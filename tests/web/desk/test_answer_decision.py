"""Deciding about an answer: approved by another person, sent back, issued; nobody else's to do."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.states import Outcome, State
from portal.models.case import Case
from portal.services.answer_case import AnswerText, save_draft, send_back, submit_answer
from tests.factories import accepted_case, acting, opened_case, switch
from tests.support.records import account_of, told_sender
from tests.web.desk.answering import WORDS, answer_of, decide, page_of, submitted, write
from tests.web.desk.conftest import Staff


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def test_it_is_approved_and_issued_in_one_step(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    answer = submitted(session, case, now)
    page = decide(staff("leader"), case, "approve_and_issue")
    assert "Đã gửi câu trả lời." in page.text
    assert (answer.status, case.state) == (AnswerStatus.ISSUED, State.ANSWERED)
    assert told_sender(session, case)[-1] == "answered"


def test_it_is_approved_alone_and_issued_by_its_author(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    answer = submitted(session, case, now)
    decide(staff("leader"), case, "approve")
    assert (answer.status, case.state) == (AnswerStatus.APPROVED, State.IN_PROGRESS)
    decide(staff("officer"), case, "issue_approved")
    assert (answer.status, case.state) == (AnswerStatus.ISSUED, State.ANSWERED)
    assert answer.issued_by_id == account_of(session, "officer").id


def test_it_is_sent_back_with_a_remark_and_submitted_again(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    submitted(session, case, now)
    decide(staff("leader"), case, "send_back", remark="Nêu rõ ngày thay.")
    assert answer_of(session, case, now).status is AnswerStatus.SENT_BACK
    client = staff("officer")
    page = page_of(client, case)
    assert "Nêu rõ ngày thay." in page.text
    write(client, case, "submit", body=f"{WORDS} Ngày 19/11.")
    assert answer_of(session, case, now).status is AnswerStatus.SUBMITTED


def test_it_is_not_sent_back_without_a_remark(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    answer = submitted(session, case, now)
    page = decide(staff("leader"), case, "send_back", status=422, remark=" ")
    assert "Xin ghi ý kiến" in page.text
    assert answer.status is AnswerStatus.SUBMITTED


def test_it_is_not_approved_by_its_author(staff: Staff, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    client, leader = staff("leader"), acting(session, "leader", now)
    client.send(client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/accept"))
    answer = save_draft(leader, case, AnswerText(WORDS, Outcome.HANDLED))
    submit_answer(leader, case, answer)
    session.flush()
    page = page_of(client, case)
    assert "người khác phải duyệt" in page.text
    form = page.form(f"/desk/cases/{case.reference}/answer/decision")
    refused = client.send(form, status=409, step="approve")
    assert "không được tự duyệt" in refused.text
    assert answer.status is AnswerStatus.SUBMITTED


def test_it_may_be_approved_by_its_author_where_one_person_is_enough(
    staff: Staff, session: Session, now: datetime
) -> None:
    switch(session, "two_persons", False)
    case, leader = opened_case(session, now), acting(session, "leader", now)
    client = staff("leader")
    client.send(client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/accept"))
    answer = save_draft(leader, case, AnswerText(WORDS, Outcome.HANDLED))
    submit_answer(leader, case, answer)
    decide(client, case, "approve_and_issue")
    assert answer.status is AnswerStatus.ISSUED


@pytest.mark.parametrize("step", ["approve", "approve_and_issue", "issue_approved", "send_back"])
def test_it_is_decided_by_nobody_else(
    staff: Staff, session: Session, now: datetime, case: Case, step: str
) -> None:
    answer, client = submitted(session, case, now), staff("colleague")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    typed = {"csrf_token": token, "step": step, "remark": "Sửa.", "seen": str(answer.version)}
    status = client.post(f"/desk/cases/{case.reference}/answer/decision", data=typed).status_code
    assert status in {403, 409}
    assert answer.status is AnswerStatus.SUBMITTED


@pytest.mark.parametrize("role", ["operator", "coordinator", "overseer"])
def test_it_is_read_by_those_who_write_and_approve_alone(staff: Staff, case: Case, role: str) -> None:
    for address in ("answer", "answer.pdf"):
        assert staff(role).get(f"/desk/cases/{case.reference}/{address}").status_code == 403


def test_it_is_not_there_for_an_outsider(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    submitted(session, case, now)
    client = staff("outsider")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    typed = {"csrf_token": token, "body": "Tôi viết.", "step": "save"}
    for address in ("answer", "answer/decision", "answer/files/1/drop"):
        assert client.post(f"/desk/cases/{case.reference}/{address}", data=typed).status_code == 404


def test_it_approves_only_what_was_read(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    answer, client = submitted(session, case, now), staff("leader")
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer/decision")
    send_back(acting(session, "director", now), case, answer, remark="Sửa.")
    officer = acting(session, "officer", now)
    save_draft(officer, case, AnswerText("Bản khác.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    session.flush()
    page = client.send(form, status=409, step="approve_and_issue")
    assert page.heading == "Hồ sơ đã thay đổi từ khi mở trang"
    assert answer.status is AnswerStatus.SUBMITTED
