"""The search of staff: by words without accents, reference, phone and e-mail, over one's own cases alone."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from tests.factories import accepted_case, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.desk.conftest import Staff


def looked_for(client: CheckingClient, words: str) -> Page:
    return client.send(client.page("/desk/search").form("/desk/search"), q=words)


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


@pytest.mark.parametrize(
    "words",
    [
        "điện áp yếu",
        "dien ap yeu",
        "MÁY BƠM",
        "thanh tan dien",  # in any order
        "may bo",  # the beginning of the last word
        "Lê Văn An",  # the sender's name
        "0912 000 345",
        "+84912000345",
        "(84) 912.000.345",
        "AN@example.com ",
    ],
)
def test_it_finds_a_case(staff: Staff, case: Case, words: str) -> None:
    assert case.reference in looked_for(staff("officer"), words).html


@pytest.mark.parametrize("spaced", ["{}", " {} ", "pa {}"])
def test_it_opens_the_case_of_a_reference(staff: Staff, case: Case, spaced: str) -> None:
    typed = spaced.format(case.reference.lower().replace("-", " ").removeprefix("pa "))
    assert looked_for(staff("officer"), typed).heading == case.subject


@pytest.mark.parametrize("words", ["xe buýt", "0912 000 999", "bob@example.com", "PA-2222-2222"])
def test_it_says_that_it_found_nothing(staff: Staff, case: Case, words: str) -> None:
    assert "Không tìm thấy" in looked_for(staff("officer"), words).text


@pytest.mark.parametrize("words", ["điện áp", "0912 000 345", "an@example.com", "reference"])
def test_it_finds_nothing_for_an_outsider(staff: Staff, case: Case, words: str) -> None:
    page = looked_for(staff("outsider"), case.reference if words == "reference" else words)
    assert "Không tìm thấy" in page.text


def test_it_asks_for_something_first(staff: Staff, case: Case) -> None:
    client = staff("officer")
    page = client.page("/desk/search")
    assert "không cần dấu" in page.text
    assert case.reference not in looked_for(client, "   ").html


def test_it_keeps_what_was_typed_out_of_the_address(staff: Staff, case: Case) -> None:
    page = looked_for(staff("officer"), "0912 000 345")
    assert page.address == "/desk/search"
    assert page.form("/desk/search").fields["q"] == ["0912 000 345"]


def test_it_says_when_there_are_more(
    staff: Staff, case: Case, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.queries.case_search.MOST_FOUND", 1)
    newer = opened_case(session, now)
    page = looked_for(staff("officer"), "điện áp")
    assert newer.reference in page.html
    assert case.reference not in page.html
    assert "Còn nữa" in page.text
