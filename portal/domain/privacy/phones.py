"""Telephone numbers: mobile, landline, with the country's code, from abroad."""

import re

from portal.domain.privacy.labels import Label
from portal.domain.privacy.numbers import Number

_NATIONAL = re.compile(
    r"0(?:3[2-9]|[5789][0-9])[0-9]{7}"  # mobile numbers; 030 and 031 begin tax codes instead
    r"|02[0-9]{9}"  # landlines since 2017
    r"|01(?:2[0-9]|6[2-9]|8[68]|99)[0-9]{7}"  # mobile numbers of eleven digits, until 2018
)
_WITH_COUNTRY = re.compile(r"(?:00)?840?(?:[35789][0-9]{8}|2[0-9]{9})")
_ABROAD = re.compile(r"[1-79][0-9]{8,14}|8[0-35-9][0-9]{7,13}")
# Only behind a word for telephones: older landlines, without area code, without the leading zero.
_LOOSE = re.compile(r"0[0-9]{8,10}|[2-9][0-9]{6,7}|[235789][0-9]{8}|00[1-9][0-9]{8,12}|084[35789][0-9]{8}")


def phone(number: Number) -> int:
    """How sure it is, 0 to 100, that a number is somebody's telephone number."""
    called = number.labelled(Label.PHONE, Label.CALL)
    if number.plus and _ABROAD.fullmatch(number.digits):
        return 75
    if _WITH_COUNTRY.fullmatch(number.digits) or (_NATIONAL.fullmatch(number.digits) and not number.plus):
        return 100 if called else 85 if number.said.label is Label.PHONE else 70
    if number.labelled(Label.PHONE) and _LOOSE.fullmatch(number.digits):
        return 75
    return 75 if called and re.fullmatch("084[35789][0-9]{8}|0[0-9]{9}", number.digits) else 0
