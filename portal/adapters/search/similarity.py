"""Answers that share telling words with a longer text."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.adapters.search.excerpt import excerpt
from portal.adapters.search.ranking import rarity
from portal.adapters.search.scoring import Feature, best_of
from portal.adapters.search.snapshot import Snapshot
from portal.adapters.search.words import Word, pairs_of, words_of
from portal.ports import Hit

# Of a long text its first words tell what it is about.
MOST_WORDS = 600
# Two neighbouring syllables, mostly one Vietnamese word, tell more than rare syllables do: of feedback with
# its own published version among a hundred others, 24 pairs found it always, 12 syllables in three of four.
TELLING = 24
SHARED = 2
# While there are few answers, even a telling word may stand in so many of them.
NEVER_TOO_MANY = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """A rare pair of neighbouring words, where it first stands in the text, and the answers that hold it."""

    place: int
    row: int
    weight: float


def similar(snapshot: Snapshot, text: str, *, limit: int) -> Sequence[Hit]:
    """Answers that share at least two of the text's rarest word pairs, the most alike first."""
    words = words_of(text)[:MOST_WORDS]
    telling = list(_telling(snapshot, words))
    weights = most_alike(telling, limit=limit)
    return [_hit(snapshot, words, age, telling=telling, weight=weight) for age, weight in weights]


def most_alike(telling: list[Telling], *, limit: int) -> list[tuple[int, float]]:
    """The answers that share the weightiest pairs, with their weight; the newest first among equals.

    Those that share most pairs are weighed first: as soon as fewer pairs cannot outweigh what was found,
    the thousands that share two are left alone.
    """
    heaviest = sorted((one.weight for one in telling), reverse=True)
    features = [Feature(one.row, one.weight) for one in telling]
    best: list[tuple[int, float]] = []
    for shared, row in _by_number_shared(telling):
        if len(best) == limit and math.fsum(heaviest[:shared]) < best[-1][1]:
            break
        best = sorted([*best, *best_of(row, features, limit)], key=lambda one: (-one[1], one[0]))[:limit]
    return best


def _by_number_shared(telling: list[Telling]) -> Iterator[tuple[int, int]]:
    """How many pairs are shared, from the most to the fewest that count, and the answers that share just so many."""
    at_least = [0] * (len(telling) + 2)
    for number, one in enumerate(telling, start=1):
        for shared in range(number, 1, -1):
            at_least[shared] |= at_least[shared - 1] & one.row
        at_least[1] |= one.row
    for shared in range(len(telling), SHARED - 1, -1):
        if just_so_many := at_least[shared] & ~at_least[shared + 1]:
            yield shared, just_so_many


def _telling(snapshot: Snapshot, words: list[Word]) -> Iterator[Telling]:
    """The rarest pairs of the text that stand in some answer, but not in every tenth.

    Those of one answer alone come last: they are turns of speech more often than matters.
    """
    places: dict[str, int] = {}
    for place, pair in enumerate(pairs_of(words)):
        places.setdefault(pair, place)
    most = max(NEVER_TOO_MANY, len(snapshot) // 10)
    counts = {pair: snapshot.frequency("pairs", pair) for pair in places}
    known = [pair for pair, count in counts.items() if 0 < count <= most]
    for pair in sorted(known, key=lambda pair: (counts[pair] == 1, counts[pair], places[pair]))[:TELLING]:
        row = snapshot.row("pairs", pair)
        yield Telling(places[pair], row, rarity(snapshot, row))


def _hit(snapshot: Snapshot, words: list[Word], age: int, *, telling: list[Telling], weight: float) -> Hit:
    stored = snapshot.stored(age)
    places = sorted(one.place for one in telling if one.row >> age & 1)
    spoken = [words[place + offset] for place in places for offset in (0, 1)]
    piece, _ = excerpt(stored["text"], spoken)
    return Hit(int(stored["publication"]), round(weight, 3), piece, tuple(_phrases(words, places)))


def _phrases(words: list[Word], places: list[int]) -> Iterator[str]:
    """Pairs as written, those that overlap as one: "giấy phép", "phép kinh", "kinh doanh" are one phrase."""
    for _, run in groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0]):
        together = [place for _, place in run]
        yield " ".join(word.written for word in words[together[0] : together[-1] + 2])
