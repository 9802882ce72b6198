"""Ending: closed after the answer, by hand or by itself, or withdrawn by its sender."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.services.end_case import close_case, withdraw_case
from portal.services.errors import RuleBroken
from tests.factories import accepted_case, acting, answered_case, mail_at_once, opened_case
from tests.services.who_may import WHY, Maker, disputed, unrouted, waiting
from tests.support.records import account_of, last_event, leg, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_closes_an_answered_case(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    close_case(acting(session, "leader", now), case)
    assert (case.state, case.is_open, case.check_after) == (State.CLOSED, False, None)
    assert told_sender(session, case) == ["received", "answered"]


@pytest.mark.parametrize("make", [accepted_case, waiting, disputed])
def test_it_closes_nothing_that_is_open(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    with pytest.raises(IllegalStep):
        close_case(acting(session, "leader", now), case)


@pytest.mark.parametrize("make", [unrouted, opened_case, accepted_case, waiting, disputed])
def test_it_withdraws_any_open_case(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    withdraw_case(acting(session, "sender", now), case, reason=" Tôi đã tự xử lý ")
    assert (case.state, case.is_open, case.check_after) == (State.WITHDRAWN, False, None)
    assert last_event(session, case).facts == {"reason": "Tôi đã tự xử lý"}
    assert told_sender(session, case)[-1] == "withdrawn"


def test_it_withdraws_no_case_that_has_ended(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    with pytest.raises(IllegalStep):
        withdraw_case(acting(session, "sender", now), case, reason=WHY)


def test_it_withdraws_nothing_without_a_reason(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="missing"):
        withdraw_case(acting(session, "sender", now), opened_case(session, now), reason="\n")


def test_it_stops_every_clock_that_runs(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "sender", now + timedelta(hours=1)), case, reason=WHY)
    for kind in (Leg.ANSWER, Leg.ACCEPTANCE):
        clock = leg(session, case, kind)
        assert (clock.stopped, clock.check_after, clock.verdict) == (True, None, None)
    assert not leg(session, case, Leg.TRANSFER).stopped  # it was satisfied before


def test_it_gives_no_verdict_to_what_was_not_answered(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason=WHY)
    assert (case.verdict, case.answered_at) == (None, None)


def test_it_tells_the_officer_who_has_the_case(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    case = accepted_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason=WHY)
    assert told_staff(session, case, "staff_withdrawn") == {"officer"}


def test_it_writes_down_who_withdrew_it_for_the_sender(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "operator", now), case, reason="Bà An gọi xin rút")
    withdrawn = last_event(session, case)
    assert (withdrawn.kind, withdrawn.actor_id) == (EventKind.WITHDRAWN, account_of(session, "operator").id)
