"""Coarsening: whatever the rows, no group is small, no row is dropped, and subtraction finds none."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.coarsening import Item, coarsened

LETTERS = st.sampled_from("abc")


def path(row: tuple[str, ...]) -> tuple[str, ...]:
    """From the whole row to nothing, a letter shorter each step."""
    return tuple("".join(row[: len(row) - step]) for step in range(len(row) + 1))


ROWS = st.lists(st.tuples(LETTERS, LETTERS, LETTERS), max_size=40)


def told(rows: Sequence[tuple[str, ...]], **given: object) -> list[str | None]:
    items = [Item(path(row)) for row in rows]
    steps = coarsened(items, **given)  # type: ignore[arg-type]
    return [None if step is None else str(item.steps[step]) for item, step in zip(items, steps, strict=True)]


def test_it_tells_at_the_finest_step_where_five_stand_together() -> None:
    assert told([("a", "b", "c")] * 5) == ["abc"] * 5
    assert told([*[("a", "b", "c")] * 5, *[("a", "b", "a")] * 3, *[("a", "b", "b")] * 2]) == [
        *["abc"] * 5,
        *["ab"] * 5,
    ]


def test_it_takes_the_smallest_group_along_where_the_rest_is_too_few() -> None:
    """Four are left over at the last step: the smaller of the two groups joins them, the larger stays."""
    rows = [*[("a", "a", "a")] * 6, *[("b", "b", "b")] * 5, *[("c", "c", "c")] * 4]
    assert told(rows) == [*["aaa"] * 6, *[""] * 9]


def test_it_settles_on_the_way_where_asked_to() -> None:
    rows = [*[("a", "a", "a")] * 5, *[("a", "b", "b")] * 1, *[("c", "c", "c")] * 5]
    assert told(rows) == [*[""] * 6, *["ccc"] * 5]
    assert told(rows, settling={2}) == [*["a"] * 6, *["ccc"] * 5]


def test_it_tells_nothing_where_the_whole_is_too_small() -> None:
    assert told([("a", "b", "c")] * 4) == [None] * 4
    assert told([]) == []


def test_it_moves_what_belongs_together_together() -> None:
    items = [Item(("a", ""), weight=7), Item(("b", ""), weight=3), Item(("c", ""), weight=0)]
    assert coarsened(items) == [1, 1, None]  # 3 are too few, and nobody else is there to join them


def test_it_passes_over_a_step_that_is_none() -> None:
    items = [Item(("a", None, "")), *[Item((None, "b", ""), weight=5)], Item(("a", "b", None), weight=4)]
    assert coarsened(items) == [0, 1, 0]
    assert coarsened([Item((None, "b", None), weight=4)] * 2 + [Item(("c", None, None), weight=3)]) == [
        1,
        1,
        None,
    ]


@given(ROWS, st.sets(st.integers(0, 3)))
def test_no_group_is_small_and_nothing_is_dropped(rows: list[tuple[str, ...]], settling: set[int]) -> None:
    names = told(rows, settling=settling)
    assert all(n >= 5 for n in Counter(names).values()) or set(names) <= {None}
    assert (None in names) is (0 < len(rows) < 5)
    assert all(
        "".join(row).startswith(name) for row, name in zip(rows, names, strict=True) if name is not None
    )


@given(ROWS)
def test_nothing_is_found_by_subtraction(rows: list[tuple[str, ...]]) -> None:
    """A figure adds up whole groups, so that every difference of figures is some groups or none."""
    groups = Counter(name for name in told(rows) if name is not None)
    figures = {
        node: sum(n for name, n in groups.items() if name.startswith(node))
        for node in {step for row in rows for step in path(row)}
    }
    for one, other in combinations(figures, 2):
        if other.startswith(one) or one.startswith(other):
            difference = abs(figures[one] - figures[other])
            assert difference == 0 or difference >= 5
