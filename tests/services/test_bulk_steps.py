"""Bulk steps: nothing happens while they are looked at, each case wholly or not at all, undone exactly or not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus, AnswerStep, IllegalAnswerStep, SamePerson
from portal.domain.bulk import MOST_CHOSEN, PORTION, BulkKind, Fate, Stage
from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.workflow import IllegalStep, MissingFact
from portal.models.bulk import BulkCase, BulkStep
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.message import Message
from portal.models.settings_revision import raise_revision
from portal.queries.bulk_steps import own_step, rows_of
from portal.services import bulk_steps
from portal.services.act import Act
from portal.services.answer_case import current_answer
from portal.services.bulk_steps import advance, confirm, go_on, plan_bulk, start, undo
from portal.services.bulk_why import GONE, NOTHING, error_of, why_of
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.forget_bulk import forget_old
from portal.services.note_case import note_case
from portal.services.take_case import accept_case, assign_case
from tests.factories import accepted_case, acting, divert_case, opened_case, unit_id
from tests.services.who_may import submitted, unrouted
from tests.support.records import account_of, answer_of, kinds, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

K = BulkKind


def plan(act: Act, kind: BulkKind, *cases: Case, **facts: Any) -> BulkStep:
    """Planned and tried out, as the page of the preview shows it."""
    act.session.flush()
    step = plan_bulk(
        act, kind, {case.reference: case.version for case in cases}, facts=facts, back="/desk/unit"
    )
    start(act, step)
    return step


def fates(session: Session, step: BulkStep) -> list[Fate]:
    wanted = select(BulkCase.fate).where(BulkCase.step_id == step.id).order_by(BulkCase.number)
    return list(session.scalars(wanted))


def whys(session: Session, step: BulkStep) -> list[Any]:
    wanted = select(BulkCase.why).where(BulkCase.step_id == step.id).order_by(BulkCase.number)
    return list(session.scalars(wanted))


def everything(session: Session, case: Case) -> tuple[Any, ...]:
    """What there is about a case, as far as a step of these changes it."""
    session.flush()
    session.refresh(case)
    clocks = session.scalars(select(CaseClock).where(CaseClock.case_id == case.id).order_by(CaseClock.leg))
    told = session.scalar(select(func.count()).select_from(Message).where(Message.case_id == case.id))
    of_case = (case.state, case.unit_id, case.officer_id, case.routed_at, case.route_rule_id, case.due_on)
    shown = tuple(
        (each.leg, each.satisfied_at, each.verdict, each.due_at, each.check_after) for each in clocks
    )
    return (*of_case, shown, told)


# --- looking ------------------------------------------------------------------------------------------


def test_it_changes_nothing_while_it_is_looked_at(session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    before = [(everything(session, each), kinds(session, each), each.version) for each in (case, other)]
    step = plan(acting(session, "officer", now), K.ACCEPT, case, other)
    assert (step.stage, fates(session, step)) == (Stage.READY, [Fate.POSSIBLE] * 2)
    after = [(everything(session, each), kinds(session, each), each.version) for each in (case, other)]
    assert after == before


def test_it_says_of_each_case_why_it_is_left_out(session: Session, now: datetime) -> None:
    free, own = opened_case(session, now), accepted_case(session, now)
    changed, sealed = opened_case(session, now), opened_case(session, now)
    session.flush()
    seen = {each.reference: each.version for each in (free, own, changed, sealed)}
    note_case(acting(session, "colleague", now), changed, text="Đã gọi người gửi.")
    divert_case(acting(session, "coordinator", now), sealed)
    session.flush()
    act = acting(session, "officer", now)
    step = plan_bulk(act, K.ACCEPT, seen, facts={}, back="/desk/unit")
    advance(act, step)
    assert fates(session, step) == [Fate.POSSIBLE, *[Fate.LEFT_OUT] * 3]
    assert whys(session, step) == [None, NOTHING, {"not": "current"}, GONE]
    confirm(act, step)
    assert fates(session, step) == [Fate.DONE, *[Fate.LEFT_OUT] * 3]


def test_it_lets_nobody_do_more_than_to_one_case(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    step = plan(
        acting(session, "officer", now), K.ASSIGN, case, officer_id=account_of(session, "colleague").id
    )
    assert whys(session, step) == [{"not": "permitted"}]
    outside = plan(acting(session, "outsider", now), K.ACCEPT, case)
    assert whys(session, outside) == [GONE]


@pytest.mark.parametrize("cases", [0, MOST_CHOSEN + 1])
def test_it_takes_some_and_not_too_many(session: Session, now: datetime, cases: int) -> None:
    chosen = {f"PA-{number}": 1 for number in range(cases)}
    with pytest.raises(RuleBroken):
        plan_bulk(acting(session, "officer", now), K.ACCEPT, chosen, facts={}, back="/desk/unit")


def test_it_is_for_members_of_staff(session: Session, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        plan_bulk(acting(session, "sender", now), K.ACCEPT, {"PA-1": 1}, facts={}, back="/desk/unit")


def test_it_is_nobody_elses(session: Session, now: datetime) -> None:
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    step = plan(officer, K.ACCEPT, opened_case(session, now))
    assert own_step(session, officer.actor, step.id) is step
    assert own_step(session, leader.actor, step.id) is None


def test_it_shows_no_case_that_was_sealed_meanwhile(session: Session, now: datetime) -> None:
    """What was not done yet is forgotten, for its words may speak of the case; what was done keeps its number."""
    case, other = opened_case(session, now), opened_case(session, now)
    officer, overseer = acting(session, "officer", now), acting(session, "overseer", now)
    wanted = plan(overseer, K.CHASE, case, other, text="Ông Tư hỏi nhiều lần.")
    done = plan(officer, K.ACCEPT, case, other)
    confirm(officer, done)
    divert_case(acting(session, "coordinator", now), case)
    session.flush()
    assert own_step(session, overseer.actor, wanted.id) is None
    assert [row.row is None for row in rows_of(session, officer.actor, done)] == [True, False]


# --- doing --------------------------------------------------------------------------------------------


def test_it_does_what_one_would_do_to_each_alone(session: Session, now: datetime) -> None:
    colleague = account_of(session, "colleague").id
    cases = [opened_case(session, now), accepted_case(session, now)]
    leader = acting(session, "leader", now)
    confirm(leader, plan(leader, K.ASSIGN, *cases, officer_id=colleague))
    assert {(case.state, case.officer_id) for case in cases} == {(State.IN_PROGRESS, colleague)}
    assert {kinds(session, case)[-1] for case in cases} == {EventKind.ASSIGNED}


def test_it_routes_reassigns_and_chases(session: Session, now: datetime) -> None:
    case, to = unrouted(session, now), unit_id(session, "QLNL")
    coordinator = acting(session, "coordinator", now)
    confirm(coordinator, plan(coordinator, K.ROUTE, case, unit_id=to, reason="Việc của phòng."))
    assert (case.state, case.unit_id) == (State.ROUTED, to)

    leader, colleague = acting(session, "leader", now), account_of(session, "colleague").id
    step = plan(leader, K.REASSIGN, case, officer_id=colleague, reason="Người giữ đi công tác.")
    confirm(leader, step)
    assert case.officer_id == colleague
    assert step.facts == {"officer_id": colleague}  # the words stand in the history alone

    overseer = acting(session, "overseer", now)
    confirm(overseer, plan(overseer, K.CHASE, case, text="Đề nghị làm ngay."))
    assert case.chased_count == 1


def test_it_sends_the_answers_that_were_read(session: Session, now: datetime) -> None:
    case, rewritten = submitted(session, now), submitted(session, now)
    leader = acting(session, "leader", now)
    chosen = {each.reference: answer_of(session, each).version for each in (case, rewritten)}
    answer_of(session, rewritten).version += 1
    session.flush()
    step = plan_bulk(leader, K.ISSUE, chosen, facts={}, back="/desk/approvals")
    start(leader, step)
    assert fates(session, step) == [Fate.POSSIBLE, Fate.LEFT_OUT]
    assert "answered" not in told_sender(session, case)
    confirm(leader, step)
    assert case.state is State.ANSWERED
    assert "answered" in told_sender(session, case)
    assert rewritten.state is State.IN_PROGRESS
    answer = current_answer(leader, rewritten)
    assert answer is not None
    assert answer.status is AnswerStatus.SUBMITTED


def test_what_changed_after_the_look_is_left_alone(session: Session, now: datetime) -> None:
    cases = [opened_case(session, now), opened_case(session, now)]
    officer = acting(session, "officer", now)
    step = plan(officer, K.ACCEPT, *cases)
    accept_case(acting(session, "colleague", now), cases[0])
    session.flush()
    confirm(officer, step)
    assert fates(session, step) == [Fate.REFUSED, Fate.DONE]
    assert cases[0].officer_id == account_of(session, "colleague").id


def test_it_is_done_once(session: Session, now: datetime) -> None:
    officer = acting(session, "officer", now)
    step = plan(officer, K.ACCEPT, opened_case(session, now))
    confirm(officer, step)
    with pytest.raises(ChangedMeanwhile):
        confirm(officer, step)


# --- many ---------------------------------------------------------------------------------------------


def test_more_than_a_portion_is_the_workers(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_steps, "PORTION", 2)
    cases = [opened_case(session, now) for _ in range(5)]
    officer, system = acting(session, "officer", now), acting(session, "system", now)
    step = plan(officer, K.ACCEPT, *cases)
    assert (step.stage, fates(session, step)) == (Stage.CHECKING, [Fate.CHOSEN] * 5)

    assert go_on(system, step.id)
    assert fates(session, step) == [Fate.POSSIBLE] * 2 + [Fate.CHOSEN] * 3
    work(session, system, step)
    assert (step.stage, step.check_after) == (Stage.READY, None)
    assert not go_on(system, step.id)

    confirm(officer, step)
    assert (step.stage, fates(session, step)) == (Stage.RUNNING, [Fate.POSSIBLE] * 5)
    work(session, system, step)
    assert (step.stage, fates(session, step)) == (Stage.DONE, [Fate.DONE] * 5)
    actors = select(CaseEvent.actor_id).where(CaseEvent.kind == EventKind.ACCEPTED).distinct()
    assert session.scalars(actors).all() == [officer.actor.account_id]

    undo(officer, step)
    work(session, system, step)
    assert (step.stage, fates(session, step)) == (Stage.UNDONE, [Fate.UNDONE] * 5)
    assert {case.state for case in cases} == {State.ROUTED}


def test_the_worker_does_nothing_for_who_has_left(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_steps, "PORTION", 1)
    cases = [opened_case(session, now), opened_case(session, now)]
    step = plan(acting(session, "officer", now), K.ACCEPT, *cases)
    account_of(session, "officer").active = False
    raise_revision(session)
    session.flush()
    work(session, acting(session, "system", now), step)
    assert fates(session, step) == [Fate.LEFT_OUT] * 2


def work(session: Session, system: Act, step: BulkStep) -> None:
    """What the worker does until nothing is left to do."""
    for _ in range(5):
        go_on(system, step.id)
        session.refresh(step)


def test_a_portion_is_no_more_than_a_request_bears() -> None:
    assert PORTION <= 50


def test_it_is_forgotten_the_next_day(session: Session, now: datetime) -> None:
    step = plan(acting(session, "officer", now), K.ACCEPT, opened_case(session, now))
    assert forget_old(acting(session, "system", now + timedelta(hours=23))) == 0
    assert forget_old(acting(session, "system", now + timedelta(hours=25))) == 1
    assert own_step(session, acting(session, "officer", now).actor, step.id) is None


def test_assigning_what_is_assigned_is_nothing_to_do(session: Session, now: datetime) -> None:
    colleague = account_of(session, "colleague").id
    leader, case = acting(session, "leader", now), accepted_case(session, now)
    assign_case(leader, case, officer_id=colleague)
    assert whys(session, plan(leader, K.ASSIGN, case, officer_id=colleague)) == [NOTHING]


@pytest.mark.parametrize(
    "error",
    [
        RuleBroken("reason", "missing"),
        IllegalStep(EventKind.ACCEPTED, State.CLOSED),
        IllegalAnswerStep(AnswerStep.APPROVE, AnswerStatus.DRAFT),
        MissingFact(EventKind.RETURNED, "reason"),
        SamePerson(None),
        NotPermitted(None),
        ChangedMeanwhile(""),
    ],
)
def test_a_refusal_outlives_its_request(error: Exception) -> None:
    assert error_of(why_of(error)) == error
