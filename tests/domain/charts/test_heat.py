"""Shades after the distance from the target; too few cases have none."""

from decimal import Decimal

import pytest

from portal.domain.charts.heat import heat_cell, whole_percent
from portal.domain.charts.marks import Ink
from portal.domain.figures import Share

GOAL = Decimal(95)


@pytest.mark.parametrize(
    ("share", "text", "ink"),
    [
        (Share(0, 0), "–", None),
        (Share(2, 4), "2/4", None),  # too few to be shaded
        (Share(95, 100), "95", Ink.HEAT_5),
        (Share(9499, 10000), "95", Ink.HEAT_4),  # rounded in words, exact in shade
        (Share(90, 100), "90", Ink.HEAT_4),
        (Share(89, 100), "89", Ink.HEAT_3),
        (Share(85, 100), "85", Ink.HEAT_3),
        (Share(84, 100), "84", Ink.HEAT_2),
        (Share(75, 100), "75", Ink.HEAT_2),
        (Share(74, 100), "74", Ink.HEAT_1),
    ],
)
def test_it_shades_by_the_gap(share: Share, text: str, ink: Ink | None) -> None:
    cell = heat_cell(share, GOAL)
    assert (cell.text, cell.ink) == (text, ink)


def test_without_a_target_it_shades_all_the_same() -> None:
    assert heat_cell(Share(100, 100), None).ink is Ink.HEAT_5


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(999, 1000, 99), (1000, 1000, 100), (1, 1000, 1), (0, 1000, 0), (1, 2, 50)]
)
def test_only_all_is_a_hundred_and_only_nothing_is_nothing(part: int, whole: int, percent: int) -> None:
    assert whole_percent(Share(part, whole)) == percent
