"""Pages by key: a page begins beyond the place of a row, and one row more than it holds tells whether more follow.

A page is asked for forwards or backwards; backwards the database reads every order the other way round.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Select, TextClause, literal, select, tuple_, union_all

Condition = ColumnElement[bool] | TextClause
Row = TypeVar("Row")
At = TypeVar("At")


class Beginning(Protocol):
    """Where a page begins: after a row or, going backwards, before it."""

    @property
    def backwards(self) -> bool:
        """Whether the page lies before the row."""


def is_backwards(place: Beginning | None) -> bool:
    """Whether a page is read against the order of its list; the first page never is."""
    return place is not None and place.backwards


def past(keys: Sequence[Any], values: Sequence[object], *, descending: bool) -> ColumnElement[bool]:
    """The rows on the far side of a row with these keys."""
    here, there = tuple_(*keys), tuple_(*(literal(value) for value in values))
    return here < there if descending else here > there


def together(picks: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """The first rows of each branch of a list as one statement."""
    if len(picks) == 1:
        return picks[0]
    # A limit within a union needs a bracket of its own on SQLite.
    return union_all(*(select(pick.subquery()) for pick in picks))


def cut(
    found: Sequence[Row], place: Beginning | None, *, size: int, at: Callable[[Row, bool], At]
) -> tuple[tuple[Row, ...], At | None, At | None]:
    """The rows of a page in the order of the list, and the places of the pages before and after it.

    `found` are the rows as read from `place` on, up to one more than `size`; `at` gives the place after a row or,
    told so, before it.
    """
    backwards, more = is_backwards(place), len(found) > size
    rows = tuple(found[:size])[:: -1 if backwards else 1]
    if not rows:
        return (), None, None
    has_previous = more if backwards else place is not None
    has_next = backwards or more
    return rows, at(rows[0], True) if has_previous else None, at(rows[-1], False) if has_next else None
