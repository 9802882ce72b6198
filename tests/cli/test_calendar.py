"""`flask calendar import`: what would move, what moved, and nothing the second time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.models.case import Case
from portal.queries.settings import load_settings
from tests.factories import opened_case
from tests.support.records import kinds, last_event

HEAD = "date,kind,name_vi,source\n"


@pytest.fixture
def case(app: Flask, standing_office: None, session: Session) -> Case:
    """A case received now."""
    case = opened_case(session, datetime.now(UTC))
    session.commit()
    return case


@pytest.fixture
def file(case: Case, tmp_path: Path) -> Path:
    """A file that makes the day on which the case is due a day off."""
    path = tmp_path / "lich.csv"
    path.write_text(f"{HEAD}{case.due_on.isoformat()},off,Nghỉ tránh bão,Công điện 99\n", encoding="utf-8")
    return path


def run(app: Flask, session: Session, *options: str | Path) -> Result:
    result = app.test_cli_runner().invoke(args=["calendar", "import", *map(str, options)])
    session.expire_all()
    return result


def test_it_says_what_would_move(app: Flask, session: Session, case: Case, file: Path) -> None:
    before = case.due_on
    result = run(app, session, file, "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == ["1 days would change", "1 deadlines would move"]
    assert case.reference in result.output
    assert case.due_on == before


def test_it_moves_the_deadlines_and_does_so_once(
    app: Flask, session: Session, case: Case, file: Path
) -> None:
    before = case.due_on
    result = run(app, session, file, "--notice", "Công điện 99")
    assert result.output.splitlines()[:2] == ["1 days changed", "1 deadlines moved"]
    assert case.due_on > before
    assert last_event(session, case).facts["notice"] == "Công điện 99"
    result = run(app, session, file)
    assert result.output.splitlines() == ["0 days changed", "0 deadlines moved"]
    assert kinds(session, case).count(EventKind.DUE_MOVED) == 1


def test_it_confirms_the_years_of_the_file(app: Flask, session: Session, case: Case, tmp_path: Path) -> None:
    path = tmp_path / "2031.csv"
    path.write_text(f"{HEAD}2031-01-01,off,Tết Dương lịch,TB 1\n", encoding="utf-8")
    run(app, session, path)
    assert 2031 not in load_settings(session).calendar.confirmed_years
    run(app, session, path, "--confirm")
    assert 2031 in load_settings(session).calendar.confirmed_years


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"{HEAD}2026-02-30,off,Tết,TB\n".encode(), "line 2: date is not a date"),
        (b"date,kind\n", "line 1: name_vi is missing"),
        (b"\xff\xfe", "is not a UTF-8 text"),
    ],
)
def test_it_takes_nothing_of_a_bad_file(
    app: Flask, session: Session, case: Case, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "lich.csv"
    path.write_bytes(content)
    result = run(app, session, path)
    assert result.exit_code == 1
    assert sentence in result.output
