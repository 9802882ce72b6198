"""A found answer with the piece of it in which the searched words stand, the words marked."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from portal.domain.text import fold
from portal.queries.published import Publication

NOTHING, BEGIN, END = Markup(""), Markup("<mark>"), Markup("</mark>")


@dataclass(frozen=True, slots=True)
class Found:
    """A published answer as a list shows it."""

    row: Publication
    excerpt: Markup = NOTHING


def marked(excerpt: str, words: Collection[str]) -> Markup:
    """The excerpt, escaped, with the words marked, accents forgiven as the search forgave them."""
    folded = fold(excerpt)
    if not words or len(folded) != len(excerpt):  # a script in which folding moves letters: left unmarked
        return escape(excerpt)
    pieces, last = [], 0
    for found in _any_of(tuple(words)).finditer(folded):
        pieces += [
            escape(excerpt[last : found.start()]),
            BEGIN,
            escape(excerpt[found.start() : found.end()]),
            END,
        ]
        last = found.end()
    return NOTHING.join([*pieces, escape(excerpt[last:])])


@lru_cache(maxsize=1_000)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Each of the words, folded, where it stands whole."""
    longest_first = sorted({fold(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
