"""References and codes said over the phone: a word for every symbol, so that none is misheard."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.wording import Language

# The names people here learn at school; M and N, P and T are told apart by them.
SYMBOLS: Mapping[Language, Mapping[str, str]] = {
    "vi": {
        "2": "hai",
        "3": "ba",
        "4": "bốn",
        "5": "năm",
        "6": "sáu",
        "7": "bảy",
        "8": "tám",
        "9": "chín",
        "A": "a",
        "C": "xê",
        "D": "đê",
        "E": "e",
        "F": "ép-phờ",
        "H": "hát",
        "K": "ca",
        "M": "em-mờ",
        "N": "en-nờ",
        "P": "pê",
        "R": "e-rờ",
        "T": "tê",
        "W": "vê kép",
        "X": "ích-xì",
        "Y": "y dài",
    },
    "en": {
        "2": "two",
        "3": "three",
        "4": "four",
        "5": "five",
        "6": "six",
        "7": "seven",
        "8": "eight",
        "9": "nine",
        "A": "Alfa",
        "C": "Charlie",
        "D": "Delta",
        "E": "Echo",
        "F": "Foxtrot",
        "H": "Hotel",
        "K": "Kilo",
        "M": "Mike",
        "N": "November",
        "P": "Papa",
        "R": "Romeo",
        "T": "Tango",
        "W": "Whiskey",
        "X": "X-ray",
        "Y": "Yankee",
    },
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One symbol and how it is said; `pause` marks the first symbol of a further group."""

    symbol: str
    word: str
    pause: bool = False


def spelled(text: str, language: Language = "vi") -> tuple[Spoken, ...]:
    """A reference or code, symbol by symbol; the dashes become pauses. Raises KeyError for a foreign symbol."""
    words = SYMBOLS[language]
    groups = text.split("-")
    return tuple(
        Spoken(symbol, words[symbol], pause=at > 0 and place == 0)
        for at, group in enumerate(groups)
        for place, symbol in enumerate(group)
    )
