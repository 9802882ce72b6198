"""Notes, further calls of the same sender, and telling an answer by phone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus
from portal.services.errors import RuleBroken
from portal.services.note_case import attach_call, call_back, note_case
from tests.factories import accepted_case, acting, answered_case, mail_at_once, opened_case
from tests.services.who_may import to_call
from tests.support.records import account_of, last_event, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

TOMORROW = date(2026, 11, 21)


def ring(
    session: Session, case: Case, now: datetime, *, reached: bool, next_try_on: date | None = None
) -> CallBack:
    row = session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()
    call_back(
        acting(session, "operator", now), case, row, reached=reached, remark=" Bận ", next_try_on=next_try_on
    )
    return row


def test_it_keeps_a_note(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    note_case(acting(session, "overseer", now), case, text=" Đa\u0303 gọi ")
    noted = last_event(session, case)
    assert (noted.kind, noted.facts) == (EventKind.NOTED, {"text": "Đã gọi"})
    assert noted.actor_id == account_of(session, "overseer").id


@pytest.mark.parametrize("write", [note_case, attach_call])
def test_it_keeps_nothing_empty(session: Session, now: datetime, write: Callable[..., None]) -> None:
    with pytest.raises(RuleBroken, match="missing"):
        write(acting(session, "operator", now), opened_case(session, now), text=" \n")


def test_it_attaches_a_call_and_tells_the_officer(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    case = accepted_case(session, now)
    attach_call(acting(session, "operator", now), case, text="Điện vẫn yếu")
    assert last_event(session, case).facts == {"text": "Điện vẫn yếu"}
    assert told_staff(session, case, "staff_call_attached") == {"officer"}
    assert told_sender(session, case) == ["received"]


def test_it_attaches_no_call_to_a_case_that_has_ended(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        attach_call(acting(session, "operator", now), answered_case(session, now), text="Cảm ơn")


def test_it_ends_a_call_back_that_reached_the_sender(session: Session, now: datetime) -> None:
    case = to_call(session, now)
    row = ring(session, case, now, reached=True)
    assert (row.status, row.done_at, row.attempts) == (CallBackStatus.REACHED, now, 1)
    assert last_event(session, case).facts == {"reached": True, "remark": "Bận", "attempt": 1}


def test_it_puts_a_call_back_off_to_another_day(session: Session, now: datetime) -> None:
    case = to_call(session, now)
    ring(session, case, now, reached=False, next_try_on=TOMORROW)
    row = ring(session, case, now + timedelta(days=1), reached=False, next_try_on=date(2026, 11, 23))
    assert (row.status, row.done_at, row.attempts) == (CallBackStatus.NOT_REACHED, None, 2)
    assert row.next_try_on == date(2026, 11, 23)


@pytest.mark.parametrize("day", [None, date(2026, 11, 19)])
def test_it_wants_the_day_of_the_next_try(session: Session, now: datetime, day: date | None) -> None:
    case = to_call(session, now)
    with pytest.raises(RuleBroken, match="missing"):
        ring(session, case, now, reached=False, next_try_on=day)
