"""Merging: one answer for several senders, each in their own thread, each with their own clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import Outcome, State
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.ask_sender import ask_sender
from portal.services.clocks import running
from portal.services.end_case import withdraw_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.merge_case import merge_case, merged_into, unmerge_case
from portal.services.open_case import NewSender
from portal.services.remind import due_clocks, remind
from tests.factories import accepted_case, acting, answered_case, divert_case, opened_case, published_case
from tests.support.records import answer_of, kinds, leg, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

SAID = "Đã thay máy biến áp tại khu vực này."


def neighbour(session: Session, now: datetime, **given: Any) -> Case:
    """A case about the same matter from somebody else."""
    sender = NewSender(name="Trần Thị Bé", phone="0987 111 222", email="be@example.com")
    return opened_case(session, now, **{"sender": sender, **given})


def answer(session: Session, case: Case, at: datetime, body: str = SAID, apology: str = "") -> None:
    officer, leader = acting(session, "officer", at), acting(session, "leader", at)
    written = save_draft(officer, case, AnswerText(body, Outcome.HANDLED, apology))
    submit_answer(officer, case, written)
    approve_answer(leader, case, written)
    issue_answer(leader, case, written)
    session.flush()


def merged(session: Session, now: datetime, **given: Any) -> tuple[Case, Case]:
    main, case = accepted_case(session, now), neighbour(session, now, **given)
    merge_case(acting(session, "leader", now), case, main)
    session.flush()
    return main, case


def test_a_merged_case_waits_with_its_own_clock(session: Session, now: datetime) -> None:
    main, case = merged(session, now)
    assert (case.state, case.main_case_id, case.is_open) == (State.MERGED, main.id, False)
    assert merged_into(acting(session, "leader", now), main) == [case]
    assert not leg(session, case).stopped
    assert told_sender(session, case) == ["received", "merged"]
    assert kinds(session, main)[-1] is EventKind.CASE_JOINED


def test_one_answer_reaches_every_sender(session: Session, now: datetime) -> None:
    main, case = merged(session, now)
    answer(session, main, now)
    assert (case.state, case.verdict) == (State.ANSWERED, Verdict.IN_TIME)
    assert answer_of(session, case).body == SAID
    assert told_sender(session, case)[-1] == told_sender(session, main)[-1] == "answered"
    assert leg(session, case).satisfied_at == now
    # It was never taken: the clocks of taking and forwarding it stop with the answer.
    assert running(session, case.id) == []
    assert case.check_after is not None


def test_each_clock_is_judged_by_itself(session: Session, now: datetime) -> None:
    """The one who wrote earlier gets it late, with the apology; the other one in time and without."""
    case = neighbour(session, now)
    later = now + timedelta(days=7)
    main = accepted_case(session, later)
    merge_case(acting(session, "leader", later), case, main)
    with pytest.raises(RuleBroken) as owed:
        answer(session, main, later)
    assert (owed.value.field, owed.value.code) == ("apology", "missing")
    answer(session, main, later, apology="Xin lỗi vì thiếu vật tư.")
    assert (case.verdict, main.verdict) == (Verdict.LATE, Verdict.IN_TIME)
    assert answer_of(session, case).apology == "Xin lỗi vì thiếu vật tư."


@pytest.mark.parametrize(
    "body",
    [
        "Kính gửi ông Lê Văn An, đã thay máy biến áp.",
        "Đã gọi số 0912.000.345 và thay máy biến áp.",
        "Đã gọi số 0912 000 345 và thay máy biến áp.",
        "Đã gọi số +84 912 000 345 và thay máy biến áp.",
        "Đã trả lời qua AN@example.com.",
    ],
)
def test_nobody_reads_who_the_other_sender_is(session: Session, now: datetime, body: str) -> None:
    main, _case = merged(session, now)
    with pytest.raises(RuleBroken) as refused:
        answer(session, main, now, body)
    assert refused.value.code == "names_sender"


def test_alone_a_case_may_be_answered_by_name(session: Session, now: datetime) -> None:
    main = accepted_case(session, now)
    answer(session, main, now, "Kính gửi ông Lê Văn An, đã thay máy biến áp.")
    assert main.state is State.ANSWERED


def test_of_an_answered_case_the_public_version_goes_out_at_once(session: Session, now: datetime) -> None:
    main = published_case(session, now)
    case = neighbour(session, now)
    merge_case(acting(session, "leader", now), case, main)
    assert case.state is State.ANSWERED
    assert answer_of(session, case).body == "Đã thay máy biến áp."
    assert told_sender(session, case)[-1] == "answered"


def test_what_is_not_public_is_sent_to_nobody_else(session: Session, now: datetime) -> None:
    main, case = answered_case(session, now), neighbour(session, now)
    with pytest.raises(RuleBroken) as refused:
        merge_case(acting(session, "leader", now), case, main)
    assert refused.value.code == "not_public"
    assert case.state is not State.MERGED


def test_it_goes_on_where_it_stood(session: Session, now: datetime) -> None:
    main, case = merged(session, now)
    due_on = case.due_on
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken):
        unmerge_case(leader, case, reason=" ")
    unmerge_case(leader, case, reason="Việc khác")
    assert (case.state, case.main_case_id, case.due_on, case.is_open) == (State.ROUTED, None, due_on, True)
    assert merged_into(leader, main) == []
    with pytest.raises(IllegalStep):
        unmerge_case(leader, case, reason="Việc khác")


def test_one_that_waited_for_its_sender_waits_on(session: Session, now: datetime) -> None:
    main = accepted_case(session, now)
    case = accepted_case(session, now, sender=NewSender(email="be@example.com"))
    ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    until = case.check_after
    leader = acting(session, "leader", now)
    merge_case(leader, case, main)
    assert case.check_after is None
    unmerge_case(leader, case, reason="Việc khác")
    assert (case.state, case.check_after) == (State.WAITING_FOR_SENDER, until)


@pytest.mark.parametrize("ending", ["withdrawn", "diverted"])
def test_nobody_is_lost_when_the_main_case_ends(session: Session, now: datetime, ending: str) -> None:
    main, case = merged(session, now)
    officer = acting(session, "officer", now)
    if ending == "withdrawn":
        withdraw_case(officer, main, reason="Đã tự sửa")
    else:
        divert_case(officer, main, procedure="complaint")
    assert (case.state, case.main_case_id) == (State.ROUTED, None)
    assert kinds(session, case)[-1] is EventKind.UNMERGED


def test_a_chain_ends_at_one_main_case(session: Session, now: datetime) -> None:
    first, second = merged(session, now)
    leader = acting(session, "leader", now)
    third, fourth = neighbour(session, now), accepted_case(session, now)
    merge_case(leader, third, second)
    assert third.main_case_id == first.id
    merge_case(leader, first, fourth)
    assert {each.main_case_id for each in (first, second, third)} == {fourth.id}
    assert {each.id for each in merged_into(leader, fourth)} == {first.id, second.id, third.id}


def test_it_refuses_what_makes_no_sense(session: Session, now: datetime) -> None:
    main, case = merged(session, now)
    leader = acting(session, "leader", now)
    for one, other, code in ((main, main, "itself"), (main, case, "itself")):
        with pytest.raises(RuleBroken) as refused:
            merge_case(leader, one, other)
        assert refused.value.code == code
    gone = accepted_case(session, now)
    withdraw_case(acting(session, "officer", now), gone, reason="Thôi")
    with pytest.raises(RuleBroken) as refused:
        merge_case(leader, accepted_case(session, now), gone)
    assert refused.value.code == "ended"
    with pytest.raises(IllegalStep):
        merge_case(leader, case, main)


def test_an_outsider_merges_nothing(session: Session, now: datetime) -> None:
    main, case = accepted_case(session, now), neighbour(session, now)
    with pytest.raises(NotPermitted):
        merge_case(acting(session, "outsider", now), case, main)


def test_the_holder_of_the_main_case_hears_that_a_merged_one_falls_due(
    session: Session, now: datetime
) -> None:
    case = neighbour(session, now)
    later = now + timedelta(days=2)
    main = accepted_case(session, later)
    merge_case(acting(session, "leader", later), case, main)
    session.flush()
    on = now + timedelta(days=9)
    for key in due_clocks(session, on):
        if key[0] == case.id and key[1] is Leg.ANSWER:
            remind(acting(session, "system", on), key)
    assert "officer" in told_staff(session, case, "staff_reminder")
