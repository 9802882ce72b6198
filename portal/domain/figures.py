"""Figures: rates, intervals and percentiles, each with its own definition (rules §10)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

FEWEST_BALLOTS = 5
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """The cases received in a period by how they stand; the parts add up to `received`."""

    received: int = 0
    in_time: int = 0
    in_time_after_extension: int = 0
    kept_by_notice: int = 0
    late: int = 0
    open: int = 0
    stopped: int = 0
    # Of the parts above.
    overdue: int = 0
    due: int = 0
    published: int = 0
    not_published_with_reason: int = 0
    published_in_time: int = 0
    reopened: int = 0
    resolved: int = 0
    returned: int = 0
    # Kept in time, but the sender asked to have it looked at again.
    asked_again: int = 0
    # Kept in time and not asked about again, but the result was rated dissatisfied: told of no single case.
    rated_low: int = 0

    @property
    def answered(self) -> int:
        """Cases with an answer issued, in time or late."""
        return self.in_time + self.in_time_after_extension + self.kept_by_notice + self.late

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the whole."""
        return self.answered + self.open + self.stopped == self.received

    def __add__(self, other: "CaseCounts") -> "CaseCounts":
        return CaseCounts(**{
            each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)
        })


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its parts shown; percent is None when there is nothing to divide."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent with two decimals, halves rounded up."""
        if self.whole == 0:
            return None
        exact = Decimal(self.part) * 100 / Decimal(self.whole)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Valid answers by level, 1 (very dissatisfied) to 5 (very satisfied)."""

    levels: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many valid answers there are; silence is not one."""
        return sum(self.levels.values())

    @property
    def satisfied(self) -> int:
        """Answers at levels 4 and 5."""
        return self.levels.get(4, 0) + self.levels.get(5, 0)

    @property
    def share(self) -> Share | None:
        """The share of levels 4 and 5; None below 5 ballots, where no percentage is shown."""
        return Share(self.satisfied, self.n) if self.n >= FEWEST_BALLOTS else None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % Wilson interval in percent; None below 5 ballots."""
        return wilson(self.satisfied, self.n) if self.n >= FEWEST_BALLOTS else None


def wilson(part: int, whole: int) -> tuple[Decimal, Decimal]:
    """The 95 % Wilson score interval of a share, in percent with two decimals."""
    share = part / whole
    spread = Z_95 * sqrt(share * (1 - share) / whole + Z_95**2 / (4 * whole**2))
    centre = share + Z_95**2 / (2 * whole)
    scale = 100 / (1 + Z_95**2 / whole)
    low, high = max(0.0, (centre - spread) * scale), min(100.0, (centre + spread) * scale)
    cent = Decimal("0.01")
    return Decimal(low).quantize(cent, ROUND_HALF_UP), Decimal(high).quantize(cent, ROUND_HALF_UP)


def percentile(histogram: Mapping[int, int], percent: int) -> int | None:
    """The nearest-rank percentile of values given as value → count; None when there are none.

    The nearest rank is the smallest value with at least `percent` per cent of all values at or below it.
    """
    total = sum(histogram.values())
    if total == 0:
        return None
    rank = -(-total * percent // 100)
    seen = 0
    for value in sorted(histogram):
        seen += histogram[value]
        if seen >= rank:
            return value
    raise AssertionError("a rank lies beyond its values")
