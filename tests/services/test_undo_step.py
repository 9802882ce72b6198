"""Undoing a step over many cases: it stands as before, with an event that says so; what went on stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.bulk import BulkKind, Fate, Stage
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.models.case import Case
from portal.services.bulk_steps import confirm, undo
from portal.services.bulk_why import TOUCHED
from portal.services.errors import ChangedMeanwhile
from portal.services.note_case import note_case
from tests.factories import accepted_case, acting, mail_at_once, opened_case, unit_id
from tests.queries.checking import BY_NAME, check, count
from tests.services.test_bulk_steps import K, everything, fates, plan, whys
from tests.services.who_may import unrouted
from tests.support.records import account_of, kinds, leg, legs, messages

pytestmark = pytest.mark.usefixtures("standing_office")

MINUTE = timedelta(minutes=1)


def to_accept(session: Session, now: datetime) -> tuple[str, BulkKind, Case, dict[str, Any]]:
    return "officer", K.ACCEPT, opened_case(session, now), {}


def to_take_over(session: Session, now: datetime) -> tuple[str, BulkKind, Case, dict[str, Any]]:
    return "colleague", K.ACCEPT, accepted_case(session, now), {}


def to_assign(session: Session, now: datetime) -> tuple[str, BulkKind, Case, dict[str, Any]]:
    mail_at_once(session, "colleague")
    return "leader", K.ASSIGN, opened_case(session, now), {"officer_id": account_of(session, "colleague").id}


def to_reassign(session: Session, now: datetime) -> tuple[str, BulkKind, Case, dict[str, Any]]:
    facts = {"officer_id": account_of(session, "colleague").id, "reason": "Đi công tác."}
    return "leader", K.REASSIGN, accepted_case(session, now), facts


def to_route(session: Session, now: datetime) -> tuple[str, BulkKind, Case, dict[str, Any]]:
    mail_at_once(session, "leader")
    facts = {"unit_id": unit_id(session, "QLNL"), "reason": "Việc của phòng."}
    return "coordinator", K.ROUTE, unrouted(session, now), facts


MAKERS = (to_accept, to_take_over, to_assign, to_reassign, to_route)
Maker = Callable[[Session, datetime], tuple[str, BulkKind, Case, dict[str, Any]]]


@pytest.mark.parametrize("make", MAKERS)
def test_undone_it_stands_as_before(session: Session, now: datetime, make: Maker) -> None:
    role, kind, case, facts = make(session, now)
    before, happened = everything(session, case), len(kinds(session, case))
    later = now + 7 * MINUTE
    act = acting(session, role, later)
    step = plan(act, kind, case, **facts)
    confirm(act, step)
    assert everything(session, case) != before

    undo(acting(session, role, later + 14 * MINUTE), step)
    assert (step.stage, fates(session, step)) == (Stage.UNDONE, [Fate.UNDONE])
    assert everything(session, case) == before
    undone = kinds(session, case)[happened:]
    assert undone[-1] in {EventKind.STEP_UNDONE, EventKind.GIVEN_BACK}
    count(session, later)
    for name in BY_NAME:
        assert check(session, name, later + 14 * MINUTE)[1] == [], name


def test_undone_it_can_be_done_again(session: Session, now: datetime) -> None:
    role, kind, case, facts = to_route(session, now)
    for minutes in (1, 3):
        act = acting(session, role, now + minutes * MINUTE)
        step = plan(act, kind, case, **facts)
        confirm(act, step)
        assert fates(session, step) == [Fate.DONE]
        assert leg(session, case, Leg.TRANSFER).satisfied_at is not None
        assert Leg.ACCEPTANCE in legs(session, case)
        if minutes == 1:
            undo(act, step)
            assert Leg.ACCEPTANCE not in legs(session, case)


def test_it_leaves_alone_what_somebody_went_on_with(session: Session, now: datetime) -> None:
    touched, untouched = opened_case(session, now), opened_case(session, now)
    officer = acting(session, "officer", now)
    step = plan(officer, K.ACCEPT, touched, untouched)
    confirm(officer, step)
    note_case(acting(session, "colleague", now), touched, text="Đã gọi người gửi.")
    session.flush()
    undo(officer, step)
    assert fates(session, step) == [Fate.STANDS, Fate.UNDONE]
    assert whys(session, step) == [TOUCHED, None]
    assert (touched.state, untouched.state) == (State.IN_PROGRESS, State.ROUTED)


def test_it_lets_a_mail_go_that_is_gone(session: Session, now: datetime) -> None:
    role, kind, case, facts = to_assign(session, now)
    act = acting(session, role, now)
    step = plan(act, kind, case, **facts)
    confirm(act, step)
    mail = messages(session, case, template="staff_assigned")[0]
    mail.attempts = 1
    session.flush()
    undo(act, step)
    assert messages(session, case, template="staff_assigned") == [mail]


@pytest.mark.parametrize("after", [15 * MINUTE, timedelta(days=1)])
def test_it_cannot_be_undone_for_long(session: Session, now: datetime, after: timedelta) -> None:
    officer = acting(session, "officer", now)
    step = plan(officer, K.ACCEPT, opened_case(session, now))
    confirm(officer, step)
    with pytest.raises(ChangedMeanwhile):
        undo(acting(session, "officer", now + after), step)


def test_what_was_said_cannot_be_unsaid(session: Session, now: datetime) -> None:
    overseer = acting(session, "overseer", now)
    step = plan(overseer, K.CHASE, opened_case(session, now), text="Đề nghị làm ngay.")
    confirm(overseer, step)
    with pytest.raises(ChangedMeanwhile):
        undo(overseer, step)


def test_a_second_routing_is_not_undone(session: Session, now: datetime) -> None:
    """Sent on from a unit, a case may have lost the answer that was being prepared there."""
    coordinator = acting(session, "coordinator", now)
    case = opened_case(session, now)
    step = plan(coordinator, K.ROUTE, case, unit_id=unit_id(session, "QLTM"), reason="Việc của phòng.")
    confirm(coordinator, step)
    undo(coordinator, step)
    assert fates(session, step) == [Fate.STANDS]
    assert case.unit_id == unit_id(session, "QLTM")
