"""Signs of life, and the turn that one of several workers takes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.services.heartbeat import beat, last_beat, morning_has_come, take_turn
from tests.factories import acting, switch, unit_id
from tests.support.databases import Databases
from tests.support.workers import Workplace, at_once, workplace

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


def test_it_remembers_the_last_round(session: Session, now: datetime) -> None:
    assert last_beat(session, "deliver") is None
    beat(session, "deliver", now)
    beat(session, "deliver", now + SECOND)
    beat(session, "index", now)
    assert last_beat(session, "deliver") == now + SECOND


def test_it_remembers_it_for_workers_that_begin_together(sessions: Workplace, now: datetime) -> None:
    def work() -> None:
        with sessions() as session:
            beat(session, "deliver", now)
            session.commit()

    at_once([work] * 4)
    with sessions() as session:
        assert last_beat(session, "deliver") == now


def test_it_gives_each_turn_once(session: Session, now: datetime) -> None:
    turns = [take_turn(session, "digest", since=now, now=now + SECOND * wait) for wait in (1, 2)]
    assert turns == [True, False]
    assert take_turn(session, "digest", since=now + SECOND * 2, now=now + SECOND * 3)


def test_it_gives_the_turn_to_one_of_several_workers(sessions: Workplace, now: datetime) -> None:
    def ask() -> bool:
        with sessions() as session:
            mine = take_turn(session, "digest", since=now, now=now)
            session.commit()
            return mine

    assert sorted(at_once([ask] * 3)) == [False, False, True]


@pytest.mark.usefixtures("standing_office")
@pytest.mark.parametrize(
    ("at", "opened"),
    [
        ("2026-11-20T07:29:59", None),
        ("2026-11-20T07:30:00", "2026-11-20T07:30"),
        # Whatever the second at which the worker looks: two rounds of a morning must not both be first.
        ("2026-11-20T07:30:42.5", "2026-11-20T07:30"),
        ("2026-11-20T16:59", "2026-11-20T07:30"),
        ("2026-11-20T12:00", None),  # lunch
        ("2026-11-20T17:00", None),
        ("2026-11-22T09:00", None),  # Sunday
        ("2026-11-24T09:00", None),  # a day off
    ],
)
def test_it_knows_when_the_working_morning_began(session: Session, at: str, opened: str | None) -> None:
    act = acting(session, "system", datetime.fromisoformat(f"{at}+07:00"))
    expected = datetime.fromisoformat(f"{opened}:00+07:00") if opened else None
    assert morning_has_come(act, unit_id(session, "BA")) == expected


@pytest.mark.usefixtures("standing_office")
def test_it_keeps_the_hours_of_the_office(session: Session, now: datetime) -> None:
    switch(session, "office_hours", "09:30-11:00")
    assert morning_has_come(acting(session, "system", now), unit_id(session, "BA")) is None
