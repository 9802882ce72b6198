"""Numbers of bank accounts and cards; only a word for them or a bank tells an account from any number."""

import re
from collections.abc import Iterator

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.labels import Label, Labels
from portal.domain.privacy.numbers import Number
from portal.domain.privacy.reading import Reading, Spans

_CARD = re.compile(r"9704[0-9]{12}(?:[0-9]{3})?|[45][0-9]{15}")
# Older accounts of cards have a letter in the middle.
_LETTERED = re.compile(r"(?<![0-9a-z])[0-9]{2,4}[a-z][0-9]{6,12}(?![0-9a-z])")


def lettered_accounts(reading: Reading, taken: Spans, labels: Labels) -> Iterator[Guess]:
    """Accounts with a letter among their digits, behind a word for accounts or a bank."""
    for match in _LETTERED.finditer(reading.plain):
        said = labels.before(match.start())
        if said.near and said.label in {Label.BANK, Label.BANK_NAME} and not taken.meets(*match.span()):
            yield Guess(*match.span(), PersonalData.BANK_ACCOUNT, 90)


def bank_account(number: Number) -> int:
    """How sure it is, 0 to 110, that a number is that of somebody's account or card."""
    digits = number.digits
    if not _is_one(number):
        return 0
    if number.labelled(Label.BANK):
        return 90 + len(digits)
    if _CARD.fullmatch(digits):
        return 75 if _luhn(digits) or digits.startswith("9704") else 0
    return _beside_a_bank(number) if len(digits) >= 8 else 0


def _is_one(number: Number) -> bool:
    """Whether the digits are written as those of one account or card are, and not of two numbers in a row."""
    if not (number.uniform or set(number.gaps) == {"\n"}):
        return False
    long_groups = sum(group >= 7 for group in number.groups)
    return not number.plus and len(number.digits) <= 19 and long_groups <= 1


def _beside_a_bank(number: Number) -> int:
    if number.labelled(Label.BANK_NAME) or number.bank_follows:
        return 66
    return 50 if number.said.label is Label.BANK and len(number.groups) == 1 else 0


def _luhn(digits: str) -> bool:
    """Whether the check digit of a card fits (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
