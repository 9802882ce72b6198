"""Words as the font of official papers can set them."""

import re

from portal.domain.text import nfc

# What the letters' font can set, as far as letters need it. PDF/A allows no character without a shape, and
# one smiley in an answer must not keep the answer from being printed.
_CANNOT_BE_SET = re.compile(
    "[^\n\x20-\x7e\xa0-\u036f\u1e00-\u1e99\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u2074-\u2079\u2080-\u2089\u20ab\u20ac\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
    "\u25a0\u25a1\u25cf\u25e6]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# A line of a letter has room for some 80 letters.
_LONGEST_WORD = re.compile(r"[^\s/?&-]{30}(?=[^\s/?&-])")
_SPACES = str.maketrans({
    "\t": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    **dict.fromkeys("\u2002\u2003\u2009\u202f", " "),
})


def settable(words: str) -> str:
    """The words without what the font has no shape for, which a square stands for."""
    return _CANNOT_BE_SET.sub("□", _INVISIBLE.sub("", nfc(words).translate(_SPACES)))


def breakable(words: str) -> str:
    """The words with places where one that is longer than any line may break; else it would run out of the page."""
    return _LONGEST_WORD.sub("\\g<0>\u200b", words)
