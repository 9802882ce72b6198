"""Splitting: parts with their own units and clocks, and one voice towards the sender."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg, SatisfiedBy
from portal.domain.states import Outcome, State
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.ask_sender import ask_sender
from portal.services.end_case import close_case, withdraw_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.publish_answer import PublicText, draft_publication
from portal.services.route_case import Destination, route_by_hand
from portal.services.split_case import MOST_PARTS, Part, children_of, split_case
from portal.services.take_case import accept_case
from tests.factories import accepted_case, acting, category_id, divert_case, opened_case, switch, unit_id
from tests.support.records import events, kinds, leg, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


def part(session: Session, **given: Any) -> Part:
    usual: dict[str, Any] = {
        "subject": "Rác tại chợ",
        "body": "Rác tại chợ không ai dọn.",
        "category_id": category_id(session, "environment"),
        "unit_id": unit_id(session, "LH"),
    }
    return Part(**{**usual, **given})


def split(session: Session, now: datetime, **given: Any) -> tuple[Case, Case]:
    case = accepted_case(session, now)
    later = now + timedelta(hours=3)
    child = split_case(acting(session, "officer", later), case, part(session, **given))
    session.flush()
    return case, child


def answer(session: Session, case: Case, at: datetime, *, unit: str = "lochung") -> None:
    officer = acting(session, "outsider" if unit == "lochung" else "officer", at)
    leader = acting(session, "director" if unit == "lochung" else "leader", at)
    written = save_draft(officer, case, AnswerText("Đã dọn.", Outcome.HANDLED))
    submit_answer(officer, case, written)
    approve_answer(leader, case, written)
    issue_answer(officer, case, written)
    session.flush()


def test_a_part_is_sent_on_by_those_alone_who_route(session: Session, now: datetime) -> None:
    _, child = split(session, now)
    to = Destination(unit_id(session, "TB"), "Gần hơn.")
    with pytest.raises(NotPermitted):
        route_by_hand(acting(session, "officer", now + timedelta(days=1)), child, to)


def test_a_part_has_its_own_unit_and_the_clock_of_the_whole(session: Session, now: datetime) -> None:
    case, child = split(session, now)
    assert child.parent_id == case.id
    assert (child.unit_id, child.state) == (unit_id(session, "LH"), State.ROUTED)
    assert (child.received_at, child.due_on) == (case.received_at, case.due_on)
    assert leg(session, child, Leg.ANSWER).started_at == case.received_at
    assert child.reference != case.reference
    assert not child.for_reference
    assert [event.facts["reference"] for event in events(session, case) if event.kind is EventKind.SPLIT] == [
        child.reference
    ]


def test_only_the_whole_talks_to_the_sender(session: Session, now: datetime) -> None:
    case, child = split(session, now)
    assert told_sender(session, child) == []
    assert told_sender(session, case) == ["received"]
    assert (child.sender.name, child.sender.phone, child.sender.email) == ("", "", "")
    outsider = acting(session, "outsider", now)
    accept_case(outsider, child)
    with pytest.raises(RuleBroken) as refused:
        ask_sender(outsider, child, text="Ở đâu?")
    assert refused.value.code == "part_of_another"


def test_the_whole_is_not_answered_while_a_part_is_open(session: Session, now: datetime) -> None:
    case, child = split(session, now)
    officer = acting(session, "officer", now)
    written = save_draft(officer, case, AnswerText("Đã thay máy biến áp.", Outcome.HANDLED))
    with pytest.raises(RuleBroken) as refused:
        submit_answer(officer, case, written)
    assert refused.value.code == "parts_open"
    withdraw_case(acting(session, "outsider", now), child, reason="Không cần nữa")
    submit_answer(officer, case, written)


def test_an_answered_part_satisfies_its_clock_and_tells_the_officer_of_the_whole(
    session: Session, now: datetime
) -> None:
    switch(session, "satisfied_by", SatisfiedBy.PUBLIC.value)
    case, child = split(session, now, unit_id=unit_id(session, "QLTM"))
    session.flush()
    director = acting(session, "director", now)
    child.unit_id = case.unit_id
    accept_case(acting(session, "officer", now), child)
    answer(session, child, now, unit="energy")
    assert (child.state, child.verdict) == (State.ANSWERED, Verdict.IN_TIME)
    assert told_sender(session, child) == []
    assert EventKind.CHILD_ANSWERED in kinds(session, case)
    assert director.actor.account_id is not None
    with pytest.raises(RuleBroken) as refused:
        draft_publication(acting(session, "officer", now), child, PublicText("a", "b", "c"))
    assert refused.value.code == "part_of_another"
    close_case(acting(session, "leader", now), child)


def test_the_officer_hears_of_it(session: Session, now: datetime) -> None:
    case, child = split(session, now)
    child.unit_id = case.unit_id
    accept_case(acting(session, "colleague", now), child)
    case.officer_id = acting(session, "officer", now).actor.account_id
    answer(session, child, now, unit="energy")
    assert told_staff(session, case, "staff_part_answered") <= {"officer"}


def test_a_part_is_not_split_again_nor_diverted_alone(session: Session, now: datetime) -> None:
    _case, child = split(session, now)
    outsider = acting(session, "outsider", now)
    accept_case(outsider, child)
    with pytest.raises(RuleBroken) as refused:
        split_case(outsider, child, part(session))
    assert refused.value.code == "part_of_another"
    with pytest.raises(RuleBroken):
        divert_case(outsider, child, procedure="denunciation")


def test_the_parts_are_sealed_with_the_whole(session: Session, now: datetime) -> None:
    case, child = split(session, now)
    divert_case(acting(session, "officer", now), case, procedure="denunciation")
    assert case.sealed
    assert child.sealed
    assert child.state is State.DIVERTED


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"subject": " "}, "subject", "missing"),
        ({"body": " "}, "body", "missing"),
        ({"unit_id": 9_999}, "unit_id", "unknown"),
        ({"category_id": 9_999}, "category_id", "unknown"),
    ],
)
def test_it_refuses_what_is_missing(
    session: Session, now: datetime, given: dict[str, Any], field: str, code: str
) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as refused:
        split_case(acting(session, "officer", now), case, part(session, **given))
    assert (refused.value.field, refused.value.code) == (field, code)
    assert case.child_count == 0


def test_it_has_an_end(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    case.child_count = MOST_PARTS
    with pytest.raises(RuleBroken):
        split_case(acting(session, "officer", now), case, part(session))


def test_only_those_who_work_on_it_split_a_case(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    with pytest.raises(NotPermitted):
        split_case(acting(session, "outsider", now), case, part(session))
    with pytest.raises(IllegalStep):
        split_case(acting(session, "leader", now), opened_case(session, now), part(session))
    assert children_of(acting(session, "officer", now), case) == []
