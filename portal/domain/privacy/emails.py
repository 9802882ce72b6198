"""Addresses of electronic mail, also when the signs in them are spaced, bracketed or said in words."""

import re
from collections.abc import Iterator

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.reading import Reading

_AT = re.compile(
    r"(?<!@)@{1,3}(?!@)(?: cong(?= ))?|[(\[{<] ?(?:@|a|at|a[ \-]?cong) ?[)\]}>]"
    r"|(?<![a-z0-9])(?:a[ \-]?cong|a ?vong|a ?moc|at)(?![a-z0-9])"
)
_ENDS = (
    "com|vn|net|org|edu|gov|info|biz|asia|name|pro|me|io|co|us|uk|jp|kr|de|fr|au|xyz|online|site|con|example"
)
_SPACED_ENDS = "com|vn|net|org|edu|gov|con"
_PROVIDERS = "gmail|yahoo|hotmail|outlook|icloud|ymail|live|proton|protonmail|zoho"
_SAID_DOT = r"\s?(?:[(\[{] ?(?:\.|dot|cham) ?[)\]}]|(?<![a-z])(?:cham|dot)(?![a-z]))\s?"
_SPACED_DOT = r"(?:\s\.\s?|\.\s|,\s?)"
_DOMAIN = re.compile(
    r"[a-z0-9][a-z0-9\-]{0,40}"
    rf"(?:\.[a-z0-9\-]{{1,40}}|{_SAID_DOT}[a-z0-9\-]{{1,40}}|{_SPACED_DOT}(?:{_SPACED_ENDS})(?![a-z0-9])){{0,5}}"
)
_PART = re.compile(rf"{_SAID_DOT}|{_SPACED_DOT}|\.")
_KNOWN_END = re.compile(rf"(?:{_ENDS})")
_BARE = re.compile(rf"(?:{_PROVIDERS})(?:com)?(?![a-z0-9])")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+-")
_LONGEST = 64
# "le . hoa", "hoa chấm lê", "hoa gạch dưới lê": the piece before the piece that was found.
_PIECE = re.compile(
    r"([a-z0-9_+\-]{1,30})(?: ?(?<![a-z])(?:cham|gach duoi|gach ngang|gach)(?![a-z]) ?| \. )\Z"
)
# "email là nguyễn văn hùng 85 a còng …": several words between the keyword and the sign.
_SEVERAL = re.compile(
    r"(?:mail|dien tu|hop thu)(?: [a-z]{1,5}){0,2}(?: la(?![a-z])|:) {0,2}((?:[a-z0-9_]{1,12} ){1,5})\Z"
)


def emails(reading: Reading) -> Iterator[Guess]:
    """The addresses of electronic mail in a text."""
    plain = reading.plain
    for sign in _AT.finditer(plain):
        end = _domain_end(plain, sign)
        start = _local_start(plain, sign) if end else sign.start()
        if start < sign.start():
            yield Guess(start, end, PersonalData.EMAIL, 200)


def _domain_end(plain: str, sign: re.Match[str]) -> int:
    """Where the part behind the sign ends; 0 when there is none."""
    begin = sign.end() + (plain[sign.end() : sign.end() + 1].isspace())
    match = _DOMAIN.match(plain, begin)
    if not match:
        return 0
    if bare := _BARE.fullmatch(match[0]):
        return bare.end() + begin
    dots = [dot.span() for dot in _PART.finditer(match[0])]
    ends = [*(start for start, _ in dots), len(match[0])]
    pieces = [(start, end) for (_, start), end in zip(dots, ends[1:], strict=True)]
    known = [end for start, end in pieces if _KNOWN_END.fullmatch(match[0][start:end])]
    if known:
        return begin + known[-1]
    foreign = "@" in sign[0] and pieces and re.fullmatch("[a-z]{2,12}", match[0][slice(*pieces[-1])])
    return match.end() if foreign else 0


def _local_start(plain: str, sign: re.Match[str]) -> int:
    """Where the part before the sign begins; the sign itself when there is none."""
    stop = sign.start() - (plain[max(0, sign.start() - 1) : sign.start()].isspace())
    start = stop
    while start and stop - start < _LONGEST and plain[start - 1] in _LOCAL:
        start -= 1
    while start < stop and not plain[start].isalnum():
        start += 1
    if start == stop:
        return sign.start()
    for _ in range(4):
        piece = _PIECE.search(plain[max(0, start - 45) : start])
        if not piece:
            break
        start -= len(piece[0])
    several = _SEVERAL.search(plain[max(0, start - 100) : start]) if "@" not in sign[0] else None
    return start - len(several[1]) if several else start
