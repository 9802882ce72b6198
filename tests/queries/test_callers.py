"""Who called before: found however the number is written, by those who may see the cases, and by nobody else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.queries.callers import MOST_SHOWN, attached_already, caller_of
from portal.services.end_case import withdraw_case
from portal.services.note_case import attach_call
from portal.services.open_case import NewSender
from tests.factories import acting, divert_case, opened_case, person

NUMBER = "0912 000 345"


@pytest.fixture(autouse=True)
def noise(standing_office: None, session: Session, now: datetime) -> None:
    """Another caller, and somebody who left no number."""
    opened_case(
        session, now, sender=NewSender(name="Ngô Thị Năm", phone="0912 000 346", email="n@example.com")
    )
    opened_case(session, now, sender=NewSender(name="Lê Văn An", email="an@example.com"))


@pytest.mark.parametrize("typed", ["0912000345", "0912 000 345", "(84) 912.000.345", "+84-912-000-345"])
def test_it_finds_the_cases_of_a_number(session: Session, now: datetime, typed: str) -> None:
    case = opened_case(session, now)
    caller = caller_of(session, person(session, "operator", now), typed)
    assert (caller.phone, caller.cases, caller.more) == ("+84912000345", (case,), False)


@pytest.mark.parametrize("typed", ["", "0912", "Lê Văn An", "0912 000 999"])
def test_it_finds_nothing_for_anything_else(session: Session, now: datetime, typed: str) -> None:
    opened_case(session, now)
    caller = caller_of(session, person(session, "operator", now), typed)
    assert (caller.cases, caller.latest) == ((), None)


def test_it_puts_open_cases_first_and_the_newest_before_the_older(session: Session, now: datetime) -> None:
    older, newer, ended = (opened_case(session, now + timedelta(minutes=n)) for n in range(3))
    withdraw_case(acting(session, "sender", now), ended, reason="đã có điện")
    caller = caller_of(session, person(session, "operator", now), NUMBER)
    assert caller.cases == (newer, older, ended)


def test_it_knows_the_caller_as_they_last_gave_themselves(session: Session, now: datetime) -> None:
    opened_case(session, now)
    last = opened_case(session, now, sender=NewSender(name="Lê Thị Hoa", phone=NUMBER, email="h@example.com"))
    withdraw_case(acting(session, "sender", now), last, reason="đã có điện")
    caller = caller_of(session, person(session, "operator", now), NUMBER)
    assert caller.latest is not None
    assert caller.latest.name == "Lê Thị Hoa"


def test_it_shows_only_so_many(session: Session, now: datetime) -> None:
    for _ in range(MOST_SHOWN + 1):
        opened_case(session, now)
    caller = caller_of(session, person(session, "operator", now), NUMBER)
    assert (len(caller.cases), caller.more) == (MOST_SHOWN, True)


@pytest.mark.parametrize(
    ("role", "seen"),
    [("operator", True), ("coordinator", True), ("outsider", False), ("administrator", False)],
)
def test_it_shows_nobody_what_they_may_not_see(
    session: Session, now: datetime, role: str, seen: bool
) -> None:
    opened_case(session, now)
    assert bool(caller_of(session, person(session, role, now), NUMBER).cases) is seen


def test_it_never_shows_a_sealed_case(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert caller_of(session, person(session, "operator", now), NUMBER).cases == ()


@pytest.mark.parametrize(
    ("role", "text", "later", "same"),
    [
        ("operator", "Điện lại mất", timedelta(seconds=2), True),
        ("operator", " Điện lại mất\r\n", timedelta(seconds=2), True),  # as the browser sends it again
        ("operator", "Giờ đã có điện", timedelta(seconds=2), False),
        ("operator", "Điện lại mất", timedelta(minutes=11), False),  # called once more
        ("coordinator", "Điện lại mất", timedelta(seconds=2), False),
    ],
)
def test_it_tells_a_second_press_from_a_second_call(
    session: Session, now: datetime, role: str, text: str, later: timedelta, same: bool
) -> None:
    case = opened_case(session, now)
    attach_call(acting(session, "operator", now), case, text="Điện lại mất")
    account_id = person(session, role, now).account_id
    found = attached_already(session, case, account_id=account_id, text=text, now=now + later)
    assert found is same


def test_of_a_number_in_very_many_cases_the_newest_are_looked_at(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.queries.contacts.MOST_LOOKED_AT", 3)
    cases = [opened_case(session, now + timedelta(minutes=number)) for number in range(5)]
    found = caller_of(session, person(session, "operator", now), NUMBER).cases
    assert list(found) == cases[:1:-1]
