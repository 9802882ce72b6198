"""Databases of each size, seeded once and kept below var/bench."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.servers import ROOT
from tests.support.machine import postgres_tools
from tests.support.postgres import running_cluster

KEPT = Path(os.environ.get("BENCH_DATA", ROOT / "var" / "bench"))
# A small server's usual settings; unlike in the tests, what is committed is on the disk.
USUAL = {"listen_addresses": "127.0.0.1", "shared_buffers": "512MB", "work_mem": "16MB", "max_wal_size": "4GB",
         "timezone": "UTC"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Database:
    """One seeded database and the folder of the portal's other data beside it."""

    engine: str
    cases: int
    address: str
    data: Path


def sqlite_database(cases: int) -> Database:
    """A file with so many cases."""
    data = KEPT / f"sqlite-{cases}"
    database = Database("sqlite", cases, f"sqlite:///{data / 'portal.db'}", data)
    if not (data / "ready").exists():
        seed(database)
    return database


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a server: the one named by BENCH_POSTGRESQL, which keeps the databases, or one of our own."""
    if given := os.environ.get("BENCH_POSTGRESQL"):
        yield given
        return
    tools = postgres_tools()
    if tools is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    with running_cluster(tools, settings=USUAL) as address:
        yield address


def postgresql_database(server: str, cases: int) -> Database:
    """A database on the server with so many cases."""
    name = f"cases_{cases}"
    database = Database("postgresql", cases, f"{server}/{name}", KEPT / f"postgresql-{cases}")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known:
            return database
        connection.execute(f"CREATE DATABASE {name}".encode())
    seed(database)
    with psycopg.connect(database.address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return database


def seed(database: Database) -> None:
    """Migrate, fill, and build the index of published answers."""
    database.data.mkdir(parents=True, exist_ok=True)
    flask(database, "db", "upgrade")
    flask(database, "seed", "--cases", str(database.cases), "--seed", "1")
    flask(database, "search", "rebuild")
    if database.engine == "sqlite":
        flask(database, "shell", given="from portal.extensions import db\n"
              "from portal.services.keep_statistics import keep_statistics\n"
              "keep_statistics(db.session()); db.session.commit()\n")  # fmt: skip
    (database.data / "ready").touch()


def flask(database: Database, *command: str, given: str | None = None) -> None:
    """Run a command of the portal on a database."""
    environment = {**os.environ, "DATABASE_URL": database.address, "PORTAL_DATA": str(database.data)}
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT, env=environment, check=True, input=given, text=True, stdout=sys.stderr,
    )  # fmt: skip
