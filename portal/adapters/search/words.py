"""Words as the index knows them: without accents to be found by, with accents to be ranked by."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from portal.domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[0-9a-z]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, without its accents, and with them in one spelling."""

    written: str
    folded: str
    exact: str

    @property
    def accented(self) -> bool:
        return self.folded != self.exact


def words_of(text: str) -> list[Word]:
    """The words of a text in order; what holds neither a Latin letter nor a digit is left out."""
    composed = unicodedata.normalize("NFC", text)
    return [word for written in _WORD.findall(composed) if (word := _word(written)).folded]


def placed_words(text: str) -> list[tuple[int, Word]]:
    """The words of a text in Unicode NFC, each with where it begins."""
    return [(match.start(), _word(match.group())) for match in _WORD.finditer(text)]


def words_beginning(text: str, beginnings: Iterable[str]) -> list[tuple[int, Word]]:
    """The words of a text in Unicode NFC that begin, without accents, in one of these ways, each with where."""
    folded = fold(text)
    if len(folded) != len(text):  # a script in which folding moves letters
        begun = tuple(beginnings)
        return [(place, word) for place, word in placed_words(text) if word.folded.startswith(begun)]
    any_of = "|".join(map(re.escape, beginnings))
    places = [match.start() for match in re.finditer(rf"(?<![^\W_])(?:{any_of})", folded)]
    return [(place, _word(match.group())) for place in places if (match := _WORD.match(text, place))]


def pairs_of(words: list[Word]) -> Iterable[str]:
    """Neighbouring words as one, without accents: most Vietnamese words are written as two syllables."""
    return (f"{first.folded}_{second.folded}" for first, second in pairwise(words))


@lru_cache(maxsize=20_000)
def _word(written: str) -> Word:
    folded = fold(written)
    return Word(written, folded if _PLAIN.fullmatch(folded) else "", _exact(written))


def _exact(written: str) -> str:
    """Lower case with its accents, the tone put last: "hòa" and "hoà" are two spellings of one word."""
    decomposed = unicodedata.normalize("NFD", written.lower())
    tones = [char for char in decomposed if char in _TONES]
    return "".join(char for char in decomposed if char not in _TONES) + "".join(tones)
