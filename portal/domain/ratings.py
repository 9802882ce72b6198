"""Ratings after an answer: three questions on five levels (rules §6, glossary 72–76)."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """The five official levels of satisfaction."""

    VERY_DISSATISFIED = 1
    DISSATISFIED = 2
    NEUTRAL = 3
    SATISFIED = 4
    VERY_SATISFIED = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """How a sender rates the result, the time and the attitude; the comment is free."""

    result: Level
    time: Level
    attitude: Level
    comment: str = ""

    @property
    def is_dissatisfied(self) -> bool:
        """Whether the sender is not satisfied with the result, which opens the way to reopening."""
        return self.result <= Level.DISSATISFIED
