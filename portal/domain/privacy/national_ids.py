"""Numbers of identity cards: twelve digits since 2016, nine before."""

import re

from portal.domain.privacy.labels import Label
from portal.domain.privacy.numbers import Number

# Province of birth 001-096, century and sex, year of birth, six more (Circular 59/2021/TT-BCA, Article 4).
_CITIZEN = re.compile(r"0(?!00)(?:[0-8][0-9]|9[0-6])[0-9]{9}")
# The first two digits named the province that issued the card.
_OLD = re.compile(r"(?!00)(?:[0-2][0-9]|3[0-8])[0-9]{7}")
_ROUND = re.compile(r"[0-9]{5}0000")


def national_id(number: Number) -> int:
    """How sure it is, 0 to 100, that a number is that of somebody's identity card."""
    digits = number.digits
    if len(digits) not in {9, 12} or number.plus:
        return 0
    if number.labelled(Label.ID):
        return 100
    if _CITIZEN.fullmatch(digits):
        return _of_twelve(number)
    return _of_nine(number) if _OLD.fullmatch(digits) else 0


def _of_twelve(number: Number) -> int:
    # Since July 2025 a person's tax code is the number of the identity card.
    if number.said.label is Label.ID or number.labelled(Label.TAX):
        return 90
    return 60 if number.uniform and len(number.groups) <= 4 else 0


def _of_nine(number: Number) -> int:
    if number.said.label is Label.ID:
        return 80
    if number.spelled or _ROUND.fullmatch(number.digits):
        return 0
    spaced = number.groups == (3, 3, 3) and set(number.gaps) == {" "} and not any(number.joints)
    return 45 if number.groups == (9,) or spaced else 0
