"""Registration plates of vehicles: cars, motorcycles, foreigners, the army."""

import re
from collections.abc import Iterator

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.reading import Reading, Spans

_PLATE = re.compile(
    r"(?<![a-z0-9])(?P<province>[1-9][0-9]) ?[\-.]? ?(?P<series>[a-z]{1,2}[0-9]??)(?P<gap> ?[\-.]? ?)"
    r"(?P<serial>[0-9]{3}[.\- ]?[0-9]{2}|[0-9]{4})(?![0-9a-z]|[.\-/][0-9])"
)
_FOREIGN = re.compile(
    r"(?<![a-z0-9])(?:[1-9][0-9][\-. ]?[0-9]{3}[\-. ]?(?:ng|nn|qt|cv)[\-. ]?[0-9]{2}"
    r"|[1-9][0-9][\-. ]?(?:ng|nn|qt|cv)[\-. ]?[0-9]{3}[\-. ]?[0-9]{2}"
    r"|(?:ng|nn|qt|cv)[\-. ]?[1-9][0-9][\-. ]?[0-9]{3}[\-. ]?[0-9]{2})(?![0-9a-z])"
)
_ARMY = re.compile(r"(?<![a-z0-9])[abhkptqvdc][a-z][\- ]?[0-9]{2}[\- ][0-9]{2}(?![0-9a-z]|[.\-/][0-9])")
_NO_SERIES = re.compile(r"[ijoqw]")
_SAID = re.compile(
    r"(?<![a-z])(?:bien(?: kiem soat| so| xanh| do| vang| trang| xe)?|bks|bsx|xe|o to|oto|mo to|plate)(?![a-z])"
    r"[^0-9.;\n]{0,25}\Z"
)
_SOMETHING_ELSE = re.compile(
    r"(?<![a-z])(?:lop|phong|lo|can ho|can|block|tang|nha|so nha|mau(?: so)?|dieu|khoan|ma|model|quay|quyen|seri"
    r"|ky hieu|[qt]cvn|iso)[ :.]{0,2}\Z"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_UNITS = "hmkgldv"


def plates(reading: Reading, taken: Spans) -> Iterator[Guess]:
    """The registration plates in a text."""
    for pattern in (_FOREIGN, _ARMY, _PLATE):
        for match in pattern.finditer(reading.plain):
            if taken.meets(*match.span()):
                continue
            before = reading.plain[max(0, match.start() - 45) : match.start()]
            said = _SAID.search(before) is not None
            if _is_plate(reading, match, said=said) and (said or not _SOMETHING_ELSE.search(before)):
                yield Guess(*match.span(), PersonalData.PLATE, 96 if said else 80)


def _is_plate(reading: Reading, match: re.Match[str], *, said: bool) -> bool:
    capital = match[0].upper() == reading.cased[match.start() : match.end()]
    if match.re is _FOREIGN:
        return said or capital
    if match.re is _ARMY:
        return said and capital
    if _NO_SERIES.search(match["series"]):
        return False
    if len(match["serial"]) == 4:
        return _is_of_four(match, said=said, capital=capital)
    return _is_of_five(match, said=said, capital=capital)


def _is_of_four(match: re.Match[str], *, said: bool, capital: bool) -> bool:
    """Whether four digits are the serial of an older plate, and neither a year nor an amount."""
    if _is_amount(match, said=said, capital=capital):
        return False
    if _YEAR.fullmatch(match["serial"]) and (not said or not match["gap"].strip()):
        return False
    return said or (capital and "-" in match["gap"])


def _is_of_five(match: re.Match[str], *, said: bool, capital: bool) -> bool:
    if said or capital:
        return True
    if _is_amount(match, said=said, capital=capital):
        return False
    return "." in match["serial"] or (bool(match["gap"].strip()) and match["series"] not in set(_UNITS))


def _is_amount(match: re.Match[str], *, said: bool, capital: bool) -> bool:
    """Whether the letter may as well be a unit of measure, with a number after it."""
    return match["series"] in set(_UNITS) and " " in match["gap"] and not (said or capital)
