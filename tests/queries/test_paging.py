"""Cutting what was read to a page: its rows in the order of the list, and where its neighbours begin."""

from dataclasses import dataclass

import pytest

from portal.queries.paging import cut


@dataclass(frozen=True)
class Beyond:
    """The place of a row, as the lists have theirs."""

    row: int
    backwards: bool = False


@pytest.mark.parametrize(
    ("found", "place", "page"),
    [
        # The first page, alone and with more behind it.
        ([1, 2], None, ((1, 2), None, None)),
        ([1, 2, 3], None, ((1, 2), None, Beyond(2))),
        # A page in the middle, and the last one.
        ([3, 4, 5], Beyond(2), ((3, 4), Beyond(3, backwards=True), Beyond(4))),
        ([5], Beyond(4), ((5,), Beyond(5, backwards=True), None)),
        # Backwards the rows come the other way round; a page follows always, one lies before only if more was read.
        ([4, 3, 2], Beyond(5, backwards=True), ((3, 4), Beyond(3, backwards=True), Beyond(4))),
        ([2, 1], Beyond(3, backwards=True), ((1, 2), None, Beyond(2))),
        # Nothing there (any more).
        ([], None, ((), None, None)),
        ([], Beyond(9), ((), None, None)),
        ([], Beyond(1, backwards=True), ((), None, None)),
    ],
)
def test_it_cuts_a_page(
    found: list[int], place: Beyond | None, page: tuple[tuple[int, ...], Beyond | None, Beyond | None]
) -> None:
    assert cut(found, place, size=2, at=Beyond) == page
