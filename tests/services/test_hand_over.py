"""Handing over: to a named agency, with a slip of the unit's yearly series, the sender told."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.hand_over import Handing, hand_over, slip_of
from portal.services.transfer_document import transfer_document
from tests.factories import accepted_case, acting, answered_case, opened_case
from tests.support.records import last_event, leg, messages, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

TO = Handing("Công an tỉnh Bình An", "Số 1 đường Hùng Vương", "Thuộc thẩm quyền của cơ quan công an.")


def test_it_ends_the_case_with_a_numbered_slip(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    slip = hand_over(acting(session, "leader", now), case, TO)
    assert (case.state, case.is_open) == (State.HANDED_OVER, False)
    assert (slip.unit_id, slip.number, slip.agency) == (case.unit_id, 1, TO.agency)
    assert leg(session, case, Leg.ANSWER).stopped
    assert told_sender(session, case)[-1] == "handed_over"
    assert last_event(session, case).facts == {"agency": TO.agency, "slip_id": slip.id, "reason": TO.reason}
    assert slip_of(acting(session, "leader", now), case) is slip


def test_slips_are_numbered_by_unit_without_gaps(session: Session, now: datetime) -> None:
    leader = acting(session, "leader", now)
    numbers = []
    for _ in range(2):
        with pytest.raises(IllegalStep):
            hand_over(leader, answered_case(session, now), TO)
        numbers.append(hand_over(leader, accepted_case(session, now), TO).number)
    assert numbers == [1, 2]


def test_what_nobody_was_given_yet_the_receiving_unit_hands_over(session: Session, now: datetime) -> None:
    case = opened_case(session, now, category_id=None)
    assert case.state is State.RECEIVED
    slip = hand_over(acting(session, "coordinator", now), case, TO)
    assert slip.unit_id == case.receiving_unit_id
    assert leg(session, case, Leg.TRANSFER).verdict is not None


def test_the_slip_tells_the_agency_what_it_needs(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leader = acting(session, "leader", now)
    slip = hand_over(leader, case, TO)
    document = transfer_document(leader, case, slip, office_address="tỉnh Bình An")
    assert document.number.startswith("1/PC-")
    assert document.addressee == f"{TO.agency}, {TO.address}"
    words = "\n".join(document.paragraphs)
    assert case.reference in words
    assert case.subject in words
    assert case.sender.name in words
    assert TO.reason in words


@pytest.mark.parametrize(
    ("handing", "field"),
    [
        (Handing(" ", "", "Vì sao"), "agency"),
        (Handing("x" * 201, "", "Vì sao"), "agency"),
        (Handing("A", "", ""), "reason"),
    ],
    ids=["no agency", "a novel for a name", "no reason"],
)
def test_it_wants_a_named_receiver_and_a_reason(
    session: Session, now: datetime, handing: Handing, field: str
) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        hand_over(acting(session, "leader", now), case, handing)
    assert broken.value.field == field
    assert case.state is State.IN_PROGRESS


@pytest.mark.parametrize("role", ["officer", "operator", "overseer", "sender"])
def test_it_is_for_coordinators_and_leaders(session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(NotPermitted):
        hand_over(acting(session, role, now), case, TO)


@pytest.mark.parametrize(
    ("address", "receiver"),
    [("Số 1 đường Hùng Vương", "Công an tỉnh Bình An, Số 1 đường Hùng Vương"), (" ", "Công an tỉnh Bình An")],
)
def test_the_message_names_the_receiver_with_its_address_if_it_has_one(
    session: Session, now: datetime, address: str, receiver: str
) -> None:
    case = accepted_case(session, now)
    hand_over(acting(session, "leader", now), case, replace(TO, address=address))
    (message,) = messages(session, case, template="handed_over")
    assert message.facts["receiver"] == receiver
