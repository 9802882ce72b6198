"""Not accepting: proposed by one person with a reason from the list, decided by another."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import SamePerson
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.refusal import RefusalReason
from portal.domain.states import Outcome, State
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.refuse_case import decline_refusal, proposal_of, propose_refusal, refuse_case
from tests.factories import accepted_case, acting, answered_case
from tests.support.records import last_event, leg, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

TOLD = "Không xác định được địa điểm; xin gửi lại kèm địa chỉ cụ thể."


def proposed_case(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    propose_refusal(acting(session, "officer", now), case, reason=RefusalReason.UNCLEAR, text=TOLD)
    return case


def test_a_proposal_changes_nothing_yet(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    assert case.state is State.IN_PROGRESS
    assert not leg(session, case, Leg.ANSWER).stopped
    assert told_sender(session, case) == ["received"]
    proposal = proposal_of(acting(session, "leader", now), case)
    assert proposal is not None
    assert proposal.facts == {"reason_code": "unclear", "text": TOLD}


def test_a_second_person_decides_and_the_sender_is_told(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    refuse_case(acting(session, "leader", now), case, text=TOLD)
    assert (case.state, case.is_open, case.refusal_proposer_id) == (State.NOT_ACCEPTED, False, None)
    assert leg(session, case, Leg.ANSWER).stopped
    assert told_sender(session, case)[-1] == "refused"
    assert last_event(session, case).facts == {"reason_code": "unclear", "text": TOLD}


def test_whoever_proposed_it_does_not_decide(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leader = acting(session, "leader", now)
    propose_refusal(leader, case, reason=RefusalReason.NOT_FEEDBACK, text=TOLD)
    with pytest.raises(SamePerson):
        refuse_case(leader, case, text=TOLD)
    refuse_case(acting(session, "coordinator", now), case, text=TOLD)
    assert case.state is State.NOT_ACCEPTED


def test_a_declined_proposal_lets_the_case_go_on(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    decline_refusal(acting(session, "leader", now), case, text="Hỏi lại người gửi.")
    assert (case.state, case.refusal_proposer_id) == (State.IN_PROGRESS, None)
    assert last_event(session, case).kind is EventKind.REFUSAL_DECLINED
    with pytest.raises(RuleBroken):
        refuse_case(acting(session, "leader", now), case, text=TOLD)
    propose_refusal(acting(session, "officer", now), case, reason=RefusalReason.UNCLEAR, text=TOLD)


def test_one_takes_back_ones_own_proposal(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    decline_refusal(acting(session, "officer", now), case, text="Đã rõ địa điểm.")
    assert case.refusal_proposer_id is None


def test_others_leave_a_proposal_alone(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    with pytest.raises(NotPermitted):
        decline_refusal(acting(session, "operator", now), case, text="Không.")
    with pytest.raises(NotPermitted):
        refuse_case(acting(session, "operator", now), case, text=TOLD)


def test_an_answer_makes_an_end_of_the_proposal(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, AnswerText("Đã xử lý.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    assert (case.state, case.refusal_proposer_id) == (State.ANSWERED, None)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": "not_ours", "text": TOLD}, "reason_code"), ({"reason": "unclear", "text": " "}, "text")],
    ids=["not in the list", "no words for the sender"],
)
def test_it_wants_a_reason_of_the_list_and_words(
    session: Session, now: datetime, given: dict[str, str], field: str
) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        propose_refusal(acting(session, "officer", now), case, **given)
    assert broken.value.field == field


def test_there_is_one_proposal_at_a_time(session: Session, now: datetime) -> None:
    case = proposed_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        propose_refusal(acting(session, "leader", now), case, reason=RefusalReason.UNLAWFUL, text=TOLD)
    assert broken.value.code == "proposed_before"


def test_what_was_answered_is_not_refused(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    with pytest.raises(IllegalStep):
        propose_refusal(acting(session, "officer", now), case, reason=RefusalReason.UNCLEAR, text=TOLD)
