"""Databases for tests, on both engines: made once with all tables, then copied, which takes milliseconds."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import create_engine

import portal.models.all  # noqa: F401  # so that the metadata is whole
from portal.extensions import Base
from tests.support.machine import postgres_tools
from tests.support.postgres import running_cluster


class Databases(Protocol):
    """A maker of databases on one engine."""

    def fresh(self) -> AbstractContextManager[str]:
        """The address of an empty database with all tables; dropped afterwards."""

    def bare(self) -> AbstractContextManager[str]:
        """The address of a database without a table, for the migrations' own tests; dropped afterwards."""


class SqliteDatabases:
    """Files below a folder, copied from one with all tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()
        self.template = folder / "template.db"
        create_tables(f"sqlite:///{self.template}")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        with self.bare() as address:
            shutil.copyfile(self.template, address.removeprefix("sqlite:///"))
            yield address

    @contextmanager
    def bare(self) -> Iterator[str]:
        path = self.folder / f"{next(self.numbers)}.db"
        try:
            yield f"sqlite:///{path}"
        finally:
            for leftover in path.parent.glob(f"{path.name}*"):
                leftover.unlink()


class PostgresDatabases:
    """Databases of one server, copied from a template with all tables."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.numbers = itertools.count()
        self.prefix = f"portal_test_{os.getpid()}"
        self.template = f"{self.prefix}_template"
        self._run(f"CREATE DATABASE {self.template}")
        create_tables(self._address(self.template))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        with self._made(f"TEMPLATE {self.template}") as address:
            yield address

    @contextmanager
    def bare(self) -> Iterator[str]:
        with self._made("TEMPLATE template0") as address:
            yield address

    @contextmanager
    def _made(self, how: str) -> Iterator[str]:
        name = f"{self.prefix}_{next(self.numbers)}"
        self._run(f"CREATE DATABASE {name} {how}")
        try:
            yield self._address(name)
        finally:
            self.drop(name)

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, name: str) -> str:
        return f"{self.server.replace('postgresql:', 'postgresql+psycopg:')}/{name}"

    def _run(self, statement: str) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def create_tables(address: str) -> None:
    engine = create_engine(address)
    Base.metadata.create_all(engine)
    engine.dispose()


@contextmanager
def postgres_databases() -> Iterator[PostgresDatabases | None]:
    """On the server that PORTAL_TEST_POSTGRES names (postgresql://…, no database), else on one of our own.

    None where this machine has neither.
    """
    with ExitStack() as stack:
        tools = postgres_tools()
        server = os.environ.get("PORTAL_TEST_POSTGRES")
        if server is None and tools is None:
            yield None
            return
        databases = PostgresDatabases(server or stack.enter_context(running_cluster(tools or Path())))
        yield databases
        databases.drop(databases.template)
