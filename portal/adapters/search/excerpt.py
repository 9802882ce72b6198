"""A piece of a text in which the words stand."""

from collections.abc import Callable

from portal.adapters.search.words import Word, words_beginning

LENGTH = 220
LEAD = 60
# Where a word stands more often, its first places show what there is to see.
MOST_PLACES = 40

Place = tuple[int, Word]


def excerpt(text: str, words: list[Word]) -> tuple[str, tuple[str, ...]]:
    """A piece around the place where most of the words stand together, and the words as written there."""
    places = _places(text, words)
    begin = _best_place(places)
    piece = _cut(text, begin - LEAD if begin > LEAD else 0)
    return piece, tuple(
        dict.fromkeys(word.written for place, word in places if 0 <= place - begin < LENGTH - LEAD)
    )


def _places(text: str, words: list[Word]) -> list[Place]:
    """Where the words stand: with their accents if they do, or without, or only begun."""
    exact, folded = {word.exact for word in words}, {word.folded for word in words}
    begun = words_beginning(text, folded) if words else []
    ways: tuple[Callable[[Word], bool], ...] = (
        lambda word: word.exact in exact,
        lambda word: word.folded in folded,
        lambda word: True,
    )
    for way in ways:
        if places := [place for place in begun if way(place[1])]:
            return places[:MOST_PLACES]
    return []


def _best_place(places: list[Place]) -> int:
    """Where the most different words follow within one excerpt; the first of equals."""
    best, most = 0, 0
    for start, _ in places:
        together = len({word.folded for place, word in places if 0 <= place - start < LENGTH - LEAD})
        if together > most:
            best, most = start, together
    return best


def _cut(text: str, begin: int) -> str:
    """A piece of the text from a whole word to a whole word."""
    begin = text.find(" ", begin) + 1 if begin else 0
    end = begin + LENGTH
    before = "… " if begin else ""
    if end >= len(text):
        return before + text[begin:]
    return f"{before}{text[begin : text.rfind(' ', begin, end)]} …"
