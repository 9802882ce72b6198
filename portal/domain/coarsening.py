"""Coarsening: no released group is smaller than some number, nothing is dropped, nothing follows by subtraction.

Each row is told at the finest of its steps at which enough rows stand together. What stays alone goes one step up;
where it can go no further, the smallest group beneath goes up with it. A coarse group therefore holds all the rows
that are told no finer, enough of them, so that whole less parts is never fewer.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

# No person stands alone among so many.
FEWEST_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One row, or several that always stay together, with what it would be told as, from finest to coarsest.

    Whoever shares a step shares all coarser ones. At a step that is None the item is told as nothing yet.
    """

    steps: Sequence[Hashable | None]
    weight: int = 1


@dataclass
class _Group:
    """Items that are told at the same step."""

    step: int
    members: list[int]
    weight: int


def coarsened(
    items: Sequence[Item], *, fewest: int = FEWEST_TOGETHER, settling: Collection[int] = ()
) -> list[int | None]:
    """The step at which each item is told; None for all of them where the whole has fewer than enough.

    At the settling steps, and at the last one, what is left takes the smallest groups beneath it along.
    """
    steps = len(items[0].steps) if items else 0
    pending = [index for index, item in enumerate(items) if item.weight]
    groups: list[_Group] = []
    for step in range(steps):
        together: dict[Hashable, list[int]] = defaultdict(list)
        for index in pending:
            together[items[index].steps[step]].append(index)
        settles = step in settling or step == steps - 1
        pending = together.pop(None, [])
        for node, members in together.items():
            group = _Group(step, members, sum(items[each].weight for each in members))
            if group.weight < fewest and settles:
                beneath = [each for each in groups if items[each.members[0]].steps[step] == node]
                groups = _without(groups, _taken_along(group, beneath, fewest))
            if group.weight >= fewest:
                groups.append(group)
            else:
                pending += group.members
    return _steps_of(items, groups)


def _taken_along(group: _Group, beneath: list[_Group], fewest: int) -> list[_Group]:
    """Those of the groups beneath, the smallest first, that had to join a group to make it large enough."""
    taken = []
    for smallest in sorted(beneath, key=lambda each: (each.weight, each.step, each.members[0])):
        if group.weight >= fewest:
            break
        group.members += smallest.members
        group.weight += smallest.weight
        taken.append(smallest)
    return taken


def _without(groups: list[_Group], taken: list[_Group]) -> list[_Group]:
    return [each for each in groups if not any(each is one for one in taken)]


def _steps_of(items: Sequence[Item], groups: Sequence[_Group]) -> list[int | None]:
    told: list[int | None] = [None] * len(items)
    for group in groups:
        for member in group.members:
            told[member] = group.step
    return told
