"""Applications under gunicorn with two processes, as the portal is served."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import Request, Visitor, run
from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


@contextmanager
def served(factory: str, database: str, data: Path) -> Iterator[tuple[int, int]]:
    """The port of an application made by a factory such as "bench.floor:make_app()", and its process."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "PORTAL_DATA": str(data),
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = [
        *(
            sys.executable,
            "-m",
            "gunicorn",
            factory,
            "--bind",
            f"127.0.0.1:{port}",
            "--preload",
        ),
        *("--workers", "2", "--threads", "4", "--log-level", "error", "--no-control-socket"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port, "/healthz" if "portal" in factory else "/notes")
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int, path: str) -> None:
    """Return when both processes have had time to answer."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            run(Visitor(port), lambda _n: Request(path), requests=8, clients=8)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")


def worker_megabytes(pid: int) -> float:
    """The memory a web process costs in megabytes: its own, and its share of what the processes share (PSS)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return max(_proportional(int(child)) for child in children)


def _proportional(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
