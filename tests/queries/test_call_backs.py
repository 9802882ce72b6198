"""The call-back list: who has not been told yet, in the order of the next try, within one's own units."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.models.case import Case
from portal.models.message import CallBack
from portal.queries.call_backs import PAGE, call_back_page, waiting_for
from portal.services.note_case import call_back
from portal.services.open_case import NewSender
from tests.factories import acting, answered_case, divert_case, person

DAY = timedelta(days=1)
CALLER = NewSender(name="Lê Thị Hoa", phone="0912 000 777")


@pytest.fixture(autouse=True)
def noise(standing_office: None, session: Session, now: datetime) -> None:
    """Somebody who got the answer by e-mail, and somebody who left nothing."""
    answered_case(session, now)
    answered_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)


def to_tell(session: Session, now: datetime) -> Case:
    return answered_case(session, now, sender=CALLER, reply_by=ReplyBy.PHONE)


def row_of(session: Session, case: Case) -> CallBack:
    return session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()


def test_it_lists_those_without_email_with_the_answer_to_read(session: Session, now: datetime) -> None:
    later, sooner = to_tell(session, now), to_tell(session, now - DAY)
    page = call_back_page(session, person(session, "operator", now))
    assert [each.case for each in page.waiting] == [sooner, later]
    assert [each.answer.body for each in page.waiting if each.answer] == [
        "Đã kiểm tra và thay máy biến áp."
    ] * 2
    assert page.next is None


def test_it_leaves_out_who_was_reached_and_keeps_who_was_not(session: Session, now: datetime) -> None:
    reached, missed = to_tell(session, now), to_tell(session, now)
    operator = acting(session, "operator", now)
    call_back(operator, reached, row_of(session, reached), reached=True)
    call_back(operator, missed, row_of(session, missed), reached=False, next_try_on=now.date() + 3 * DAY)
    session.flush()
    page = call_back_page(session, person(session, "operator", now))
    assert [(each.case, each.row.attempts) for each in page.waiting] == [(missed, 1)]
    assert waiting_for(session, person(session, "operator", now), row_of(session, reached).id) is None


def test_it_pages_by_key(session: Session, now: datetime) -> None:
    for n in range(PAGE + 2):
        to_tell(session, now - (n % 3) * DAY)
    who = person(session, "operator", now)
    first = call_back_page(session, who)
    rest = call_back_page(session, who, first.next)
    shown = [each.row.id for each in (*first.waiting, *rest.waiting)]
    assert (len(first.waiting), len(set(shown)), rest.next) == (PAGE, PAGE + 2, None)
    keys = [(each.row.next_try_on, each.row.id) for each in (*first.waiting, *rest.waiting)]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("operator", True),
        ("coordinator", True),
        ("officer", True),
        ("leader", True),
        ("outsider", False),
        ("overseer", False),
        ("administrator", False),
        ("sealed_case_officer", False),
    ],
)
def test_it_shows_those_who_may_call(session: Session, now: datetime, role: str, seen: bool) -> None:
    case = to_tell(session, now)
    who = person(session, role, now)
    assert bool(call_back_page(session, who).waiting) is seen
    assert (waiting_for(session, who, row_of(session, case).id) is not None) is seen


def test_it_never_shows_a_sealed_case(session: Session, now: datetime) -> None:
    case = to_tell(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    session.flush()
    assert call_back_page(session, person(session, "operator", now)).waiting == ()
