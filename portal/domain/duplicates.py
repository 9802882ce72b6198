"""Which cases are about the same matter, and what speaks for it: for people to decide, never silent (rules §2)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Likeness(StrEnum):
    """A reason to take two cases for one matter."""

    SAME_SENDER = "same_sender"
    SAME_WORDS = "same_words"
    SIMILAR_WORDS = "similar_words"
    SAME_CATEGORY = "same_category"
    SAME_AREA = "same_area"
    SAME_WEEK = "same_week"


WEIGHTS = {
    Likeness.SAME_SENDER: 3,
    Likeness.SAME_WORDS: 5,
    Likeness.SIMILAR_WORDS: 3,
    Likeness.SAME_CATEGORY: 1,
    Likeness.SAME_AREA: 1,
    Likeness.SAME_WEEK: 1,
}
# Less is the everyday work of an office: the same field, the same commune, the same week.
ENOUGH = 4
# Of all the words of both, how many they share to be called similar.
SIMILAR_SHARE = 0.35
FEWEST_WORDS = 4
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Matter:
    """A case as it is compared: folded words, and what the sender can be reached by."""

    words: tuple[str, ...]
    contacts: frozenset[str] = field(default_factory=frozenset)
    category_id: int | None = None
    area_id: int | None = None
    received_on: date = date.min


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much two cases resemble each other, and why."""

    score: int
    reasons: tuple[Likeness, ...]

    @property
    def is_enough(self) -> bool:
        """Whether somebody should look: never for field, commune and week alone."""
        telling = {Likeness.SAME_SENDER, Likeness.SAME_WORDS, Likeness.SIMILAR_WORDS}
        return self.score >= ENOUGH and bool(telling & set(self.reasons))


def resemblance(one: Matter, other: Matter) -> Resemblance:
    """What speaks for two cases being about the same matter; the same whichever comes first."""
    holds = {
        Likeness.SAME_SENDER: bool(one.contacts & other.contacts),
        Likeness.SAME_WORDS: says_the_same(one, other),
        Likeness.SIMILAR_WORDS: not says_the_same(one, other) and shared_words(one, other) >= SIMILAR_SHARE,
        Likeness.SAME_CATEGORY: one.category_id is not None and one.category_id == other.category_id,
        Likeness.SAME_AREA: one.area_id is not None and one.area_id == other.area_id,
        Likeness.SAME_WEEK: abs((one.received_on - other.received_on).days) <= WEEK,
    }
    reasons = tuple(reason for reason in Likeness if holds[reason])
    return Resemblance(sum(WEIGHTS[reason] for reason in reasons), reasons)


def says_the_same(one: Matter, other: Matter) -> bool:
    """Whether the words are the same, accents, case and punctuation forgiven."""
    return len(one.words) >= FEWEST_WORDS and one.words == other.words


def shared_words(one: Matter, other: Matter) -> float:
    """The share of the words of both that stand in both (Jaccard); 0 for texts too short to tell."""
    first, second = set(one.words), set(other.words)
    if min(len(first), len(second)) < FEWEST_WORDS:
        return 0.0
    return len(first & second) / len(first | second)


def is_repeat(one: Matter, other: Matter) -> bool:
    """Whether one sender said the very same twice."""
    return bool(one.contacts & other.contacts) and says_the_same(one, other)
