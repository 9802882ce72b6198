"""Vietnamese text: one Unicode form on the way in, and folding that forgives accents."""

import codecs
import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
# Control characters but tab and line end, and lone surrogates: what no text of a person holds.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
# What else stands in most texts and has nothing to lose: quotes, dashes, signs.
_SIGNS = "\xa0§«»°±²³·×÷‐‑–—‘’“”•…₫€←→≤≥"
_LETTERS = "đ" + "".join(letter for letter in _VOWELS if not letter.isascii())
_BARE = "d" + "".join(unicodedata.normalize("NFD", letter)[0] for letter in _LETTERS[1:])
_ASCII = "".join(map(chr, range(128)))
# A text is read as bytes of an alphabet of ours and those as the same alphabet without its marks: a tenth of the
# time that looking up each letter takes. Whatever is not of the alphabet takes the longer way below.
_TO_BYTES = codecs.charmap_build((_ASCII + _SIGNS + _LETTERS).ljust(256, "\ufffe"))
_FROM_BYTES = _ASCII + _SIGNS + _BARE


def nfc(text: str) -> str:
    """The text in Unicode NFC, with line ends unified and no control characters or lone surrogates."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    # Dropped before composing: a control character between a letter and its mark keeps them apart.
    return unicodedata.normalize("NFC", _UNWANTED.sub("", unified))


def fold(text: str) -> str:
    """Lower case without accents or marks: "Đường dây nóng" becomes "duong day nong"."""
    lower = text.lower()
    try:
        return codecs.charmap_decode(
            codecs.charmap_encode(lower, "strict", _TO_BYTES)[0], "strict", _FROM_BYTES
        )[0]
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", lower).replace("đ", "d")
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
