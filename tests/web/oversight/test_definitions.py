"""The written definitions: one for each figure, complete, and the same list in docs/figures.md."""

import re

import pytest
from flask import Flask

from portal.web.shared.figures.definitions import VERSION, Definition, all_definitions
from tests.support.source import ROOT

DOCUMENT = (ROOT / "docs" / "figures.md").read_text()


@pytest.fixture
def definitions(app: Flask) -> list[Definition]:
    with app.test_request_context():
        return all_definitions()


def test_it_documents_every_definition_and_no_other(definitions: list[Definition]) -> None:
    documented = re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE)
    assert documented
    assert [each.code for each in definitions] == documented
    assert f"version {VERSION}" in DOCUMENT
    assert f"| {VERSION} |" in DOCUMENT


def test_it_says_of_every_share_what_it_is_a_share_of(definitions: list[Definition]) -> None:
    shares = [each for each in definitions if each.code.endswith("_rate") or each.code == "satisfaction"]
    assert shares
    assert all(each.of and each.sentence.startswith("Tử số: ") for each in shares)


def test_it_writes_whole_sentences(definitions: list[Definition]) -> None:
    for each in definitions:
        assert all(part.endswith(".") for part in (each.counts, each.of, each.without) if part), each.code
