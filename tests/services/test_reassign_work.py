"""Giving work to somebody else of the unit, with the reason kept."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.ask_sender import ask_sender
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.reassign_work import reassign_work
from tests.factories import accepted_case, acting
from tests.support.records import account_of, events, kinds


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


@pytest.mark.parametrize("role", ["leader", "director", "coordinator"])
def test_it_gives_the_case_to_a_colleague_and_keeps_the_reason(
    session: Session, now: datetime, case: Case, role: str
) -> None:
    colleague = account_of(session, "colleague")
    reassign_work(acting(session, role, now), case, officer_id=colleague.id, reason=" Nghỉ ốm. ")
    assert case.officer_id == colleague.id
    given, noted = events(session, case)[-2:]
    assert given.kind is EventKind.ASSIGNED
    assert given.facts["from_officer_id"] == account_of(session, "officer").id
    assert noted.facts == {"text": "Nghỉ ốm.", "about": "reassignment"}


def test_it_wants_a_reason(session: Session, now: datetime, case: Case) -> None:
    colleague = account_of(session, "colleague")
    with pytest.raises(RuleBroken):
        reassign_work(acting(session, "leader", now), case, officer_id=colleague.id, reason=" ")
    assert case.officer_id == account_of(session, "officer").id


def test_it_gives_nothing_to_another_unit(session: Session, now: datetime, case: Case) -> None:
    outsider = account_of(session, "outsider")
    with pytest.raises(RuleBroken):
        reassign_work(acting(session, "leader", now), case, officer_id=outsider.id, reason="Nghỉ ốm.")


@pytest.mark.parametrize("role", ["officer", "outsider", "overseer", "administrator"])
def test_it_is_for_leaders_and_coordinators(session: Session, now: datetime, case: Case, role: str) -> None:
    colleague = account_of(session, "colleague")
    with pytest.raises(NotPermitted):
        reassign_work(acting(session, role, now), case, officer_id=colleague.id, reason="Nghỉ ốm.")


def test_a_case_that_waits_for_its_sender_stays_until_it_goes_on(
    session: Session, now: datetime, case: Case
) -> None:
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết số công tơ.")
    colleague = account_of(session, "colleague")
    with pytest.raises(IllegalStep):
        reassign_work(acting(session, "leader", now), case, officer_id=colleague.id, reason="Nghỉ ốm.")


def test_who_has_it_already_keeps_it_without_a_word(session: Session, now: datetime, case: Case) -> None:
    before = kinds(session, case)
    officer = account_of(session, "officer")
    reassign_work(acting(session, "leader", now), case, officer_id=officer.id, reason="Nghỉ ốm.")
    assert kinds(session, case) == before
