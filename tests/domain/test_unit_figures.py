"""The figures of a unit: rates with their parts, times, satisfaction, and a ranking that is fair."""

from decimal import Decimal

import pytest

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Reckoning
from portal.domain.figures import CaseCounts, Satisfaction, Share
from portal.domain.unit_figures import UnitFigures, day_minutes, ranked, working_days

# 10 answered of 12 due; 5 more received that stopped.
DUE = CaseCounts(
    received=17,
    in_time=6,
    in_time_after_extension=1,
    kept_by_notice=1,
    late=2,
    open=2,
    overdue=2,
    stopped=5,
    due=12,
    published=6,
    published_in_time=3,
    not_published_with_reason=2,
    reopened=1,
    resolved=4,
)
FIGURES = UnitFigures(CaseCounts(received=20, returned=3), DUE, {5: 1, 12: 2, 300: 1})
RECKONING = Reckoning(WorkingCalendar.of([], [2026]))


@pytest.mark.parametrize(
    ("rate", "part", "whole"),
    [
        ("on_time_rate", 8, 12),  # in time in each of its three ways, of what fell due
        ("response_rate", 10, 12),  # late answers are answers
        ("publication_rate", 6, 8),  # those withheld with a reason are not asked for
        ("published_in_time_rate", 3, 8),
        ("reopen_rate", 1, 10),
        ("resolved_rate", 4, 10),  # answered is not resolved
        ("return_rate", 3, 20),  # of what was received: a return comes before an answer
    ],
)
def test_it_names_the_parts_of_each_rate(rate: str, part: int, whole: int) -> None:
    assert getattr(FIGURES, rate) == Share(part, whole)


def test_it_has_no_rate_of_nothing() -> None:
    assert UnitFigures().on_time_rate.percent is None
    assert UnitFigures().median_hours is None
    assert UnitFigures().satisfaction("result").share is None


def test_it_takes_times_in_hours_to_a_tenth() -> None:
    assert (FIGURES.median_hours, FIGURES.p90_hours) == (1.2, 30.0)


def test_it_tells_how_long_cases_were_held() -> None:
    held = UnitFigures(held_tenths={0: 1, 12: 2, 75: 1}, held_minutes=590)
    assert (held.stays, held.median_held_hours, held.p90_held_hours, held.held_hours) == (4, 1.2, 7.5, 9.8)
    assert (UnitFigures().stays, UnitFigures().median_held_hours, UnitFigures().held_hours) == (0, None, 0)


def test_it_turns_hours_into_days_of_the_office() -> None:
    assert day_minutes(RECKONING) == 450  # 07:30-11:30 and 13:30-17:00
    assert working_days(15.0, RECKONING) == 2.0
    assert working_days(None, RECKONING) is None


def test_it_tells_satisfaction_by_question() -> None:
    figures = UnitFigures(ratings={"time": Satisfaction({5: 4, 1: 1})})
    share = figures.satisfaction("time").share
    assert share is not None
    assert share.percent == Decimal("80.00")
    assert figures.satisfaction("result").n == 0


def unit(kept: int, due: int) -> UnitFigures:
    return UnitFigures(due=CaseCounts(in_time=kept, late=due - kept, due=due))


def test_it_ranks_by_the_exact_share_and_lets_equals_share_a_place() -> None:
    units = {1: unit(2, 3), 2: unit(6, 9), 3: unit(3, 3), 4: unit(0, 3), 5: unit(1, 1)}
    # 2 of 3 and 6 of 9 are the same; the unit with more cases is named first; one case is too few.
    assert ranked(units, fewest=3) == [(1, 3), (2, 2), (2, 1), (4, 4)]


def test_it_ranks_nobody_without_a_case_due() -> None:
    assert ranked({1: unit(0, 0)}, fewest=0) == []
