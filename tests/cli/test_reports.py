"""`flask reports make`: three files of a period and what they are recognised by."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.report import Report
from tests.factories import answered_case
from tests.support.pdf import words

pytestmark = pytest.mark.usefixtures("standing_office")


def run(
    app: Flask, out: Path, *, unit: str = "QLNL", period: str = "2026-11", more: tuple[str, ...] = ()
) -> Result:
    options = ["--unit", unit, "--period", period, "--out", str(out), *more]
    return app.test_cli_runner().invoke(args=["reports", "make", *options])


@pytest.fixture(autouse=True)
def moment(app: Flask, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now


def test_it_writes_three_files_and_keeps_nothing(
    app: Flask, session: Session, now: datetime, tmp_path: Path
) -> None:
    answered_case(session, now)
    session.commit()
    result = run(app, tmp_path / "out")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["unit"], told["period"]) == ("QLNL", "2026-11")
    assert [Path(each).suffix for each in told["files"]] == [".pdf", ".docx", ".xlsx"]
    text = words(PdfReader(tmp_path / "out" / "bao-cao-QLNL-2026-11.pdf"))
    assert told["digest"] in text.replace("\n", "").replace(" ", "")
    book = load_workbook(tmp_path / "out" / "bao-cao-QLNL-2026-11.xlsx")
    assert book["Tiếp nhận"]["B4"].value == 1
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_the_same_data_give_the_same_bytes(app: Flask, session: Session, tmp_path: Path) -> None:
    session.commit()
    first, second = run(app, tmp_path / "a"), run(app, tmp_path / "b")
    assert json.loads(first.stdout)["digest"] == json.loads(second.stdout)["digest"]
    for name in ("pdf", "docx", "xlsx"):
        file = f"bao-cao-QLNL-2026-11.{name}"
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), name


def test_it_speaks_english(app: Flask, session: Session, tmp_path: Path) -> None:
    session.commit()
    result = run(app, tmp_path, period="2026-11-02_2026-11-19", more=("--language", "en", "--now"))
    assert result.exit_code == 0, result.output
    text = words(PdfReader(tmp_path / "bao-cao-QLNL-2026-11-02_2026-11-19.pdf"))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text


@pytest.mark.parametrize(
    ("unit", "period", "said"),
    [
        ("NONE", "2026-11", "There is no unit with the code NONE."),
        ("QLNL", "soon", "soon is no period."),
        ("QLNL", "2027", "The period cannot be reported on: not_begun."),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(
    app: Flask, session: Session, tmp_path: Path, unit: str, period: str, said: str
) -> None:
    session.commit()
    result = run(app, tmp_path, unit=unit, period=period)
    assert (result.exit_code, result.stderr.strip()) == (2, f"Error: {said}")


def test_a_folder_that_cannot_be_written_is_said(app: Flask, session: Session, tmp_path: Path) -> None:
    session.commit()
    (tmp_path / "file").write_text("x")
    result = run(app, tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
