"""Names of streets, hamlets and buildings: where they end in a sentence."""

import re

from portal.domain.privacy.reading import Reading
from portal.domain.privacy.vocabulary import words

_CODE = re.compile(
    r"(?:so )?[0-9]{1,2}/[0-9]{1,2}(?![0-9/])"  # a day: "đường 30/4"
    r"|so [0-9]{1,3}[a-f]?(?![a-z0-9])"
    r"|[a-z]{1,3}[. \-]?[0-9]{1,4}[a-f]?(?![a-z0-9])"  # "D2", "ĐT 741"
    r"|[0-9]{1,3}(?: thang [0-9]{1,2})?(?![a-z0-9/])"  # "3 Tháng 2"
)
_WORD = re.compile(r"[a-z]+")
_NUMBER_WITHIN = re.compile(r" [0-9]{1,3}(?![a-z0-9/.,]*[0-9])")
# Where the name of a street is over: the next part of an address, or the sentence going on.
_OVER = words(
    "phuong xa quan huyen tinh thanh tp tx thi khu kp to ap thon xom khom buon lang hem ngo ngach kiet chung "
    "cccd cmnd sdt dt email so nha toi em va voi thi la bi co da dang se chua khong cho den tu o tai nen ma cua "
    "duoc gan truoc sau canh doi dien vao luc ngay hom moi rat hay hoac mat nhieu nay do kia con roi xin lien "
    "trong ngoai khi de ve gui goi p q x h"
)
# What follows "đường" and is no street.
_NO_STREET = words(
    "day ong truyen bo hem xa sa di nhua dat be mon lien noi giao dan cai thuy sat vao ra nay cap lo thoat "
    "cong"
)
# How names of streets begin; a number before one of these is a house.
_FIRST = words(
    "le nguyen tran pham phan ly ngo dinh ho bui dang do vo vu huynh hoang truong cao ong ba hai hung quang "
    "dien cach ton mac luong nam xo au lac chu doan kha mai che dao duong giap la luu ma nhat phu phung thach "
    "thai trieu ta to tong yen ham ky lam kim long nghia pasteur su thi thoai tho tan chau cong dong ha hang "
    "hau tay thanh trinh ung vuong xuan binh an mau than thich quoc"
)
_FAMILIES = words("le nguyen tran pham phan ly ngo dinh hoang huynh vo vu bui dang hung quang")
# Capitals that begin the next part of an address or the next sentence, by their spelling.
_NEXT_PART = words(
    "phường phuong xã quận huyện huyen tỉnh tp khu kp ấp ap thôn thon xóm xom khóm hẻm ngõ ngách kiệt cccd cmnd sđt "
    "sdt đt xin kính trân đề tôi cảm"
)
# Capitals that a street without the word for it does not begin with.
_NO_FIRST = words(
    "phòng sở ủy uỷ ubnd số bệnh điều luật nghị thông quyết công ngân bộ ban chung chính hội tổ thành"
)
# Names with words that many write small.
_WELL_KNOWN = re.compile(
    r"(?:cach mang thang (?:tam|8)|nam ky khoi nghia|xo viet nghe tinh|ba thang hai|hai ba trung|dien bien phu)"
    r"(?![a-z0-9])"
)
_MOST = 5


def street_end(reading: Reading, start: int, *, kept_small: bool = False) -> int:
    """Where the name that begins here ends, `start` when none does.

    Names are capitals; behind a word such as "đường" (`kept_small`) up to three small words as well.
    """
    if known := _WELL_KNOWN.match(reading.plain, start):
        return known.end()
    code = _CODE.match(reading.plain, start)
    if code and kept_small:
        return code.end()
    word = _WORD.match(reading.plain, start)
    if not word or _is_over(reading, word) or (word[0] in _NO_STREET and not reading.cased[start].isupper()):
        return start
    capital = reading.cased[start].isupper()
    if not kept_small and (not capital or reading.written(*word.span()) in _NO_FIRST):
        return start
    return _words_end(reading, start, capital=capital)


def begins_like_street(reading: Reading, start: int) -> bool:
    """Whether a word begins as streets named for people, battles and dates do."""
    word = _WORD.match(reading.plain, start)
    if not word:
        return False
    return word[0] in (_FIRST if reading.cased[start].isupper() else _FAMILIES)


def _is_over(reading: Reading, word: re.Match[str]) -> bool:
    """Whether a word belongs to the name of a street no more."""
    if not reading.cased[word.start()].isupper():
        return word[0] in _OVER
    if reading.written(*word.span()) in _NEXT_PART:
        return True
    if word[0] == "to":  # "Tổ 3" goes on, "Lý Thái Tổ" does not
        return reading.plain[word.end() + 1 : word.end() + 2].isdigit()
    return len(word[0]) > 1 and reading.cased[slice(*word.span())].isupper() and word[0] in _OVER


def _words_end(reading: Reading, start: int, *, capital: bool) -> int:
    end, at, words = start, start, 0
    while words < (_MOST if capital else 3):
        word = _WORD.match(reading.plain, at)
        if not word or (words and _is_over(reading, word)) or reading.cased[at].isupper() is not capital:
            break
        end, words = word.end(), words + 1
        if number := _NUMBER_WITHIN.match(reading.plain, end):
            return number.end() if word[0] in {"thang", "mang"} else end
        if reading.plain[end : end + 1] != " ":
            break
        at = end + 1
    return end
