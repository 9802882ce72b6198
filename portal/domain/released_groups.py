"""Groups in which ballots of units and months are told, so that no figure and no difference of figures is of few.

A unit's month is told by itself where it has five ballots. Otherwise its ballots are told with those of a longer
period of the unit, then with those of the units above (rules §6, §9, §10).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, Self, TypeVar

from portal.domain.coarsening import FEWEST_TOGETHER, Item, coarsened
from portal.domain.periods import Period, Span, period_of

SPANS = (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR)


class Scope(StrEnum):
    """Of whom a figure is: of all, of a unit with those below it, of a unit alone."""

    ALL = "all"
    BELOW = "below"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Group:
    """Whose ballots are told together, and of which period; of all times without one."""

    scope: Scope
    unit_id: int | None
    period: Period | None


# A unit and a month such as 202611.
Cell = tuple[int, int]
# A unit and everything above it, in a year.
Chain = Callable[[int, int], Sequence[int]]


def grouped(ballots: Mapping[Cell, int], chain: Chain) -> dict[Cell, Group]:
    """The group of every cell with ballots, where none comes any more; nothing where there are fewer than five.

    A year of all is told whole, if need be with the smallest group of the year.
    """
    order, steps = _steps(ballots, chain)
    items = [Item(each, ballots[cell]) for cell, each in zip(order, steps, strict=True)]
    years = len(items[0].steps) - 2 if items else 0
    told = coarsened(items, fewest=FEWEST_TOGETHER, settling={years})
    return _found(order, steps, told)


def grouped_lastingly(ballots: Mapping[Cell, int], chain: Chain, *, before: int) -> dict[Cell, Group]:
    """The group of cells of months before a month, where ballots still come in: once told, told so for ever.

    A group is told when its period is over and never again otherwise, so that a page looked at today and again next
    month differs by whole groups. What is left alone of a year is told nowhere: at most four ballots.
    """
    order, steps = _steps({cell: n for cell, n in ballots.items() if cell[1] < before}, chain)
    # All times are never over, so that nothing settles there and takes along what was told.
    steps = [[each if _is_over(each, before) else None for each in one] for one in steps]
    items = [Item(each, ballots[cell]) for cell, each in zip(order, steps, strict=True)]
    return _found(order, steps, coarsened(items, fewest=FEWEST_TOGETHER))


def _steps(ballots: Mapping[Cell, int], chain: Chain) -> tuple[list[Cell], list[list[Group | None]]]:
    order = sorted(cell for cell, n in ballots.items() if n)
    chains = [chain(unit_id, month // 100) for unit_id, month in order]
    deepest = max((len(each) for each in chains), default=0)
    return order, [_steps_of(cell, each, deepest) for cell, each in zip(order, chains, strict=True)]


def _steps_of(cell: Cell, chain: Sequence[int], deepest: int) -> list[Group | None]:
    """From the unit's month to all units at all times; short branches wait below their unit."""
    unit_id, month = cell
    year = period_of(Span.YEAR, month)
    above = [*[chain[0]] * (deepest - len(chain)), *chain]
    return [
        *(Group(Scope.OWN, unit_id, period_of(span, month)) for span in SPANS),
        *(Group(Scope.BELOW, each, year) for each in above),
        Group(Scope.ALL, None, year),
        Group(Scope.ALL, None, None),
    ]


def _is_over(group: Group | None, before: int) -> bool:
    return group is not None and group.period is not None and group.period.last < before


def _found(
    order: Sequence[Cell], steps: Sequence[Sequence[Group | None]], told: Sequence[int | None]
) -> dict[Cell, Group]:
    found = {}
    for cell, each, step in zip(order, steps, told, strict=True):
        group = each[step] if step is not None else None
        if group is not None:
            found[cell] = group
    return found


class Months(NamedTuple):
    """From one month such as 202610 to another, both included."""

    first: int
    last: int


def lies_within(group: Group, period: Period | Months) -> bool:
    """Whether all that a group is about lies in a period."""
    inner = group.period
    return inner is not None and period.first <= inner.first and inner.last <= period.last


class Addable(Protocol):
    """What groups have and figures add up."""

    def __add__(self, other: Self) -> Self: ...


V = TypeVar("V", bound=Addable)


@dataclass(frozen=True)
class ReleasedGroups(Generic[V]):
    """What each group has, with the units it is about; figures add up those that lie wholly within them."""

    nothing: V
    groups: Mapping[Group, V] = field(default_factory=dict)
    units: Mapping[Group, frozenset[int]] = field(default_factory=dict)
    # A page asks of every unit: the groups within a period are looked for once.
    _by_period: dict[Period | Months, Mapping[int | None, Mapping[frozenset[int], V]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, unit_ids: frozenset[int], period: Period | Months) -> V:
        """What the groups have that lie wholly within some units and a period."""
        if period not in self._by_period:
            self._by_period[period] = self._within(period)
        sums, found = self._by_period[period], self.nothing
        for unit_id in sums.keys() & {None, *unit_ids}:
            for units, each in sums[unit_id].items():
                if units <= unit_ids:
                    found = found + each
        return found

    def _within(self, period: Period | Months) -> Mapping[int | None, Mapping[frozenset[int], V]]:
        sums: defaultdict[int | None, dict[frozenset[int], V]] = defaultdict(dict)
        for group, each in self.groups.items():
            if lies_within(group, period):
                of_unit, units = sums[group.unit_id], self.units[group]
                of_unit[units] = of_unit.get(units, self.nothing) + each
        return sums
