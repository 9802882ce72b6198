"""Differences by words: what went, what came, and not a letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.shared.differences import Differences, Mark, differences

TEXTS = st.text(alphabet="điện yếu. ấp,\nLê 12", max_size=60)


def marked(found: Differences) -> tuple[str, str]:
    """Both texts on one line, with what changed in brackets."""
    texts = []
    for pieces in (found.before, found.after):
        shown = (piece.text if piece.mark is Mark.SAME else f"[{piece.text.strip()}]" for piece in pieces)
        texts.append(" ".join("".join(f" {each} " for each in shown).split()))
    return texts[0], texts[1]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Điện yếu.", "Điện yếu.", ("Điện yếu.", "Điện yếu.")),
        # what is left out is marked on the left alone
        ("Tôi là Lê An. Điện yếu.", "Điện yếu.", ("[Tôi là Lê An.] Điện yếu.", "Điện yếu.")),
        # a full stop that stays is not part of the word before it
        ("tại số 12.", "tại một ấp.", ("tại [số 12] .", "tại [một ấp] .")),
        # browsers send other line ends than the database keeps
        ("một\r\nhai", "một\nhai", ("một hai", "một hai")),
        ("", "Mới", ("", "[Mới]")),
        # accents make another word
        ("mua", "mùa", ("[mua]", "[mùa]")),
    ],
)
def test_it_marks_what_went_and_what_came(before: str, after: str, shown: tuple[str, str]) -> None:
    assert marked(differences(before, after)) == shown


@given(TEXTS, TEXTS)
def test_it_loses_nothing_of_either_text(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(piece.text for piece in found.before) == before.strip()
    assert "".join(piece.text for piece in found.after) == after.strip()


@given(TEXTS)
def test_it_finds_no_difference_in_one_text(text: str) -> None:
    assert not differences(text, text).any
