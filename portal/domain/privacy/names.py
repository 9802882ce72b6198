"""The sender's own name, whole or in part, in any order, with or without accents."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.reading import Reading, read
from portal.domain.privacy.salutation import is_called, is_place, without_titles
from portal.domain.privacy.vocabulary import words as listed

_WORD = re.compile(r"[a-z]+")
_GAP = re.compile(r" {0,3}\n {0,3}| {1,4}|\. {0,2}")
_SHORTEST_JOINED = 7
_MOST_PARTS = 6
_ORGANISATION = re.compile(
    r"(?:cong ty|doanh nghiep|hop tac xa|htx|ho kinh doanh|ubnd|uy ban|tap the|dntn|chi nhanh|benh vien|nha may"
    r"|xi nghiep|to dan pho|truong (?:thpt|thcs|tieu|mam|dai|cao|trung)|ban (?:quan|chap|giam|dai|nhan)"
    r"|hoi (?:nong|phu|cuu|dong|nguoi|chu)|phong (?:kham|giao|kinh))(?![a-z])"
)
_WORD_BEFORE = re.compile(r"(?<![a-z])([a-z]{2,7}) \Z")
FAMILIES = listed(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong lam doan mai cao chau ta to "
    "trinh luong thai ha luu phung kieu quach vuong dao"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text or of a name, folded and as it is written."""

    start: int
    end: int
    key: str
    written: str
    capital: bool


@dataclass(frozen=True)
class Name:
    """A sender's name: its parts in order, and how they run together."""

    parts: tuple[Word, ...]
    organisation: bool

    @property
    def family(self) -> str:
        """The first part, folded."""
        return self.parts[0].key

    @property
    def given(self) -> str:
        """The last part, folded: what people are called by."""
        return self.parts[-1].key

    @property
    def unaccented(self) -> bool:
        """Whether the sender typed no accent, so that any may be meant."""
        return all(part.written.isascii() for part in self.parts)

    @property
    def joined(self) -> frozenset[str]:
        """The name in one word, as accounts and addresses have it."""
        whole, keys = "".join(part.key for part in self.parts), [part.key for part in self.parts]
        family, given = keys[0], keys[-1]
        ways = {whole, family + given, given + family, given + "".join(keys[:-1]), "".join(keys[-2:])}
        return frozenset(way for way in ways if len(way) >= _SHORTEST_JOINED)


def sender_names(reading: Reading, sender_name: str) -> Iterator[Guess]:
    """Where the sender's name stands in a text."""
    name = _name(sender_name)
    if not name.parts:
        return
    end = 0
    words = _words(reading, name)
    for at, word in enumerate(words):
        if word.start < end:
            continue
        stretch, parts = _stretch(reading, name, words[at : at + len(name.parts)])
        if stretch and is_place(reading, word.start):
            end = stretch[-1].end
        elif found := [word] if word.key in name.joined else _longest(reading, name, (stretch, parts)):
            end = found[-1].end
            yield Guess(word.start, end, PersonalData.SENDER_NAME, 64 + len(found))


def _name(sender_name: str) -> Name:
    reading = read(" ".join(sender_name.split()))
    skipped = len(reading.plain) - len(without_titles(reading.plain))
    matches = _WORD.finditer(reading.plain, skipped)
    parts = tuple(_word(reading, match) for match in matches)
    return Name(parts, _ORGANISATION.match(reading.plain) is not None or len(parts) > _MOST_PARTS)


def _word(reading: Reading, match: re.Match[str]) -> Word:
    # "Mỹ" and "Mĩ", "Vỹ" and "Vĩ": people write either.
    key, capital = match[0].replace("y", "i"), reading.cased[match.start()].isupper()
    return Word(*match.span(), key, reading.written(*match.span()), capital)


def _words(reading: Reading, name: Name) -> list[Word]:
    """The words of a text that may belong to the name."""
    wanted = {part.key for part in name.parts} | {part.key[0] for part in name.parts} | name.joined
    found = _WORD.finditer(reading.plain)
    return [_word(reading, match) for match in found if match[0].replace("y", "i") in wanted]


def _longest(reading: Reading, name: Name, found: tuple[list[Word], list[Word]]) -> list[Word]:
    """The longest beginning of a stretch of words that is the name; empty when none is."""
    words, parts = found
    for length in range(len(words), 0, -1):
        if _is_name(reading, name, (words[:length], parts[:length])):
            return words[:length]
    return []


def _stretch(reading: Reading, name: Name, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Neighbouring words that are parts of the name, each part once, and the parts they are."""
    left, stretch, consumed = list(name.parts), list[Word](), list[Word]()
    for word in words:
        if stretch and not _GAP.fullmatch(reading.plain, stretch[-1].end, word.start):
            break
        part = next((part for part in left if part.key == word.key), None) or _shortened(word, left, name)
        if part is None:
            break
        left.remove(part)
        stretch.append(word)
        consumed.append(part)
    return stretch, consumed


def _shortened(word: Word, left: list[Word], name: Name) -> Word | None:
    if len(word.key) > 1 or not word.capital:
        return None
    return next((part for part in left if part.key[0] == word.key and part is not name.parts[-1]), None)


def _is_name(reading: Reading, name: Name, found: tuple[list[Word], list[Word]]) -> bool:
    words, parts = found
    whole = len(parts) == len(name.parts)
    if name.parts[-1] not in parts or (name.organisation and not (whole and len(parts) > 1)):
        return False
    certain = whole and len(parts) > 2
    if not name.unaccented and not all(
        _agrees(word, part, strict=not certain) for word, part in zip(words, parts, strict=True)
    ):
        return False
    return certain or name.organisation or _is_part_of_name(reading, name, found)


def _is_part_of_name(reading: Reading, name: Name, found: tuple[list[Word], list[Word]]) -> bool:
    """Whether two parts, or the given name alone, are meant for the sender."""
    words, keys = found[0], [part.key for part in found[1]]
    start, end = words[0].start, words[-1].end
    called = is_called(reading, start, end)
    if len(keys) == 1:
        return called
    if keys[0] == name.given and "\n" in reading.plain[start:end]:
        return False  # "Mai" signs a letter, "Trần" may begin the next line
    if name.family not in keys and not _begins(reading, start):
        return False
    return _shaped(keys, name) and (called or all(word.capital for word in words))


def _shaped(keys: list[str], name: Name) -> bool:
    """Whether some parts are a way to say the name: family to given, given to family, or the last ones."""
    ends = {keys[0], keys[-1]}
    tail = [part.key for part in name.parts[-len(keys) :]]
    return (
        ends == {name.family, name.given} or keys == tail or (keys[0] == name.given and name.family in keys)
    )


def _begins(reading: Reading, start: int) -> bool:
    """Whether no other family's name stands before some words: "Trần Văn Hùng" is no "Văn Hùng"."""
    match = _WORD_BEFORE.search(reading.plain[max(0, start - 9) : start])
    return match is None or match[1] not in FAMILIES


def _agrees(word: Word, part: Word, *, strict: bool) -> bool:
    """Whether a word may be a part of the name: the same accents, none, or (not strict) some of them."""
    if len(word.key) < len(part.key) or word.written.isascii():
        return True
    own, others = _accents(word.written), _accents(part.written)
    return own == others if strict else not own - others


def _accents(written: str) -> Counter[str]:
    """The accents of a word without their places: "Hòa" and "Hoà" are one."""
    # Hỏi and ngã sound alike in the South, and are often taken for one another.
    decomposed = unicodedata.normalize("NFD", written).replace("\u0303", "\u0309")
    return Counter(mark for mark in decomposed if not mark.isascii())
