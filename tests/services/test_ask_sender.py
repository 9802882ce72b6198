"""Asking the sender: the response clock waits, at most five working days and once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.ask_sender import ask_sender, expire_wait, reply
from portal.services.due_case import settle_case
from portal.services.errors import RuleBroken
from portal.services.refuse_case import propose_refusal
from tests.factories import accepted_case, acting, mail_at_once, opened_case, switch
from tests.services.who_may import waiting
from tests.support.records import account_of, events, kinds, last_event, leg, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

DUE = date(2026, 11, 26)
# Five working days after Friday the 20th: Tuesday the 24th is a day off.
WAIT_ENDS = datetime.fromisoformat("2026-11-30T23:59:59+07:00")


def vn(text: str) -> datetime:
    """A moment in Việt Nam in November 2026, as "25 14:00"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2026-11-{day}T{hour}+07:00")


def answer(session: Session, case: Case, at: datetime) -> None:
    reply(acting(session, "sender", at), case, text="Ấp Thanh Tân")


def test_it_shows_the_latest_possible_due_date_while_waiting(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text=" Ở ấp nào? ")
    assert (case.state, case.check_after) == (State.WAITING_FOR_SENDER, WAIT_ENDS)
    # Three days are still to be counted after the wait: 1, 2, 3 December.
    assert case.due_on == leg(session, case).due_on == date(2026, 12, 3)
    assert last_event(session, case).facts == {
        "text": "Ở ấp nào?",
        "due_before": "2026-11-26",
        "due_latest": "2026-12-03",
        "ends_at": "2026-11-30T23:59:59+07:00",
    }


def test_it_pauses_no_other_leg(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    accept_by = leg(session, case, Leg.ACCEPTANCE).due_at
    case = waiting(session, now)
    assert leg(session, case, Leg.ACCEPTANCE).due_at == accept_by
    assert leg(session, case, Leg.ACCEPTANCE).pauses == []


def test_it_asks_by_message(session: Session, now: datetime) -> None:
    assert told_sender(session, waiting(session, now)) == ["received", "asked"]


@pytest.mark.parametrize(
    ("replied_at", "due_on"),
    [
        ("20 16:00", DUE),  # the day of asking counts as if nothing had been asked
        ("22 10:00", DUE),  # a Sunday would not have counted anyhow
        ("23 08:00", date(2026, 11, 27)),  # the day of the reply does not count
        ("25 23:59", date(2026, 11, 30)),
        ("30 23:00", date(2026, 12, 3)),
    ],
)
def test_it_goes_on_with_the_reply(session: Session, now: datetime, replied_at: str, due_on: date) -> None:
    case = waiting(session, now)
    answer(session, case, vn(replied_at))
    assert (case.state, case.check_after) == (State.IN_PROGRESS, None)
    assert (case.due_on, leg(session, case).due_on, case.due_month) == (
        due_on, due_on, due_on.year * 100 + due_on.month,
    )  # fmt: skip
    assert last_event(session, case).facts == {"text": "Ấp Thanh Tân", "due": due_on.isoformat()}


def test_it_moves_nothing_to_ask_on_the_last_day_and_be_answered(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", vn("26 09:00")), case, text="Ở đâu?")
    answer(session, case, vn("26 15:00"))
    assert case.due_on == DUE


def test_it_expires_with_the_fifth_working_day(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    session.flush()
    assert settle_case(acting(session, "system", WAIT_ENDS + timedelta(seconds=40)), case.id)
    assert (case.state, case.due_on, case.check_after) == (State.IN_PROGRESS, date(2026, 12, 3), None)
    expired = last_event(session, case)
    assert (expired.kind, expired.facts["due"]) == (EventKind.WAIT_EXPIRED, "2026-12-03")


def test_it_does_not_expire_before(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    session.flush()
    assert not settle_case(acting(session, "system", WAIT_ENDS - timedelta(seconds=1)), case.id)
    assert case.state is State.WAITING_FOR_SENDER


@pytest.mark.parametrize("late", [timedelta(minutes=1), timedelta(days=3)])
def test_it_never_waits_longer_for_a_worker_that_came_late(
    session: Session, now: datetime, late: timedelta
) -> None:
    """A reply after the fifth day, before any worker has looked, gains the office no day."""
    case = waiting(session, now)
    answer(session, case, WAIT_ENDS + late)
    assert case.due_on == date(2026, 12, 3)


def test_it_never_waits_longer_for_a_case_that_was_put_off(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    later = WAIT_ENDS + timedelta(days=1)
    expire_wait(acting(session, "system", later), case, ended_at=later)
    assert case.due_on == date(2026, 12, 3)


def test_it_asks_once(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    answer(session, case, now)
    with pytest.raises(RuleBroken, match="rounds_used_up"):
        ask_sender(acting(session, "officer", now), case, text="Còn gì nữa?")


def test_it_asks_as_often_as_the_unit_allows(session: Session, now: datetime) -> None:
    switch(session, "wait_rounds", 2)
    case = waiting(session, now)
    answer(session, case, vn("23 08:00"))
    ask_sender(acting(session, "officer", vn("23 09:00")), case, text="Còn gì nữa?")
    answer(session, case, vn("25 09:00"))
    # Paused on Monday and on Wednesday; counted are 26, 27 and 30.
    assert case.due_on == date(2026, 11, 30)
    assert kinds(session, case).count(EventKind.ASKED) == 2


def test_it_waits_as_long_as_the_unit_allows(session: Session, now: datetime) -> None:
    switch(session, "longest_wait", 1)
    assert waiting(session, now).check_after == vn("23 23:59") + timedelta(seconds=59)


@pytest.mark.parametrize("text", ["", " \n"])
def test_it_asks_and_hears_nothing_empty(session: Session, now: datetime, text: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken, match="missing"):
        ask_sender(acting(session, "officer", now), case, text=text)
    asked = waiting(session, now)
    with pytest.raises(RuleBroken, match="missing"):
        reply(acting(session, "sender", now), asked, text=text)
    assert leg(session, case).pauses == []


def test_it_asks_nothing_about_a_case_nobody_has_taken(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        ask_sender(acting(session, "officer", now), opened_case(session, now), text="Ở đâu?")


def test_it_hears_nothing_when_nothing_was_asked(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        reply(acting(session, "sender", now), accepted_case(session, now), text="Ấp 1")


def test_it_tells_the_officer_that_the_case_goes_on(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    replied, expired = waiting(session, now), waiting(session, now)
    answer(session, replied, now)
    expire_wait(acting(session, "system", WAIT_ENDS), expired, ended_at=WAIT_ENDS)
    assert told_staff(session, replied, "staff_replied") == {"officer"}
    assert told_staff(session, expired, "staff_wait_expired") == {"officer"}


def test_it_takes_a_reply_down_for_the_sender(session: Session, now: datetime) -> None:
    case = waiting(session, now)
    reply(acting(session, "operator", now), case, text="Ông An gọi: ấp Thanh Tân")
    assert events(session, case)[-1].actor_id == account_of(session, "operator").id


def test_it_does_not_ask_while_a_refusal_is_to_be_decided(session: Session, now: datetime) -> None:
    """Waiting would drop the proposal without anybody having decided it."""
    case = accepted_case(session, now)
    propose_refusal(acting(session, "officer", now), case, reason="unclear", text="Chưa rõ.")
    with pytest.raises(RuleBroken) as broken:
        ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    assert broken.value.code == "refusal_pending"
    assert (case.state, case.refusal_proposer_id is not None) == (State.IN_PROGRESS, True)
