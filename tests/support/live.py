"""The portal as it runs: web and worker as processes of their own, for browser tests."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; a first start furnishes a whole demo office, on a machine with other work to do
WORKER = ["flask", "--app", "wsgi", "worker"]


@dataclass(frozen=True)
class LivePortal:
    """Where it answers, and what it keeps."""

    address: str
    database_url: str
    data: Path


@contextmanager
def live_portal(database_url: str, data: Path, **settings: str) -> Iterator[LivePortal]:
    """Web and worker on a free loopback port, until the block ends."""
    port = free_port()
    portal = LivePortal(f"http://127.0.0.1:{port}", database_url, data)
    environ = {
        **os.environ,
        "DATABASE_URL": database_url,
        "PORTAL_DATA": str(data),
        "BASE_URL": portal.address,
        "PYTHONWARNINGS": "default",
        **settings,
    }
    gunicorn = ["gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}"]
    web = [*gunicorn, "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    logs = data / "web.log", data / "worker.log"
    with started(web, environ, logs[0]) as server, started(WORKER, environ, logs[1]) as worker:
        wait_for(portal.address, server, logs[0])
        yield portal
        assert server.poll() is None, logs[0].read_text()
        assert worker.poll() is None, logs[1].read_text()


@contextmanager
def started(module: list[str], environ: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as lines:
        command = [sys.executable, "-m", *module]
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=lines, stderr=lines)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < give_up:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:  # refused while starting, or slow to answer
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the portal did not start: {log.read_text()}")
