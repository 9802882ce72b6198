"""The one door to a case's state: who may pass, what is written, and what two at once come to."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.answers import SamePerson
from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.workflow import IllegalStep, MissingFact
from portal.models.case import Case
from portal.services.errors import ChangedMeanwhile, NotPermitted
from portal.services.note_case import note_case
from portal.services.take_case import accept_case
from portal.services.transition import check_seen, record
from tests.factories import accepted_case, acting, opened_case
from tests.services.who_may import DEEDS, EVERYBODY, Deed
from tests.support.databases import Databases
from tests.support.records import account_of, events, kinds
from tests.support.workers import Workplace, workplace


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


def let_in(session: Session, deed: Deed, case: Case, now: datetime) -> set[str]:
    """Who of everybody is not refused; each try is undone."""
    passed = set()
    session.commit()
    for role in EVERYBODY:
        act = acting(session, role, now)
        attempt = session.begin_nested()
        try:
            deed.do(act, case)
            session.flush()
            passed.add(role)
        except (NotPermitted, SamePerson, MissingFact):  # the last: nobody is the officer
            pass
        finally:
            attempt.rollback()
    return passed


@pytest.mark.usefixtures("standing_office")
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_it_lets_in_who_may_and_nobody_else(session: Session, now: datetime, deed: Deed) -> None:
    assert let_in(session, deed, deed.case(session, now), now) == deed.who


@pytest.mark.usefixtures("standing_office")
def test_it_changes_nothing_for_those_it_refuses(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    with pytest.raises(NotPermitted):
        accept_case(acting(session, "outsider", now), case)
    session.commit()
    assert (case.state, case.officer_id, case.event_count) == (State.ROUTED, None, 2)


@pytest.mark.usefixtures("standing_office")
def test_it_numbers_the_history_and_says_who_and_where(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    history = events(session, case)
    assert [event.number for event in history] == [1, 2, 3]
    assert case.event_count == 3
    accepted = history[-1]
    assert (accepted.actor_id, accepted.by) == (account_of(session, "officer").id, "")
    assert accepted.unit_id == case.unit_id


@pytest.mark.usefixtures("standing_office")
def test_it_names_the_unit_that_had_the_case_when_it_was_sent_on(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert [event.unit_id for event in events(session, case)] == [case.receiving_unit_id] * 2


@pytest.mark.usefixtures("standing_office")
def test_it_refuses_a_step_out_of_order(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    with pytest.raises(IllegalStep):
        record(acting(session, "system", now), case, EventKind.CLOSED)
    assert kinds(session, case) == [EventKind.RECEIVED, EventKind.ROUTED]


@pytest.mark.usefixtures("standing_office")
def test_it_refuses_an_event_that_says_too_little(session: Session, now: datetime) -> None:
    with pytest.raises(MissingFact):
        record(acting(session, "leader", now), opened_case(session, now), EventKind.RETURNED, reason=" ")


@pytest.mark.usefixtures("standing_office")
def test_it_refuses_a_page_that_is_out_of_date(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.flush()
    seen = case.version
    check_seen(case, seen)
    note_case(acting(session, "officer", now), case, text="Đã gọi")
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        check_seen(case, seen)


def test_it_refuses_the_second_of_two_writers(sessions: Workplace, now: datetime) -> None:
    with sessions() as session:
        reference = opened_case(session, now).reference
        session.commit()
    wanted = select(Case).where(Case.reference == reference)
    with sessions() as first, sessions() as second:
        seen_by_both = first.scalars(wanted).one(), second.scalars(wanted).one()
        accept_case(acting(first, "officer", now), seen_by_both[0])
        first.commit()
        colleague = acting(second, "colleague", now)
        with pytest.raises(StaleDataError):
            accept_case(colleague, seen_by_both[1])
        second.rollback()
        assert second.scalars(wanted).one().officer_id == account_of(first, "officer").id
