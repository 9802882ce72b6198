"""Drawing a sample that anybody can draw again: its size, its strata, its seed (law §5.3)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from heapq import heapify, heappop, heappush
from math import ceil


def sample_size(population: int, margin: Decimal = Decimal("0.05")) -> int:
    """How many to ask of a population: n = N / (1 + N·e²), rounded up; 1,000 at 5 % are 286.

    Raises ValueError for a margin that is not between 0 and 1.
    """
    if not 0 < margin < 1:
        raise ValueError(margin)
    e = Fraction(margin)
    return ceil(Fraction(population) / (1 + population * e * e))


def to_invite(size: int, response_percent: int) -> int:
    """How many to invite so that `size` answer when so many per cent do.

    Raises ValueError for a percentage that is not between 1 and 100.
    """
    if not 1 <= response_percent <= 100:
        raise ValueError(response_percent)
    return -(-size * 100 // response_percent)


def allocated(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """A sample over strata in proportion to their numbers, by largest remainders.

    Never more than a stratum has; where there are places enough, at least one of every stratum that has any, so that
    no unit goes unheard. The parts add up to `size`, or to all there are.
    """
    present = {name: number for name, number in strata.items() if number > 0}
    total = sum(present.values())
    size = min(size, total)
    given = dict.fromkeys(strata, 0)
    if size >= len(present):
        given.update(dict.fromkeys(present, 1))
    left = size - sum(given.values())
    # Who is furthest below the exact share comes first; the name decides between equals, so that every run agrees.
    # Shares are kept times the total: whole numbers compare exactly and fast.
    ranked = {name: rank for rank, name in enumerate(sorted(present, reverse=True))}
    waiting = [(given[name] * total - number * size, ranked[name], name) for name, number in present.items()]
    heapify(waiting)
    while left > 0:
        above, rank, name = heappop(waiting)
        if given[name] == present[name]:
            continue
        given[name] += 1
        left -= 1
        heappush(waiting, (above + total, rank, name))
    return given


def drawn(keys: Iterable[str], number: int, *, seed: str) -> list[str]:
    """So many of the keys, by chance that the seed alone decides: whatever order they come in, and in every version.

    Keys are ordered by the SHA-256 of seed and key, and the first ones taken.
    """
    return sorted(keys, key=lambda key: (_chance(seed, key), key))[:number]


def _chance(seed: str, key: str) -> bytes:
    return sha256(f"{seed}\n{key}".encode()).digest()
