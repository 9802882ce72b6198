"""Exact addresses: a house, a lane, a flat, a plot of land, a point on the map.

A commune, a hamlet or a street without a number says where something happened, and stays.
"""

import re
from collections.abc import Iterator

from portal.domain.privacy.address_parts import Part, Piece, first_piece, next_piece
from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.reading import Reading, Spans
from portal.domain.privacy.vocabulary import words

_BEGIN = re.compile(
    r"(?<![a-z0-9])(?:nha so|so nha|nha|so|sn|hem|ngo|ngach|kiet|can ho|can|phong|lo|p)(?=[ :.]{1,2}[a-z0-9])"
    r"|(?<![a-z0-9.,/+\-])[a-z]?[0-9]{1,4}"
)
# A line may break behind a comma, or where no sentence begins.
_BETWEEN = re.compile(r" ?[,\-]? ?(?:(?<=[,\-])\n|(?<=[,\-] )\n|\n(?=[a-z]))?")
_PLOT_NUMBER = r"thua(?: dat)?(?: so)?[ :]{1,2}[0-9]{1,5}[a-z]?(?![a-z0-9])(?:, ?[0-9]{1,5}){0,5}"
_SHEET_NUMBER = r"to(?: ban do)?(?: so)?[ :]{1,2}[0-9]{1,4}(?![0-9])"
_PLOT = re.compile(
    rf"{_PLOT_NUMBER}[ ,;(\-]{{1,3}}(?:thuoc )?{_SHEET_NUMBER}|{_SHEET_NUMBER}[ ,;(\-]{{1,3}}{_PLOT_NUMBER}"
)
# Two coordinates within Viet Nam, to some ten metres: more exact than the number of a house.
_POINT = re.compile(
    r"(?<![0-9.])(?:8|9|1[0-9]|2[0-3])\.[0-9]{4,15}°?(?: ?[nb])?[,; ]{1,3}"
    r"10[2-9]\.[0-9]{4,15}°?(?: ?[ed])?(?![0-9a-z])"
)
# What has a number and is nobody's house: "cột điện số 12", "quầy số 3", "đường số 5".
_NO_HOUSE = re.compile(
    r"(?<![a-z])(?:duong|pho|to|lo|thua|ap|kp|ban do|can ho|phong|(?:cot|tru)(?: dien| den)|cot|tram|bts|quay|ban"
    r"|may|mau|bien|bao|khoa|thu tu|lan|dot|lop|tap|muc|hinh|luat|dinh|quyet|thong|phu luc|chi nhanh|ca|xe|buyt"
    r"|tuyen|dieu|khoan|cap|nhom|thu|te|thpt|thcs|tieu hoc|mam non|truong|doi|chot|kho|gieng|khoan|sap|kiot|ga"
    r"|camera|cong|cau|lan|(?<!cu )(?<!thuong )(?<!tam )tru)[ :]{1,2}\Z"
)
_NO_BARE_HOUSE = re.compile(
    r"(?<![a-z])(?:ngay|thang|nam|hom|luc|vao|le|dip|quy|km|gio|phut|ky|diem|hon|khoang|gan|so)[ :]{1,2}\Z"
)
# "24/7", "24/24", "1/500": no numbers of houses.
_NO_NUMBER = re.compile(r"24/(?:7|24)|7/7|1/[0-9]{3,4}")
_TIME_OF_DAY = re.compile(r"(?<![a-z])(?:toi|sang|chieu|dem|trua) \Z")
_TIMES_OF_DAY = words("tối sáng chiều đêm trưa")
_LIVING = re.compile(
    r"(?<![a-z])(?:o|tai|dia chi|d/c|dc|hktt|ho khau|nha|ngu|tru|ve|den|truoc|canh|doi dien)[ :,]{1,3}(?:la )?\Z"
)
_BEFORE = 16
_MOST_PIECES = 8


def addresses(reading: Reading, taken: Spans) -> Iterator[Guess]:
    """The exact addresses in a text."""
    for pattern in (_PLOT, _POINT):
        for match in pattern.finditer(reading.plain):
            yield Guess(*match.span(), PersonalData.ADDRESS, 85)
    end = 0
    for match in _BEGIN.finditer(reading.plain):
        start = match.start()
        if start < end:
            continue
        pieces = _pieces(reading, start)
        if pieces and not taken.meets(start, pieces[0].end) and _is_exact(reading, pieces):
            end = pieces[-1].end
            yield Guess(start, end, PersonalData.ADDRESS, 65 if pieces[0].part is Part.BARE else 85)


def _pieces(reading: Reading, start: int) -> list[Piece]:
    """The parts of an address that follow one another from here."""
    piece = first_piece(reading, start)
    pieces: list[Piece] = []
    while piece and len(pieces) < _MOST_PIECES:
        pieces.append(piece)
        between = _BETWEEN.match(reading.cased, piece.end)
        begin = between.end() if between else piece.end
        goes_on = begin > piece.end and reading.plain[begin : begin + 1].isalpha()
        piece = next_piece(reading, begin, piece.part) if goes_on else None
    return pieces


def _is_exact(reading: Reading, pieces: list[Piece]) -> bool:
    first = pieces[0]
    if first.part in {Part.HOUSE, Part.LANE, Part.FLAT}:
        return True
    if len(pieces) == 1:
        return False
    if first.part is Part.ROOM:
        parts = {piece.part for piece in pieces}
        on_street = Part.STREET in parts and reading.plain.startswith("lo", first.start)
        return on_street or Part.BUILDING in parts
    before = reading.plain[max(0, first.start - _BEFORE) : first.start]
    if _NO_HOUSE.search(before):
        return False
    if first.part is Part.BARE:
        return _is_bare_house(reading, pieces, before)
    return pieces[1].part is not Part.CAPITALS or _LIVING.search(before) is not None


def _is_bare_house(reading: Reading, pieces: list[Piece], before: str) -> bool:
    """Whether a number without any word for it is a house."""
    first, second = pieces[0], pieces[1]
    number, between = reading.plain[first.start : first.end], reading.plain[first.end : second.start]
    if _NO_BARE_HOUSE.search(before) or _NO_NUMBER.fullmatch(number):
        return False
    if _at_some_time(reading, first.start, before):
        return False
    living = _LIVING.search(before) is not None
    if len(number) == 1 and not living:
        return False
    living = living or not before or before.endswith("\n")
    return _is_before(second.part, number, spaced=between == " ", living=living)


def _is_before(part: Part, number: str, *, spaced: bool, living: bool) -> bool:
    """Whether a number before a part of an address is that of a house; `living` where an address is expected."""
    either, lettered = living or spaced, not number.isdigit()
    if part in {Part.ROAD, Part.CAPITALS}:
        return living and spaced
    if part in {Part.STREET, Part.LANE}:
        return either
    if part is Part.NAME:
        return spaced and (living or lettered)
    return part is Part.GROUP and either and lettered


def _at_some_time(reading: Reading, start: int, before: str) -> bool:
    """Whether "tối" stands before a number; "tôi" does not count."""
    match = _TIME_OF_DAY.search(before)
    return match is not None and reading.written(start - len(match[0]), start - 1) in _TIMES_OF_DAY
