"""Vietnamese text: one Unicode form on the way in, and folding that forgives accents."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
# Control characters but tab and line end, and lone surrogates: what no text of a person holds.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
# Beyond ASCII, what holds neither a letter nor a mark: spaces, quotes, dashes, the ellipsis.
_LETTER_BEYOND = re.compile(r"[^\x00-\x7f\xa0-\xa7\xab-\xb1\u2010-\u2027]")
# Every Vietnamese letter in one step; anything else takes the longer way below.
_FOLDED = str.maketrans({
    "đ": "d",
    **{letter: unicodedata.normalize("NFD", letter)[0] for letter in _VOWELS if not letter.isascii()},
})


def nfc(text: str) -> str:
    """The text in Unicode NFC, with line ends unified and no control characters or lone surrogates."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    # Dropped before composing: a control character between a letter and its mark keeps them apart.
    return unicodedata.normalize("NFC", _UNWANTED.sub("", unified))


def fold(text: str) -> str:
    """Lower case without accents or marks: "Đường dây nóng" becomes "duong day nong"."""
    folded = text.lower().translate(_FOLDED)
    if folded.isascii() or not _LETTER_BEYOND.search(folded):
        return folded
    decomposed = unicodedata.normalize("NFD", folded).replace("đ", "d")
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word for word in _NOT_A_WORD.split(fold(text)) if word]


def contains_words(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as whole words, accents and case forgiven."""
    wanted = " ".join(folded_words(phrase))
    return bool(wanted) and f" {wanted} " in f" {' '.join(folded_words(text))} "


def slug(text: str, longest: int = 80) -> str:
    """A clean piece of an address made from a title, cut at a word."""
    joined = "-".join(folded_words(text))
    if len(joined) <= longest:
        return joined
    return joined[: longest + 1].rsplit("-", 1)[0][:longest]
