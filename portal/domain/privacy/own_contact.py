"""The sender's own telephone, e-mail and address, found again in a text in whatever writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.reading import Reading
from portal.domain.text import folded_words

# Detectors that read the signs around a number or a name know its ends better: these only catch what they miss.
_CAUGHT = 45
# An address as the sender wrote it reaches further than the house that a detector sees.
_WHOLE = 300
_BETWEEN_DIGITS = r"[^0-9a-z]{0,3}"
_BETWEEN_WORDS = r"[^0-9a-z]+"
# What is published anyway (rules §5), and whatever stands above it.
_PUBLIC_PARTS = frozenset({
    "xa", "phuong", "thi", "huyen", "quan", "tinh", "tp", "thanh", "viet", "vietnam", "vn", "dac",
})  # fmt: skip
_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class OwnContact:
    """How a sender can be reached, as kept in the case; what is not known is empty."""

    phone: str = ""
    email: str = ""
    address: str = ""


NO_CONTACT = OwnContact()


def own_contact(reading: Reading, own: OwnContact) -> Iterator[Guess]:
    """Where the sender's own contact stands in a text, accents, case and signs in between forgiven."""
    for pattern, kind, certainty in _patterns(own):
        for match in re.finditer(pattern, reading.plain):
            yield Guess(match.start(), match.end(), kind, certainty)


def _patterns(own: OwnContact) -> Iterator[tuple[str, PersonalData, int]]:
    if phone := _phone(own.phone):
        yield phone, PersonalData.PHONE, _CAUGHT
    if "@" in own.email:
        yield _whole(_BETWEEN_DIGITS.join(_plain_parts(own.email))), PersonalData.EMAIL, _CAUGHT
    for words in _addresses(own.address):
        yield _whole(_BETWEEN_WORDS.join(words)), PersonalData.ADDRESS, _WHOLE


def _phone(kept: str) -> str:
    """The digits of a number without what stands for the country, which people write in many ways or not at all."""
    digits = re.sub(r"^(?:\+84|0)", "", re.sub(r"[^0-9+]", "", kept)).lstrip("+")
    if len(digits) < _FEWEST_DIGITS:
        return ""
    before = rf"(?<![0-9])(?:\+?(?:00)?84{_BETWEEN_DIGITS})?(?:0{_BETWEEN_DIGITS})?"
    return before + _BETWEEN_DIGITS.join(digits) + "(?![0-9])"


def _plain_parts(email: str) -> list[str]:
    return [re.escape(part) for part in re.split(r"[^0-9a-z]+", email.lower()) if part]


def _addresses(address: str) -> Iterator[list[str]]:
    """The address down from the commune, and alone its house in the street."""
    parts = [words for part in re.split(r"[,;\n]|\s-\s", address) if (words := folded_words(part))]
    while parts and parts[-1][0] in _PUBLIC_PARTS:
        parts.pop()
    if parts and parts[0][0] == "so":
        parts[0].pop(0)
    parts = [words for words in parts if words]
    whole = [word for part in parts for word in part]
    if len(whole) > 1:
        yield whole
    if len(parts) > 1 and len(parts[0]) > 1 and any(word[0].isdigit() for word in parts[0]):
        yield parts[0]


def _whole(pattern: str) -> str:
    return f"(?<![0-9a-z]){pattern}(?![0-9a-z])"
