"""The queue between web and worker: nudges on SQLite and PostgreSQL, and its failures, which nobody notices."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from portal.jobs import queue as module
from portal.jobs.queue import QUIET, Queue, open_storage
from portal.jobs.rounds import Rounds
from tests.support.databases import Databases


@pytest.fixture
def url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """Where the queue is kept: a file of its own, or the database server."""
    with databases.bare() as address:
        sqlite = address.startswith("sqlite")
        yield f"sqlite:///{tmp_path / 'deep' / 'huey.db'}" if sqlite else address


def queue_at(url: str) -> Queue:
    return Queue(url, Rounds({}, soon=()), nullcontext)


def test_it_nudges_the_worker_once_for_acts_close_together(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, moment = queue_at(url), 100.0
    monkeypatch.setattr(module, "monotonic", lambda: moment)
    for wait in (0, QUIET / 2, QUIET, QUIET + QUIET / 2):
        moment = 100.0 + wait
        queue.nudge()
    huey, _soon = queue.open()
    assert len(huey.pending()) == 2
    huey.storage.close()


def test_it_starts_after_the_acts_that_share_the_nudge(url: str) -> None:
    """A worker that came at once would miss what is committed a moment later."""
    queue = queue_at(url)
    queue.nudge()
    huey, _soon = queue.open()
    (task,) = huey.pending()
    assert (task.name, task.eta is not None) == ("soon", True)
    huey.storage.close()


def test_it_hands_what_is_due_to_another_process(url: str) -> None:
    """What one process puts in, another takes out."""
    web, worker = queue_at(url), queue_at(url)
    _huey, soon = web.open()
    soon()
    taken = worker.open()[0].dequeue()
    assert taken is not None
    assert taken.name == "soon"
    for queue in (web, worker):
        queue.open()[0].storage.close()


def test_it_knows_a_round_every_minute(url: str) -> None:
    huey, _soon = queue_at(url).open()
    names = [task.name for task in huey._registry.periodic_tasks]
    assert names == ["round"]
    huey.storage.close()


def test_it_stays_silent_when_the_queue_is_away(tmp_path: Path) -> None:
    """An answer must not fail because the queue does: the minute's round does the work all the same."""
    (tmp_path / "file").write_text("not a folder")
    queue = queue_at(f"sqlite:///{tmp_path / 'file' / 'huey.db'}")
    with capture_logs() as logs:
        queue.nudge()
    assert [entry["event"] for entry in logs] == ["nudge_failed"]


def test_it_stays_silent_when_the_server_is_away() -> None:
    queue = queue_at("postgresql+psycopg://nobody@127.0.0.1:9/nowhere")
    with capture_logs() as logs:
        queue.nudge()
    assert logs[0]["error"] == "OperationalError"


def test_it_opens_a_file_whose_folder_is_not_there_yet(tmp_path: Path) -> None:
    open_storage(f"sqlite:///{tmp_path / 'var' / 'huey.db'}").storage.close()
    assert (tmp_path / "var" / "huey.db").exists()
