"""Answers that hold all the words: found without regard to accents, ranked with regard to them."""

import math
from collections.abc import Iterator
from itertools import islice

from portal.adapters.search.excerpt import excerpt
from portal.adapters.search.scoring import Feature, best_of
from portal.adapters.search.snapshot import Snapshot, newest_in
from portal.adapters.search.words import Word, pairs_of, words_of
from portal.ports import Hit, Hits, SearchFilter

# Counting and scoring end here (ports.Hits); of more matches the newest are ranked.
MOST_MATCHES = 1_000
MOST_WORDS = 16

# Two letters begin too many words to complete, and resemble too many to mend.
SHORTEST_PREFIX = 3
MOST_COMPLETIONS = 30

# Right accents outweigh a place in the title and a neighbour together, so that those who typed accents see
# what they typed first.
EXACT, TITLE, NEIGHBOURS, WHOLE = 4.0, 1.0, 2.0, 1.0


def found(snapshot: Snapshot, text: str, where: SearchFilter, *, start: int, limit: int) -> Hits:
    """A page of the answers that hold all the words of the text, the newest first among equals."""
    words = words_of(text)[:MOST_WORDS]
    row = newest_in(_holding_all(snapshot, words, narrowed(snapshot, where)), MOST_MATCHES)
    best = best_of(row, _features(snapshot, words), start + limit)[start:]
    return Hits(tuple(_hit(snapshot, words, age, score=score) for age, score in best), row.bit_count())


def narrowed(snapshot: Snapshot, where: SearchFilter) -> int:
    """The answers that pass a filter."""
    row = snapshot.everything
    for kind, ids in (("category", where.category_ids), ("unit", where.unit_ids), ("area", where.area_ids)):
        if ids is not None:
            row &= snapshot.any_row("facets", [f"{kind}-{one}" for one in ids])
    if where.from_month is not None or where.to_month is not None:
        row &= snapshot.any_row("facets", _months(snapshot, where))
    if where.late is not None:
        row &= snapshot.row("facets", "late" if where.late else "in-time")
    return row


def rarity(snapshot: Snapshot, row: int) -> float:
    """How telling it is to be in a row: the rarer, the more."""
    return math.log(1 + len(snapshot) / max(1, row.bit_count()))


def _months(snapshot: Snapshot, where: SearchFilter) -> Iterator[str]:
    first, last = where.from_month or 0, where.to_month or 999_999
    for term in snapshot.beginning_with("facets", "month-"):
        if first <= int(term.removeprefix("month-")) <= last:
            yield term


def _holding_all(snapshot: Snapshot, words: list[Word], row: int) -> int:
    """The answers of a row that hold all the words; if none does, the last word may be half typed."""
    if not words:
        return row
    for word in words[:-1]:
        row &= _holding(snapshot, word)
    return row & _holding(snapshot, words[-1]) or row & _holding_completed(snapshot, words[-1])


def _holding(snapshot: Snapshot, word: Word) -> int:
    """The answers that hold a word; in one that no answer holds a wrong letter is forgiven."""
    row = snapshot.row("words", word.folded)
    if not row and len(word.folded) > SHORTEST_PREFIX:
        return snapshot.any_row("words", snapshot.resembling("words", word.folded))
    return row


def _holding_completed(snapshot: Snapshot, word: Word) -> int:
    if len(word.folded) < SHORTEST_PREFIX:
        return 0
    return snapshot.any_row("words", islice(snapshot.beginning_with("words", word.folded), MOST_COMPLETIONS))


def _features(snapshot: Snapshot, words: list[Word]) -> Iterator[Feature]:
    # Who types no accents says nothing about accents.
    accents_meant = any(word.accented for word in words)
    for word in words:
        whole = snapshot.row("words", word.folded)
        weight = rarity(snapshot, whole)
        yield Feature(whole, WHOLE * weight)
        yield Feature(snapshot.row("title", word.folded), TITLE * weight)
        if accents_meant:
            yield Feature(snapshot.row("exact", word.exact), EXACT * weight)
    for pair in pairs_of(words):
        together = snapshot.row("pairs", pair)
        yield Feature(together, NEIGHBOURS * rarity(snapshot, together))


def _hit(snapshot: Snapshot, words: list[Word], age: int, *, score: float) -> Hit:
    stored = snapshot.stored(age)
    piece, spoken = excerpt(stored["text"], words)
    return Hit(int(stored["publication"]), round(score, 3), piece, spoken)
