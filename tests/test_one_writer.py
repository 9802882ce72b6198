"""Writers of an SQLite file stand in line: threads, and processes; readers pass by."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from portal.one_writer import WaitingConnection

SOON = 0.2  # seconds in which somebody who need not wait would be done

HOLDER = """
import sqlite3, sys
from portal.one_writer import WaitingConnection
connection = sqlite3.connect(sys.argv[1], factory=WaitingConnection)
connection.execute("INSERT INTO notes VALUES ('of another process')")
print("holds", flush=True)
sys.stdin.readline()
connection.commit()
"""


def opened(file: Path) -> WaitingConnection:
    connection = sqlite3.connect(file, factory=WaitingConnection, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA busy_timeout = 0")  # who does not stand in line fails at once
    return connection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "notes.db"
    with closing(opened(file)) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    return file


@pytest.fixture
def first(file: Path) -> Iterator[WaitingConnection]:
    with closing(opened(file)) as connection:
        yield connection


@pytest.fixture
def second(file: Path) -> Iterator[WaitingConnection]:
    with closing(opened(file)) as connection:
        yield connection


class Writing(threading.Thread):
    """Somebody who writes and commits beside the test."""

    def __init__(self, connection: WaitingConnection) -> None:
        super().__init__(daemon=True)
        self.connection = connection
        self.start()

    def run(self) -> None:
        self.connection.cursor().executemany("INSERT INTO notes VALUES (?)", [("second",)])
        self.connection.commit()

    def done(self, patience: float = 10) -> bool:
        self.join(patience)
        return not self.is_alive()


def words(connection: WaitingConnection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT words FROM notes ORDER BY rowid")]


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_second_writes_when_the_first_has_ended(
    first: WaitingConnection, second: WaitingConnection, end: str
) -> None:
    first.execute("INSERT INTO notes VALUES ('first')")
    writing = Writing(second)
    assert not writing.done(SOON)
    getattr(first, end)()
    assert writing.done()
    assert words(second) == (["first", "second"] if end == "commit" else ["second"])


def test_it_waits_for_another_process(file: Path, second: WaitingConnection) -> None:
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        writing = Writing(second)
        assert not writing.done(SOON)
        other.communicate("go on\n")
    assert writing.done()
    assert words(second) == ["of another process", "second"]


def test_readers_do_not_wait(first: WaitingConnection, second: WaitingConnection) -> None:
    first.execute("INSERT INTO notes VALUES ('first')")
    assert words(second) == []


def test_a_transaction_takes_one_turn_for_all_its_writes(first: WaitingConnection) -> None:
    first.execute("BEGIN IMMEDIATE")
    first.execute("INSERT INTO notes VALUES ('one')")
    first.execute("UPDATE notes SET words = 'two'")
    first.commit()
    assert words(first) == ["two"]


def test_a_failed_write_keeps_the_turn_until_it_is_undone(
    first: WaitingConnection, second: WaitingConnection
) -> None:
    with pytest.raises(sqlite3.OperationalError):
        first.execute("INSERT INTO nowhere VALUES (1)")
    writing = Writing(second)
    first.rollback()
    assert writing.done()


def test_databases_in_memory_have_no_line() -> None:
    with closing(sqlite3.connect(":memory:", factory=WaitingConnection)) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
        connection.execute("INSERT INTO notes VALUES ('alone')")
        assert words(connection) == ["alone"]


def test_after_its_patience_sqlite_decides(
    first: WaitingConnection, second: WaitingConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.one_writer.PATIENCE", SOON)
    first.execute("INSERT INTO notes VALUES ('first')")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.execute("INSERT INTO notes VALUES ('second')")
