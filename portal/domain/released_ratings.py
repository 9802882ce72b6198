"""Ratings as everybody may know them: in groups of at least five, the same on the pages and in the open data.

A unit's month is told by itself where it has five ballots. Otherwise its ballots are told with those of a longer
period of the unit, then with those of the units above, so that no figure and no difference of figures is about fewer
than five (rules §6, §10).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.periods import Period
from portal.domain.released_groups import SPANS, Cell, Group, Scope, grouped, lies_within

__all__ = ["SPANS", "Ballots", "Cell", "Group", "Released", "Scope", "groups_of", "released"]


@dataclass(frozen=True)
class Ballots:
    """The ballots of a cell or a group: levels by question, and how many cases are dissatisfied by them alone."""

    levels: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    # Kept in time, nobody asked to look again, the result rated low: what the rates of QĐ 766 subtract.
    rated_low: int = 0

    @property
    def n(self) -> int:
        """How many; every ballot answers every question."""
        return sum(next(iter(self.levels.values()), {}).values())

    def __add__(self, other: "Ballots") -> "Ballots":
        levels: dict[str, dict[int, int]] = {}
        for each in (self.levels, other.levels):
            for question, by_level in each.items():
                into = levels.setdefault(question, {})
                for level, n in by_level.items():
                    into[level] = into.get(level, 0) + n
        return Ballots(levels, self.rated_low + other.rated_low)


def groups_of(cells: Mapping[Cell, Ballots], chain: Callable[[int], Sequence[int]]) -> dict[Cell, Group]:
    """The group in which the ballots of each cell are told; `chain` is a unit and everything above it.

    Of cells without ballots, and of all while there are fewer than five in all, nothing is told.
    """
    return grouped({cell: each.n for cell, each in cells.items()}, lambda unit_id, _year: chain(unit_id))


# Ballots by the unit that a group is about and by all the units in it; of all units without one.
_Sums = Mapping[int | None, Mapping[frozenset[int] | None, Ballots]]


@dataclass(frozen=True)
class Released:
    """All ballots in their groups, with the units that each group is about; None for all units."""

    groups: Mapping[Group, Ballots] = field(default_factory=dict)
    units: Mapping[Group, frozenset[int] | None] = field(default_factory=dict)
    # A page asks of every unit: the groups within a period are looked for once.
    _by_period: dict[Period, _Sums] = field(default_factory=dict, repr=False, compare=False)

    def of(self, unit_ids: frozenset[int], period: Period, *, of_all: bool) -> Ballots:
        """The ballots of the groups that lie wholly within some units and a period."""
        if period not in self._by_period:
            self._by_period[period] = self._within(period)
        sums, found = self._by_period[period], Ballots()
        about: set[int | None] = {None} if of_all else set()
        for unit_id in (about | unit_ids) & sums.keys():
            for units, ballots in sums[unit_id].items():
                if units is None or units <= unit_ids:
                    found += ballots
        return found

    def _within(self, period: Period) -> _Sums:
        sums: defaultdict[int | None, defaultdict[frozenset[int] | None, Ballots]]
        sums = defaultdict(lambda: defaultdict(Ballots))
        for group, ballots in self.groups.items():
            if lies_within(group, period):
                sums[group.unit_id][self.units[group]] += ballots
        return sums


def released(
    cells: Mapping[Cell, Ballots],
    chain: Callable[[int], Sequence[int]],
    below: Callable[[int], frozenset[int]],
) -> Released:
    """The ballots of cells in their groups; `below` is a unit and all under it."""
    groups: dict[Group, Ballots] = {}
    for cell, group in groups_of(cells, chain).items():
        groups[group] = groups.get(group, Ballots()) + cells[cell]
    return Released(groups, {group: _units_of(group, below) for group in groups})


def _units_of(group: Group, below: Callable[[int], frozenset[int]]) -> frozenset[int] | None:
    if group.unit_id is None:
        return None
    return frozenset({group.unit_id}) if group.scope is Scope.OWN else below(group.unit_id)
