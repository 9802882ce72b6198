"""`flask routing`: the rules as a file, and a replay of past cases."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from portal.models.case import Case
from tests.factories import opened_case

NONE_ANSWERED = "0 answered: 0 first sent to the unit that answered, 0 by these rules"


@pytest.fixture
def case(app: Flask, standing_office: None, session: Session) -> Case:
    """A case received now, about electricity."""
    case = opened_case(session, datetime.now(UTC))
    session.commit()
    return case


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["routing", *map(str, arguments)])


def test_it_replays_what_it_exports(app: Flask, case: Case, tmp_path: Path) -> None:
    exported = run(app, "export")
    file = tmp_path / "rules.json"
    file.write_text(exported.output, encoding="utf-8")
    same = f"1 cases: 1 same, 0 different, 0 unmatched\n{NONE_ANSWERED}\n"
    assert run(app, "replay", "--rules", file).output == same
    assert run(app, "replay", "--months", "1").output == same


def test_it_says_what_changed_rules_would_do(app: Flask, case: Case, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(json.dumps({"rules": [{"unit": "VP"}]}), encoding="utf-8")
    result = run(app, "replay", "--rules", file)
    assert result.output.splitlines() == [
        "1 cases: 0 same, 1 different, 0 unmatched",
        NONE_ANSWERED,
        f"rule 1: QLNL → VP: 1 ({case.reference})",
    ]
    file.write_text('{"rules": []}', encoding="utf-8")
    assert f"no rule: QLNL → coordinator: 1 ({case.reference})" in run(app, "replay", "--rules", file).output


def test_it_prints_no_words_and_no_sender(app: Flask, case: Case, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text('{"rules": []}', encoding="utf-8")
    output = run(app, "replay", "--rules", file).output
    for private in (case.subject, case.body, case.sender.name, case.sender.phone):
        assert private not in output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", 'no JSON object with a list of "rules"'),
        ('{"rules": [{"unit": "XYZ"}]}', "Rule 1: unit is missing"),
    ],
)
def test_it_refuses_a_file_it_does_not_understand(
    app: Flask, case: Case, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "rules.json"
    file.write_text(text, encoding="utf-8")
    result = run(app, "replay", "--rules", file)
    assert result.exit_code == 1
    assert said in result.output
