"""A text as detectors read it: one plain letter for each visible one, and the way back to the text."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from portal.domain.privacy.finding import Finding, Guess

_DROPPED = {"Mn", "Me", "Cf", "Cc"}
_LINE_ENDS = {"\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
_DASHES = {"\u2212", "\u00ad"}


@lru_cache(maxsize=4096)
def plain_letter(char: str) -> str:
    """The one plain letter for a character, case kept; "" for accents and what nobody sees."""
    if char in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(char)
    if char == "\t" or category == "Zs":
        return " "
    if category in _DROPPED:
        return ""
    if category == "Pd" or char in _DASHES:
        return "-"
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    letter = {"đ": "d", "Đ": "D"}.get(char) or unicodedata.normalize("NFKD", char)[0]
    return letter if len(letter.lower()) == 1 and letter.isprintable() else "\ufffd"


@dataclass(frozen=True)
class Reading:
    """A text without accents, invisible characters and odd digits, letter by letter with its offsets."""

    text: str
    cased: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def plain(self) -> str:
        """The letters in lower case."""
        return self.cased.lower()

    def written(self, start: int, end: int) -> str:
        """What stands in the text itself for some letters of the reading, in NFC and lower case."""
        if start >= end:
            return ""
        return unicodedata.normalize("NFC", self.text[self.starts[start] : self.ends[end - 1]]).lower()

    def finding(self, guess: Guess) -> Finding:
        """A guess in the offsets of the text."""
        start, end = self.starts[guess.start], self.ends[guess.end - 1]
        return Finding(start, end, guess.kind, self.text[start:end])


def read(text: str) -> Reading:
    """The reading of any text; never raises."""
    letters, starts, ends = [], [], []
    for place, char in enumerate(text):
        letter = plain_letter(char)
        if letter:
            letters.append(letter)
            starts.append(place)
            ends.append(place + 1)
        elif ends and unicodedata.category(char)[0] == "M":
            ends[-1] = place + 1  # an accent, or the frame of a keycap, belongs to its letter
    return Reading(text, "".join(letters), tuple(starts), tuple(ends))


class Spans:
    """Stretches of a reading that are taken; they do not overlap."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch has a letter in common with one that is taken."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start

    def take(self, start: int, end: int) -> None:
        """Take a stretch; what it shares with others is theirs already."""
        if start >= end or self.meets(start, end):
            return
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
