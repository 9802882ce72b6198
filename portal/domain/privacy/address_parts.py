"""The parts of an address: house, lane, street, group, flat, building."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from portal.domain.privacy.reading import Reading
from portal.domain.privacy.street import begins_like_street, street_end

_NUMBER = r"[a-z]?[0-9]{1,4}(?:[a-f]| ?bis)?(?:[/\-][0-9]{1,4}[a-f]?){0,4}(?![a-z0-9/+]|[.,][0-9])"
_ROOM = r"[a-z]{0,2}[.\-]?[0-9]{1,4}(?:[.\-/][0-9]{1,4})?[a-z]?(?![a-z0-9/])"
_HOUSE = re.compile(rf"(?:(?P<alone>nha so|so nha|sn)|nha|so)[ :.]{{1,2}}{_NUMBER}")
_BARE = re.compile(_NUMBER)
_LANE = re.compile(
    rf"(?:hem|ngo|ngach|kiet)(?: so)? {_NUMBER}(?! (?:met|m|nha|ho|nguoi|ben|lan|ngay)(?![a-z]))"
)
_FLAT = re.compile(rf"(?P<word>can ho|can|phong|lo|p)[ .]{{1,2}}(?:so )?(?P<room>{_ROOM})")
_BUILDING = re.compile(r"(?:chung cu|nha tro|khu tro|day tro|ky tuc xa|ktx|toa nha|block|toa) ")
_DORMITORY = re.compile(r"(?:ky tuc xa|ktx)(?![a-z])")
_STREET = re.compile(r"(?:duong|pho|dai lo)[ .:]{1,2}")
_ROAD = re.compile(
    r"(?:(?:ql|dt|tl|hl|dh)[ .]?|(?:quoc lo|tinh lo|huong lo|duong tinh|duong huyen) )[0-9]{1,4}[a-f]?(?![a-z0-9])"
)
_GROUP = re.compile(
    r"(?:(?:to dan pho|to|khu pho|ap|thon|xom|khom|buon|khu|cum)[ .]{1,2}|kp[ .]{0,2})(?:so )?"
)
_GROUP_NUMBER = re.compile(r"[0-9]{1,3}[a-f]?(?![a-z0-9/])")
# First words that are others when folded: "sở", "tờ", "ngô", "áp", "căn" and "cần".
_SPELLINGS = {
    "so": {"số", "so"},
    "to": {"tổ", "to"},
    "ngo": {"ngõ", "ngo"},
    "pho": {"phố", "pho"},
    "can": {"căn", "can"},
    "lo": {"lô", "lo"},
    "ap": {"ấp", "ap"},
    "phong": {"phòng", "phong"},
}


class Part(Enum):
    """What a part of an address is."""

    HOUSE = auto()  # exact by itself: "số nhà 12"
    NUMBER = auto()  # "số 12", "nhà 12": a house once a street or a hamlet follows
    BARE = auto()  # "12/3"
    LANE = auto()
    FLAT = auto()
    ROOM = auto()  # "phòng 12", "lô B5": exact in a building or on a street
    STREET = auto()
    ROAD = auto()
    NAME = auto()  # a street without the word for it
    CAPITALS = auto()  # likewise, but not named as most streets are
    GROUP = auto()
    BUILDING = auto()


_NUMBERED = {Part.HOUSE, Part.NUMBER, Part.BARE, Part.LANE}
_STREETS = {Part.STREET, Part.ROAD, Part.NAME, Part.CAPITALS}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an address and where it stands."""

    part: Part
    start: int
    end: int


def first_piece(reading: Reading, start: int) -> Piece | None:
    """The numbered part that an address begins with, if one begins here."""
    if reading.plain[start].isdigit():
        return _bare(reading, start)
    return _house(reading, start) or _lane(reading, start) or _flat(reading, start) or _bare(reading, start)


def next_piece(reading: Reading, start: int, before: Part) -> Piece | None:
    """The part that goes on with an address, if one begins here."""
    return (
        _house(reading, start)
        or _lane(reading, start)
        or _building(reading, start)
        or (None if before in _STREETS else _street(reading, start))
        or _group(reading, start)
        or (_name(reading, start, before) if before in _NUMBERED else None)
    )


def _spelled(reading: Reading, match: re.Match[str]) -> bool:
    word = re.match("[a-z]+", match[0])
    if word is None or word[0] not in _SPELLINGS:
        return True
    return reading.written(match.start(), match.start() + len(word[0])) in _SPELLINGS[word[0]]


def _match(reading: Reading, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
    match = pattern.match(reading.plain, start)
    return match if match and _spelled(reading, match) else None


def _house(reading: Reading, start: int) -> Piece | None:
    match = _match(reading, _HOUSE, start)
    return Piece(Part.HOUSE if match["alone"] else Part.NUMBER, start, match.end()) if match else None


def _bare(reading: Reading, start: int) -> Piece | None:
    match = _BARE.match(reading.plain, start)
    return Piece(Part.BARE, start, match.end()) if match else None


def _lane(reading: Reading, start: int) -> Piece | None:
    match = _match(reading, _LANE, start)
    return Piece(Part.LANE, start, match.end()) if match else None


def _flat(reading: Reading, start: int) -> Piece | None:
    match = _match(reading, _FLAT, start)
    if not match:
        return None
    exact = match["word"].startswith("can") and len(match["room"]) > 2
    return Piece(Part.FLAT if exact else Part.ROOM, start, match.end())


def _building(reading: Reading, start: int) -> Piece | None:
    named = _named(reading, start, (_BUILDING, Part.BUILDING))
    dormitory = None if named else _DORMITORY.match(reading.plain, start)
    return Piece(Part.BUILDING, start, dormitory.end()) if dormitory else named


def _street(reading: Reading, start: int) -> Piece | None:
    if road := _ROAD.match(reading.plain, start):
        return Piece(Part.ROAD, start, road.end())
    return _named(reading, start, (_STREET, Part.STREET))


def _group(reading: Reading, start: int) -> Piece | None:
    match = _match(reading, _GROUP, start)
    number = _GROUP_NUMBER.match(reading.plain, match.end()) if match else None
    if number:
        return Piece(Part.GROUP, start, number.end())
    named = _named(reading, start, (_GROUP, Part.GROUP))
    # Small words with accents are no name: "ấp văn hóa".
    if not named or not match or reading.cased[match.end()].isupper():
        return named
    return named if reading.written(match.end(), named.end).isascii() else None


def _named(reading: Reading, start: int, kind: tuple[re.Pattern[str], Part]) -> Piece | None:
    match = _match(reading, kind[0], start)
    end = street_end(reading, match.end(), kept_small=True) if match else 0
    return Piece(kind[1], start, end) if match and end > match.end() else None


def _name(reading: Reading, start: int, before: Part) -> Piece | None:
    likely = begins_like_street(reading, start)
    end = street_end(reading, start, kept_small=likely and before is Part.HOUSE)
    if " " not in reading.plain[start:end]:
        return None
    return Piece(Part.NAME if likely or before is Part.LANE else Part.CAPITALS, start, end)
