"""The queue between web and worker: Huey on SQLite by default, on PostgreSQL across machines."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from time import monotonic

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.consumer import Consumer

from portal.jobs.rounds import Rounds
from portal.jobs.running import log

# Acts within this many seconds share one nudge; the worker starts after it, so that it sees them all.
QUIET = 1.0
Context = Callable[[], AbstractContextManager[object]]


def open_storage(url: str) -> Huey:
    """The queue at an address: sqlite:///FILE or postgresql://…"""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("portal", filename=str(path), results=False)
    return PostgresHuey("portal", dsn=url.replace("postgresql+psycopg://", "postgresql://"), results=False)


class Queue:
    """Nudges the worker after acts, and runs its rounds."""

    def __init__(self, url: str, rounds: Rounds, context: Context) -> None:
        self._url, self._rounds, self._context = url, rounds, context
        self._lock, self._last_nudge = Lock(), 0.0
        self._opened: tuple[Huey, TaskWrapper] | None = None

    def open(self) -> tuple[Huey, TaskWrapper]:
        """The queue and its task, opened when they are first needed in this process."""
        if self._opened is None:
            huey = open_storage(self._url)
            soon = huey.task(name="soon")(self.run_soon)
            huey.periodic_task(crontab(minute="*"), name="round")(self.run_round)
            self._opened = huey, soon
        return self._opened

    def nudge(self) -> None:
        """Ask the worker to come soon. Never raises: a queue that is down only makes it come later."""
        with self._lock:
            if monotonic() - self._last_nudge < QUIET:
                return
            self._last_nudge = monotonic()
        try:
            _huey, soon = self.open()
            soon.schedule(delay=QUIET)
        except Exception as error:  # noqa: BLE001  # the minute's round does the work all the same
            log.warning("nudge_failed", error=type(error).__name__)

    def run_soon(self) -> None:
        """What people wait for."""
        with self._context():
            self._rounds.run(self._rounds.soon)

    def run_round(self) -> None:
        """Everything, once a minute."""
        self.run_once()

    def run_once(self) -> dict[str, int]:
        """One whole round, here and now; returns what each job did."""
        with self._context():
            return self._rounds.run()

    def work(self) -> None:
        """Be the worker until told to stop."""
        huey, _soon = self.open()
        self.run_round()
        Consumer(huey, workers=1, max_delay=1.0, scheduler_interval=1, graceful_signal="TERM").run()
