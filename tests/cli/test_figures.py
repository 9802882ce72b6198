"""`flask figures show --json`: one document, and a sentence where the form is not named."""

import json

import pytest
from flask import Flask

pytestmark = pytest.mark.usefixtures("standing_office", "session")


def test_it_prints_an_empty_document_of_a_new_office(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["figures", "show", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["figures"] == []


def test_it_wants_the_form_named(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["figures", "show"])
    assert result.exit_code == 2
    assert "Say --json." in result.stderr
