"""A found answer with the piece of it in which the searched words stand, the words marked."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.domain.text import fold
from portal.queries.published import Publication

NOTHING = Markup("")
_WORD = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A published answer as a list shows it."""

    row: Publication
    excerpt: Markup = NOTHING


def marked(excerpt: str, words: Collection[str]) -> Markup:
    """The excerpt, escaped, with the words marked, accents forgiven as the search forgave them."""
    wanted = {fold(word) for word in words}
    pieces = (
        Markup("<mark>{}</mark>").format(piece) if fold(piece) in wanted else escape(piece)
        for piece in _WORD.split(excerpt)
        if piece
    )
    return Markup("").join(pieces)
