"""How loudly features speak for answers, all those of a row at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.adapters.search.snapshot import ages_in


@dataclass(frozen=True, slots=True)
class Feature:
    """What speaks for the answers of a row, and how loudly."""

    row: int
    weight: float


def best_of(row: int, features: Iterable[Feature], wanted: int) -> list[tuple[int, float]]:
    """The first answers of a row by their scores, each with its score; the newest first among equals."""
    found: list[tuple[int, float]] = []
    for score, equals in sorted(scored(row, features).items(), reverse=True):
        found += [(age, score) for age in ages_in(equals, wanted - len(found))]
        if len(found) == wanted:
            break
    return found


def scored(row: int, features: Iterable[Feature]) -> dict[float, int]:
    """The scores there are, each with the answers of a row that have it.

    Each feature parts the answers in those it speaks for and the others: a dozen operations on long numbers, where
    looking at answers one by one took as long as all the rest of a search.
    """
    scores = {0.0: row} if row else {}
    for feature in features:
        parted: dict[float, int] = {}
        for score, equals in scores.items():
            for new, some in _parted(score, equals, feature):
                parted[new] = parted.get(new, 0) | some
        scores = parted
    return scores


def _parted(score: float, equals: int, feature: Feature) -> Iterator[tuple[float, int]]:
    louder = equals & feature.row
    if louder:
        yield score + feature.weight, louder
    if louder != equals:
        yield score, equals ^ louder
