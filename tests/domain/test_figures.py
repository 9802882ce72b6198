"""Figures: parts that add up, shares, percentiles, intervals."""

from collections import Counter
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.figures import CaseCounts, Satisfaction, Share, percentile, wilson

PARTS = ("in_time", "in_time_after_extension", "kept_by_notice", "late", "open", "stopped")
standings = st.sampled_from(PARTS)


def counts_of(cases: list[str]) -> CaseCounts:
    """The counts of cases given by how they stand."""
    return CaseCounts(received=len(cases), **Counter(cases))


@given(st.lists(st.lists(standings)))
def test_its_parts_add_up_however_cases_are_grouped(groups: list[list[str]]) -> None:
    by_unit = [counts_of(group) for group in groups]
    total = reduce(CaseCounts.__add__, by_unit, CaseCounts())

    assert all(counts.adds_up for counts in by_unit)
    assert total == counts_of([case for group in groups for case in group])
    assert total.adds_up
    assert total.answered + total.open + total.stopped == total.received


@pytest.mark.parametrize("part", PARTS)
def test_it_notices_a_case_counted_twice(part: str) -> None:
    assert CaseCounts(received=1, **{part: 1}).adds_up
    assert not CaseCounts(received=1, **{part: 2}).adds_up
    assert not CaseCounts(received=2, **{part: 1}).adds_up


def test_it_counts_every_answer_in_time_or_late_as_answered() -> None:
    assert CaseCounts(in_time=1, in_time_after_extension=2, kept_by_notice=4, late=8, open=16).answered == 15


def test_it_adds_the_counts_beside_the_parts_too() -> None:
    added = CaseCounts(overdue=1, published=2, returned=3) + CaseCounts(overdue=10, published=20, due=5)

    assert added == CaseCounts(overdue=11, published=22, returned=3, due=5)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 0, None),  # nothing to divide is not 0 %
        (0, 5, "0.00"),
        (5, 5, "100.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),  # 0.125: halves go up, not to the even digit
        (5, 800, "0.63"),  # 0.625
        (499_999, 500_000, "100.00"),  # rounded, as printed
    ],
)
def test_it_gives_percent_with_two_decimals(part: int, whole: int, percent: str | None) -> None:
    assert Share(part, whole).percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Known values of the Wilson score interval without continuity correction.
        (0, 5, "0.00", "43.45"),
        (5, 5, "56.55", "100.00"),
        (5, 10, "23.66", "76.34"),
        (8, 10, "49.02", "94.33"),
        (81, 263, "25.53", "36.62"),  # Newcombe 1998, table I
        (15, 148, "6.24", "16.05"),  # Newcombe 1998, table I
        (0, 20, "0.00", "16.11"),  # Newcombe 1998, table I
        (1, 29, "0.61", "17.18"),  # Newcombe 1998, table I
        (950, 1000, "93.47", "96.19"),
    ],
)
def test_it_agrees_with_published_wilson_intervals(part: int, whole: int, low: str, high: str) -> None:
    assert wilson(part, whole) == (Decimal(low), Decimal(high))


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_it_puts_the_share_inside_its_interval(counted: tuple[int, int]) -> None:
    part, whole = counted
    low, high = wilson(part, whole)
    percent = Share(part, whole).percent

    assert percent is not None
    assert 0 <= low <= percent <= high <= 100


@pytest.mark.parametrize(
    ("levels", "share", "has_interval"),
    [
        ({5: 4}, None, False),  # four ballots: no percentage
        ({5: 2, 4: 1, 3: 1, 1: 1}, Share(3, 5), True),  # five: levels 4 and 5 are satisfied, 3 is not
        ({1: 5}, Share(0, 5), True),
        ({}, None, False),  # silence is not an opinion
    ],
)
def test_it_shows_satisfaction_from_five_ballots_on(
    levels: dict[int, int], share: Share | None, has_interval: bool
) -> None:
    satisfaction = Satisfaction(levels)

    assert satisfaction.n == sum(levels.values())
    assert satisfaction.share == share
    assert (satisfaction.interval is not None) is has_interval


def nearest_rank(values: list[int], percent: int) -> int:
    """The smallest value with at least `percent` per cent of all values at or below it, by brute force."""
    return min(
        value for value in values if sum(other <= value for other in values) * 100 >= percent * len(values)
    )


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.sampled_from([1, 25, 50, 75, 90, 95, 100]))
def test_it_finds_percentiles_like_brute_force(values: list[int], percent: int) -> None:
    assert percentile(Counter(values), percent) == nearest_rank(values, percent)


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 50, None),  # no answers yet
        ([7], 90, 7),  # one value is every percentile
        ([1, 2, 3, 4], 50, 2),  # an even number: the lower of the two in the middle, a value that was seen
        ([1, 2, 3, 4, 5], 50, 3),
        ([15, 20, 35, 40, 50], 40, 20),  # the textbook case of the nearest rank
        (list(range(1, 11)), 90, 9),
        (list(range(1, 12)), 90, 10),
        ([0, 0, 0, 0, 900], 90, 900),  # one very late answer among five shows in p90
    ],
)
def test_it_finds_percentiles_by_nearest_rank(values: list[int], percent: int, expected: int | None) -> None:
    assert percentile(Counter(values), percent) == expected


def test_it_ignores_values_that_nothing_has() -> None:
    assert percentile({3: 0, 5: 2}, 1) == 5
    assert percentile({3: 0}, 50) is None
