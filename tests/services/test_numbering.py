"""Numbers of yearly series: from 1 on, each once, without a gap, however many count at once."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.services.numbering import next_number
from tests.factories import opened_case
from tests.support.databases import Databases
from tests.support.workers import Workplace, at_once, workplace


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


def test_it_counts_each_series_unit_and_year_by_itself(session: Session) -> None:
    def next_of(series: str, unit_id: int, year: int) -> int:
        return next_number(session, series, unit_id, year=year)

    assert [next_of("register", 1, 2026) for _ in range(3)] == [1, 2, 3]
    assert [next_of("register", 1, 2027), next_of("register", 2, 2026), next_of("document", 1, 2026)] == [
        1,
        1,
        1,
    ]
    assert next_of("register", 1, 2026) == 4


def test_it_gives_a_number_back_that_was_not_kept(session: Session) -> None:
    next_number(session, "register", 1, year=2026)
    session.commit()
    assert next_number(session, "register", 1, year=2026) == 2
    session.rollback()
    assert next_number(session, "register", 1, year=2026) == 2


def test_it_gives_nobody_the_same_number_at_once(sessions: Workplace, now: datetime) -> None:
    def register(count: int) -> list[int]:
        numbers = []
        for _ in range(count):
            with sessions() as session:
                numbers.append(opened_case(session, now).register_number)
                session.commit()
        return numbers

    numbers = at_once([partial(register, 4)] * 3)
    assert sorted(number for each in numbers for number in each) == list(range(1, 13))


def test_it_opens_one_case_for_a_form_sent_twice_at_once(sessions: Workplace, now: datetime) -> None:
    """The second is refused by the database, and the edge tries it again and finds the first."""
    key = str(uuid4())

    def send() -> bool:
        with sessions() as session:
            try:
                opened_case(session, now, submission_key=key)
                session.commit()
            except IntegrityError:
                return False
        return True

    at_once([send, send])
    with sessions() as session:
        mine = select(func.count()).select_from(Case).where(Case.submission_key == key)
        assert session.scalar(mine) == 1
