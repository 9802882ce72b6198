"""The tree of units on a day: the same as by walking through every version, and looked up once."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.queries.unit_tree import UnitNode, UnitTree

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda n: FIRST + timedelta(n))
UNITS = 6
# Of each unit but the root: where it stands now, and where it stood up to which day.
STANDS = st.integers(1, UNITS - 1)
MOVES = st.lists(st.tuples(DAYS, STANDS), max_size=4, unique_by=lambda move: move[0]).map(sorted)
TREES = st.lists(st.tuples(STANDS, MOVES), min_size=UNITS - 1, max_size=UNITS - 1)


def node(unit_id: int, parent_id: int | None, valid_to: date | None = None) -> UnitNode:
    return UnitNode(unit_id, f"U{unit_id}", f"Đơn vị {unit_id}", "", parent_id, valid_to=valid_to)


def tree_of(drawn: list[tuple[int, list[tuple[date, int]]]]) -> UnitTree:
    units, versions = {1: node(1, None)}, {}
    for unit_id, (above, moves) in enumerate(drawn, 2):
        units[unit_id] = node(unit_id, above)
        versions[unit_id] = tuple(node(unit_id, was, until) for until, was in moves)
    return UnitTree(units, versions)


def walked(tree: UnitTree, unit_id: int, on: date) -> tuple[int, ...]:
    """The unit and all above it, each looked up on the very day."""
    found: list[int] = []
    at: int | None = unit_id
    while at is not None and at not in found:
        found.append(at)
        was = [
            version for version in tree.versions.get(at, ()) if version.valid_to and version.valid_to >= on
        ]
        at = (was[0] if was else tree.units[at]).parent_id
    return tuple(found)


def epoch_by_walking(tree: UnitTree, on: date) -> date | None:
    """As it was defined before the days were kept in order."""
    ends = (each.valid_to for versions in tree.versions.values() for each in versions)
    return min((end for end in ends if end is not None and end >= on), default=None)


@given(TREES, st.lists(DAYS, min_size=1, max_size=8))
def test_it_says_of_any_day_what_walking_through_the_versions_says(
    drawn: list[tuple[int, list[tuple[date, int]]]], days: list[date]
) -> None:
    tree = tree_of(drawn)
    for on in days:
        chains = {unit_id: walked(tree, unit_id, on) for unit_id in tree.units}
        assert {unit_id: tree.chain(unit_id, on) for unit_id in tree.units} == chains
        for unit_id in tree.units:
            assert tree.below(unit_id, on) == {each for each, chain in chains.items() if unit_id in chain}
        assert tree._epoch(on) == epoch_by_walking(tree, on)


class Counted(dict[int, tuple[UnitNode, ...]]):
    """Versions that know how often somebody walked through them all."""

    walks = 0

    def values(self) -> Any:
        self.walks += 1
        return super().values()


def test_it_walks_through_the_versions_once_for_all_days() -> None:
    versions = Counted({2: (node(2, 1, FIRST),)})
    tree = UnitTree({1: node(1, None), 2: node(2, None)}, versions)
    for n in range(-5, 5):
        on = FIRST + timedelta(n)
        assert tree.chain(2, on) == ((2, 1) if on <= FIRST else (2,))
        assert tree.below(1, on) == ({1, 2} if on <= FIRST else {1})
    assert versions.walks == 1
