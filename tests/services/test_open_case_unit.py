"""Where a new case goes: by the rules, or where the operator says, with a reason."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.models.account import Account
from portal.models.appointment import AppointmentRow
from portal.models.case import Case, CaseEvent
from portal.models.policy import ClockPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.settings_revision import raise_revision
from portal.models.unit import Unit
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.note_case import note_case
from portal.services.open_case import open_case
from portal.services.route_case import Destination, route_by_hand
from tests.factories import accepted_case, acting, mail_at_once, new_case, opened_case, unit_id
from tests.support.records import account_of, events, kinds, leg, legs, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

WHY = "Người gọi nói rõ là chợ xã"


def taken_call(session: Session, now: datetime, role: str = "operator", **given: object) -> Case:
    """A call entered by somebody who chose the unit."""
    chosen = {"unit_id": unit_id(session, "TB"), "unit_reason": WHY, "channel": Channel.HOTLINE, **given}
    return open_case(acting(session, role, now), new_case(session, **chosen))


def test_it_lets_the_operator_choose_the_unit_with_a_reason(session: Session, now: datetime) -> None:
    case = taken_call(session, now)
    assert (case.unit_id, case.state) == (unit_id(session, "TB"), State.ROUTED)
    assert (case.route_reason, case.route_rule_id) == (WHY, None)
    assert case.entered_by_id == account_of(session, "operator").id
    assert leg(session, case, Leg.TRANSFER).satisfied_at == now
    assert Leg.ACCEPTANCE in legs(session, case)


def test_it_names_the_coordinator_who_chose(session: Session, now: datetime) -> None:
    routed = events(session, taken_call(session, now, "coordinator"))[-1]
    assert (routed.kind, routed.by) == (EventKind.ROUTED, "")
    assert routed.actor_id == account_of(session, "coordinator").id


def test_it_names_the_operator_who_chose(session: Session, now: datetime) -> None:
    routed = events(session, taken_call(session, now))[-1]
    assert (routed.kind, routed.by, routed.facts["reason"]) == (EventKind.ROUTED, "", WHY)
    assert routed.actor_id == account_of(session, "operator").id


def test_it_lets_the_operator_choose_at_entry_alone(session: Session, now: datetime) -> None:
    case = opened_case(session, now, category_id=None)
    later = acting(session, "operator", now + timedelta(minutes=1))
    with pytest.raises(NotPermitted):
        route_by_hand(later, case, Destination(unit_id(session, "TB"), WHY))


@pytest.mark.parametrize("role", ["sender", "officer", "leader", "overseer", "administrator", "outsider"])
def test_it_lets_nobody_else_choose(session: Session, now: datetime, role: str) -> None:
    with pytest.raises(NotPermitted):
        taken_call(session, now, role)


@pytest.mark.parametrize(
    ("given", "field"), [({"unit_reason": " "}, "reason"), ({"unit_id": 999}, "unit_id")]
)
def test_it_uses_up_no_number_for_what_it_refuses(
    session: Session, now: datetime, given: dict[str, Any], field: str
) -> None:
    """A page shows the refusal and commits; nothing half written may be left for that."""
    with pytest.raises(RuleBroken) as refusal:
        taken_call(session, now, **given)
    session.commit()
    assert refusal.value.field == field
    assert session.scalar(select(func.count()).select_from(CaseEvent)) == 0
    assert opened_case(session, now).register_number == 1


def test_it_uses_up_no_number_where_no_clock_fits(session: Session, now: datetime) -> None:
    session.execute(delete(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.ANSWER))
    raise_revision(session)
    with pytest.raises(RuleBroken, match="no_response_clock"):
        opened_case(session, now)
    session.commit()
    assert session.scalar(select(func.count()).select_from(CaseEvent)) == 0


# --- the rules ------------------------------------------------------------------------------------


def first_rule(session: Session) -> RoutingRuleRow:
    """The rule for electricity."""
    return session.scalars(select(RoutingRuleRow).order_by(RoutingRuleRow.position).limit(1)).one()


def test_it_gives_the_case_to_the_officer_of_the_rule(session: Session, now: datetime) -> None:
    first_rule(session).officer_id = account_of(session, "officer").id
    session.flush()
    case = opened_case(session, now)
    assert (case.state, case.officer_id) == (State.IN_PROGRESS, account_of(session, "officer").id)
    assert kinds(session, case) == [EventKind.RECEIVED, EventKind.ROUTED, EventKind.ASSIGNED]
    assert leg(session, case, Leg.ACCEPTANCE).satisfied_at == now


def test_it_passes_over_an_officer_who_cannot_sign_in(session: Session, now: datetime) -> None:
    officer = account_of(session, "officer")
    first_rule(session).officer_id, officer.active = officer.id, False
    session.flush()
    assert opened_case(session, now).state is State.ROUTED


def test_it_passes_over_an_officer_who_has_left_the_unit(session: Session, now: datetime) -> None:
    officer = account_of(session, "officer")
    first_rule(session).officer_id = officer.id
    left = update(AppointmentRow).where(AppointmentRow.account_id == officer.id)
    session.execute(left.values(valid_to=date(2026, 11, 19)))
    raise_revision(session)
    assert opened_case(session, now).state is State.ROUTED


def test_it_follows_no_rule_to_a_unit_that_is_gone(session: Session, now: datetime) -> None:
    energy = session.get_one(Unit, unit_id(session, "QLNL"))
    energy.valid_to = date(2026, 11, 1)
    session.flush()
    assert opened_case(session, now).state is State.RECEIVED


def test_it_lets_nobody_choose_a_unit_that_is_gone(session: Session, now: datetime) -> None:
    session.get_one(Unit, unit_id(session, "TB")).valid_to = date(2026, 11, 1)
    session.flush()
    with pytest.raises(RuleBroken, match="unknown"):
        taken_call(session, now)


def test_it_mails_the_leaders_who_want_mails_at_once(session: Session, now: datetime) -> None:
    mail_at_once(session, "leader")
    assert told_staff(session, opened_case(session, now)) == {"leader"}


def test_it_mails_nobody_who_reads_the_digest(session: Session, now: datetime) -> None:
    assert told_staff(session, opened_case(session, now)) == set()
    assert session.scalar(select(func.count()).select_from(Account).where(Account.mails_at_once)) == 0


def test_it_leaves_what_is_unwritten_of_another_case_alone(session: Session, now: datetime) -> None:
    first = accepted_case(session, now)
    act = acting(session, "officer", now)
    new = new_case(session)
    note_case(act, first, text="Đã gọi")
    second = open_case(act.as_system(), new)
    assert [kinds(session, case)[-1] for case in (first, second)] == [EventKind.NOTED, EventKind.ROUTED]
