"""Việt Nam time: on which day a moment falls, and when a day begins and ends."""

from datetime import time, timedelta

import pytest

from portal.domain.time import VIETNAM, at_time, end_of, local_day, start_of
from tests.domain.clocks import at, on


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-01 16:59:59+00:00", "2026-06-01"),  # one second to midnight in Việt Nam
        ("2026-06-01 17:00+00:00", "2026-06-02"),  # midnight
        ("2026-05-31 20:00-04:00", "2026-06-01"),  # from the other side of the world
        ("2026-06-01 00:00", "2026-06-01"),
    ],
)
def test_it_finds_the_day_in_viet_nam(moment: str, day: str) -> None:
    assert local_day(at(moment)) == on(day)


def test_it_begins_and_ends_a_day_at_midnight() -> None:
    assert start_of(on("2026-06-01")) == at("2026-05-31 17:00+00:00")
    assert end_of(on("2026-06-01")) == at("2026-06-01 17:00+00:00")
    assert end_of(on("2026-12-31")) == start_of(on("2027-01-01"))


def test_it_knows_no_daylight_saving() -> None:
    moments = [at_time(on(day), time(12)) for day in ("2026-01-15", "2026-07-15")]

    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=7)}
    assert moments[0].tzinfo is VIETNAM
