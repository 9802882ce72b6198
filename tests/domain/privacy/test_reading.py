"""How a text is read: a plain letter for each visible one, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.privacy.finding import Finding, Guess, PersonalData
from portal.domain.privacy.reading import Spans, read


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("Đường Lê Lợi", "Duong Le Loi"),
        (unicodedata.normalize("NFD", "Đường Lê Lợi"), "Duong Le Loi"),  # accents typed apart
        ("０９１２", "0912"),  # full-width
        ("0️⃣9️⃣", "09"),  # keycaps
        ("②𝟗", "29"),  # circled and mathematical
        ("0912\u00a0345\u2009678", "0912 345 678"),  # spaces that do not break
        ("09\u200b12\ufeff\u00ad3", "09123"),  # what nobody sees
        ("a–b—c\u2212d\u2011e", "a-b-c-d-e"),  # dashes, a minus, a hyphen that does not break
        ("một\r\nhai\u2028ba", "mot\nhai\nba"),  # ends of lines
        ("m²", "m2"),
        ("漢字👍", "漢字👍"),  # other scripts stay
        ("\u0301", ""),  # an accent on nothing
        ("", ""),
    ],
)
def test_it_reads_plain_letters(text: str, cased: str) -> None:
    assert read(text).cased == cased


def test_it_gives_an_accent_to_its_letter() -> None:
    text = unicodedata.normalize("NFD", "chị Hoà nhé")
    reading = read(text)
    start = reading.plain.index("hoa")
    found = reading.finding(Guess(start, start + 3, PersonalData.SENDER_NAME, 1))

    assert unicodedata.normalize("NFC", found.text) == "Hoà"
    assert text[found.start : found.end] == found.text
    assert reading.written(start, start + 3) == "hoà"


def test_it_leaves_out_what_nobody_sees_at_either_end() -> None:
    reading = read("\u200b0912\u200b")

    assert reading.finding(Guess(0, 4, PersonalData.PHONE, 1)) == Finding(1, 5, PersonalData.PHONE, "0912")


@given(st.text(st.characters()))
def test_it_keeps_a_place_for_every_letter(text: str) -> None:
    reading = read(text)

    assert len(reading.cased) == len(reading.plain) == len(reading.starts) == len(reading.ends)
    assert all(start < end for start, end in zip(reading.starts, reading.ends, strict=True))
    assert list(reading.starts) == sorted(set(reading.starts))


@pytest.mark.parametrize(
    ("start", "end", "met"),
    [
        (0, 10, False),  # up to the first
        (0, 11, True),  # one letter into it
        (12, 14, True),  # within
        (5, 50, True),  # around both
        (20, 30, False),  # right between
        (29, 31, True),
        (40, 41, False),  # right behind the last
    ],
)
def test_it_knows_what_is_taken(start: int, end: int, met: bool) -> None:
    spans = Spans()
    spans.take(30, 40)
    spans.take(10, 20)
    spans.take(15, 25)  # shares letters with another, and is not taken
    spans.take(7, 7)  # nothing

    assert spans.meets(start, end) is met
