"""How the web processes are started, take connections, and look for cycles between requests alone."""

import gc
import http.client
import os
import runpy
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
def served(folder: Path, *, processes: int = 1, and_so: str = "") -> Iterator[int]:
    """The port of a bare application, served as the portal is by processes of one thread each."""
    with processes_on(folder, processes=processes, and_so=and_so) as (port, _server):
        yield port


@contextmanager
def processes_on(
    folder: Path, *, processes: int = 1, and_so: str = ""
) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The same with what serves it; lines of Python may change gunicorn behind the portal's settings."""
    settings = folder / "conf.py"
    settings.write_text(f"import gunicorn.workers.gthread\nexec(open({str(SETTINGS)!r}).read())\n{and_so}\n")
    port = free_port()
    how = ["-c", str(settings), "--workers", str(processes), "--threads", "1", "--no-control-socket"]
    command = ["gunicorn", "tests.support.held:app", "--bind", f"127.0.0.1:{port}", *how]
    with started(command, {**os.environ, "HELD_IN": str(folder)}, folder / "log") as server:
        wait_for(f"http://127.0.0.1:{port}", server, folder / "log")
        yield port, server


def answer(port: int, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as response:
        return str(response.read().decode())


def holding(pool: ThreadPoolExecutor, port: int, folder: Path) -> "Future[str]":
    """A request that occupies a thread until the file "go" is there."""
    held = pool.submit(answer, port, "/held")
    while not (folder / "held").exists() or not (folder / "held").read_text():
        assert not held.done()
        time.sleep(0.01)
    return held


@contextmanager
def sent(port: int, what: bytes) -> Iterator[socket.socket]:
    """A connection over which something was sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(what)
        yield connection


def all_of(connection: socket.socket) -> bytes:
    """Everything that comes until the other side hangs up."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_process_at_work_leaves_new_connections_to_another(tmp_path: Path) -> None:
    with served(tmp_path, processes=2) as port, ThreadPoolExecutor(1) as pool:
        held = holding(pool, port, tmp_path)
        try:
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

    with served(tmp_path) as port, ThreadPoolExecutor(len(answered)) as pool:
        assert all(pool.map(ask, range(len(answered)), [port] * len(answered))), answered


def test_who_sends_many_requests_at_once_keeps_nobody_out(tmp_path: Path) -> None:
    many = b"GET /soon HTTP/1.1\r\nHost: here\r\n\r\n" * 1000
    with served(tmp_path) as port, sent(port, many) as connection:
        assert connection.recv(1)
        answer(port)
        connection.setblocking(False)
        try:
            answers = connection.recv(1_000_000, socket.MSG_PEEK).count(b"200 OK")
        except ConnectionResetError:  # hung up on
            answers = 2
        assert answers < 500


def test_who_does_not_hang_up_keeps_nobody_waiting(tmp_path: Path) -> None:
    """As a phone that lost its network."""
    for_ever = "gunicorn.workers.gthread.util.close_graceful = lambda *_given: __import__('time').sleep(600)"
    with served(tmp_path, and_so=for_ever) as port, sent(port, b"GET / HTTP/1.0\r\n\r\n") as connection:
        assert all_of(connection).startswith(b"HTTP/1.")
        assert answer(port)


def test_what_was_refused_unread_is_answered_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Its end may take a while, beside everything else."""
    for_ever = "gunicorn.workers.gthread.util.close_graceful = lambda *_given: __import__('time').sleep(600)"
    large = b"POST / HTTP/1.0\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000
    with served(tmp_path, and_so=for_ever) as port, sent(port, large) as connection:
        assert connection.recv(12).startswith(b"HTTP/1.")
        assert answer(port)


def test_who_waits_when_the_processes_end_is_answered(tmp_path: Path) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
    with processes_on(tmp_path) as (port, server), ThreadPoolExecutor(1) as pool:
        held = holding(pool, port, tmp_path)
        with sent(port, asked) as first, sent(port, asked) as second:
            server.terminate()
            (tmp_path / "go").touch()
            assert [all_of(each)[:15] for each in (first, second)] == [b"HTTP/1.1 200 OK"] * 2
        assert held.result()


def test_who_asks_nothing_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Browsers open connections in advance."""
    patient = "gunicorn.workers.gthread.DEFAULT_WORKER_DATA_TIMEOUT = 600"
    with served(tmp_path, and_so=patient) as port, sent(port, b""), sent(port, b""):
        assert answer(port)
