"""`flask dossiers import`: scripts depend on its exit codes and on the object it prints last."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.dossier import Dossier
from tests.support.dossier_files import SAMPLES, csv_file, line

pytestmark = pytest.mark.usefixtures("standing_office")


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["dossiers", "import", *map(str, arguments)])


def said(result: Result) -> dict[str, Any]:
    """The object in the last line."""
    told: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    assert list(told) == ["new", "changed", "same", "wrong", "errors"]
    return told


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Dossier)) or 0


def test_it_applies_a_good_file_once(app: Flask, session: Session) -> None:
    first, again = run(app, SAMPLES / "good.xlsx"), run(app, SAMPLES / "good_windows_1258.csv")
    assert (first.exit_code, said(first)) == (
        0,
        {"new": 35, "changed": 0, "same": 0, "wrong": 0, "errors": []},
    )
    assert (again.exit_code, said(again)["same"]) == (0, 35)
    assert count(session) == 35


def test_it_applies_the_good_rows_and_lists_the_wrong_cells(app: Flask, session: Session) -> None:
    result = run(app, SAMPLES / "errors.csv")
    told = said(result)
    assert result.exit_code == 1
    assert told["new"] == count(session) > 0
    assert told["wrong"] == len({each["line"] for each in told["errors"]})
    assert told["errors"][0] == {
        "line": 2,
        "column": "Ngày tiếp nhận",
        "value": "31/02/2026",
        "reason": "no_such_day",
    }


def test_a_dry_run_only_says_what_would_happen(app: Flask, session: Session) -> None:
    result = run(app, SAMPLES / "good.xlsx", "--dry-run")
    assert (result.exit_code, said(result)["new"], count(session)) == (0, 35, 0)
    assert run(app, SAMPLES / "errors.csv", "--dry-run").exit_code == 1


def test_a_mapping_names_the_columns(app: Flask, tmp_path: Path, session: Session) -> None:
    file = csv_file(tmp_path, {f"Cột {key}": value for key, value in line().items()})
    mapping = tmp_path / "mapping.json"
    columns = {name: f"cột {name}" for name in ("code", "procedure_code", "unit_code", "received", "due")}
    mapping.write_text(json.dumps({"columns": columns}), encoding="utf-8")
    assert run(app, file).exit_code == 2
    result = run(app, file, "--mapping", mapping)
    assert (result.exit_code, said(result)["new"], count(session)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "The file is empty."),
        ("header_only.xlsx", "The table has a line of headers (line 1) and no rows."),
        ("hidden_sheet.xlsx", "The only data are on the hidden sheet"),
        ("html_as.xls", "The file is a web page or XML under the name of a workbook."),
        ("macros.xlsm", "The file holds macros and is not taken."),
        ("not_a_table.csv", "There is no table in the file"),
        ("old.xls", "The file is in the old Excel format (.xls)."),
        ("password.xlsx", "The file has a password."),
        ("wrong_encoding.csv", "characters that cannot be read. Save the file as UTF-8."),
        ("no_such_file.csv", "The file cannot be opened: "),
        ("", "The file cannot be opened: "),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    app: Flask, session: Session, name: str, sentence: str
) -> None:
    result = run(app, SAMPLES / name)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert said(result) == {"new": 0, "changed": 0, "same": 0, "wrong": 0, "errors": []}
    assert count(session) == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "The mapping is not JSON."),
        (b"\xff\xfe", "The mapping is not JSON."),
        (b'{"columns": {"code": "X"}}', "The file has no column “X” (for “Dossier code”)."),
        (b'{"columns": {"colour": "X"}}', "There is no field “colour”."),
        (b'{"columns": {}, "date_order": "ymd"}', "The order of dates"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_plain_words(
    app: Flask, tmp_path: Path, content: bytes, sentence: str
) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_bytes(content)
    result = run(app, SAMPLES / "good_utf8.csv", "--mapping", mapping)
    assert result.exit_code == 2
    assert sentence in result.stderr
