"""Chasing: who may, whom it reaches, when the mail goes, and that it restarts nothing."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.services.chase_case import LONGEST_CHASE, chase_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.note_case import note_case
from tests.factories import accepted_case, acting, answered_case, opened_case
from tests.services.who_may import Maker, disputed, unrouted, waiting
from tests.support.records import last_event, leg, messages, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

WORDS = "Đề nghị trả lời dứt điểm."


def test_it_reaches_the_holder_and_the_leaders_of_the_unit(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    chase_case(acting(session, "overseer", now), case, text=f" {WORDS} ")
    session.flush()
    assert told_staff(session, case, "staff_chased") == {"officer", "leader"}
    row = messages(session, case, template="staff_chased")[0]
    assert (row.facts["text"], row.check_after) == (WORDS, now)
    said = last_event(session, case)
    assert (said.kind, said.facts) == (EventKind.CHASED, {"text": WORDS})


@pytest.mark.parametrize("role", ["overseer", "director"])
def test_it_is_for_those_above_the_unit(session: Session, now: datetime, role: str) -> None:
    case = opened_case(session, now)
    chase_case(acting(session, role, now), case, text=WORDS)
    session.flush()
    assert told_staff(session, case, "staff_chased") == {"leader"}


@pytest.mark.parametrize("role", ["leader", "officer", "coordinator", "operator", "outsider"])
def test_it_is_for_nobody_else(session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(NotPermitted):
        chase_case(acting(session, role, now), case, text=WORDS)


def test_it_reaches_the_coordinator_of_a_case_in_the_queue(session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    chase_case(acting(session, "overseer", now), case, text=WORDS)
    session.flush()
    assert "coordinator" in told_staff(session, case, "staff_chased")


def test_it_is_counted(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    for _ in range(2):
        chase_case(acting(session, "overseer", now), case, text=WORDS)
    assert (case.chased_count, case.chased_at) == (2, now)


def test_it_restarts_nothing(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before = (leg(session, case).due_at, leg(session, case).check_after, case.state, case.due_on)
    chase_case(acting(session, "overseer", now), case, text=WORDS)
    note_case(acting(session, "officer", now), case, text="Đang chờ vật tư.")
    session.flush()
    assert (leg(session, case).due_at, leg(session, case).check_after, case.state, case.due_on) == before


def test_it_never_writes_at_night(session: Session, now: datetime) -> None:
    """An overseer who works late on Saturday wakes nobody."""
    case = accepted_case(session, now)
    late = datetime.fromisoformat("2026-11-21T23:00:00+07:00")
    chase_case(acting(session, "overseer", late), case, text=WORDS)
    session.flush()
    monday = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
    assert {row.check_after for row in messages(session, case, template="staff_chased")} == {monday}


@pytest.mark.parametrize(("text", "code"), [(" ", "missing"), ("a" * (LONGEST_CHASE + 1), "too_long")])
def test_it_wants_words(session: Session, now: datetime, text: str, code: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        chase_case(acting(session, "overseer", now), case, text=text)
    assert (broken.value.code, case.chased_count) == (code, 0)


@pytest.mark.parametrize("make", [unrouted, opened_case, accepted_case, waiting, disputed])
def test_it_is_for_whatever_is_open(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    chase_case(acting(session, "overseer", now), case, text=WORDS)
    assert case.chased_count == 1


def test_it_is_not_for_what_is_answered(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    with pytest.raises(IllegalStep):
        chase_case(acting(session, "overseer", now), case, text=WORDS)
    assert case.state is State.ANSWERED
