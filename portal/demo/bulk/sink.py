"""Writes plain rows as fast as each database takes them: executemany on SQLite, COPY on PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, text

Row = Sequence[Any]
Convert = Callable[[Any], Any]


def _stored_moment(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


# How a value of a type is stored; every other type goes as it is.
FOR_SQLITE: dict[type, Convert] = {
    datetime: _stored_moment,
    date: date.isoformat,
    list: json.dumps,
    dict: json.dumps,
}
FOR_POSTGRESQL: dict[type, Convert] = {list: json.dumps, dict: json.dumps}


def stored(row: Row, converters: dict[type, Convert]) -> tuple[Any, ...]:
    """A row as the database keeps it."""
    return tuple(
        value if (convert := converters.get(type(value))) is None else convert(value) for value in row
    )


class Sink:
    """Takes rows for tables; the columns of a table are named once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._converters = FOR_SQLITE if self._sqlite else FOR_POSTGRESQL

    def write(self, table: Table, columns: Sequence[str], *, rows: Iterable[Row]) -> None:
        """Write rows whose values stand in the order of the columns."""
        plain = [stored(row, self._converters) for row in rows]
        if not plain:
            return
        names = ", ".join(f'"{name}"' for name in columns)
        if self._sqlite:
            self._insert(f"INSERT INTO {table.name} ({names}) VALUES", len(columns), rows=plain)
            return
        driver = self._connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in plain:
                copy.write_row(row)

    def _insert(self, statement: str, width: int, *, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * width)
        driver = self._connection.connection.driver_connection
        assert driver is not None
        driver.executemany(f"{statement} ({marks})", rows)

    def reset_sequence(self, table: Table) -> None:
        """Let new rows be numbered after those written with numbers of their own."""
        if not self._sqlite:
            last = f"coalesce((SELECT max(id) FROM {table.name}), 1)"
            self._connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})")
            )
