"""How the web processes are started, take connections, and look for cycles between requests alone."""

import gc
import http.client
import os
import runpy
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.live import started, wait_for
from tests.support.postgres import free_port

PATIENCE = 60  # seconds for an answer that nothing holds up
SETTINGS = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"


def test_what_was_loaded_before_the_fork_stays_shared() -> None:
    """The collector writes into everything it looks through, and each process would get a copy of its own."""
    before = gc.get_freeze_count()
    try:
        runpy.run_path(str(SETTINGS))["when_ready"](SimpleNamespace(LISTENERS=[]))
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


@pytest.fixture
def hooks() -> Iterator[dict[str, Any]]:
    before = gc.get_threshold()
    yield runpy.run_path(str(SETTINGS))
    gc.set_threshold(*before)


def test_a_request_of_usual_size_is_never_interrupted(hooks: dict[str, Any]) -> None:
    hooks["post_fork"](None, None)
    assert gc.isenabled()  # what a large file leaves is still looked through
    assert gc.get_threshold()[0] >= 200_000


def test_what_a_request_left_is_looked_through_when_it_is_answered(hooks: dict[str, Any]) -> None:
    looked: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            looked.append(info["generation"])

    gc.callbacks.append(watch)
    try:
        for _request in range(500):
            hooks["post_request"](None, None)
    finally:
        gc.callbacks.remove(watch)
    assert (looked.count(2), looked.count(1), looked.count(0)) == (1, 24, 475)


@contextmanager
def served(folder: Path, *, processes: int, settings: Path = SETTINGS) -> Iterator[int]:
    """The port of a bare application, served as the portal is by processes of one thread each."""
    port = free_port()
    how = ["-c", str(settings), "--workers", str(processes), "--threads", "1", "--no-control-socket"]
    command = ["gunicorn", "tests.support.held:app", "--bind", f"127.0.0.1:{port}", *how]
    with started(command, {**os.environ, "HELD_IN": str(folder)}, folder / "log") as server:
        wait_for(f"http://127.0.0.1:{port}", server, folder / "log")
        yield port


def answer(port: int, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as response:
        return str(response.read().decode())


def test_a_process_at_work_leaves_new_connections_to_another(tmp_path: Path) -> None:
    with served(tmp_path, processes=2) as port, ThreadPoolExecutor(1) as pool:
        held = pool.submit(answer, port, "/held")
        try:
            while not (tmp_path / "held").exists() or not (tmp_path / "held").read_text():
                assert not held.done()
            busy = (tmp_path / "held").read_text()
            assert busy not in {answer(port) for _ in range(20)}
        finally:
            (tmp_path / "go").touch()
        assert held.result() == busy


def test_who_asks_without_a_pause_keeps_nobody_out(tmp_path: Path) -> None:
    answered = [0] * 6

    def ask(number: int, port: int) -> bool:
        """Whether all of them were answered while this one asked again and again on the connection it had."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        give_up = time.monotonic() + PATIENCE
        while min(answered) < 5 and time.monotonic() < give_up:
            connection.request("GET", "/soon")
            connection.getresponse().read()
            answered[number] += 1
        connection.close()
        return min(answered) >= 5

    with served(tmp_path, processes=1) as port, ThreadPoolExecutor(len(answered)) as pool:
        assert all(pool.map(ask, range(len(answered)), [port] * len(answered))), answered


def test_who_asks_nothing_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Browsers open connections in advance."""
    patient = tmp_path / "conf.py"
    patient.write_text(
        f"exec(open({str(SETTINGS)!r}).read())\n"
        "import gunicorn.workers.gthread\n"
        "gunicorn.workers.gthread.DEFAULT_WORKER_DATA_TIMEOUT = 600\n"
    )
    with (
        served(tmp_path, processes=1, settings=patient) as port,
        socket.create_connection(("127.0.0.1", port)),
        socket.create_connection(("127.0.0.1", port)),
    ):
        assert answer(port)
