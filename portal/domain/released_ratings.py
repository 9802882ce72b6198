"""Ratings as everybody may know them: in groups of at least five, the same on the pages and in the open data.

A unit's month is told by itself where it has five ballots. Otherwise its ballots are told with those of a longer
period of the unit, then with those of the units above, so that no figure and no difference of figures is about fewer
than five (rules §6, §10).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.released_groups import SPANS, Cell, Group, ReleasedGroups, Scope, grouped

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


Released = ReleasedGroups[Ballots]


def released(
    cells: Mapping[Cell, Ballots],
    chain: Callable[[int], Sequence[int]],
    below: Callable[[int | None], frozenset[int]],
) -> Released:
    """The ballots of cells in their groups; `below` is a unit and all under it, or all units for None."""
    groups: dict[Group, Ballots] = {}
    for cell, group in groups_of(cells, chain).items():
        groups[group] = groups.get(group, Ballots()) + cells[cell]
    return Released(Ballots(), groups, {group: _units_of(group, below) for group in groups})


def _units_of(group: Group, below: Callable[[int | None], frozenset[int]]) -> frozenset[int]:
    if group.scope is Scope.OWN and group.unit_id is not None:
        return frozenset({group.unit_id})
    return below(group.unit_id)
