"""Working on a public version: what is refused leaves no trace, and of two writers the second is told."""

from datetime import datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.answers import PublicationStatus
from portal.domain.states import Outcome
from portal.models.answer import Answer, Publication
from portal.models.case import Case
from portal.queries.cases import publications
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.prepare_publication import (
    LONGEST_TITLE,
    leave_unpublished,
    original_text,
    save_public_version,
    stand_of,
)
from portal.services.publish_answer import PublicText, publish
from portal.services.reopen_case import reopen, request_reopening
from tests.factories import accepted_case, acting, answered_case

TEXT = PublicText("Điện yếu", "Điện yếu tại một xã.", "Đã thay máy biến áp.")


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return answered_case(session, now, proposal="Xin thêm trạm.")


def save(
    session: Session, now: datetime, case: Case, *, text: PublicText = TEXT, submit: bool = False
) -> Publication:
    seen = stand_of(publications(session, case.id))
    return save_public_version(acting(session, "officer", now), case, text, seen=seen, submit=submit)


def test_it_begins_with_all_that_was_asked_and_answered(session: Session, case: Case) -> None:
    answer = session.scalars(select(Answer)).one()
    answer.apology = "Xin lỗi vì chậm."
    original = original_text(case, answer)
    assert original.question == f"{case.body}\n\nXin thêm trạm."
    assert original.answer == f"{answer.body}\n\nXin lỗi vì chậm."


@pytest.mark.parametrize(
    ("text", "submit", "field", "code"),
    [
        (PublicText("", "Hỏi", "Đáp"), True, "title", "missing"),
        (PublicText("Tên", " ", "Đáp"), True, "question", "missing"),
        (PublicText("Tên", "Hỏi", ""), True, "answer", "missing"),
        # a draft may lack anything, but no database column may be overrun
        (PublicText("a" * (LONGEST_TITLE + 1), "Hỏi", "Đáp"), False, "title", "too_long"),
    ],
)
def test_what_is_refused_leaves_no_trace(
    session: Session, now: datetime, case: Case, text: PublicText, submit: bool, field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        save(session, now, case, text=text, submit=submit)
    assert (broken.value.field, broken.value.code) == (field, code)
    assert publications(session, case.id) == []


def test_a_draft_may_be_half_written(session: Session, now: datetime, case: Case) -> None:
    assert save(session, now, case, text=PublicText("", "Hỏi", "")).status is PublicationStatus.DRAFT


def test_saving_takes_a_submitted_version_back(session: Session, now: datetime, case: Case) -> None:
    assert save(session, now, case, submit=True).status is PublicationStatus.SUBMITTED
    assert save(session, now, case).status is PublicationStatus.DRAFT


def test_a_page_that_is_out_of_date_changes_nothing(session: Session, now: datetime, case: Case) -> None:
    save(session, now, case)
    with pytest.raises(ChangedMeanwhile):
        save_public_version(acting(session, "officer", now), case, TEXT, seen="")
    with pytest.raises(ChangedMeanwhile):
        save_public_version(acting(session, "officer", now), case, TEXT, seen="1.draft.another")


def test_of_two_writers_at_the_same_moment_the_second_is_refused(
    session: Session, now: datetime, case: Case
) -> None:
    save(session, now, case)
    # As if another had looked and saved at the same moment: the versions look the same, the case says no.
    raised = update(Case).where(Case.id == case.id).values(version=Case.version + 1)
    session.execute(raised, execution_options={"synchronize_session": False})
    with pytest.raises(StaleDataError), session.begin_nested():
        save(session, now, case)


def test_the_outsider_writes_nothing(session: Session, now: datetime, case: Case) -> None:
    with pytest.raises(NotPermitted):
        save_public_version(acting(session, "outsider", now), case, TEXT, seen="")


def test_there_is_nothing_to_write_before_the_answer_is_issued(
    standing_office: None, session: Session, now: datetime
) -> None:
    with pytest.raises(RuleBroken) as broken:
        save(session, now, accepted_case(session, now))
    assert broken.value.code == "not_issued"


def test_a_version_begun_before_a_reopening_follows_the_new_answer(
    session: Session, now: datetime, case: Case
) -> None:
    save(session, now, case)
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    request_reopening(acting(session, "sender", now), case, reason="Vẫn yếu.")
    reopen(leader, case, reason="Đo lại.")
    answer = save_draft(officer, case, AnswerText("Đã đo lại.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    draft = save(session, now, case, submit=True)
    publish(leader, case, draft)
    assert (draft.answer_id, draft.status) == (answer.id, PublicationStatus.PUBLISHED)


def test_deciding_against_publishing_ends_what_was_being_written(
    session: Session, now: datetime, case: Case
) -> None:
    draft = save(session, now, case, submit=True)
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken):
        leave_unpublished(leader, case, reason=" ")
    leave_unpublished(leader, case, reason="Chỉ liên quan một hộ.")
    assert (draft.status, draft.reason) == (PublicationStatus.DECLINED, "Chỉ liên quan một hộ.")
    assert case.publication_declined
