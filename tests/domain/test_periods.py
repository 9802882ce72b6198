"""Periods: whole months, written and read, one after the other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    Span,
    month_before,
    month_of,
    period_around,
    period_of,
    read_period,
)

spans = st.sampled_from(Span)
days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-01", 202601, 202601),
        ("2026-12", 202612, 202612),
        ("2026-Q1", 202601, 202603),
        ("2026-Q4", 202610, 202612),
        ("2026-H1", 202601, 202606),
        ("2026-H2", 202607, 202612),
        ("2026", 202601, 202612),
    ],
)
def test_it_reads_what_addresses_say(code: str, first: int, last: int) -> None:
    period = read_period(code)
    assert period is not None
    assert (period.first, period.last, period.code) == (first, last, code)
    assert period.months[0] == first
    assert period.months[-1] == last


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-00",
        "2026-13",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "1999",
        "2100-01",
        "26-01",
        "2026-1",
        "x",
        "2026-11 ",
    ],
)
def test_it_reads_nothing_else(code: str) -> None:
    assert read_period(code) is None


@given(spans, days)
def test_it_finds_the_period_around_a_day(span: Span, day: date) -> None:
    period = period_around(span, day)
    assert period.first <= month_of(day) <= period.last
    assert read_period(period.code) == period


@given(spans, days, st.integers(-30, 30))
def test_its_periods_follow_each_other_without_a_gap(span: Span, day: date, steps: int) -> None:
    period = period_around(span, day)
    assert period.moved(1).first == month_before(period.last, -1)
    assert period.moved(steps).moved(-steps) == period


def test_it_goes_over_the_turn_of_the_year() -> None:
    assert Period(Span.MONTH, 2026, 12).moved(1) == Period(Span.MONTH, 2027, 1)
    assert Period(Span.QUARTER, 2026, 1).moved(-1) == Period(Span.QUARTER, 2025, 4)
    assert month_before(202601, 1) == 202512
    assert month_before(202612, 11) == 202601


def test_it_finds_the_period_of_a_month() -> None:
    assert period_of(Span.HALF_YEAR, 202607) == Period(Span.HALF_YEAR, 2026, 2)
