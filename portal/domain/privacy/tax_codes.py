"""Tax codes: ten digits, and three more for a branch."""

import re

from portal.domain.privacy.labels import Label
from portal.domain.privacy.numbers import Number

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_BRANCH_GAP = re.compile(r" ?- ?")


def tax_code(number: Number) -> int:
    """How sure it is, 0 to 110, that a number is a tax code."""
    if not _has_its_shape(number):
        return 0
    branch = len(number.digits) == 13
    if number.labelled(Label.TAX):
        return 110 if branch else 100
    if number.said.label is Label.TAX:
        return 90 if branch else 80
    return _by_itself(number)


def _has_its_shape(number: Number) -> bool:
    """Whether the digits are as many and as parted as those of a tax code."""
    if number.plus or number.spelled or len(number.digits) not in {10, 13}:
        return False
    whole = len(number.digits) == 10
    return whole or (number.groups[-1] == 3 and _BRANCH_GAP.fullmatch(number.gaps[-1]) is not None)


def _by_itself(number: Number) -> int:
    """How sure it is without a word for it."""
    if _checked(number.digits):
        return 60 if number.groups in {(10,), (10, 3)} else 0
    return 55 if number.groups == (10, 3) and number.gaps == ("-",) else 0


def _checked(digits: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return 10 - total % 11 == int(digits[9])
