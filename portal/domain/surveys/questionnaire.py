"""A questionnaire: sections of items, each answered on a scale, by choices or in words (rules §9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portal.domain.bilingual import Bilingual

NOTHING = Bilingual("")


class Purpose(StrEnum):
    """What a questionnaire asks about, which decides who is invited to it."""

    ANSWER = "answer"  # how a case was answered
    ONE_STOP = "one_stop"  # how a dossier was dealt with
    QUICK = "quick"  # one tap
    OTHER = "other"


class ItemKind(StrEnum):
    """How an item is answered."""

    SCALE = "scale"
    CHOICE = "choice"
    SEVERAL = "several"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a scale; the value is what is kept, never the place it stands at."""

    value: int
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps of a scale, and which of them are satisfied and which are low.

    Of five levels 4 and 5 are satisfied, "average or below" are 1 to 3 (law §5.3); other scales, such as
    100/75/50/25/0, say it themselves.
    """

    code: str
    points: tuple[Point, ...]
    satisfied_from: int
    low_to: int

    def is_satisfied(self, value: int) -> bool:
        """Whether a value counts as satisfied."""
        return value >= self.satisfied_from

    def is_low(self, value: int) -> bool:
        """Whether a value asks for a remedy [001-05, 004-07]."""
        return value <= self.low_to

    @property
    def values(self) -> frozenset[int]:
        """Every value that may be given."""
        return frozenset(point.value for point in self.points)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    code: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is shown only where an earlier one was answered with one of these."""

    item: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked."""

    code: str
    kind: ItemKind
    text: Bilingual
    required: bool = False
    hint: Bilingual | None = None
    scale: str = ""
    choices: tuple[Choice, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Items that stand together; the scales of a factor make one figure."""

    code: str
    title: Bilingual
    items: tuple[Item, ...]
    is_factor: bool = False

    @property
    def rated_items(self) -> tuple[Item, ...]:
        """Those answered on a scale."""
        return tuple(item for item in self.items if item.kind is ItemKind.SCALE)


@dataclass(frozen=True)
class Questionnaire:
    """What is asked, in the order in which it is asked."""

    code: str
    purpose: Purpose
    title: Bilingual
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...] = ()
    introduction: Bilingual = NOTHING
    thanks: Bilingual = NOTHING
    # Where the numbers of a question stand in a document: "QĐ 1383/QĐ-BNV"; empty when it is our own.
    basis: str = ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """Every item by its code."""
        return {item.code: item for item in self.items}

    def scale_of(self, item: Item) -> Scale:
        """The scale an item is answered on. Raises KeyError for an item that has none."""
        return self._scales[item.scale]

    def rated_items(self) -> Iterator[Item]:
        """The items answered on a scale, which figures and remedies are about."""
        return (item for item in self.items if item.kind is ItemKind.SCALE)

    @cached_property
    def factors(self) -> tuple[Section, ...]:
        """The sections that make a figure of their own."""
        return tuple(section for section in self.sections if section.is_factor)

    @property
    def pooled_items(self) -> tuple[Item, ...]:
        """What the rate of all is about: the scales of the factors, or all scales where there are no factors."""
        return tuple(item for section in self.factors or self.sections for item in section.rated_items)

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.code: scale for scale in self.scales}
