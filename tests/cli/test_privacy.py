"""`flask privacy detect`, as scripts call it: a text in, a JSON list out; bad input in one line."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.app import COMMANDS
from portal.cli.privacy import privacy

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Call `flask privacy detect`, in an application that has nothing else: no database, no settings."""
    app = Flask("privacy")
    app.cli.add_command(privacy)
    runner = app.test_cli_runner()
    return lambda text, *options: runner.invoke(args=["privacy", "detect", *options], input=text)


def test_it_prints_what_it_finds_and_where(run: Run) -> None:
    result = run("Tôi là Hoa, số 0912 345 678, CCCD 075185012345.", "--sender", "Lê Thị Hoa")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == [
        {"start": 7, "end": 10, "kind": "sender_name", "text": "Hoa"},
        {"start": 15, "end": 27, "kind": "phone", "text": "0912 345 678"},
        {"start": 34, "end": 46, "kind": "national_id", "text": "075185012345"},
    ]
    assert result.stderr == ""


def test_it_prints_vietnamese_as_it_is(run: Run) -> None:
    result = run("Nhà ở số 12 đường Lê Lợi.")

    assert '"số 12 đường Lê Lợi"' in result.stdout
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",  # nothing at all
        "\n",
        "Đèn đường ấp Thanh Tân hỏng từ 20/11/2026.",  # nobody's
    ],
)
def test_it_prints_an_empty_list_when_there_is_nothing(run: Run, text: str) -> None:
    result = run(text)

    assert result.exit_code == 0
    assert result.stdout == "[]\n"


def test_it_looks_for_no_name_without_one(run: Run) -> None:
    assert run("Tôi là Lê Thị Hoa.").stdout == "[]\n"


@pytest.mark.parametrize(
    "text",
    [
        "Gọi tôi:\r\n0912 345 678\r\n",  # line ends of Windows count two
        "\ufeffGọi 0912 345 678",  # so does a byte order mark count one
        unicodedata.normalize("NFD", "Địa chỉ: số 12 đường Lê Lợi"),
        "👍🏽 gọi 0912 345 678",  # characters, not units of UTF-16
    ],
)
def test_it_counts_in_the_characters_of_the_input(run: Run, text: str) -> None:
    (found,) = json.loads(run(text.encode()).stdout)

    assert text[found["start"] : found["end"]] == found["text"]


@pytest.mark.parametrize(
    ("text", "options", "about"),
    [
        (b"G\xecoi 0912345678", [], "UTF-8"),  # another encoding
        ("Gọi tôi".encode("utf-16"), [], "UTF-8"),
        ("Gọi Mỹ".encode()[:-1], [], "UTF-8"),  # cut within a letter
        (b"", ["--sender"], "--sender"),  # an option without its value
        (b"", ["--name", "Hoa"], "--name"),  # an option that does not exist
        (b"", ["more"], "more"),
    ],
)
def test_it_refuses_bad_input_in_one_line(run: Run, text: bytes, options: list[str], about: str) -> None:
    result = run(text, *options)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    assert about in result.stderr


def test_it_helps(run: Run) -> None:
    result = run("", "--help")

    assert result.exit_code == 0
    assert "--sender" in result.stdout


def test_it_is_a_command_of_the_portal() -> None:
    assert privacy in COMMANDS


def test_it_needs_no_database_and_no_unicode_terminal(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "privacy", "detect", "--sender", "Lê Thị Hoa"]
    environment = {"PORTAL_DATA": str(tmp_path / "nowhere"), "PYTHONIOENCODING": "latin-1", "LANG": "C.UTF-8"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, input="Chị Hoa đây".encode(), capture_output=True, check=False
    )

    assert result.returncode == 0, result.stderr.decode()
    assert json.loads(result.stdout) == [{"start": 4, "end": 7, "kind": "sender_name", "text": "Hoa"}]
    assert not (tmp_path / "nowhere").exists()
