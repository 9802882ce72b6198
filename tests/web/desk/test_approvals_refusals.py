"""Proposals not to accept a case: decided on the page of approvals by somebody who did not make them."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from portal.services.refuse_case import decline_refusal, propose_refusal
from tests.factories import accepted_case, acting
from tests.support.records import last_event, told_sender
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff
from tests.web.desk.test_approvals import PAGE, decide

pytestmark = pytest.mark.usefixtures("standing_office")

TOLD = "Nội dung chưa rõ, xin gửi lại."


def proposed(session: Session, now: datetime, *, by: str = "officer") -> Case:
    """A case that somebody proposes not to accept."""
    case = accepted_case(session, now)
    propose_refusal(acting(session, by, now), case, reason="unclear", text=TOLD)
    session.flush()
    return case


def test_it_shows_the_proposal_with_its_reason_and_words(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = proposed(session, now)
    page = staff("leader").page(PAGE, show="refusals")
    assert case.body in page.text
    assert "Lý do đề xuất:" in page.text
    assert page.form(f"{PAGE}/refusals/{case.reference}").fields["words"] == [TOLD]


def test_the_leader_agrees_with_other_words(staff: Staff, session: Session, now: datetime) -> None:
    case = proposed(session, now)
    page = decide(staff("leader"), case, "refusals", step="agree", words="Xin nêu rõ địa điểm.")
    assert "đã quyết định không tiếp nhận" in page.text
    assert case.state is State.NOT_ACCEPTED
    assert last_event(session, case).facts["text"] == "Xin nêu rõ địa điểm."
    assert "refused" in told_sender(session, case)


def test_the_coordinator_says_no(staff: Staff, session: Session, now: datetime) -> None:
    case = proposed(session, now)
    decide(staff("coordinator"), case, "refusals", step="decline", remark="Đủ rõ để xử lý.")
    assert (case.state, case.refusal_proposer_id) == (State.IN_PROGRESS, None)
    assert last_event(session, case).facts == {"text": "Đủ rõ để xử lý."}


@pytest.mark.parametrize(("step", "typed"), [("agree", {"words": " "}), ("decline", {"remark": " "})])
def test_a_refusal_is_decided_with_words(
    staff: Staff, session: Session, now: datetime, step: str, typed: dict[str, str]
) -> None:
    case = proposed(session, now)
    page = decide(staff("leader"), case, "refusals", status=422, step=step, **typed)
    (name,) = typed
    assert "Xin" in page.words_of(f"{name}-{case.reference}-error")
    assert case.refusal_proposer_id is not None


def test_who_proposed_it_finds_it_not_among_those_to_decide(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = proposed(session, now, by="leader")
    assert case.reference not in staff("leader").page(PAGE, show="refusals").text
    assert case.reference in staff("coordinator").page(PAGE, show="refusals").text


def test_a_proposal_is_not_decided_as_it_was_before(staff: Staff, session: Session, now: datetime) -> None:
    case = proposed(session, now)
    leader = staff("leader")
    form = leader.page(PAGE, show="refusals").form(f"{PAGE}/refusals/{case.reference}")
    decline_refusal(acting(session, "coordinator", now), case, text="Xử lý tiếp.")
    session.commit()
    page = leader.send(form, status=409, step="agree", words="Chữ vừa sửa.")
    assert "Chữ vừa sửa." in page.text
    assert case.state is State.IN_PROGRESS


def test_it_asks_the_database_little(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(2):
        proposed(session, now)
    leader = staff("leader")
    leader.page(PAGE, show="refusals")
    with counted_statements() as sent:
        leader.page(PAGE, show="refusals")
    assert len(sent) <= 8, sent
