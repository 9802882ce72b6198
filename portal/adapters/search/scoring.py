"""How loudly features speak for answers: for all those of a row at once, while few scores are found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.adapters.search.snapshot import ages_in

# With more scores than this, answers are looked at one by one: parting them further would take longer.
MOST_SCORES = 64


@dataclass(frozen=True, slots=True)
class Feature:
    """What speaks for the answers of a row, and how loudly."""

    row: int
    weight: float


def best_of(row: int, features: Iterable[Feature], wanted: int) -> list[tuple[int, float]]:
    """The first answers of a row by their scores, each with its score; the newest first among equals.

    Each feature parts the answers in those it speaks for and the others: a dozen operations on long numbers, where
    looking at answers one by one took as long as all the rest of a search.
    """
    scores = {0.0: row} if row else {}
    rest = iter(features)
    for feature in rest:
        scores = parted(scores, feature)
        if len(scores) > MOST_SCORES:
            return one_by_one(scores, rest)[:wanted]
    found: list[tuple[int, float]] = []
    for score, equals in sorted(scores.items(), reverse=True):
        found += [(age, score) for age in ages_in(equals, wanted - len(found))]
        if len(found) == wanted:
            break
    return found


def parted(scores: Mapping[float, int], feature: Feature) -> dict[float, int]:
    """The scores there are after one more feature, each with the answers that have it."""
    after: dict[float, int] = {}
    for score, equals in scores.items():
        for new, some in _halves(score, equals, feature):
            after[new] = after.get(new, 0) | some
    return after


def one_by_one(scores: Mapping[float, int], features: Iterable[Feature]) -> list[tuple[int, float]]:
    """All answers with their scores after more features, the best first."""
    by_age = {age: score for score, equals in scores.items() for age in ages_in(equals, equals.bit_count())}
    longest = max(by_age, default=0) // 8 + 1
    for feature in features:
        spoken = (feature.row & ((1 << longest * 8) - 1)).to_bytes(longest, "little")
        for age in by_age:
            if spoken[age >> 3] >> (age & 7) & 1:
                by_age[age] += feature.weight
    return sorted(by_age.items(), key=lambda each: (-each[1], each[0]))


def _halves(score: float, equals: int, feature: Feature) -> Iterator[tuple[float, int]]:
    louder = equals & feature.row
    if louder:
        yield score + feature.weight, louder
    if louder != equals:
        yield score, equals ^ louder
