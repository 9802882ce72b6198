"""How official papers write numbers, dates and recipients (NĐ 30/2020, Annex I), for every kind of paper alike."""

import re
from collections.abc import Sequence
from datetime import datetime

from portal.domain.time import VIETNAM, local_day

# An address ends with the province; a document names it without the word for what it is.
_KINDS_OF_PLACE = ("tỉnh ", "thành phố ", "tp. ", "tp ")
# Of those a paper is addressed to, or of those who get a copy.
MOST_LINES, LONGEST_LINE = 20, 200
_TO_BE_NUMBERED = "\xa0" * 8


def padded_number(number: str) -> str:
    """Numbers below 10 have a 0 before them; one not given yet has its place left open."""
    if not number or number.startswith("/"):
        return _TO_BE_NUMBERED + number
    return re.sub(r"^(?=\d(?!\d))", "0", number)


def date_words(moment: datetime) -> str:
    """Days below 10 and the months 1 and 2 have a 0 before them, so that none can be added later."""
    day = local_day(moment)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def moment_words(moment: datetime) -> str:
    """An hour and its day: "16 giờ 30, ngày 05 tháng 02 năm 2026", in Việt Nam time."""
    return f"{moment.astimezone(VIETNAM):%H giờ %M}, {date_words(moment)}"


def place_of(address: str) -> str:
    """Where a document is dated: "Bình An" for an address that ends with "tỉnh Bình An"."""
    last = address.rpartition(",")[2].strip()
    for kind in _KINDS_OF_PLACE:
        if last.lower().startswith(kind):
            return last[len(kind) :]
    return last


def place_and_date(place: str, dated: datetime) -> str:
    """Where and when a paper was made; without a place, when."""
    return f"{place}, {date_words(dated)}" if place else date_words(dated).capitalize()


def ended(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, the last with the mark that ends an official letter."""
    *before, last = [words.strip() for words in paragraphs if words.strip()] or [""]
    return [*before, f"{last.removesuffix('./.').rstrip('.')}./."]


def listed(text: str) -> tuple[str, ...]:
    """The lines of a list as somebody typed it, with or without the marks of one."""
    bare = (line.strip().lstrip("-–+ ").rstrip(";. ") for line in text.splitlines())
    return tuple(line for line in bare if line)


def is_too_long(lines: Sequence[str]) -> bool:
    """Whether a list has more lines, or longer ones, than a paper has room for."""
    return len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines)


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """One line each: "- …;", the last "- Lưu: VT, …."."""
    bare = [line.strip().lstrip("- ").rstrip(";.") for line in recipients]
    return [f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]


_OF_WHAT = re.compile(r"\s+(?:Sở|Trung tâm|UBND|Ủy ban nhân dân|Ban Quản lý|Văn phòng UBND)\b.*$")


def signer_capacity(post: str) -> str:
    """In what capacity somebody of a post signs: a deputy for the head ("KT."), a line each.

    The agency stands in the head of the paper already, so that the post is named without it.
    """
    bare = _OF_WHAT.sub("", post.strip())
    head = bare.removeprefix("Phó ").strip()
    if head == bare or not head:
        return bare.upper()
    return f"KT. {head.upper()}\n{bare.upper()}"
