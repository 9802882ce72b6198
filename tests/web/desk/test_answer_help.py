"""Hints and the warning beside an answer: shown to author and approver, in nobody's way."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.states import Outcome
from portal.models.answer import Answer
from portal.models.case import Case
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from tests.factories import accepted_case, acting, answered_case
from tests.support.statements import counted_statements
from tests.web.desk.answering import answer_of, decide, page_of, write
from tests.web.desk.conftest import Staff

COPY = (
    "Kính gửi Ông Nguyễn Văn An, phòng đã tiếp thu ý kiến, sẽ phối hợp với đơn vị quản lý lưới điện khảo sát và sớm "
    "có phương án khắc phục. Trân trọng."
)


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def answered_alike(session: Session, now: datetime, *, times: int) -> list[str]:
    cases = [answered_case(session, now) for _ in range(times)]
    for each in cases:
        session.query(Answer).filter(Answer.case_id == each.id).update({"body": COPY})
    session.flush()
    return [each.reference for each in cases]


def test_it_hints_at_what_is_hard_to_read(staff: Staff, case: Case) -> None:
    write(staff("officer"), case, "save", body="Hồ sơ do TTKĐ giữ.", outcome="proposed")
    page = page_of(staff("officer"), case)
    assert "Chữ viết tắt “TTKĐ” chưa được giải thích." in page.text
    assert "nên nói rõ việc tiếp theo và ngày cụ thể" in page.text


def test_it_says_nothing_of_an_empty_editor(staff: Staff, case: Case) -> None:
    assert "Để người dân dễ hiểu" not in page_of(staff("officer"), case).text


def test_it_warns_of_what_many_others_say_and_refuses_nothing(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    references = answered_alike(session, now, times=5)
    write(staff("officer"), case, "save", body=COPY)
    page = page_of(staff("officer"), case)
    assert "Giống từ 80 % trở lên với 5 câu trả lời khác trong 90 ngày." in page.text
    assert set(references) <= page.links.keys()
    write(staff("officer"), case, "submit", body=COPY)
    assert answer_of(session, case, now).status is AnswerStatus.SUBMITTED


def test_it_warns_the_approver_who_sees_no_hints(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    answered_alike(session, now, times=3)
    officer = acting(session, "officer", now)
    submit_answer(officer, case, save_draft(officer, case, AnswerText(COPY, Outcome.PROPOSED)))
    session.flush()
    page = page_of(staff("leader"), case)
    assert "với 3 câu trả lời khác" in page.text
    assert "Để người dân dễ hiểu" not in page.text
    decide(staff("leader"), case, "approve_and_issue")
    assert answer_of(session, case, now).status is AnswerStatus.ISSUED


def test_it_says_nothing_of_a_few(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    answered_alike(session, now, times=2)
    write(staff("officer"), case, "save", body=COPY)
    assert "chung chung" not in page_of(staff("officer"), case).text


def test_it_costs_one_statement(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    client = staff("officer")
    write(client, case, "save", body=COPY)
    answered_alike(session, now, times=3)
    with counted_statements() as sent:
        page_of(client, case)
    assert len([each for each in sent if "cases.answered_at >= " in each]) == 1
