"""The one command that serves everything, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import click
import pytest

from portal.cli.serve import Child, refuse_taken_port, stop, supervise
from tests.support.live import started, wait_for
from tests.support.postgres import free_port


def child(code: str) -> Child:
    return Child("worker", subprocess.Popen([sys.executable, "-c", code]))


def test_it_names_the_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"127.0.0.1:{port} .*set LISTEN_PORT"):
            refuse_taken_port("127.0.0.1", port)


def test_it_takes_a_free_port() -> None:
    refuse_taken_port("127.0.0.1", free_port())


def test_it_says_which_process_ended_by_itself() -> None:
    dead = child("raise SystemExit(7)")
    with pytest.raises(click.ClickException, match=re.escape("The worker process ended by itself (exit 7)")):
        supervise([dead], threading.Event())


def test_it_stops_what_does_not_want_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cli.serve.PATIENCE", 0.2)
    deaf = child("import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)")
    stop([deaf])
    assert deaf.process.returncode in {-signal.SIGKILL, -signal.SIGTERM}


def test_it_serves_until_told_to_stop(tmp_path: Path) -> None:
    """The whole of `make run` but for making the environment: first start, both processes, a clean end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = tmp_path / "serve.log"
    settings = {"PORTAL_DATA": str(tmp_path / "var"), "LISTEN_PORT": str(port), "BASE_URL": address}
    with started(["flask", "--app", "wsgi", "serve"], {**os.environ, **settings}, log) as serving:
        wait_for(address, serving, log)
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            assert answer.read().startswith(b"ready\nworker: ")
        serving.terminate()
        assert serving.wait(30) == 0, log.read_text()
    assert address in log.read_text()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
