"""Cases whose own moment has come: settled by one worker, put off when they raise."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.events import EventKind
from portal.domain.permissions import By
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.models.case import Case, CaseEvent
from portal.models.message import Message
from portal.services.due_case import due_cases, put_off_case, settle_case
from portal.services.remind import remind
from tests.factories import accepted_case, acting, answered_case
from tests.services.who_may import disputed, waiting
from tests.support.databases import Databases
from tests.support.records import last_event
from tests.support.workers import Workplace, at_once, workplace

WINDOW_ENDS = datetime.fromisoformat("2026-12-08T00:00+07:00")
HALF_TIME = datetime.fromisoformat("2026-11-23T16:30+07:00")
office = pytest.mark.usefixtures("standing_office")


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


@office
def test_it_finds_the_longest_waiting_first(session: Session, now: datetime) -> None:
    later, first = answered_case(session, now + timedelta(days=3)), answered_case(session, now)
    assert due_cases(session, WINDOW_ENDS - timedelta(seconds=1)) == []
    assert due_cases(session, WINDOW_ENDS) == [first.id]
    assert due_cases(session, WINDOW_ENDS + timedelta(days=9)) == [first.id, later.id]


@office
def test_it_closes_when_the_window_is_over(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert settle_case(acting(session, "system", WINDOW_ENDS), case.id)
    assert (case.state, case.check_after) == (State.CLOSED, None)
    closed = last_event(session, case)
    assert (closed.kind, closed.by) == (EventKind.CLOSED, By.SYSTEM)


@office
def test_it_does_nothing_before_the_moment(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert not settle_case(acting(session, "system", WINDOW_ENDS - timedelta(seconds=1)), case.id)
    assert case.state is State.ANSWERED


@office
def test_it_forgets_a_moment_that_means_nothing_any_more(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    case.check_after = WINDOW_ENDS
    session.flush()
    assert settle_case(acting(session, "system", WINDOW_ENDS), case.id)
    left: datetime | None = case.check_after
    assert case.state is State.REOPEN_REQUESTED
    assert left is None


@office
def test_it_puts_off_a_case_that_raised(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    put_off_case(acting(session, "system", WINDOW_ENDS), case.id)
    session.refresh(case)
    assert case.check_after == WINDOW_ENDS + timedelta(minutes=30)


@office
def test_it_puts_off_no_case_that_another_worker_has_settled(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    settle_case(acting(session, "system", WINDOW_ENDS), case.id)
    session.flush()
    put_off_case(acting(session, "system", WINDOW_ENDS), case.id)
    session.refresh(case)
    assert case.check_after is None


# --- two workers ----------------------------------------------------------------------------------


def worked_off(sessions: Workplace, case_id: int, at: datetime) -> bool:
    """One worker's try; whether it did anything."""
    with sessions() as session:
        try:
            done = settle_case(acting(session, "system", at), case_id)
            session.commit()
        except StaleDataError:  # SQLite has no rows to lock, so the slower one is refused
            return False
        return done


def test_it_is_settled_by_one_of_two_workers(sessions: Workplace, now: datetime) -> None:
    with sessions() as session:
        expiring = waiting(session, now).id
        session.commit()
    at = now + timedelta(days=30)
    assert sorted(at_once([partial(worked_off, sessions, expiring, at)] * 2)) == [False, True]
    with sessions() as session:
        expired = select(func.count()).where(CaseEvent.case_id == expiring)
        assert session.scalar(expired.where(CaseEvent.kind == EventKind.WAIT_EXPIRED)) == 1


def test_it_reminds_through_one_of_two_workers(sessions: Workplace, now: datetime) -> None:
    with sessions() as session:
        key = (accepted_case(session, now).id, Leg.ANSWER, 1)
        session.commit()

    def look() -> bool:
        with sessions() as session:
            told = remind(acting(session, "system", HALF_TIME), key)
            session.commit()
            return told

    assert sorted(at_once([look] * 3)) == [False, False, True]
    with sessions() as session:
        told = select(Message.recipient).where(
            Message.case_id == key[0], Message.template == "staff_reminder"
        )
        assert session.scalars(told).all() == ["chuyenvien@binhan.example"]


def test_it_loses_no_act_of_a_person_to_a_worker(sessions: Workplace, now: datetime) -> None:
    """The case changed between the look and the step: nothing of either is half done."""
    with sessions() as session:
        case_id = answered_case(session, now).id
        session.commit()
    with sessions() as worker, sessions() as person:
        act = acting(worker, "system", WINDOW_ENDS)
        worker.get_one(Case, case_id)
        person.execute(update(Case).where(Case.id == case_id).values(version=99, check_after=None))
        person.commit()
        assert not settle_case(act, case_id)
