"""`flask letters render`: a letter as PDF, in the form and on the paper that were asked for."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.dossier import Dossier
from portal.models.letter import Letter
from tests.dossier_factories import day, drafted_letter, filed_dossier
from tests.support.pdf import words

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def dossier(app: Flask, session: Session, now: datetime) -> Dossier:
    dossier = filed_dossier(session, now, due=day(now.date()))
    session.commit()
    return dossier


def run(app: Flask, code: str, out: Path, *, form: str = "2025", paper: str = "a5") -> Result:
    options = ["--form", form, "--paper", paper, "--out", str(out)]
    return app.test_cli_runner().invoke(args=["letters", "render", code, *options])


def letters(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Letter)) or 0


@pytest.mark.parametrize(
    ("form", "paper", "title"),
    [
        ("2018", "a5", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        ("2025", "a4", "đề nghị gia hạn thời gian giải quyết"),
    ],
)
def test_without_a_letter_it_sets_a_draft_with_the_reason_open(
    app: Flask, session: Session, dossier: Dossier, tmp_path: Path, form: str, paper: str, title: str
) -> None:
    out = tmp_path / "letter.pdf"
    result = run(app, dossier.code.lower(), out, form=form, paper=paper)
    assert (result.exit_code, result.output) == (0, "")
    text = words(PdfReader(out))
    assert title.casefold() in text.casefold()
    assert dossier.code in text
    assert "Lý do: …" in text
    assert letters(session) == 0


def test_it_sets_the_latest_letter_in_whichever_form_is_asked_for(
    app: Flask, session: Session, dossier: Dossier, now: datetime, tmp_path: Path
) -> None:
    drafted_letter(session, now, dossier)
    session.commit()
    out = tmp_path / "letter.pdf"
    assert run(app, dossier.code, out, form="2018").exit_code == 0
    assert "kiểm tra thực tế tại cửa hàng" in words(PdfReader(out))
    assert letters(session) == 1


def test_it_says_when_there_is_no_such_dossier(app: Flask, tmp_path: Path) -> None:
    result = run(app, "H99-NONE", tmp_path / "x.pdf")
    assert result.exit_code == 2
    assert "There is no dossier with the code H99-NONE." in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_it_says_when_the_file_cannot_be_written(app: Flask, dossier: Dossier, tmp_path: Path) -> None:
    result = run(app, dossier.code, tmp_path / "no" / "x.pdf")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)
