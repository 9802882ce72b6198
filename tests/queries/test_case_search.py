"""The search of staff: what a text is taken for, what it finds, and what it never finds."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.queries import case_search
from portal.queries.case_search import By, find_cases
from tests.factories import accepted_case, acting, divert_case, opened_case, person
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.mark.parametrize(
    ("typed", "by", "count"),
    [
        ("điện áp", By.WORDS, 1),
        ("áp điện", By.WORDS, 1),  # in any order
        ("dien ap", By.WORDS, 1),
        ("máy bơ", By.WORDS, 1),  # of the last word the beginning is enough
        ("má bơm", By.WORDS, 0),  # of the others it is not
        ('"; DROP TABLE cases --', By.WORDS, 0),
        ("NEAR OR NOT *", By.WORDS, 0),
        ("lê văn an", By.WORDS, 1),
        ("0912000345", By.PHONE, 1),
        ("+84 912 000 345", By.PHONE, 1),
        ("0912000346", By.PHONE, 0),
        ("AN@Example.com", By.EMAIL, 1),
        ("@", By.NOTHING, 0),
        ("…", By.NOTHING, 0),
        ("", By.NOTHING, 0),
    ],
)
def test_it_reads_and_finds(session: Session, now: datetime, typed: str, by: By, count: int) -> None:
    accepted_case(session, now)
    found = find_cases(session, person(session, "officer", now), typed)
    assert (found.by, len(found.rows)) == (by, count)


def test_it_finds_a_reference_however_it_is_spaced(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    typed = case.reference.replace("-", " ").lower()
    found = find_cases(session, person(session, "officer", now), typed)
    assert (found.by, [row.reference for row in found.rows]) == (By.REFERENCE, [case.reference])


@pytest.mark.parametrize("typed", ["điện áp", "0912000345", "an@example.com"])
def test_it_finds_nothing_for_an_outsider(session: Session, now: datetime, typed: str) -> None:
    case = accepted_case(session, now)
    outsider = person(session, "outsider", now)
    assert find_cases(session, outsider, typed).rows == ()
    assert find_cases(session, outsider, case.reference).rows == ()


@pytest.mark.parametrize("typed", ["điện áp", "0912000345", "an@example.com"])
def test_it_never_finds_a_sealed_case(session: Session, now: datetime, typed: str) -> None:
    case = accepted_case(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    session.flush()
    for role in ("leader", "coordinator", "sealed_case_officer"):
        assert find_cases(session, person(session, role, now), typed).rows == ()
        assert find_cases(session, person(session, role, now), case.reference).rows == ()


def test_it_shows_the_newest_and_says_that_there_are_more(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "MOST_FOUND", 2)
    cases = [opened_case(session, now) for _ in range(3)]
    found = find_cases(session, person(session, "officer", now), "điện áp")
    assert [row.reference for row in found.rows] == [cases[2].reference, cases[1].reference]
    assert found.more


def test_it_looks_for_so_many_words_and_no_more(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    found = find_cases(session, person(session, "officer", now), "điện áp " * 100)
    assert len(found.rows) == 1


def test_it_asks_once(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    officer = person(session, "officer", now)
    with counted_statements() as sent:
        find_cases(session, officer, "điện áp")
    assert len(sent) == 1
