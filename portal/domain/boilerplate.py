"""Answers that say nearly the same as many others: a warning for the author and the approver, never a refusal.

Compared are runs of folded words, and only those that stand in no canned text: a greeting that the office gave its
officers makes no answer a copy.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.text import folded_words

RUN = 3  # words
NEARLY_THE_SAME = 0.8
# Below so many runs of its own a text is too short to be called a copy: what a filled placeholder leaves is less.
FEWEST_RUNS = 15
MANY = 3
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}|…")

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Issued:
    """An answer that was given, by the reference of its case."""

    reference: str
    body: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A case whose answer reads nearly the same, and how much of both is shared (0 to 1)."""

    reference: str
    share: float


def runs(text: str) -> Runs:
    """All runs of three words, accents, case and punctuation forgiven."""
    words = folded_words(text)
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def canned_runs(texts: Iterable[str]) -> Runs:
    """The runs of canned texts, which stop where a placeholder begins."""
    return frozenset().union(*(runs(piece) for text in texts for piece in _PLACEHOLDER.split(text)))


def likeness(one: Runs, other: Runs) -> float:
    """The share of the runs of both that stand in both (Jaccard); 0 where one is too short to tell."""
    small, large = sorted((len(one), len(other)))
    if small < FEWEST_RUNS or small < NEARLY_THE_SAME * large:
        return 0.0  # texts of such different length cannot be nearly the same
    return len(one & other) / len(one | other)


def near_copies(text: str, issued: Iterable[Issued], *, canned: Sequence[str] = ()) -> tuple[Copy, ...]:
    """The answers that say nearly the same as a text, the most alike first; empty unless there are many."""
    given = canned_runs(canned)
    own = runs(text) - given
    if len(own) < FEWEST_RUNS:
        return ()
    found = [Copy(each.reference, likeness(own, runs(each.body) - given)) for each in issued]
    alike = sorted((each for each in found if each.share >= NEARLY_THE_SAME), key=lambda each: -each.share)
    return tuple(alike) if len(alike) >= MANY else ()
