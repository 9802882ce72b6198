"""What of counted ballots may be shown: nothing of fewer than five, nor whatever tells of them (rules §9).

Ballots are told in the groups of `portal/domain/released_groups.py`, and every figure adds up whole groups. Within a
group the parts by point and by way are told that are large enough, and never so that the rest is too small: a figure
by point adds up the same parts wherever it stands. So whatever two figures are laid beside each other, what one has
more than the other is some groups or parts, each of five ballots and more.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from portal.domain.coarsening import Item, coarsened
from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.periods import Period, Span, period_of
from portal.domain.released_groups import Cell, Group, Scope
from portal.domain.surveys.results import Counts

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row:
    """Counted ballots of a unit's month that came in at one point, or at none (0)."""

    cell: Cell
    counts: Counts
    point_id: int = 0
    ways: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What may be said of ballots: together, by unit, month and point; and how many came in which way."""

    total: Counts = field(default_factory=Counts)
    by_unit: Mapping[int, Counts] = field(default_factory=dict)
    by_month: Mapping[int, Counts] = field(default_factory=dict)
    by_point: Mapping[int, Counts] = field(default_factory=dict)
    ways: Mapping[str, int] = field(default_factory=dict)


def told_of(groups: Mapping[Group, Sequence[Row]]) -> Told:
    """What may be said of the ballots of groups, every one of which is there with all its ballots."""
    each = [_told(group, rows) for group, rows in groups.items()]
    return Told(
        total=sum((one.total for one in each), Counts()),
        by_unit=_together(one.by_unit for one in each),
        by_month=_together(one.by_month for one in each),
        by_point=_together(one.by_point for one in each),
        ways=_added(one.ways for one in each),
    )


def _told(group: Group, rows: Iterable[Row]) -> Told:
    by_point: dict[int, list[Row]] = {}
    for row in rows:
        by_point.setdefault(row.point_id, []).append(row)
    named = told_parts({point: _ballots(each) for point, each in by_point.items()})
    parts = {point: _counts(by_point[point]) for point in sorted(named)}
    rest = [row for point, each in by_point.items() if point not in named for row in each]
    total = sum([*parts.values(), _counts(rest)], Counts())
    by_part = _items_of([*parts.values(), _counts(rest)])
    told = _only(total, _items_of([total]))
    unit_id = group.unit_id if group.scope is Scope.OWN else None
    month = group.period.first if group.period is not None and group.period.span is Span.MONTH else None
    return Told(
        total=told,
        by_unit={unit_id: told} if unit_id is not None else {},
        by_month={month: told} if month is not None else {},
        by_point={point: _only(each, by_part) for point, each in parts.items()},
        ways=_ways([rest, *(by_point[point] for point in parts)]),
    )


def told_parts(parts: Mapping[K, int]) -> frozenset[K]:
    """The parts of a whole that may be told: of five and more each, and so that the rest is of five or of nobody."""
    order = [key for key, ballots in parts.items() if ballots]
    steps = coarsened([Item((key, "rest"), parts[key]) for key in order], fewest=FEWEST_BALLOTS)
    return frozenset(key for key, step in zip(order, steps, strict=True) if step == 0)


def _ballots(rows: Iterable[Row]) -> int:
    return sum(row.counts.ballots for row in rows)


def _counts(rows: Iterable[Row]) -> Counts:
    return sum((row.counts for row in rows), Counts())


def _ways(parts: Iterable[Sequence[Row]]) -> dict[str, int]:
    """How many came in which way: part by part, so that points and ways beside each other tell no more."""
    found = []
    for rows in parts:
        ways = _added(row.ways for row in rows)
        found.append({way: ways[way] for way in told_parts(ways)})
    return _added(found)


def _items_of(parts: Sequence[Counts]) -> frozenset[str]:
    """The items that nobody or five and more of each part have answered: the others are left out of all of them."""
    items = frozenset(item for part in parts for item in part.answers)
    return frozenset(item for item in items if all(_is_told(part.answers.get(item, {})) for part in parts))


def _is_told(values: Mapping[str, int]) -> bool:
    """Whether nobody or at least five people answered: of choices one person may tick several, of levels one only."""
    levels = all(value.lstrip("-").isdecimal() for value in values)
    people = sum(values.values()) if levels else max(values.values())
    return not people or people >= FEWEST_BALLOTS


def _only(counts: Counts, items: Collection[str]) -> Counts:
    return Counts(counts.ballots, {item: each for item, each in counts.answers.items() if item in items})


def _together(maps: Iterable[Mapping[int, Counts]]) -> dict[int, Counts]:
    found: dict[int, list[Counts]] = {}
    for each in maps:
        for key, counts in each.items():
            found.setdefault(key, []).append(counts)
    return {key: sum(found[key], Counts()) for key in sorted(found)}


def _added(maps: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in maps:
        for key, number in each.items():
            found[key] = found.get(key, 0) + number
    return dict(sorted(found.items()))


def readable_months(worded: Mapping[int, int], period: Period, *, this_month: int) -> frozenset[int]:
    """The months of a period whose words may be read, by how many ballots of one place said something in each.

    Words are read in groups of five ballots and more, and only once nothing more comes to a group, so that nobody
    sees one more appear: a month that is over, else what is left of a quarter, a half, a year that is over. A group
    that reaches beyond the period stays closed.
    """
    left = {month for month, ballots in worded.items() if ballots and period.first <= month <= period.last}
    readable: set[int] = set()
    for span in (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR):
        for group in {period_of(span, month) for month in left}:
            months = {month for month in left if group.first <= month <= group.last}
            inside = period.first <= group.first and group.last <= period.last
            if inside and group.last < this_month and sum(worded[each] for each in months) >= FEWEST_BALLOTS:
                readable |= months
                left -= months
    return frozenset(readable)
