"""A PostgreSQL server for one test run: thrown away afterwards, never more than a loopback port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
FAST = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
PATIENCE = 30  # seconds a server may take to start


@contextmanager
def running_cluster(tools: Path, *, settings: Mapping[str, str] = FAST) -> Iterator[str]:
    """The address of a fresh server, without a database name; it is gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    try:
        _give_to_postgres(folder)
        data = folder / "data"
        initdb = [str(tools / "initdb"), "-D", str(data), *INITDB]
        subprocess.run(initdb, check=True, capture_output=True, cwd="/", **_not_root())
        port = free_port()
        with _server(tools, data, {**settings, "port": str(port)}) as server:
            address = f"postgresql://postgres@127.0.0.1:{port}"
            _wait_for(f"{address}/postgres", server)
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(tools: Path, data: Path, settings: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    given = {**settings, "unix_socket_directories": str(data.parent)}
    options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
    with (data.parent / "log").open("wb") as log:
        server = subprocess.Popen(
            [tools / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd="/", **_not_root()
        )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """A loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _not_root() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def _give_to_postgres(folder: Path) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
