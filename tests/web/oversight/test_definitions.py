"""The written definitions as pages show them, and the same list in docs/figures.md."""

import re

import pytest
from flask import Flask, g

from portal.domain.measures.measure import Measure, Notion
from portal.domain.measures.registry import DEFINED, VERSION
from portal.web.shared.figures.definitions import Definition, all_definitions, definitions
from tests.support.source import ROOT

DOCUMENT = (ROOT / "docs" / "figures.md").read_text()


def row_of(each: Measure | Notion) -> str:
    """A definition as the document has it."""
    others = (each.denominator, each.exclusions)
    cells = (
        f"`{each.code}`",
        each.name.en,
        each.numerator.en,
        *(words.en if words else "" for words in others),
    )
    return f"| {' | '.join(cells)} |"


@pytest.fixture
def shown(app: Flask) -> list[Definition]:
    with app.test_request_context():
        return all_definitions()


def test_it_documents_every_definition_and_no_other() -> None:
    documented = re.findall(r"^\| `.+\|$", DOCUMENT, re.MULTILINE)
    assert documented == [row_of(each) for each in DEFINED]
    assert f"version {VERSION}" in DOCUMENT
    assert f"| {VERSION} |" in DOCUMENT


def test_it_shows_every_definition_in_the_language_of_the_reader(app: Flask, shown: list[Definition]) -> None:
    assert [each.code for each in shown] == [each.code for each in DEFINED]
    with app.test_request_context():
        g.locale_code = "en"
        assert definitions("cases.due")[0].name == "Due"


def test_it_says_of_every_share_what_it_is_a_share_of(shown: list[Definition]) -> None:
    shares = [each for each in shown if each.of]
    assert len(shares) > 20
    assert all(each.sentence.startswith("Tử số: ") for each in shares)
