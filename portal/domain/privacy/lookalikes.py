"""Numbers that are nobody's: dates, money, measures, papers, codes of customers and dossiers, hotlines."""

import re

from portal.domain.privacy.reading import Reading, Spans

# A number that is no part of a longer one and does not begin with a zero, as telephones do.
_AMOUNT = r"(?<![0-9])(?<![0-9][ .,])[1-9][0-9]{0,14}(?:[ .,][0-9]{3}){0,5}(?:[.,][0-9]{1,4})?"
_CODE = r"[0-9a-z]{1,24}(?:[.\-/][0-9a-z]{1,12}){0,6}"
# "61 m" is a length, "61M 001.23" a plate.
_NO_PLATE = r"(?![a-z0-9]|[\-. ]{0,2}[0-9]{3})"
_ENDS = r"(?![0-9]|[.\-/][0-9])"

_NOT_WITHIN = r"(?<![0-9])(?<![0-9][.\-/])"
_DATES = (
    _NOT_WITHIN
    + r"(?:0?[1-9]|[12][0-9]|3[01]) ?([.\-/]) ?(?:0?[1-9]|1[0-2]) ?\1 ?(?:(?:19|20)[0-9]{2}|[0-9]{2})"
    + _ENDS,
    _NOT_WITHIN + r"(?:19|20)[0-9]{2}([.\-/])[01]?[0-9]\1[0-3]?[0-9]" + _ENDS,
    _NOT_WITHIN + r"(?:0?[1-9]|1[0-2])([.\-/])(?:19|20)[0-9]{2}" + _ENDS,
    r"(?<![a-z])(?:ngay|hom)[ :]{1,3}[0-9]{8}(?![0-9])",
)
_AMOUNTS = (
    r"(?<![0-9.,])0[.,]0[0-9]{3,15}" + _ENDS,
    _AMOUNT + r" {0,2}(?:d|dong(?! y\b)|vnd|trieu|tr|ty|ti|nghin|ngan|k|usd)" + _NO_PLATE,
    _AMOUNT + r" {0,2}(?:%|(?:kwh|kw|kva|kv|mw|m2|m3|km|kg|ha|mm|cm|lit|m|l|db|hp|tan)" + _NO_PLATE + ")",
    r"(?<![a-z])(?:so tien|gia|phi|tien (?:dien|nuoc|nha|dat|phat|thue|hang|no|cong|luong)|tong|von|phat|nop"
    r"|tri gia|kinh phi)(?: la| hon| tren)?[ :]{1,3}" + _AMOUNT,
)
_PAPERS = (
    r"(?<![0-9])[0-9]{1,12}/(?:[0-9]{4}/)?(?:qh[0-9]{2}|[a-z]{2,12}(?:-[a-z]{1,12}){1,4})",
    r"(?<![a-z])(?:tcvn|qcvn|iso)[ :]{0,2}[0-9]{1,5}[:\-][0-9]{4}",
)
_CODES = (
    r"(?<![a-z0-9.])(?:[0-9]{1,3}\.){0,4}[gh][0-9]{2}(?:[.\-][0-9]{1,6}){2,6}",
    r"(?<![a-z0-9])pa-[0-9a-z]{4}-[0-9a-z]{4}(?![a-z0-9])",
    # "mã khách hàng 0123…"; what has a number of its own needs the word for it: "hồ sơ số 0123…".
    r"(?<![a-z])(?:(?:ma|id) (?:khach hang|kh|ho so|giao dich|gd|van don|don hang|don|tra cuu|phan anh|vach|diem do"
    r"|buu gui|buu kien|nhan vien|hoc sinh|sinh vien|can bo|thiet bi|san pham|hoa don|thanh toan|dat cho|may)"
    r"|(?:so )?seri(?:al)?(?: may)?|imei|so khung|danh bo(?: nuoc)?)(?: so)?(?: la)?(?: ?: ?| )"
    r"(?=[a-z]{0,4}[0-9])" + _CODE,
    r"(?<![a-z])(?:ho so|bien nhan|bien lai|phieu (?:hen|thu|chi)|hoa don|hop dong(?: mua ban dien)?|to khai"
    r"|cong to(?: 1 pha| 3 pha)?|dong ho(?: nuoc)?|don hang|cong van|to trinh|quyet dinh|giay phep|lenh|bien ban"
    r"|giay moi|thong bao|lo hang|chung tu|uy nhiem chi)(?: so(?: la)?(?: ?: ?| )| ?: ?)"
    r"(?=[a-z]{0,4}[0-9])" + _CODE,
)
_HOTLINES = (
    r"(?<![0-9])1[89]00(?:[ .\-]?[0-9]{2,4}){1,2}(?![ .\-]?[0-9])",
    r"(?<![0-9])0[0-9]{2,3}[ .\-]?1022(?![ .\-]?[0-9])",
)
_LOOKALIKES = tuple(
    re.compile(pattern) for group in (_DATES, _AMOUNTS, _PAPERS, _CODES, _HOTLINES) for pattern in group
)


def lookalikes(reading: Reading) -> Spans:
    """Where numbers stand that look like personal data and are none."""
    spans = Spans()
    for pattern in _LOOKALIKES:
        for match in pattern.finditer(reading.plain):
            spans.take(*match.span())
    return spans
