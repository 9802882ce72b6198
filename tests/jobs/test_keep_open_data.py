"""The edition of each month, made in its first days once everything is counted."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal.jobs.count import count_figures
from portal.jobs.keep_open_data import keep_open_data
from tests.factories import answered_case
from tests.fakes import FakePorts
from tests.jobs.conftest import Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")


def keep(work: Work, outside: FakePorts) -> int:
    return int(work(lambda: keep_open_data(outside.open_data, "Sở Công Thương")))


def test_it_keeps_an_edition_of_the_month_once(
    work: Work, clock: Clock, session: Session, outside: FakePorts
) -> None:
    answered_case(session, clock.moment)
    work(count_figures)
    assert [keep(work, outside) for _ in range(2)] == [1, 0]
    assert list(outside.open_data.editions) == ["2026-11"]
    assert len(outside.open_data.editions["2026-11"]["cases"]) == 1


def test_it_waits_until_everything_is_counted(
    work: Work, clock: Clock, session: Session, outside: FakePorts
) -> None:
    answered_case(session, clock.moment)
    work(count_figures)
    answered_case(session, clock.moment)
    assert keep(work, outside) == 0
    work(count_figures)
    clock.moment += timedelta(hours=2)
    assert keep(work, outside) == 1


def test_it_keeps_nothing_of_an_office_without_figures(work: Work, outside: FakePorts) -> None:
    assert keep(work, outside) == 0
    assert outside.open_data.editions == {}


def test_it_tries_again_an_hour_after_a_failure(
    work: Work, clock: Clock, session: Session, outside: FakePorts
) -> None:
    answered_case(session, clock.moment)
    work(count_figures)
    outside.open_data.broken = True
    with pytest.raises(OSError, match="space"):
        keep(work, outside)
    outside.open_data.broken = False
    assert keep(work, outside) == 0  # somebody may still be at it
    clock.moment += timedelta(hours=2)
    assert keep(work, outside) == 1
