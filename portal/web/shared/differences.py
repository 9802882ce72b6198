"""Two texts word by word: what was left out of the first, and what was added in the second."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
# Beyond so many words difflib may pass over the commonest ones: the marks grow coarser, the page stays quick.
MANY_WORDS = 2_000


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the same fate."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Both texts in pieces: `before` has words that stayed or went, `after` such that stayed or came."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def any(self) -> bool:
        """Whether the texts differ at all."""
        return any(piece.mark is not Mark.SAME for piece in (*self.before, *self.after))


def differences(before: str, after: str) -> Differences:
    """Compare two texts by words; line ends of browsers and of the database are the same."""
    old, new = _words(before), _words(after)
    coarse = max(len(old), len(new)) > MANY_WORDS
    steps = SequenceMatcher(None, _bare(old), _bare(new), autojunk=coarse).get_opcodes()
    removed = ((tag, old[start:end]) for tag, start, end, _from, _to in steps)
    added = ((tag, new[start:end]) for tag, _from, _to, start, end in steps)
    return Differences(
        tuple(_pieces(removed, Mark.REMOVED)),
        tuple(_pieces(added, Mark.ADDED)),
    )


def _words(text: str) -> list[str]:
    """The words and signs of a text, each with the space behind it, so that nothing of the text is lost."""
    tokens: list[str] = []
    for token in _WORD.findall(text.replace("\r\n", "\n").strip()):
        if tokens and token.isspace():
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _bare(words: Sequence[str]) -> list[str]:
    """What is compared: a word is the same word whatever space follows it."""
    return [word.strip() for word in words]


def _pieces(steps: Iterator[tuple[str, Sequence[str]]], changed: Mark) -> Iterator[Piece]:
    for tag, words in steps:
        if words:
            yield Piece(Mark.SAME if tag == "equal" else changed, "".join(words))
