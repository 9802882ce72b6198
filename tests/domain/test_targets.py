"""Which target holds for a unit and year, and how far a figure is from it."""

from decimal import Decimal

import pytest

from portal.domain.figures import Share
from portal.domain.targets import Target, TargetFigure, gap, target_for

ON_TIME = TargetFigure.DOSSIERS_ON_TIME
CHAIN = (3, 2, 1)  # a division, its department, the province
TARGETS = (
    Target(ON_TIME, Decimal(95), 2020),
    Target(ON_TIME, Decimal(98), 2025),
    Target(ON_TIME, Decimal(99), 2022, unit_id=2),
    Target(ON_TIME, Decimal(90), 2022, unit_id=9),
    Target(TargetFigure.APOLOGY_COVERAGE, Decimal(100), 2018),
)


@pytest.mark.parametrize(
    ("chain", "year", "percent"),
    [
        # The latest that is in force, not the latest there is.
        ((1,), 2024, 95),
        ((1,), 2025, 98),
        # A unit's own stands before that of all, however old.
        (CHAIN, 2026, 99),
        (CHAIN, 2021, 95),
        # Another unit's own concerns nobody else.
        ((4, 1), 2026, 98),
        ((1,), 2019, None),
    ],
)
def test_target_for(chain: tuple[int, ...], year: int, percent: int | None) -> None:
    found = target_for(ON_TIME, chain, year, targets=TARGETS)
    assert (found.percent if found else None) == percent


def test_gap() -> None:
    target = Target(ON_TIME, Decimal(98), 2025)
    assert gap(Share(99, 100), target) == Decimal("1.00")
    assert gap(Share(19, 20), target) == Decimal("-3.00")
    assert gap(Share(0, 0), target) is None
    assert gap(Share(1, 2), None) is None
