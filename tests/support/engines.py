"""One engine for all databases of a kind, so that a statement is compiled once and not in every module."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

STATEMENTS = 5000  # more than all tests together have


class Engines:
    """Engines by their kind, each at one database at a time."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._addresses: dict[str, str] = {}

    @contextmanager
    def at(self, address: str) -> Iterator[Engine]:
        """The engine of this kind, its connections going to this database until the block ends."""
        kind = make_url(address).drivername
        assert kind not in self._addresses, f"{kind} is at {self._addresses[kind]}"
        engine = self._engines.get(kind) or self._made(kind, address)
        self._addresses[kind] = address
        try:
            yield engine
        finally:
            engine.dispose()
            del self._addresses[kind]

    def _made(self, kind: str, address: str) -> Engine:
        engine = self._engines[kind] = create_engine(address, query_cache_size=STATEMENTS)

        @event.listens_for(engine, "do_connect")
        def go_there(
            dialect: Dialect, _entry: ConnectionPoolEntry, args: list[Any], named: dict[str, Any]
        ) -> None:
            args[:], there = dialect.create_connect_args(make_url(self._addresses[kind]))
            named.clear()
            named.update(there)

        return engine
