"""Where a given name alone means a person: behind "anh", "bà", "tên tôi là", or in a signature."""

import re

from portal.domain.privacy.reading import Reading
from portal.domain.privacy.vocabulary import phrases, words

# Folded, with the spellings that are forms of address: "có hoa" and "ảnh đẹp" are not.
_TITLES = {
    "anh": {"anh"},
    "chi": {"chị", "chi", "chí"},
    "ong": {"ông", "ong"},
    "ba": {"bà", "ba"},
    "co": {"cô", "co"},
    "chu": {"chú", "chu"},
    "bac": {"bác", "bac"},
    "em": {"em"},
    "thay": {"thầy", "thay"},
    "cau": {"cậu", "cau"},
    "di": {"dì", "di"},
    "mo": {"mợ", "mo"},
    "thim": {"thím", "thim"},
    "chau": {"cháu", "chau"},
    "ban": {"bạn", "ban"},
    "mr": {"mr"},
    "mrs": {"mrs"},
    "ms": {"ms"},
    "a": {"a"},
    "b": {"b"},
    "o": {"ô"},
    "c": {"c"},
}
_TITLE = re.compile(rf"(?<![a-z])({'|'.join(_TITLES)})[ .:)\n]{{1,3}}\Z")
_FIRST_TITLE = re.compile(r"(?:anh|chi|ong|ba|co|chu|bac|em) (?=[a-z]+)")
_INTRODUCTION = re.compile(
    r"(?<![a-z])(?:ten(?: toi| em| chau| goi)?(?: la)?|(?:toi|tui|em|chau|con|minh) (?:la|ten)|ky ten|da ky"
    r"|nguoi (?:gui|viet|hoi|phan anh|lam don|ky)|ho (?:va )?ten|name is|i am|i'm|chu tai khoan"
    r"|chu ho)[ :,.\n]{1,4}\Z"
)
# What ends a letter: a name follows, and nothing after it.
_CLOSING = re.compile(
    r"(?<![a-z])(?:kinh thu|kinh don|tran trong|than(?: ai)?|cam on|regards)"
    r"[ ,.!\n]{1,4}\Z"
)
_OVER = re.compile(r" {0,2}(?:[.,;!()\n\-]|\Z)")
_PLACE = re.compile(r"(?<![a-z])(?:([a-z]{2,4}) )?([a-z]{2,6})\s{1,2}\Z")
_NO_PLACE = phrases("tac xa|yeu cau|nhu cau|khan cau|moi truong|thi truong")
# Names of people that are names of places: "đường Lê Lợi", "chợ Bà Hoa"; "cho" alone means "for".
_PLACES = words(
    "đường duong phố pho chợ cầu xã xa phường phuong ấp ap thôn thon tỉnh tinh huyện quận buôn hẻm hem trường viện "
    "viên hồ đền chùa khu bến suối núi hầm trạm"
)
# Words that a form of address makes with what happens to be a name.
_COMPOUNDS = phrases(
    "anh hung|anh em|anh minh|anh dung|anh tai|anh linh|anh hao|anh tu|anh thu|anh hoa|anh chi|anh trai|anh ca|chu i"
    "|chu trong|chu tam|chu thich|chu giai|bac si|bac ai|bac hoc|bac bo|ba con|ba noi|ba ngoai|ba me|ong ba|ong cha"
    "|ong troi|chi em|co giao|co don|co dau|co lap|co nhi|em be|em gai|em trai|em ut"
)
_VERBS = words("bảo định tính hứa biết đến thương khuyên giúp thưa mừng nhờ")
_CAPITALS_AMONG_WORDS = re.compile(r"[a-z,] [A-Z]")


def without_titles(name: str) -> str:
    """A folded name without the form of address that some put before their own."""
    return _FIRST_TITLE.sub("", name, count=1) if _FIRST_TITLE.match(name) else name


def is_place(reading: Reading, start: int) -> bool:
    """Whether the word before a name, or before its form of address, makes it a place."""
    title = _title(reading, start)
    for place in {start, title or start}:
        match = _PLACE.search(reading.plain[max(0, place - 14) : place])
        if not match or f"{match[1]} {match[2]}" in _NO_PLACE:
            continue
        end = place - len(match[0]) + match.end(2) - match.start()
        if reading.written(end - len(match[2]), end) in _PLACES:
            return True
    return False


def is_called(reading: Reading, start: int, end: int) -> bool:
    """Whether somebody is called or introduced by what stands between two places."""
    if _introduced(reading, start, end) or _alone_on_line(reading, start, end):
        return True
    title = _title(reading, start)
    if title is None:
        return False
    if reading.plain.startswith(" oi", end):
        return True
    if reading.cased[start].isupper() and reading.cased[start:end].istitle():
        return True
    if (
        f"{reading.plain[title:start].strip(' .:)')} {reading.plain[start:end].replace('y', 'i')}"
        in _COMPOUNDS
    ):
        return False
    if reading.cased[start].isupper():
        return True
    if reading.plain[title : title + 2].strip(" .") in {"a", "b", "c", "o"}:
        return False
    # Those who write names small write all words small; else it is some other word.
    return reading.written(start, end) not in _VERBS and not _CAPITALS_AMONG_WORDS.search(reading.cased)


def _title(reading: Reading, start: int) -> int | None:
    match = _TITLE.search(reading.plain[max(0, start - 9) : start])
    if not match:
        return None
    begin = start - len(match[0])
    return begin if reading.written(begin, begin + len(match[1])) in _TITLES[match[1]] else None


def _introduced(reading: Reading, start: int, end: int) -> bool:
    before = reading.plain[max(0, start - 30) : start]
    if _CLOSING.search(before):
        return _OVER.match(reading.plain, end) is not None
    return _INTRODUCTION.search(before) is not None


def _alone_on_line(reading: Reading, start: int, end: int) -> bool:
    if not reading.cased[start].isupper():
        return False
    left = reading.plain.rfind("\n", 0, start)
    right = reading.plain.find("\n", end)
    line = reading.plain[left + 1 : right if right >= 0 else None]
    return left >= 0 and len(line) < 40 and line.strip(" .,-()") == reading.plain[start:end]
