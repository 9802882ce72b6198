"""The case with all that hangs on it, read in four statements, by those who may see it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.policies import Leg
from portal.domain.ratings import Level, Rating
from portal.queries.case_file import CaseFile, case_file
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import reopen, request_reopening
from tests.factories import accepted_case, acting, answered_case, person, published_case
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")


def opened(session: Session, now: datetime, reference: str, role: str = "leader") -> CaseFile:
    session.flush()
    file = case_file(session, person(session, role, now), reference)
    assert file is not None
    return file


def test_it_reads_a_case_in_four_statements(session: Session, now: datetime) -> None:
    case, leader = published_case(session, now), person(session, "leader", now)
    session.flush()
    session.expunge_all()
    with counted_statements() as sent:
        file = case_file(session, leader, case.reference)
    assert len(sent) == 4
    assert file is not None
    assert file.case.sender.name == "Lê Văn An"


def test_it_holds_everything_once_and_in_order(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    rate_answer(acting(session, "sender", now), case, Rating(Level.NEUTRAL, Level.NEUTRAL, Level.NEUTRAL))
    request_reopening(acting(session, "sender", now), case, reason="Vẫn yếu.")
    reopen(acting(session, "leader", now), case, reason="Xem lại.")
    file = opened(session, now, case.reference)
    legs = [(clock.leg, clock.round) for clock in file.clocks]
    assert sorted(legs) == [(Leg.ACCEPTANCE, 1), (Leg.ANSWER, 1), (Leg.ANSWER, 2), (Leg.TRANSFER, 1)]
    assert (len(file.answers), len(file.publications), len(file.ratings)) == (1, 1, 1)
    assert file.answer_clock is not None
    assert file.answer_clock.round == 2
    assert [event.number for event in file.events] == list(range(1, len(file.events) + 1))
    assert (file.answer, file.issued, file.published) == (None, list(file.answers), file.publications[0])
    assert file.public_draft is None


def test_it_knows_the_answer_of_the_present_round(session: Session, now: datetime) -> None:
    file = opened(session, now, answered_case(session, now).reference)
    assert file.answer is not None
    assert file.answer in file.issued
    assert [message.template for message in file.messages] == ["received", "answered"]


def test_it_keeps_ratings_from_those_who_may_not_see_them(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    rate_answer(acting(session, "sender", now), case, Rating(Level.NEUTRAL, Level.NEUTRAL, Level.NEUTRAL))
    assert len(opened(session, now, case.reference, "leader").ratings) == 1
    assert opened(session, now, case.reference, "officer").ratings == []


def test_it_is_not_there_for_an_outsider(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    session.flush()
    assert case_file(session, person(session, "outsider", now), case.reference) is None
