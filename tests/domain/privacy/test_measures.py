"""Precision and recall of the detectors, on the tables they were built with and on rows kept aside."""

import pytest

from portal.domain.privacy.finding import PersonalData
from tests.domain.privacy.held_out import HELD_OUT
from tests.domain.privacy.held_out_later import HELD_OUT_LATER
from tests.domain.privacy.marked import cases
from tests.domain.privacy.measures import Tally, measure
from tests.domain.privacy.test_tables import ROWS

# What does the most harm when it stays in a published text.
ALWAYS = (PersonalData.NATIONAL_ID, PersonalData.PHONE, PersonalData.EMAIL)


@pytest.fixture(scope="module")
def tables() -> Tally:
    return measure(cases(ROWS))


@pytest.fixture(scope="module")
def held_out() -> Tally:
    return measure(cases(HELD_OUT, HELD_OUT_LATER))


def test_it_shows_the_measures(tables: Tally, held_out: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()  # noqa: T201  # the figures are for people, in every run
        print("\n".join([*tables.lines("tables"), *held_out.lines("held out")]))  # noqa: T201


@pytest.mark.parametrize("kind", ALWAYS)
def test_it_misses_nothing_of_what_harms_most(kind: PersonalData, tables: Tally, held_out: Tally) -> None:
    assert tables.recall(kind) == 1.0
    assert held_out.recall(kind) == 1.0


@pytest.mark.parametrize("kind", PersonalData)
def test_it_is_right_about_every_kind(kind: PersonalData, tables: Tally) -> None:
    assert tables.recall(kind) >= 0.95
    assert tables.precision(kind) >= 0.95


def test_it_is_right_on_the_whole(tables: Tally, held_out: Tally) -> None:
    assert tables.precision() >= 0.95
    assert held_out.precision() >= 0.95
    assert held_out.recall() >= 0.95


def test_it_has_rows_enough(tables: Tally) -> None:
    least = {
        PersonalData.PHONE: 40,
        PersonalData.NATIONAL_ID: 25,
        PersonalData.EMAIL: 25,
        PersonalData.BANK_ACCOUNT: 15,
        PersonalData.PLATE: 20,
        PersonalData.TAX_CODE: 12,
        PersonalData.SENDER_NAME: 25,
        PersonalData.PERSON_NAME: 20,
        PersonalData.ADDRESS: 25,
    }
    assert set(least) == set(PersonalData)
    assert all(tables.expected[kind] >= count for kind, count in least.items())
    assert sum(not case.expected for case in cases(ROWS)) >= 80
