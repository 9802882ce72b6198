"""Routing on and sending back: no clock starts again, the desks change, and nothing approved is taken along."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep, MissingFact
from portal.models.case import Case
from portal.services.answer_case import save_draft
from portal.services.errors import RuleBroken
from portal.services.reopen_case import reopen
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.take_case import accept_case
from tests.factories import accepted_case, acting, answered_case, mail_at_once, opened_case, unit_id
from tests.services.who_may import TEXT, Maker, approved, drafted, submitted, unrouted, waiting
from tests.support.records import answer_of, kinds, last_event, leg, legs, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = timedelta(days=1)


def send_to(session: Session, case: Case, code: str, now: datetime, reason: str = "Thuộc xã") -> None:
    """The coordinator's choice."""
    route_by_hand(acting(session, "coordinator", now), case, Destination(unit_id(session, code), reason))


def give_back(session: Session, case: Case, now: datetime) -> None:
    return_case(acting(session, "officer", now), case, reason=" Không thuộc phòng ")


def test_it_routes_a_received_case_by_hand(session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    send_to(session, case, "TB", now + DAY * 3)
    routed = last_event(session, case)
    assert (routed.kind, routed.facts["reason"]) == (EventKind.ROUTED, "Thuộc xã")
    assert (case.state, case.unit_id, case.route_reason) == (State.ROUTED, unit_id(session, "TB"), "Thuộc xã")
    assert leg(session, case, Leg.TRANSFER).satisfied_at == now + DAY * 3


def test_it_starts_the_acceptance_of_the_unit_when_it_is_routed(session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    send_to(session, case, "TB", now + DAY * 3)
    assert leg(session, case, Leg.ACCEPTANCE).started_at == now + DAY * 3
    assert case.routed_at == now + DAY * 3


def test_it_reroutes_without_starting_a_clock_again(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before = leg(session, case).due_at, leg(session, case, Leg.ACCEPTANCE).satisfied_at
    send_to(session, case, "TB", now + DAY * 3)
    assert last_event(session, case).kind is EventKind.REROUTED
    assert (case.state, case.officer_id) == (State.ROUTED, None)
    assert (leg(session, case).due_at, leg(session, case, Leg.ACCEPTANCE).satisfied_at) == before
    assert len(legs(session, case)) == 3


def test_it_returns_a_case_to_the_coordinator_with_the_reason(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    give_back(session, case, now + DAY * 3)
    returned = last_event(session, case)
    assert (case.state, case.unit_id) == (State.RECEIVED, case.receiving_unit_id)
    assert (case.officer_id, case.returned_count) == (None, 1)
    assert returned.facts == {"reason": "Không thuộc phòng", "from_unit_id": unit_id(session, "QLNL")}
    assert returned.unit_id == unit_id(session, "QLNL")


def test_it_restarts_no_clock_for_what_comes_back(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    due_at, accept_by = case.due_at, leg(session, case, Leg.ACCEPTANCE).due_at
    give_back(session, case, now + DAY * 3)
    send_to(session, case, "TB", now + DAY * 5)
    assert (case.due_at, leg(session, case).due_at) == (due_at, due_at)
    assert leg(session, case, Leg.ACCEPTANCE).due_at == accept_by
    assert leg(session, case, Leg.TRANSFER).satisfied_at == now
    assert case.routed_at == now


def test_it_tells_the_coordinators_who_want_mails_at_once(session: Session, now: datetime) -> None:
    mail_at_once(session, "coordinator")
    case = accepted_case(session, now)
    give_back(session, case, now)
    assert told_staff(session, case, "staff_returned") == {"coordinator"}


def test_it_returns_nothing_without_a_reason(session: Session, now: datetime) -> None:
    with pytest.raises((RuleBroken, MissingFact)):
        return_case(acting(session, "officer", now), accepted_case(session, now), reason=" ")


@pytest.mark.parametrize("maker", [waiting, answered_case])
def test_it_sends_on_no_case_that_waits_or_is_answered(session: Session, now: datetime, maker: Maker) -> None:
    case = maker(session, now)
    with pytest.raises(IllegalStep):
        send_to(session, case, "TB", now)
    with pytest.raises(IllegalStep):
        give_back(session, case, now)


@pytest.mark.parametrize("maker", [drafted, submitted, approved])
@pytest.mark.parametrize("way", ["returned", "rerouted"])
def test_it_takes_no_approval_along_to_another_unit(
    session: Session, now: datetime, maker: Maker, way: str
) -> None:
    """What one unit's leader approved must not be issued by another unit, nor block its officer."""
    case = maker(session, now)
    if way == "returned":
        give_back(session, case, now)
    send_to(session, case, "TB", now)
    session.flush()
    answer = answer_of(session, case)
    assert (case.answer_status, answer.status) == (None, AnswerStatus.DRAFT)
    assert (answer.approver_id, answer.approved_at) == (None, None)


def test_it_lets_the_new_unit_write_its_own_answer(session: Session, now: datetime) -> None:
    case = approved(session, now)
    send_to(session, case, "LH", now)
    outsider = acting(session, "outsider", now)
    accept_case(outsider, case)
    assert save_draft(outsider, case, TEXT).version == 2


def test_it_leaves_an_issued_answer_alone(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    reopen(acting(session, "overseer", now), case, reason="Kiểm tra lại")
    send_to(session, case, "TB", now)
    assert answer_of(session, case).status is AnswerStatus.ISSUED
    assert kinds(session, case)[-2:] == [EventKind.REOPENED, EventKind.REROUTED]
