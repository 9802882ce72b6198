"""References and tracking codes: mistakes of one symbol and swaps are caught, spoken forms are read."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.reference import (
    ALPHABET,
    CODE_LENGTH,
    PAYLOAD,
    Reference,
    code_from,
    is_code,
    new_reference,
    read_code,
    read_dossier_code,
    read_reference,
    reference_from,
    tracking_code,
)

payloads = st.text(st.sampled_from(ALPHABET), min_size=PAYLOAD, max_size=PAYLOAD)


def symbols_of(reference: Reference) -> str:
    return reference.removeprefix("PA-").replace("-", "")


def test_it_uses_symbols_that_cannot_be_taken_for_each_other() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    assert not set("01OILUVBSZGJQ") & set(ALPHABET)


@given(payloads)
def test_it_reads_what_it_wrote(payload: str) -> None:
    reference = reference_from(payload)

    assert read_reference(reference) == reference


def test_it_weighs_symbols_by_their_place() -> None:
    # 2·8 + 3·9 + 4·3 + 5·6 + 6·14 + 7·7 + 8·5 = 258 = 11·23 + 5, and R is the symbol of 18 = 23 − 5.
    assert reference_from("AC58K97") == "PA-AC58-K97R"


@given(payloads)
def test_it_catches_every_single_wrong_symbol(payload: str) -> None:
    symbols = symbols_of(reference_from(payload))
    for position, wrong in itertools.product(range(len(symbols)), ALPHABET):
        if symbols[position] != wrong:
            assert read_reference(symbols[:position] + wrong + symbols[position + 1 :]) is None


@given(payloads)
def test_it_catches_every_swap_of_two_symbols(payload: str) -> None:
    symbols = symbols_of(reference_from(payload))
    for first, second in itertools.combinations(range(len(symbols)), 2):
        swapped = list(symbols)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if swapped != list(symbols):
            assert read_reference("".join(swapped)) is None


@given(payloads)
def test_it_catches_a_symbol_too_few_or_too_many(payload: str) -> None:
    reference = reference_from(payload)

    assert read_reference(reference[:-1]) is None
    assert read_reference(reference + "2") is None


@pytest.mark.parametrize(
    "typed",
    [
        "PA-AC58-K97R",  # as printed
        "pa-ac58-k97r",  # lower case
        "PA AC58 K97R",  # spaced, as read over the phone
        "PAAC58K97R",  # run together
        "AC58K97R",  # without the prefix
        " a c 5 8 – k 9 7 r. ",  # symbol by symbol, with marks around
        "PA-ACS8-K97R",  # an S heard or read for a 5
        "PA-AC5B-K97R",  # a B for an 8
    ],
)
def test_it_reads_a_reference_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed) == "PA-AC58-K97R"


@pytest.mark.parametrize(
    "typed",
    [
        "",  # nothing
        "PA",  # the prefix alone
        "PA-AC58-K97",  # too short
        "PA-AC58-K97O",  # a letter that is never printed and stands for nothing
        "PA-AC58-K97É",  # not of this alphabet
        "0912345678",  # a phone number in the wrong box
        "PA-ÁC58-K97R",  # a letter with an accent
    ],
)
def test_it_reads_nothing_into_what_is_no_reference(typed: str) -> None:
    assert read_reference(typed) is None


def test_it_reads_a_payload_that_looks_like_the_prefix() -> None:
    reference = reference_from("PA23456")

    assert read_reference(symbols_of(reference)) == reference


@given(st.text(max_size=30))
def test_it_survives_whatever_is_typed(typed: str) -> None:
    reference = read_reference(typed)

    assert reference is None or read_reference(reference) == reference
    assert len(read_code(typed)) <= len(typed) * 3 + 1


def test_it_makes_fresh_references() -> None:
    made = {new_reference() for _ in range(50)}

    assert len(made) == 50
    assert all(read_reference(reference) == reference for reference in made)


@given(st.binary(min_size=32, max_size=32))
def test_it_makes_codes_that_read_back_as_printed(digest: bytes) -> None:
    code = code_from(digest)

    assert read_code(code) == code
    assert len(code.replace("-", "")) == CODE_LENGTH
    assert set(code.replace("-", "")) <= set(ALPHABET)


def test_it_derives_the_code_from_the_key_the_reference_and_the_nonce() -> None:
    code = tracking_code(b"key", "PA-2222-2222", "nonce")

    assert tracking_code(b"key", "PA-2222-2222", "nonce") == code
    assert tracking_code(b"other", "PA-2222-2222", "nonce") != code  # the key is needed
    assert tracking_code(b"key", "PA-3333-3333", "nonce") != code  # another case, another code
    assert tracking_code(b"key", "PA-2222-2222", "other") != code  # a lost code can be replaced


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("5A8C-2K6M", True),  # as printed
        ("5a8c 2k6m", True),  # as typed on a phone
        ("SABC-ZKGM", True),  # every look-alike at once
        ("5A8C-2K6N", False),  # one symbol off
        ("5A8C-2K6", False),  # too short
        ("", False),
    ],
)
def test_it_knows_a_right_code(typed: str, right: bool) -> None:
    assert is_code(typed, "5A8C-2K6M") is right


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("H99.15-261103-0001", "H99.15-261103-0001"),
        (" h99.15 - 261103 - 0001 ", "H99.15-261103-0001"),
        # Copied from a paper: another dash, a space that nobody sees.
        ("H99.15–261103—0001", "H99.15-261103-0001"),
        ("H99.15\u200b-261103\u00a0-0001", "H99.15-261103-0001"),
        ("đk/12", "ĐK/12"),
        ("   ", ""),
        ("x" * 70, "X" * 64),
    ],
)
def test_it_reads_the_code_of_a_dossier(typed: str, read: str) -> None:
    assert read_dossier_code(typed) == read
