"""Answers that share telling words with a longer text."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.adapters.search.excerpt import excerpt
from portal.adapters.search.ranking import rarity
from portal.adapters.search.snapshot import Snapshot, ages_in
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
    shared: dict[int, list[Telling]] = {}
    for one in _telling(snapshot, words):
        for age in ages_in(one.row, len(snapshot)):
            shared.setdefault(age, []).append(one)
    alike = [(-_weight(ones), age) for age, ones in shared.items() if len(ones) >= SHARED]
    return [_hit(snapshot, words, age, telling=shared[age]) for _, age in sorted(alike)[:limit]]


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


def _weight(telling: Iterable[Telling]) -> float:
    return math.fsum(one.weight for one in telling)


def _hit(snapshot: Snapshot, words: list[Word], age: int, *, telling: list[Telling]) -> Hit:
    stored = snapshot.stored(age)
    spoken = [words[one.place + offset] for one in telling for offset in (0, 1)]
    piece, _ = excerpt(stored["text"], spoken)
    phrases = _phrases(words, sorted(one.place for one in telling))
    return Hit(int(stored["publication"]), round(_weight(telling), 3), piece, tuple(phrases))


def _phrases(words: list[Word], places: list[int]) -> Iterator[str]:
    """Pairs as written, those that overlap as one: "giấy phép", "phép kinh", "kinh doanh" are one phrase."""
    for _, run in groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0]):
        together = [place for _, place in run]
        yield " ".join(word.written for word in words[together[0] : together[-1] + 2])
