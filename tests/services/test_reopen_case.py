"""Reopening: asked for within the window, decided by somebody other than the author, oversight the second time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import SamePerson
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep, MissingFact
from portal.models.appointment import Deputy
from portal.models.case import Case
from portal.services.end_case import close_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.reopen_case import may_request, refuse_reopening, reopen, request_reopening
from tests.factories import accepted_case, acting, answered_case, mail_at_once, switch
from tests.services.test_issue_answer import answer_at
from tests.services.who_may import WHY, Maker, disputed
from tests.support.records import account_of, kinds, last_event, leg, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = timedelta(days=1)
# Ten working days after Friday 20 November: Monday 7 December is the last.
WINDOW_ENDS = datetime.fromisoformat("2026-12-08T00:00+07:00")


def ask(session: Session, case: Case, at: datetime) -> None:
    request_reopening(acting(session, "sender", at), case, reason=WHY)


def refused_once(session: Session, now: datetime) -> Case:
    """Disputed again after the leader has refused."""
    case = disputed(session, now)
    refuse_reopening(acting(session, "leader", now), case, reason=WHY)
    ask(session, case, now + DAY)
    return case


def reopened_once(session: Session, now: datetime) -> Case:
    """Reopened, answered again, and disputed again."""
    case = disputed(session, now)
    reopen(acting(session, "leader", now), case, reason=WHY)
    answer_at(session, case, now)
    ask(session, case, now + DAY)
    return case


# --- asking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED])
def test_it_is_asked_of_answered_and_closed_cases(session: Session, now: datetime, state: State) -> None:
    case = answered_case(session, now)
    if state is State.CLOSED:
        close_case(acting(session, "leader", now), case)
    ask(session, case, now + DAY)
    assert (case.state, case.state_before, case.check_after) == (State.REOPEN_REQUESTED, state, None)


def test_it_is_asked_until_the_window_ends(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert may_request(acting(session, "sender", WINDOW_ENDS - timedelta(seconds=1)), case)
    with pytest.raises(RuleBroken, match="window_over"):
        ask(session, case, WINDOW_ENDS)


def test_it_is_asked_within_the_window_of_the_unit(session: Session, now: datetime) -> None:
    switch(session, "reopen_window", 1)
    case = answered_case(session, now)
    assert may_request(acting(session, "sender", now + DAY * 3), case)
    assert not may_request(acting(session, "sender", now + DAY * 4), case)


def test_it_is_not_asked_without_a_reason(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="missing"):
        request_reopening(acting(session, "sender", now), answered_case(session, now), reason=" ")


def test_it_is_not_asked_before_there_is_an_answer(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="window_over"):
        ask(session, accepted_case(session, now), now)


def test_it_is_not_asked_twice_at_a_time(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        ask(session, disputed(session, now), now)


def test_it_tells_the_leaders_and_those_above(session: Session, now: datetime) -> None:
    mail_at_once(session, "leader", "director", "overseer")
    assert told_staff(session, disputed(session, now), "staff_reopening") == {"leader", "director"}


@pytest.mark.parametrize("make", [refused_once, reopened_once])
def test_it_tells_oversight_the_second_time(session: Session, now: datetime, make: Maker) -> None:
    mail_at_once(session, "leader", "overseer")
    case = make(session, now)
    assert told_staff(session, case, "staff_reopening") == {"leader", "overseer"}  # one each time


# --- deciding -------------------------------------------------------------------------------------


def test_it_starts_a_new_clock_and_keeps_the_first_verdict(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    monday = now + DAY * 3
    reopen(acting(session, "leader", monday), case, reason=" Xem lại ")
    first, second = (leg(session, case, Leg.ANSWER, round_=number) for number in (1, 2))
    assert (case.state, case.reopened_count, case.answer_status) == (State.IN_PROGRESS, 1, None)
    assert (first.verdict, case.verdict, second.satisfied_at) == (Verdict.IN_TIME, Verdict.IN_TIME, None)
    assert second.started_at == monday
    assert case.due_on == second.due_on == date(2026, 11, 27)  # Wednesday, Thursday, Friday
    assert case.due_month == 202611
    assert last_event(session, case).facts == {"reason": "Xem lại"}


def test_it_keeps_the_month_in_which_the_first_verdict_counts(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    reopen(acting(session, "leader", now + DAY * 20), case, reason=WHY)
    assert (case.due_on.month, case.due_month) == (12, 202611)


def test_it_tells_the_sender_either_way(session: Session, now: datetime) -> None:
    granted, refused = disputed(session, now), disputed(session, now)
    reopen(acting(session, "leader", now), granted, reason=WHY)
    refuse_reopening(acting(session, "leader", now), refused, reason=WHY)
    assert told_sender(session, granted)[-1] == "reopened"
    assert told_sender(session, refused)[-1] == "reopening_refused"


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED])
def test_it_goes_back_to_where_it_was_when_refused(session: Session, now: datetime, state: State) -> None:
    case = answered_case(session, now)
    if state is State.CLOSED:
        close_case(acting(session, "leader", now), case)
    ask(session, case, now)
    refuse_reopening(acting(session, "leader", now + DAY), case, reason=WHY)
    assert (case.state, case.state_before) == (state, None)
    assert case.check_after == WINDOW_ENDS


def test_it_is_decided_with_a_reason(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    with pytest.raises(RuleBroken, match="missing"):
        refuse_reopening(acting(session, "leader", now), case, reason=" ")
    with pytest.raises((RuleBroken, MissingFact)):
        reopen(acting(session, "leader", now), case, reason=" ")


def test_it_is_not_decided_by_the_author(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    answer_at(session, case, now, author="leader", approver="director")
    ask(session, case, now)
    for decide in (reopen, refuse_reopening):
        with pytest.raises(SamePerson):
            decide(acting(session, "leader", now), case, reason=WHY)
    reopen(acting(session, "director", now), case, reason=WHY)
    assert case.state is State.IN_PROGRESS


def stand_in(session: Session, holder: str, deputy: str) -> None:
    ids = {"account_id": account_of(session, holder).id, "deputy_id": account_of(session, deputy).id}
    session.add(Deputy(from_on=date(2026, 11, 20), to_on=date(2026, 12, 31), **ids))
    session.flush()


@pytest.mark.parametrize("decide", [reopen, refuse_reopening])
def test_it_is_not_decided_by_the_author_who_stands_in(
    session: Session, now: datetime, decide: Callable[..., None]
) -> None:
    """Neither for the leader, nor for oversight the second time."""
    case = disputed(session, now)
    stand_in(session, "leader", "officer")
    with pytest.raises(SamePerson):
        decide(acting(session, "officer", now), case, reason=WHY)
    refuse_reopening(acting(session, "leader", now), case, reason=WHY)
    ask(session, case, now + DAY)
    stand_in(session, "overseer", "officer")
    with pytest.raises(SamePerson):
        decide(acting(session, "officer", now + DAY), case, reason=WHY)
    assert case.state is State.REOPEN_REQUESTED


def test_it_is_decided_by_the_deputy_of_the_leader(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    stand_in(session, "leader", "colleague")
    reopen(acting(session, "colleague", now), case, reason=WHY)
    assert case.state is State.IN_PROGRESS


def test_it_is_not_decided_by_oversight_the_first_time(session: Session, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        reopen(acting(session, "overseer", now), disputed(session, now), reason=WHY)


@pytest.mark.parametrize("make", [refused_once, reopened_once])
@pytest.mark.parametrize("decide", [reopen, refuse_reopening])
def test_it_is_decided_by_oversight_the_second_time(
    session: Session, now: datetime, make: Maker, decide: Callable[..., None]
) -> None:
    case = make(session, now)
    for role in ("leader", "director"):
        with pytest.raises(NotPermitted):
            decide(acting(session, role, now + DAY), case, reason=WHY)
    decide(acting(session, "overseer", now + DAY), case, reason=WHY)
    assert case.state is not State.REOPEN_REQUESTED


def test_it_is_reopened_by_oversight_unasked(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    reopen(acting(session, "overseer", now), case, reason=WHY)
    assert kinds(session, case)[-1] is EventKind.REOPENED


def test_it_is_the_first_request_still_after_oversight_reopened_unasked(
    session: Session, now: datetime
) -> None:
    """What oversight did of its own accord does not take the sender's first request from the leader."""
    case = answered_case(session, now)
    reopen(acting(session, "overseer", now), case, reason=WHY)
    answer_at(session, case, now)
    ask(session, case, now)
    reopen(acting(session, "leader", now), case, reason=WHY)
    assert case.reopened_count == 2
