"""Ratings: five levels, and when the way to reopening is open."""

import pytest

from portal.domain.ratings import Level, Rating


@pytest.mark.parametrize(
    ("result", "dissatisfied"),
    [
        (Level.VERY_DISSATISFIED, True),
        (Level.DISSATISFIED, True),
        (Level.NEUTRAL, False),  # "bình thường" is no complaint
        (Level.SATISFIED, False),
        (Level.VERY_SATISFIED, False),
    ],
)
def test_it_asks_only_about_the_result(result: Level, dissatisfied: bool) -> None:
    assert Rating(result, Level.VERY_DISSATISFIED, Level.VERY_SATISFIED).is_dissatisfied is dissatisfied


def test_it_keeps_the_official_order_of_levels() -> None:
    assert [level.value for level in Level] == [1, 2, 3, 4, 5]
    assert Level.VERY_SATISFIED > Level.SATISFIED > Level.NEUTRAL
