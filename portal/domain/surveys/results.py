"""What counted ballots come to: satisfaction of each item, factor and all together (rules §10, law §5.3).

A unit's own survey is never called SIPAS.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from portal.domain.figures import FEWEST_BALLOTS, Share, wilson
from portal.domain.surveys.questionnaire import Item, Questionnaire, Scale, Section


@dataclass(frozen=True, slots=True)
class Pooled:
    """Answers on scales, pooled: how many were satisfied, of how many, on how many ballots at least."""

    satisfied: int = 0
    low: int = 0
    answers: int = 0
    ballots: int = 0

    @property
    def share(self) -> Share | None:
        """The satisfied of all; None below five ballots, where no percentage is shown."""
        return Share(self.satisfied, self.answers) if self.ballots >= FEWEST_BALLOTS else None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % Wilson interval in percent; None below five ballots.

        Of one item only: the answers of one person to several items are not independent.
        """
        return wilson(self.satisfied, self.answers) if self.ballots >= FEWEST_BALLOTS else None

    def __add__(self, other: "Pooled") -> "Pooled":
        """Pooled over several items of the same ballots: so many ballots as the item with most had."""
        return Pooled(
            self.satisfied + other.satisfied,
            self.low + other.low,
            self.answers + other.answers,
            max(self.ballots, other.ballots),
        )


@dataclass(frozen=True)
class Counts:
    """Ballots of one version that were counted together."""

    ballots: int = 0
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        merged = {item: dict(values) for item, values in self.answers.items()}
        for item, values in other.answers.items():
            into = merged.setdefault(item, {})
            for value, number in values.items():
                into[value] = into.get(value, 0) + number
        return Counts(self.ballots + other.ballots, merged)


def levels_of(counts: Counts, item: Item) -> dict[int, int]:
    """How many gave each value of an item's scale."""
    return {int(value): number for value, number in counts.answers.get(item.code, {}).items()}


def item_result(questionnaire: Questionnaire, counts: Counts, item: Item) -> Pooled:
    """How an item was answered."""
    return _pooled(questionnaire.scale_of(item), levels_of(counts, item))


def factor_result(questionnaire: Questionnaire, counts: Counts, section: Section) -> Pooled:
    """How a factor was answered: pooled over its items."""
    return pooled_result(questionnaire, counts, section.rated_items)


def overall_result(questionnaire: Questionnaire, counts: Counts) -> Pooled:
    """How all was answered: pooled over all items of the factors, or over all items where there are no factors."""
    return pooled_result(questionnaire, counts, questionnaire.pooled_items)


def pooled_result(questionnaire: Questionnaire, counts: Counts, items: Iterable[Item]) -> Pooled:
    """How several items were answered together."""
    return sum((item_result(questionnaire, counts, item) for item in items), Pooled())


def _pooled(scale: Scale, levels: Mapping[int, int]) -> Pooled:
    total = sum(levels.values())
    satisfied = sum(number for value, number in levels.items() if scale.is_satisfied(value))
    low = sum(number for value, number in levels.items() if scale.is_low(value))
    return Pooled(satisfied, low, total, total)
