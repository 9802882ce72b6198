"""How references are said over the phone."""

import pytest

from portal.domain.reference import ALPHABET, PREFIX, new_reference
from portal.domain.spelling import SYMBOLS, spelled
from portal.domain.wording import Language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_has_a_word_of_its_own_for_every_symbol(language: Language) -> None:
    needed = set(ALPHABET) | set(PREFIX)
    words = [SYMBOLS[language][symbol] for symbol in needed]
    assert len(set(words)) == len(needed)


def test_it_pauses_where_the_reference_has_a_dash() -> None:
    said = spelled("PA-7K3M-2XYC")
    assert [each.word for each in said[:4]] == ["pê", "a", "bảy", "ca"]
    assert [each.symbol for each in said if each.pause] == ["7", "2"]


def test_it_spells_every_reference_there_can_be() -> None:
    reference = new_reference()
    assert "".join(each.symbol for each in spelled(reference)) == reference.replace("-", "")


def test_it_refuses_a_symbol_that_no_reference_has() -> None:
    with pytest.raises(KeyError):
        spelled("PA-O")
