"""The words before a number that say what it is: "sđt", "CCCD", "STK", "MST", names of banks."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portal.domain.privacy.reading import Reading
from portal.domain.privacy.vocabulary import words


class Label(StrEnum):
    """What a number is said to be."""

    PHONE = "phone"
    CALL = "call"
    ID = "id"
    BANK = "bank"
    BANK_NAME = "bank_name"
    TAX = "tax"


BANKS = (
    r"vietcombank|vcb|vietinbank|ctg|bidv|agribank|techcombank|tcb|mb ?bank|mb|acb|vp ?bank|tp ?bank|sacombank|stb"
    r"|hd ?bank|vib|shb|eximbank|msb|ocb|seabank|lp ?bank|lienvietpostbank|ab ?bank|nam ?a ?bank|bac ?a ?bank"
    r"|pvcombank|viet ?a ?bank|kienlongbank|baovietbank|ncb|saigonbank|scb|co-?opbank|shinhan(?: ?bank)?|woori"
    r"|hsbc|uob|cimb|timo"
)
_WORDS = {
    Label.PHONE: (
        r"so dien thoai|dien thoai(?: di dong)?|dthoai|so dt|sdt|s\.dt|dtdd|dt|d/t|phone|tel|mobile|di dong|zalo"
        r"|viber|whatsapp|hotline|duong day nong|tong dai|so may(?: ban)?|may ban|fax"
    ),
    Label.CALL: r"lien he|lien lac|lh|goi(?: nho)?|alo|nhan tin|call|dd",
    Label.ID: (
        r"cccd|(?:so |the )?cc|can cuoc(?: cong dan)?|cmnd|cmtnd|cmt|chung minh(?: nhan dan| thu)?|dinh danh|ddcn"
        r"|id|vneid"
    ),
    Label.BANK: (
        r"stk|so tai khoan|tai khoan(?: ngan hang)?|so tk|tk|account(?: number| no)?|acc|chuyen khoan|ck"
        r"|so the(?: atm| ngan hang| tin dung)?|the (?:atm|ngan hang|tin dung)"
    ),
    Label.BANK_NAME: BANKS,
    Label.TAX: (
        r"mst|ma so thue|ma thue|tax(?: code)?|ma so doanh nghiep|msdn|ma so (?:ho )?kinh doanh"
        r"|dang ky (?:kinh doanh|doanh nghiep)"
    ),
}
_LABELS = re.compile(
    "(?<![a-z])(?:" + "|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items()) + ")(?![a-z])"
)
# Words that may stand between a label and its number without parting them.
_FILLING = words(
    "so la cua toi em minh con chau nha ban me bo cha vo chong ca nhan ho anh chi ong ba co chu bac cu moi nay theo "
    "ngan hang chi nhanh nhan tien mo tai o vao den ve qua cho htx cong ty nong nghiep cn nh number no is my "
    "the gan chip cap gap nguoi truong"
) | frozenset(re.findall(r"[a-z]+", BANKS))
_PARTING = words("bi tru du nop mat het thieu no rut phi")
_NOT_WORDS = re.compile(r"[^a-z]+")
_NEAR, _FAR = 60, 45


@dataclass(frozen=True, slots=True)
class Said:
    """The label of a number, and whether it stands right before it."""

    label: Label | None = None
    near: bool = False


@dataclass(frozen=True)
class Labels:
    """All labels of a reading, in order."""

    reading: Reading

    @cached_property
    def _found(self) -> list[tuple[int, int, Label]]:
        matches = _LABELS.finditer(self.reading.plain)
        return [(match.start(), match.end(), Label(match.lastgroup or "")) for match in matches]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end, _ in self._found]

    def before(self, place: int) -> Said:
        """What the nearest label before a place says about the number that begins there."""
        at = bisect_right(self._ends, place) - 1
        if at < 0 or place - self._ends[at] > _NEAR:
            return Said()
        label = self._found[at][2]
        said = self._judged(label, self._ends[at], place)
        if label is not Label.BANK_NAME or at == 0:
            return said
        # "STK Vietcombank 0071…": the account is said by the word before the bank.
        _, end, earlier = self._found[at - 1]
        return self._judged(earlier, end, place) if earlier is Label.BANK and place - end <= _NEAR else said

    def ends_at(self, place: int) -> bool:
        """Whether a label ends right here, with no space before the number."""
        at = bisect_right(self._ends, place) - 1
        return at >= 0 and self._ends[at] == place

    def _judged(self, label: Label, end: int, place: int) -> Said:
        gap = self.reading.plain[end:place]
        if re.search(r"[0-9;!?]|\n\s*\n", gap):
            return Said()
        words = [word for word in _NOT_WORDS.split(gap) if word]
        if all(word in _FILLING for word in words):
            return Said(label, near=True)
        far = len(gap) <= _FAR and ". " not in gap and "\n" not in gap and not _PARTING & set(words)
        return Said(label) if far else Said()
