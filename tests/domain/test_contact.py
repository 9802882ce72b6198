"""Phone numbers as people write them, and as they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contact import e164, phone_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),  # as it is said
        ("(84) 912.345.678", "+84912345678"),  # country code without its plus
        ("+84 912 345 678", "+84912345678"),
        ("0084 912 345 678", "+84912345678"),  # the international prefix dialled
        ("0271-1022", "+842711022"),  # a short service number
        ("0271 3822 333", "+842713822333"),  # a landline
        ("84 271 3822 333", "+842713822333"),  # a landline with its country code has twelve digits
        ("+49 30 901820", "+4930901820"),  # from abroad
        ("0912+345678", ""),  # a plus in the middle
        ("++84912345678", ""),
        ("912345678", ""),  # the leading zero forgotten: might be anything
        ("091234", ""),  # too short
        ("091234567890", ""),  # too long
        ("٠٩١٢٣٤٥٦٧٨", ""),  # digits of another script are no number to dial
        ("không có", ""),
        ("", ""),
    ],
)
def test_it_keeps_numbers_in_one_form(typed: str, kept: str) -> None:
    assert e164(typed) == kept


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+84912345678", "0912 345 678"),
        ("+842713822333", "02713822333"),  # landlines are grouped in more than one way: left alone
        ("+4930901820", "+4930901820"),
        ("", ""),
    ],
)
def test_it_shows_numbers_as_people_write_them(kept: str, shown: str) -> None:
    assert phone_words(kept) == shown


@given(st.text(st.sampled_from("0123456789+-. ()a"), max_size=20))
def test_it_keeps_what_can_be_dialled_or_nothing(typed: str) -> None:
    kept = e164(typed)

    assert kept == "" or (kept[0] == "+" and kept[1:].isdecimal() and 8 <= len(kept) <= 16)
    assert e164(kept) == kept
    assert not kept or e164(phone_words(kept)) == kept
