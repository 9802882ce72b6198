"""What of counted ballots may be shown: nothing of fewer than five, nor whatever tells of them (rules §9).

Where the whole is shown, a part that is not shown is still the whole without the other parts. So whatever is held
back beside a whole is never one part alone, and never fewer than five ballots together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.periods import Period, Span, period_of

K = TypeVar("K")


def withheld(parts: Mapping[K, int]) -> frozenset[K]:
    """The parts of a whole that is shown which may not be: those below five, and the next smallest beside them.

    Parts without any ballot tell of nobody and are never held back.
    """
    held = [key for key, ballots in parts.items() if 0 < ballots < FEWEST_BALLOTS]
    if not held:
        return frozenset()
    enough = [key for key, ballots in parts.items() if ballots >= FEWEST_BALLOTS]
    for key in sorted(enough, key=lambda each: (parts[each], str(each))):
        if len(held) > 1 and sum(parts[each] for each in held) >= FEWEST_BALLOTS:
            break
        held.append(key)
    return frozenset(held)


@dataclass(frozen=True, slots=True)
class Branch:
    """Ballots in a tree, such as units: those of the place itself, and of what is below it."""

    key: int
    own: int
    below: tuple["Branch", ...] = ()

    @property
    def total(self) -> int:
        """All of it."""
        return self.own + sum(each.total for each in self.below)


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown of a tree: places with all below them, and places by themselves."""

    totals: frozenset[int]
    owns: frozenset[int]


def released(roots: Iterable[Branch]) -> Released:
    """What may be shown, however many pages of the tree somebody lays beside each other."""
    totals: set[int] = set()
    owns: set[int] = set()
    for root in roots:
        _release(root, totals, owns)
    return Released(frozenset(totals), frozenset(owns))


def _release(branch: Branch, totals: set[int], owns: set[int]) -> None:
    if branch.total < FEWEST_BALLOTS:
        return
    totals.add(branch.key)
    parts = {(branch.key, True): branch.own, **{(each.key, False): each.total for each in branch.below}}
    held = withheld(parts)
    if branch.own and (branch.key, True) not in held:
        owns.add(branch.key)
    for each in branch.below:
        if (each.key, False) not in held:
            _release(each, totals, owns)


def periods_shown(year: int, by_month: Mapping[int, int]) -> frozenset[Period]:
    """The periods of a year whose ballots may be shown beside the year's: by halves, quarters and months."""
    whole = Period(Span.YEAR, year, 1)
    if _ballots(whole, by_month) < FEWEST_BALLOTS:
        return frozenset()
    return frozenset(_within(whole, by_month))


_FINER = {Span.YEAR: Span.HALF_YEAR, Span.HALF_YEAR: Span.QUARTER, Span.QUARTER: Span.MONTH}


def _within(period: Period, by_month: Mapping[int, int]) -> Iterator[Period]:
    yield period
    if period.span not in _FINER:
        return
    parts = {each: _ballots(each, by_month) for each in _parts_of(period)}
    held = withheld(parts)
    for each, ballots in parts.items():
        if ballots and each not in held:
            yield from _within(each, by_month)


def _parts_of(period: Period) -> list[Period]:
    months = range(period.first, period.last + 1)
    return list(dict.fromkeys(period_of(_FINER[period.span], month) for month in months))


def _ballots(period: Period, by_month: Mapping[int, int]) -> int:
    return sum(ballots for month, ballots in by_month.items() if period.first <= month <= period.last)


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
