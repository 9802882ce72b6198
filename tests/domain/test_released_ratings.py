"""Ratings are released in groups of five or more: by month, else by a longer period, else with the units above."""

from collections import UserDict
from collections.abc import ItemsView

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.periods import Period, read_period
from portal.domain.released_ratings import Ballots, Group, Released, Scope, groups_of, released

# 1 above 2 and 3; 4 below 2.
CHAINS = {1: (1,), 2: (2, 1), 3: (3, 1), 4: (4, 2, 1)}
BELOW = {1: frozenset({1, 2, 3, 4}), 2: frozenset({2, 4}), 3: frozenset({3}), 4: frozenset({4})}
ALL = frozenset(CHAINS)


def ballots(n: int, rated_low: int = 0) -> Ballots:
    return Ballots({"result": {4: n}, "time": {4: n}}, rated_low) if n else Ballots()


def period(code: str) -> Period:
    found = read_period(code)
    assert found is not None
    return found


def release(cells: dict[tuple[int, int], int]) -> Released:
    given = {cell: ballots(n, rated_low=n and 1) for cell, n in cells.items()}
    return released(given, CHAINS.__getitem__, lambda unit_id: BELOW[unit_id] if unit_id else ALL)


def n_of(found: Released, units: frozenset[int], code: str) -> int:
    return found.of(units, period(code)).n


def test_it_tells_a_month_of_five_by_itself() -> None:
    found = release({(3, 202611): 5})
    assert set(found.groups) == {Group(Scope.OWN, 3, period("2026-11"))}
    assert [n_of(found, BELOW[3], code) for code in ("2026-11", "2026-10", "2026-Q4", "2026")] == [5, 0, 5, 5]


def test_it_tells_few_with_those_of_the_quarter_the_half_the_year() -> None:
    found = release({(3, 202611): 5, (3, 202610): 2, (3, 202612): 3, (3, 202601): 4, (3, 202608): 1})
    assert {group.period.code for group in found.groups if group.period} == {"2026-11", "2026-Q4", "2026"}
    assert [n_of(found, BELOW[3], code) for code in ("2026-10", "2026-Q4", "2026-H2", "2026")] == [
        0,
        10,
        10,
        15,
    ]


def test_it_tells_few_with_those_of_the_units_above() -> None:
    found = release({(4, 202611): 3, (2, 202605): 2, (3, 202611): 6})
    assert Group(Scope.BELOW, 2, period("2026")) in found.groups
    assert n_of(found, BELOW[4], "2026") == 0
    assert n_of(found, BELOW[2], "2026") == 5
    assert n_of(found, ALL, "2026") == 11
    # Unit 2 alone is less than unit 2 with those below it.
    assert found.of(frozenset({2}), period("2026")).n == 0


def test_it_tells_a_year_of_all_whole_with_its_smallest_group() -> None:
    found = release({(3, 202611): 6, (4, 202611): 5, (2, 202605): 1})
    assert n_of(found, ALL, "2026") == 12
    assert n_of(found, BELOW[3], "2026-11") == 6
    assert n_of(found, BELOW[4], "2026") == 0


def test_it_tells_nothing_of_fewer_than_five_in_all() -> None:
    assert release({(3, 202611): 2, (4, 202511): 2}).groups == {}


def test_it_adds_levels_and_what_only_they_say() -> None:
    both = Ballots({"result": {1: 1, 5: 2}}, 1) + Ballots({"result": {5: 3}}, 0)
    assert (both.levels, both.n, both.rated_low) == ({"result": {1: 1, 5: 5}}, 6, 1)


class Walked(UserDict[Group, Ballots]):
    """Counts how often somebody goes through it."""

    times = 0

    def items(self) -> ItemsView[Group, Ballots]:
        self.times += 1
        return super().items()


def test_it_goes_through_the_groups_once_for_all_units_of_a_period() -> None:
    found = release({(unit, month): 6 for unit in CHAINS for month in (202610, 202611)})
    groups = Walked(found.groups)
    again = Released(Ballots(), groups, found.units)
    for units in (*BELOW.values(), frozenset({2}), ALL):
        assert n_of(again, units, "2026-11") == 6 * len(units)
    assert groups.times == 1


CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from(sorted(CHAINS)), st.sampled_from([202509, 202510, 202601, 202602, 202607, 202611])
    ),
    st.integers(0, 9),
)
CODES = (
    "2025-09",
    "2025-Q4",
    "2025-H2",
    "2025",
    "2026-01",
    "2026-02",
    "2026-Q1",
    "2026-H1",
    "2026-H2",
    "2026",
)


@given(CELLS)
def test_no_figure_and_no_difference_is_about_few(cells: dict[tuple[int, int], int]) -> None:
    found = release(cells)
    figures = {
        (units, code): n_of(found, units, code)
        for units in (*BELOW.values(), frozenset({2}))
        for code in CODES
    }
    assert all(n == 0 or n >= 5 for n in figures.values())
    for (units, code), inner in figures.items():
        for (others, other), outer in figures.items():
            one, two = period(code), period(other)
            if units <= others and two.first <= one.first and one.last <= two.last:
                assert outer == inner or outer - inner >= 5


@given(CELLS)
def test_it_adds_up_the_groups_that_lie_within(cells: dict[tuple[int, int], int]) -> None:
    found = release(cells)
    for code in CODES:
        wanted = period(code)
        for units in (*BELOW.values(), frozenset({2}), frozenset({2, 3, 4}), frozenset[int]()):
            sums = Ballots()
            for group, each in found.groups.items():
                when = group.period
                if when and wanted.first <= when.first and when.last <= wanted.last:
                    sums += each if found.units[group] <= units else Ballots()
            assert found.of(units, wanted) == sums


@given(CELLS)
def test_nothing_is_dropped(cells: dict[tuple[int, int], int]) -> None:
    found, n = release(cells), sum(cells.values())
    assert sum(each.n for each in found.groups.values()) == (n if n >= 5 else 0)
    kept = {cell: ballots(each) for cell, each in cells.items()}
    assert set(groups_of(kept, CHAINS.__getitem__)) == (
        {c for c, each in cells.items() if each} if n >= 5 else set()
    )
