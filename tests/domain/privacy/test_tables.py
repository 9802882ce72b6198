"""Every row of the tables: what is marked is found, and nothing else."""

import unicodedata

import pytest

from portal.domain.privacy.detect import find_personal_data
from tests.domain.privacy.addresses import ADDRESSES
from tests.domain.privacy.bank_accounts import BANK_ACCOUNTS
from tests.domain.privacy.emails import EMAILS
from tests.domain.privacy.letters import LETTERS
from tests.domain.privacy.lookalikes import LOOKALIKES
from tests.domain.privacy.marked import Row, case, gist
from tests.domain.privacy.names import NAMES
from tests.domain.privacy.national_ids import NATIONAL_IDS
from tests.domain.privacy.people import PEOPLE
from tests.domain.privacy.phones import PHONES
from tests.domain.privacy.plates import PLATES
from tests.domain.privacy.tax_codes import TAX_CODES

ROWS: tuple[Row, ...] = (
    *PHONES,
    *NATIONAL_IDS,
    *EMAILS,
    *BANK_ACCOUNTS,
    *PLATES,
    *TAX_CODES,
    *NAMES,
    *PEOPLE,
    *ADDRESSES,
    *LOOKALIKES,
    *LETTERS,
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(case(row).text[:40]))
def test_it_finds_what_is_marked_and_nothing_else(row: Row) -> None:
    given = case(row)

    assert find_personal_data(given.text, sender_name=given.sender) == list(given.expected)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(case(row).text[:40]))
def test_it_finds_the_same_in_the_other_unicode_form(row: Row) -> None:
    given = case(row)
    decomposed = unicodedata.normalize("NFD", given.text)
    found = find_personal_data(decomposed, sender_name=unicodedata.normalize("NFD", given.sender))

    assert gist(found) == gist(given.expected)
    assert all(decomposed[finding.start : finding.end] == finding.text for finding in found)
