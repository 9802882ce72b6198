"""Diversion: sealed at once, out of every reach, told to nobody but the sender, opened by one person alone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.events import EventKind
from portal.domain.permissions import By
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.models.answer import IndexChange
from portal.models.case import Case, CaseWords
from portal.models.desk import SealedOpening
from portal.models.message import CallBack
from portal.queries.cases import case_by_reference, case_for, cases_for
from portal.services.divert_case import open_sealed, sealed_stubs
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.note_case import note_case
from tests.factories import (
    CAST,
    accepted_case,
    acting,
    answered_case,
    divert_case,
    mail_at_once,
    opened_case,
    person,
    published_case,
)
from tests.services.who_may import Maker, disputed, submitted, to_call, to_publish, unrouted, waiting
from tests.support.records import account_of, events, last_event, leg, messages, publications_of, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

NIGHT = datetime.fromisoformat("2026-11-20T22:00+07:00")


def divert(session: Session, case: Case, now: datetime, role: str = "coordinator") -> None:
    divert_case(acting(session, role, now), case, procedure="denunciation", to=" Thanh tra ")
    session.flush()


@pytest.mark.parametrize(
    "make",
    [unrouted, opened_case, accepted_case, waiting, submitted, answered_case, disputed, published_case],
)
def test_it_seals_a_case_from_wherever_it_stands(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    divert(session, case, now)
    assert (case.state, case.sealed, case.is_open) == (State.DIVERTED, True, False)
    assert (case.officer_id, case.answer_status, case.check_after) == (None, None, None)
    assert last_event(session, case).facts == {"procedure": "denunciation", "to": "Thanh tra"}


def test_it_takes_its_words_out_of_the_search(session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    divert(session, case, now)
    assert session.scalars(select(CaseWords.case_id)).all() == [other.id]


def test_it_takes_its_text_off_the_page(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    divert(session, case, now)
    row = publications_of(session, case)[0]
    assert (row.status, row.title, row.question, row.answer) == (PublicationStatus.WITHDRAWN, "", "", "")
    assert session.scalars(select(IndexChange.publication_id)).all() == [row.id, row.id]
    withdrawn = events(session, case)[-2]
    assert (withdrawn.kind, withdrawn.by) == (EventKind.PUBLICATION_WITHDRAWN, By.SYSTEM)


def test_it_stops_the_clocks(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    divert(session, case, now)
    assert leg(session, case).stopped
    assert leg(session, case).check_after is None
    assert not leg(session, case, Leg.ACCEPTANCE).stopped


def test_it_tells_the_sender_neutrally_and_nobody_else(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    mail_at_once(session, *CAST)
    divert(session, case, now)
    assert told_sender(session, case) == ["received", "diverted"]
    assert [row for row in messages(session, case) if row.account_id is not None] == []


def test_it_takes_back_what_the_unit_was_about_to_be_told(session: Session, now: datetime) -> None:
    """A mail queued in the night would reach the accused unit in the morning."""
    mail_at_once(session, "leader")
    case = opened_case(session, NIGHT)
    assert messages(session, case, template="staff_routed") != []
    divert(session, case, NIGHT + timedelta(hours=1))
    assert messages(session, case, template="staff_routed") == []


def test_it_hides_the_case_from_everybody(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    divert(session, case, now)
    for role in CAST:
        actor = person(session, role, now)
        assert case_for(session, actor, case.reference) is None, role
        assert cases_for(session, actor, [case.reference]) == [], role


def test_it_leaves_nothing_of_it_on_a_desk(session: Session, now: datetime) -> None:
    called, drafted = to_call(session, now), to_publish(session, now)
    for case in (called, drafted):
        divert(session, case, now)
    assert session.scalars(select(CallBack)).all() == []
    assert publications_of(session, drafted)[0].status is PublicationStatus.WITHDRAWN


def test_it_hides_the_case_from_the_page_for_followers(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert case_by_reference(session, case.reference) is case
    divert(session, case, now)
    assert case_by_reference(session, case.reference) is None


def test_it_lets_nothing_more_happen_to_it(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert(session, case, now)
    with pytest.raises(IllegalStep):
        note_case(acting(session, "coordinator", now), case, text="Ghi chú")
    with pytest.raises(IllegalStep):
        divert(session, case, now)


def test_it_knows_where_complaints_and_denunciations_go(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="unknown"):
        divert_case(acting(session, "coordinator", now), opened_case(session, now), procedure="rumour")


# --- the designated person ------------------------------------------------------------------------


def test_it_is_opened_by_the_designated_person_and_each_time_logged(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert(session, case, now)
    designated = acting(session, "sealed_case_officer", now)
    assert [stub.reference for stub in sealed_stubs(designated)] == [case.reference]
    assert open_sealed(designated, case.reference) is open_sealed(designated, case.reference) is case
    session.flush()
    openings = session.scalars(select(SealedOpening)).all()
    account_id = account_of(session, "sealed_case_officer").id
    assert [(row.case_id, row.account_id) for row in openings] == [(case.id, account_id)] * 2


def test_it_opens_nothing_that_is_not_sealed(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert open_sealed(acting(session, "sealed_case_officer", now), case.reference) is None


def test_it_is_opened_by_nobody_else(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert(session, case, now)
    for role in {*CAST, "sender"} - {"sealed_case_officer"}:
        act = acting(session, role, now)
        assert open_sealed(act, case.reference) is None, role
        with pytest.raises(NotPermitted):
            sealed_stubs(act)
    assert session.scalars(select(SealedOpening)).all() == []
