"""Numbers in a text however they are written: grouped, spelled out, with letters for digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase as _LETTERS

from portal.domain.privacy.labels import BANKS, Label, Labels, Said
from portal.domain.privacy.reading import Reading, Spans

_SPELLED = {
    "khong": ("0", {"không", "khong"}),
    "mot": ("1", {"một", "mốt", "mot"}),
    "hai": ("2", {"hai"}),
    "ba": ("3", {"ba"}),
    "bon": ("4", {"bốn", "bon"}),
    "tu": ("4", {"tư", "tu"}),
    "nam": ("5", {"năm", "nam"}),
    "lam": ("5", {"lăm", "lam"}),
    "sau": ("6", {"sáu", "sau"}),
    "bay": ("7", {"bảy", "bẩy", "bay"}),
    "tam": ("8", {"tám", "tam"}),
    "chin": ("9", {"chín", "chin"}),
}
_WORDS = "|".join(sorted(_SPELLED, key=len, reverse=True))  # "bay" before "ba"
_WORD = re.compile(_WORDS)
# Digits with the letter o for zero; or the letter alone before digits; or words.
_ATOM = re.compile(
    r"(?:(?<![a-z])o)?[0-9](?:[0-9]|o(?![a-np-z]))*|(?<![a-z])o(?=[ .\-]?[0-9])"
    rf"|(?<![a-z])(?P<words>(?:{_WORDS})+)(?![a-z])"
)
_GAP = re.compile(r"[ \n.,\-_/()•·|*~'’:+]{0,8}")
_LOOSE = re.compile("[,:+]")
_TIGHT = re.compile(r"[.\-_/]")
_BANK_AFTER = re.compile(rf" ?[,(\-:]? ?(?:(?:mo )?tai |cua |o )?(?:ngan hang |nh )?(?:{BANKS})(?![a-z])")
_OPENING = re.compile(r"(?:\(\+?|\+)\Z")
_CODE_GOES_ON = re.compile(r"[A-Z]{1,2}(?![A-Za-z])")
# "so0912345678", "anh Tuấn0912345678": words; one or two letters before digits make a code.
_WORD_TOUCHES = re.compile(r"(?<![a-z])so\Z|[a-z]{3}\Z")
_DIALLED = re.compile(r"0[1-35789]|84|0084|00[1-9]")
_LONGEST = 20
# Longer chains are tables: nobody writes a number of theirs digit by digit in there.
_TABLE, _MOST_GAPS = 60, 5


@dataclass(frozen=True, slots=True)
class Atom:
    """Digits in one piece."""

    start: int
    end: int
    digits: str
    spelled: bool


@dataclass(frozen=True)
class Number:
    """Digits that may belong together, with all that speaks for and against it."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    gaps: tuple[str, ...]
    plus: bool
    spelled: int
    said: Said
    bank_follows: bool
    joints: tuple[str, str]

    def labelled(self, *labels: Label) -> bool:
        """Whether one of these labels stands right before the number."""
        return self.said.near and self.said.label in labels

    @property
    def uniform(self) -> bool:
        """Whether the groups are parted alike, by one space, dot or dash."""
        return not self.spelled and set(self.gaps) <= {" ", ".", "-"} and len(set(self.gaps)) <= 1

    @cached_property
    def untidiness(self) -> int:
        """How much speaks against these groups being one number."""
        weight = min(len(self.gaps), 3) + 4 * (len(set(self.gaps)) > 2)
        weight += sum(10 * gap.count("\n") + 8 * len(_LOOSE.findall(gap)) for gap in self.gaps)
        weight += 15 * (0 < self.spelled < 3 and self.spelled < len(self.groups))
        return weight + sum(self._loose_end(joint) for joint in self.joints)

    def _loose_end(self, joint: str) -> int:
        if not joint:
            return 0
        if joint.strip() and joint in self.gaps:
            return 30
        return 10 if _TIGHT.fullmatch(joint) else 2


def numbers(reading: Reading, taken: Spans, labels: Labels) -> Iterator[Number]:
    """Every stretch of groups that may be somebody's number, overlapping ones too."""
    for chain in _chains(reading, _atoms(reading, taken)):
        gaps = [reading.plain[left.end : right.start] for left, right in pairwise(chain)]
        for first in range(len(chain)):
            yield from _from(reading, labels, _Chain(chain, gaps, first))


@dataclass(frozen=True, slots=True)
class _Chain:
    """Atoms that may belong together, and the one to begin with."""

    atoms: list[Atom]
    gaps: list[str]
    first: int


def _atoms(reading: Reading, taken: Spans) -> Iterator[Atom]:
    for match in _ATOM.finditer(reading.plain):
        start, end = match.span()
        if taken.meets(start, end):
            continue
        if match["words"]:
            words = list(_WORD.finditer(reading.plain, start, end))
            if all(reading.written(*word.span()) in _SPELLED[word[0]][1] for word in words):
                yield Atom(start, end, "".join(_SPELLED[word[0]][0] for word in words), spelled=True)
        else:
            yield Atom(start, end, match[0].replace("o", "0"), spelled=False)


def _chains(reading: Reading, atoms: Iterator[Atom]) -> Iterator[list[Atom]]:
    chain: list[Atom] = []
    for atom in atoms:
        if chain and not _GAP.fullmatch(reading.plain, chain[-1].end, atom.start):
            yield chain
            chain = []
        chain.append(atom)
    if chain:
        yield chain


def _from(reading: Reading, labels: Labels, chain: _Chain) -> Iterator[Number]:
    start = chain.atoms[chain.first].start
    if start and reading.plain[start - 1] in _LETTERS and not _may_touch(reading, labels, start):
        return
    opening = _opening(reading, start)
    said = labels.before(start - len(opening))
    digits = ""
    reach = _MOST_GAPS if len(chain.atoms) > _TABLE else _LONGEST
    for last in range(chain.first, min(chain.first + reach, len(chain.atoms))):
        digits += chain.atoms[last].digits
        if len(digits) > _LONGEST:
            return
        end = chain.atoms[last].end
        if _worth_a_look(digits, last - chain.first, said) and not _CODE_GOES_ON.match(reading.cased, end):
            followed = _BANK_AFTER.match(reading.plain, end) is not None
            yield _number(chain, last, said=said, opening=opening, bank_follows=followed)


def _worth_a_look(digits: str, gaps: int, said: Said) -> bool:
    """A quick no to the many stretches that nobody's number begins or ends with."""
    if said.label:
        return len(digits) >= 6
    if len(digits) < 8:
        return False
    return gaps < 3 or (gaps < 5 and len(digits) > 8) or (len(digits) > 9 and bool(_DIALLED.match(digits)))


def _number(chain: _Chain, last: int, *, said: Said, opening: str, bank_follows: bool) -> Number:
    atoms = chain.atoms[chain.first : last + 1]
    gaps = tuple(chain.gaps[chain.first : last])
    closed = any(")" in gap for gap in gaps)
    return Number(
        atoms[0].start - len(opening if closed else opening.lstrip("(")),
        atoms[-1].end,
        "".join(atom.digits for atom in atoms),
        groups=tuple(len(atom.digits) for atom in atoms),
        gaps=gaps,
        plus="+" in opening,
        spelled=sum(atom.spelled for atom in atoms),
        said=said,
        bank_follows=bank_follows,
        joints=(
            chain.gaps[chain.first - 1] if chain.first else "",
            chain.gaps[last] if last < len(chain.gaps) else "",
        ),
    )


def _opening(reading: Reading, start: int) -> str:
    """The plus and the bracket before a number; a sum such as 5+12 has none."""
    match = _OPENING.search(reading.plain[max(0, start - 2) : start])
    if not match or (start > len(match[0]) and reading.plain[start - len(match[0]) - 1].isdigit()):
        return ""
    return match[0]


def _may_touch(reading: Reading, labels: Labels, start: int) -> bool:
    """Whether the letters stuck to a number are a word, such as "sđt0912345678"."""
    before = reading.plain[max(0, start - 3) : start]
    return labels.ends_at(start) or _WORD_TOUCHES.search(before) is not None
