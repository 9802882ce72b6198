"""SQLite has one writer at a time; here the others stand in line instead of asking again and again.

SQLite itself makes a second writer sleep and try anew, each time longer, up to a tenth of a second: with eight people
sending at once most of the time went into sleeping. Threads of a process wait for a lock of their own, which wakes
the next one at once; processes for a lock on a file beside the database, tried every half millisecond.
"""

import fcntl
import os
import sqlite3
import time
from collections import defaultdict
from pathlib import Path
from threading import Lock
from typing import Any

PATIENCE = 15.0  # seconds; then SQLite itself decides, which fails with "database is locked"
PAUSE = 0.0005
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLAC", "BEGIN ")

_turns: defaultdict[str, Lock] = defaultdict(Lock)


class WaitingConnection(sqlite3.Connection):
    """A connection that takes its turn before its first write and gives it back when the transaction ends."""

    def __init__(self, database: str | Path, *given: Any, **named: Any) -> None:
        super().__init__(database, *given, **named)
        in_memory = ":" in os.fspath(database)
        self._line = "" if in_memory else f"{Path(database).resolve()}-line"
        self._file: int | None = None
        self._has_turn = False

    def cursor(self, factory: Any = None) -> "WaitingCursor":  # type: ignore[override]
        """A cursor whose writes wait for their turn."""
        made: WaitingCursor = super().cursor(factory or WaitingCursor)
        return made

    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
        """Run one statement, in its turn."""
        return self.cursor().execute(sql, *given)

    def commit(self) -> None:
        """End the transaction and let the next one write."""
        try:
            super().commit()
        finally:
            self.leave()

    def rollback(self) -> None:
        """Undo the transaction and let the next one write."""
        try:
            super().rollback()
        finally:
            self.leave()

    def close(self) -> None:
        """Give everything back."""
        try:
            super().close()
        finally:
            self.leave()
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def wait_for(self, sql: str) -> None:
        """Wait for a turn if this statement begins to write."""
        if self._has_turn or not self._line or sql.lstrip()[:6].upper() not in _WRITES:
            return
        give_up = time.monotonic() + PATIENCE
        if not _turns[self._line].acquire(timeout=PATIENCE):
            return
        self._has_turn = True
        self._wait_for_processes(give_up)

    def _wait_for_processes(self, give_up: float) -> None:
        if self._file is None:
            self._file = os.open(self._line, os.O_RDWR | os.O_CREAT, 0o600)
        while time.monotonic() < give_up:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(PAUSE)
            else:
                return

    def leave(self) -> None:
        """Let the next one write."""
        if not self._has_turn:
            return
        self._has_turn = False
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        _turns[self._line].release()


class WaitingCursor(sqlite3.Cursor):
    """A cursor of such a connection."""

    connection: WaitingConnection

    def execute(self, sql: str, *given: Any) -> "WaitingCursor":
        """Run one statement, in its turn."""
        self.connection.wait_for(sql)
        super().execute(sql, *given)
        return self

    def executemany(self, sql: str, *given: Any) -> "WaitingCursor":
        """Run one statement many times, in its turn."""
        self.connection.wait_for(sql)
        super().executemany(sql, *given)
        return self
