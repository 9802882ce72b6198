"""Sentences and numbers in the reader's language, for words made without a page."""

from dataclasses import dataclass
from decimal import Decimal

from portal.domain.wording import Language

_MARKS = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Speech:
    """Sentences and numbers in one language."""

    language: Language

    def say(self, vietnamese: str, english: str, **values: str) -> str:
        """The sentence of the language, with values in place of its {names}."""
        return (english if self.language == "en" else vietnamese).format(**values)

    def number(self, value: int | Decimal, decimals: int = 0) -> str:
        """A number with the marks of the language."""
        text = f"{value:,.{decimals}f}"
        return text if self.language == "en" else text.translate(_MARKS)

    def percent(self, value: Decimal) -> str:
        """A percentage with two decimals."""
        return f"{self.number(value, 2)}%"

    def cases(self, number: int, vietnamese: str, english: tuple[str, str]) -> str:
        """A number of things; English tells one from many."""
        one, many = english
        return f"{self.number(number)} {self.say(vietnamese, one if number == 1 else many)}"
