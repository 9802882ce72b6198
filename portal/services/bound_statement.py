"""A statement whose values are made ready ahead of time, so that running it many times takes little time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Update, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Values = tuple[Any, ...]


def plan_anew(session: Session) -> None:
    """Have PostgreSQL plan every statement of this transaction for the rows there are now.

    A plan it made while a table was small and kept reads the whole of it for every batch once it has grown.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


class BoundStatement:
    """One statement for one kind of database; `ready` may be done long before `run`, and kept in a file between."""

    def __init__(self, statement: Insert | Update, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self._sql = str(compiled)
        self._keeps_plan = isinstance(statement, Insert) and dialect.name == "postgresql"
        # Databases whose driver takes values by name get them by name.
        self._by_name = not compiled.positional
        self._names = tuple(compiled.positiontup or compiled.binds)
        types = [compiled.binds[name].type.dialect_impl(dialect) for name in self._names]
        self._processors = [each.bind_processor(dialect) for each in types]

    def ready(self, values: Mapping[str, Any]) -> Values:
        """The values as the driver takes them."""
        return tuple(
            process(values[name]) if process else values[name]
            for name, process in zip(self._names, self._processors, strict=True)
        )

    def numbered(self, rows: Sequence[Values], name: str, numbers: Mapping[Any, int]) -> list[Values]:
        """Rows made ready with what stood for a number that was not known yet; numbers that were stay."""
        at = self._names.index(name)
        return [(*row[:at], numbers.get(row[at], row[at]), *row[at + 1 :]) for row in rows]

    def run(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it once for each of the rows that were made ready."""
        if not rows:
            return
        given: Any = [dict(zip(self._names, row, strict=True)) for row in rows] if self._by_name else rows
        if self._keeps_plan:  # an insert finds nothing, so any plan of it stays good
            connection.execute(text("SET LOCAL plan_cache_mode = auto"))
        connection.exec_driver_sql(self._sql, given)
        if self._keeps_plan:
            connection.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
