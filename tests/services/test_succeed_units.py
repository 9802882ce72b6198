"""Reorganising units on both databases: what passes, what stays, what is refused."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.events import EventKind
from portal.domain.permissions import Role
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.successions import Part, SuccessionKind
from portal.models.appointment import AppointmentRow
from portal.models.case import Case
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.succession import Succession
from portal.queries.cases import case_for
from portal.queries.opinions import asked_opinion
from portal.queries.settings import load_settings
from portal.queries.successions import unfinished
from portal.services import succeed_cases
from portal.services.answer_case import approve_answer, current_answer
from portal.services.ask_opinion import Question, ask_opinion
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.foresee_succession import foresee
from portal.services.give_opinion import give_opinion
from portal.services.reopen_case import request_reopening
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.succeed_cases import move_batch, move_stray, stray_cases
from portal.services.succeed_units import apply_succession, plan_succession, withdraw_succession
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    category_id,
    opened_case,
    person,
    switch,
    unit_id,
)
from tests.queries.checking import BY_NAME, check, count
from tests.services.who_may import WHY, Maker, disputed, submitted, waiting
from tests.support.records import account_of, kinds, last_event, leg
from tests.support.successions import BASIS, entry, merging, reorganise

pytestmark = pytest.mark.usefixtures("standing_office")
K = SuccessionKind
TOMORROW = date(2026, 11, 21)


def merged(session: Session, now: datetime, to: str = "QLCN", *units: str) -> Succession:
    """The energy division, or these units, merged into another today."""
    parts = merging(session, to, *(units or ("QLNL",)))
    return reorganise(acting(session, "administrator", now), K.MERGED, parts)


# --- open cases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [opened_case, accepted_case, waiting, submitted, disputed])
def test_open_cases_go_on_with_the_successor(session: Session, now: datetime, make: Maker) -> None:
    case, before = make(session, now), leg_facts(session, make(session, now))
    kept = (case.state, case.due_on, case.due_at, case.answer_status, case.officer_id, case.register_number)
    receiving, clock = case.receiving_unit_id, leg_facts(session, case)
    merged(session, now)
    assert case.unit_id == unit_id(session, "QLCN")
    assert case.receiving_unit_id == receiving
    after = (case.state, case.due_on, case.due_at, case.answer_status, case.officer_id, case.register_number)
    assert after == kept
    assert leg_facts(session, case) == clock == before
    event = last_event(session, case)
    assert event.kind is EventKind.UNIT_SUCCEEDED
    assert event.facts["from_unit_id"] == unit_id(session, "QLNL")
    assert (event.facts["to_unit_id"], event.facts["basis"]) == (case.unit_id, BASIS)


def leg_facts(session: Session, case: Case) -> tuple[object, ...]:
    clock = leg(session, case)
    return clock.unit_id, clock.started_at, clock.due_on, clock.due_at, clock.pauses, clock.satisfied_at


def test_an_answer_before_its_approver_is_approved_by_the_same_person(
    session: Session, now: datetime
) -> None:
    case = submitted(session, now)
    merged(session, now)
    leader = acting(session, "leader", now)
    answer = current_answer(leader, case)
    assert answer is not None
    approve_answer(leader, case, answer)
    assert case.answer_status == "approved"


def test_an_officer_who_does_not_come_along_leaves_the_case_to_the_unit(
    session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    act = acting(session, "administrator", now)
    officer = account_of(session, "officer").id
    posts = session.scalars(select(AppointmentRow).where(AppointmentRow.account_id == officer))
    left = {f"post:{post.id}" for post in posts}
    reorganise(act, K.MERGED, merging(session, "QLCN", "QLNL"), left=left)
    assert (case.officer_id, case.state) == (None, State.IN_PROGRESS)
    assert case_for(session, person(session, "officer", now), case.reference) is None
    assert case_for(session, person(session, "leader", now), case.reference) is case


def test_who_goes_on_sees_what_was_answered_before(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert case_for(session, person(session, "outsider", now), case.reference) is None
    merged(session, now, "LH")
    assert case.unit_id == unit_id(session, "QLNL")  # answered there, and so it stays
    assert case_for(session, person(session, "outsider", now), case.reference) is case


def test_a_case_looked_at_again_goes_on_with_the_successor(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    merged(session, now)
    assert case.unit_id == unit_id(session, "QLNL")
    request_reopening(acting(session, "sender", now), case, reason=WHY)
    assert case.unit_id == unit_id(session, "QLCN")
    assert kinds(session, case)[-2:] == [EventKind.REOPENING_REQUESTED, EventKind.UNIT_SUCCEEDED]


def test_a_case_sent_back_goes_to_whoever_goes_on_for_its_register(session: Session, now: datetime) -> None:
    case = opened_case(session, now, receiving_unit_id=unit_id(session, "TB"))
    merged(session, now, "TP", "TB")
    assert (case.receiving_unit_id, case.unit_id) == (unit_id(session, "TB"), unit_id(session, "QLNL"))
    return_case(acting(session, "officer", now), case, reason=WHY)
    assert case.unit_id == unit_id(session, "TP")


def test_a_split_gives_each_successor_its_own(session: Session, now: datetime) -> None:
    """The division goes on and gives what is about electricity to another."""
    electricity, other = opened_case(session, now), opened_case(session, now)
    other.category_id = category_id(session, "fuel")
    old, new = unit_id(session, "QLNL"), unit_id(session, "QLCN")
    parts = (Part(old, old), Part(old, new, category_id=category_id(session, "electricity")))
    row = reorganise(acting(session, "administrator", now), K.SPLIT, parts)
    assert (electricity.unit_id, other.unit_id) == (new, old)
    assert load_settings(session).units[old].stands(TOMORROW)
    assert (row.moved_cases, row.finished_at) == (1, now)


# --- what comes in afterwards ---------------------------------------------------------------------


def test_rules_lead_to_the_successor(session: Session, now: datetime) -> None:
    merged(session, now)
    assert opened_case(session, now).unit_id == unit_id(session, "QLCN")
    rules = session.scalars(select(RoutingRuleRow.unit_id)).all()
    assert unit_id(session, "QLNL") not in rules


def test_a_rule_left_behind_follows_too(session: Session, now: datetime) -> None:
    rule = session.scalars(
        select(RoutingRuleRow).where(RoutingRuleRow.unit_id == unit_id(session, "QLNL"))
    ).first()
    assert rule is not None
    merged(session, now)
    rule.unit_id = unit_id(session, "QLNL")
    session.flush()
    assert opened_case(session, now).unit_id == unit_id(session, "QLCN")


def test_a_rule_wider_than_a_part_is_left_for_somebody_to_decide(session: Session, now: datetime) -> None:
    old, new = unit_id(session, "QLNL"), unit_id(session, "QLCN")
    wide = RoutingRuleRow(position=990, unit_id=old, words=["điện"])
    session.add(wide)
    session.flush()
    parts = (Part(old, old), Part(old, new, category_id=category_id(session, "electricity")))
    row = reorganise(acting(session, "administrator", now), K.SPLIT, parts)
    assert row.outcome["undecided_rules"] == [wide.id]
    assert wide.unit_id == old


def test_a_case_for_the_old_unit_reaches_the_new_one(session: Session, now: datetime) -> None:
    merged(session, now)
    case = opened_case(session, now, receiving_unit_id=unit_id(session, "QLNL"), category_id=None)
    assert case.receiving_unit_id == unit_id(session, "QLCN")
    other = opened_case(session, now, category_id=None)
    coordinator = acting(session, "coordinator", now)
    route_by_hand(coordinator, other, Destination(unit_id(session, "QLNL"), WHY))
    assert other.unit_id == unit_id(session, "QLCN")


def test_a_case_opened_in_the_old_unit_meanwhile_is_found(session: Session, now: datetime) -> None:
    merged(session, now)
    case = opened_case(session, now)
    case.unit_id = unit_id(session, "QLNL")  # opened by somebody who did not know yet
    session.flush()
    act = acting(session, "system", now)
    assert check(session, "no open case in a unit that ended", now)[1] != []
    assert stray_cases(act) == [case.id]
    move_stray(act, case.id)
    assert case.unit_id == unit_id(session, "QLCN")
    assert check(session, "no open case in a unit that ended", now)[1] == []


# --- people, terms, switches ----------------------------------------------------------------------


def test_people_come_along_from_the_day(session: Session, now: datetime) -> None:
    merged(session, now)
    settings = load_settings(session)
    officer = account_of(session, "officer").id
    old, new = (unit_id(session, code) for code in ("QLNL", "QLCN"))
    posts = {post.unit_id: post for post in settings.posts if post.account_id == officer}
    assert (posts[old].valid_to, posts[new].valid_from) == (date(2026, 11, 19), date(2026, 11, 20))


def test_nobody_rises_to_the_unit_above_unless_somebody_says_so(session: Session, now: datetime) -> None:
    """The leader of a commune that is abolished does not come to lead the province."""
    leader = account_of(session, "outsider").id
    session.add(
        AppointmentRow(
            account_id=leader, unit_id=unit_id(session, "LH"), role=Role.LEADER, valid_from=date(2025, 7, 1)
        )
    )
    session.flush()
    act = acting(session, "administrator", now)
    reorganise(act, K.ABOLISHED, merging(session, "BA", "LH"))
    held = [(post.role, post.unit_id) for post in load_settings(session).posts if post.account_id == leader]
    assert (Role.LEADER, unit_id(session, "BA")) not in held


def test_nobody_gives_rights_to_themselves(session: Session, now: datetime) -> None:
    administrator = account_of(session, "administrator").id
    post = AppointmentRow(
        account_id=administrator,
        unit_id=unit_id(session, "QLNL"),
        role=Role.LEADER,
        valid_from=date(2025, 7, 1),
    )
    session.add(post)
    session.flush()
    act = acting(session, "administrator", now)
    reorganise(act, K.MERGED, merging(session, "QLCN", "QLNL"), ticked={f"post:{post.id}"})
    held = {
        (each.role, each.unit_id) for each in load_settings(session).posts if each.account_id == administrator
    }
    assert (Role.LEADER, unit_id(session, "QLCN")) not in held


def test_terms_and_switches_pass_only_when_somebody_says_so(session: Session, now: datetime) -> None:
    switch(session, "two_persons", False, unit="QLNL")
    switch(session, "accepts_anonymous", True, unit="QLNL")
    term = ClockPolicyRow(
        code="answer", leg=Leg.ANSWER, amount=2, time_unit=TimeUnit.WORKING_DAYS, unit_id=unit_id(session, "QLNL"),
        valid_from=date(2025, 7, 1), confirmed_by="Pháp chế", confirmed_on=date(2025, 7, 1),
    )  # fmt: skip
    session.add(term)
    session.flush()
    chosen = session.scalars(select(UnitPolicyRow).where(UnitPolicyRow.name == "two_persons")).all()[-1]
    act = acting(session, "administrator", now)
    ticked = {f"switch:{chosen.id}", f"clock:{term.id}"}
    row = reorganise(act, K.MERGED, merging(session, "QLCN", "QLNL"), ticked=ticked)
    new = unit_id(session, "QLCN")
    switches = session.scalars(select(UnitPolicyRow).where(UnitPolicyRow.unit_id == new)).all()
    assert [(each.name, each.value) for each in switches] == [("two_persons", False)]
    copy = session.scalars(select(ClockPolicyRow).where(ClockPolicyRow.unit_id == new)).one()
    assert (copy.amount, copy.valid_from, copy.confirmed_on) == (2, date(2026, 11, 20), None)
    assert (row.outcome["clock"], row.outcome["switch"]) == (1, 1)


# --- planning -------------------------------------------------------------------------------------


def test_it_foresees_what_it_then_moves_and_changes_nothing(session: Session, now: datetime) -> None:
    cases = [make(session, now) for make in (opened_case, accepted_case, waiting)]
    act = acting(session, "administrator", now)
    wanted = entry(act, K.MERGED, merging(session, "QLCN", "QLNL"))
    found = foresee(act, wanted.plan)
    assert (found.case_count, len(found.references)) == (3, 3)
    assert {each.from_unit_id for each in found.rules} == {unit_id(session, "QLNL")}
    assert not session.new
    assert not session.dirty
    row = plan_succession(act, wanted)
    assert (row.moved_cases, row.outcome["rules"]) == (len(cases), len(found.rules))


def test_the_same_form_sent_twice_plans_once(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    wanted = entry(act, K.MERGED, merging(session, "QLCN", "QLNL"))
    first = plan_succession(act, wanted)
    assert plan_succession(acting(session, "administrator", now), wanted) is first


def test_a_second_administrator_cannot_end_the_same_unit(session: Session, now: datetime) -> None:
    one, two = acting(session, "administrator", now), acting(session, "administrator", now)
    late = entry(two, K.MERGED, merging(session, "KTAT", "QLNL"))
    reorganise(one, K.MERGED, merging(session, "QLCN", "QLNL"))
    with pytest.raises(RuleBroken) as broken:
        plan_succession(two, late)
    assert (broken.value.field, broken.value.code) == ("from_units", "not_standing")


def test_a_later_day_waits_for_it(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    act = acting(session, "administrator", now)
    row = reorganise(act, K.MERGED, merging(session, "QLCN", "QLNL"), on=TOMORROW)
    assert (row.applied_at, case.unit_id) == (None, unit_id(session, "QLNL"))
    assert load_settings(session).units[unit_id(session, "QLNL")].stands(TOMORROW)
    with pytest.raises(RuleBroken):  # it is spoken for
        reorganise(act, K.MERGED, merging(session, "KTAT", "QLNL"), on=date(2026, 12, 1))
    with pytest.raises(RuleBroken):  # and nobody's successor after that
        reorganise(act, K.MERGED, merging(session, "QLNL", "KTAT"), on=date(2026, 12, 1))
    later = acting(session, "system", now + timedelta(days=1))
    assert apply_succession(later, row.id)
    assert not apply_succession(later, row.id)
    assert case.unit_id == unit_id(session, "QLCN")


def test_a_plan_is_taken_back_before_its_day_only(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = reorganise(act, K.MERGED, merging(session, "QLCN", "QLNL"), on=TOMORROW)
    withdraw_succession(act, row)
    assert not apply_succession(acting(session, "system", now + timedelta(days=1)), row.id)
    done = merged(session, now)
    with pytest.raises(RuleBroken):
        withdraw_succession(acting(session, "administrator", now), done)


def test_it_is_for_administrators_of_all_units_concerned(session: Session, now: datetime) -> None:
    session.add(
        AppointmentRow(
            account_id=account_of(session, "outsider").id,
            unit_id=unit_id(session, "LH"),
            role=Role.ADMINISTRATOR,
            valid_from=date(2025, 7, 1),
        )
    )
    session.flush()
    for role in ("leader", "coordinator", "outsider"):
        act = acting(session, role, now)
        with pytest.raises(NotPermitted):
            plan_succession(act, entry(act, K.MERGED, merging(session, "TP", "LH")))


# --- many cases -----------------------------------------------------------------------------------


def test_a_crash_half_way_loses_nothing_and_moves_nothing_twice(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(succeed_cases, "BATCH", 2)
    cases = [opened_case(session, now) for _ in range(5)]
    row = merged(session, now)
    assert (row.moved_cases, row.finished_at, unfinished(session)) == (2, None, [row.id])
    # Whoever goes on sees those that have not moved yet, and may work on them.
    assert case_for(session, person(session, "officer", now), cases[-1].reference) is cases[-1]
    attempt = session.begin_nested()
    move_batch(acting(session, "system", now), row.id)
    session.flush()
    attempt.rollback()  # the worker dies
    while unfinished(session):
        move_batch(acting(session, "system", now), row.id)
    assert {case.unit_id for case in cases} == {unit_id(session, "QLCN")}
    for case in cases:
        assert kinds(session, case).count(EventKind.UNIT_SUCCEEDED) == 1
    session.refresh(row)
    assert row.moved_cases == 5


def test_everything_that_must_hold_holds_afterwards(session: Session, now: datetime) -> None:
    for make in (opened_case, accepted_case, waiting, submitted, disputed, answered_case):
        make(session, now)
    merged(session, now)
    count(session, now)
    for name in BY_NAME:
        assert check(session, name, now)[1] == [], name


def test_a_malformed_key_is_refused(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    wanted = entry(act, K.MERGED, merging(session, "QLCN", "QLNL"))
    with pytest.raises(RuleBroken):
        plan_succession(act, wanted.__class__("nonsense", wanted.plan))


def test_a_question_to_the_old_unit_is_answered_by_the_new_one(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    question = Question("Đường dây có thuộc xã không?", date(2026, 11, 25), unit_id=unit_id(session, "TB"))
    opinion = ask_opinion(acting(session, "officer", now), case, question)
    act = acting(session, "administrator", now)
    wanted = entry(act, K.MERGED, merging(session, "LH", "TB"))
    assert foresee(act, wanted.plan).opinions == 1
    plan_succession(act, wanted)
    assert asked_opinion(session, person(session, "outsider", now), opinion.id) is not None
    give_opinion(acting(session, "outsider", now), case, opinion, text="Không thuộc xã.")
    assert opinion.given_at == now
