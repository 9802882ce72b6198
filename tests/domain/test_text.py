"""Vietnamese text: one form on the way in, folding that forgives accents, clean pieces of addresses."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.text import contains_words, fold, folded_words, nfc, slug


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        (unicodedata.normalize("NFD", "Phản ánh về điện"), "Phản ánh về điện"),  # as some phones type it
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),  # three kinds of line ends
        ("cột\tmột", "cột\tmột"),  # tabs stay
        ("không\x00có\x07gì\x1b", "khôngcógì"),  # control characters go
        ("a\x00\u0301n", "án"),  # and do not keep a letter from its accent
        ("hỏng \ud83d", "hỏng "),  # half a pair of surrogates cannot be stored
        ("👍🏽 cảm ơn", "👍🏽 cảm ơn"),  # whole ones stay
        ("", ""),
    ],
)
def test_it_brings_text_into_one_form(given_text: str, kept: str) -> None:
    assert nfc(given_text) == kept


@given(st.text(st.characters()))
def test_it_changes_nothing_twice(text: str) -> None:
    once = nfc(text)

    assert nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()  # no lone surrogate is left


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường dây nóng", "duong day nong"),  # đ is no d with a mark, yet folds to it
        ("ĐIỆN LỰC", "dien luc"),  # capitals
        (unicodedata.normalize("NFD", "Đất đai"), "dat dai"),  # either Unicode form
        ("ưỡn ơ ă â ê ô", "uon o a a e o"),  # horns, breves and circumflexes with and without tones
        ("QĐ-UBND 123", "qd-ubnd 123"),  # digits and marks stay
    ],
)
def test_it_folds_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.sampled_from("aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ ̣̀́̉̃bcdgh")))
def test_it_folds_the_whole_vietnamese_alphabet_to_plain_letters(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert fold(nfc(text)) == fold(text)


@given(st.text(st.sampled_from("aĂấỆođĐz1 .“”–…m²₫👍ñßİжあ\u0301\u031b\xa0")))
def test_it_folds_each_letter_as_its_decomposition_says(text: str) -> None:
    """Also beside signs, and letters of other languages, which take another way."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")

    assert fold(text) == "".join(char for char in decomposed if not unicodedata.combining(char))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Xăng, dầu; khí-đốt!", ["xang", "dau", "khi", "dot"]),
        ("  ", []),
        ("Nghị quyết 28/2026/QH16", ["nghi", "quyet", "28", "2026", "qh16"]),
    ],
)
def test_it_splits_folded_words(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


@pytest.mark.parametrize(
    ("phrase", "contained"),
    [
        ("bán thiếu", True),
        ("ban thieu", True),  # typed without accents
        ("BÁN  THIẾU", True),  # spaces and case
        ("thiếu lít", True),  # at the very end
        ("Cửa hàng", True),  # at the very start
        ("hàng bán", False),  # not in this order
        ("thi", False),  # not part of a word
        ("", False),  # nothing is in nothing
        ("!!!", False),  # nor is a mark
    ],
)
def test_it_finds_whole_words(phrase: str, contained: bool) -> None:
    assert contains_words("Cửa hàng xăng bán thiếu lít.", phrase) is contained


@pytest.mark.parametrize(
    ("title", "longest", "piece"),
    [
        ("Trả lời về giá điện", 80, "tra-loi-ve-gia-dien"),
        ("Trả lời về giá điện", 15, "tra-loi-ve-gia"),  # cut at a word
        ("Trả lời về giá điện", 14, "tra-loi-ve-gia"),  # a word that just fits stays whole
        ("Trả lời về giá điện", 13, "tra-loi-ve"),
        ("a" * 100, 80, "a" * 80),  # one endless word is cut hard
        ("…?!", 80, ""),  # nothing to make an address of
    ],
)
def test_it_makes_clean_pieces_of_addresses(title: str, longest: int, piece: str) -> None:
    assert slug(title, longest) == piece


@given(st.text(), st.integers(1, 80))
def test_it_never_makes_a_piece_too_long(title: str, longest: int) -> None:
    assert len(slug(title, longest)) <= longest
