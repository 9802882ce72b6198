"""Writes finished rows that nobody reads again in the same act: one statement a table, outside the session."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.orm import Session

from portal.models.case import CaseEvent, CaseWords
from portal.models.clock import CaseClock
from portal.models.figure import FigureMark
from portal.models.message import Message

Finished = CaseEvent | CaseWords | CaseClock | FigureMark | Message


def write_rows(session: Session, rows: Iterable[Finished]) -> None:
    """Insert rows, those of one table together. They are not part of the session afterwards."""
    by_statement: dict[tuple[type[Finished], frozenset[str]], list[dict[str, Any]]] = {}
    for row in rows:
        given = {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}
        by_statement.setdefault((type(row), frozenset(given)), []).append(given)
    connection = session.connection()
    for (kind, _columns), values in by_statement.items():
        connection.execute(_insert(kind), values)


@cache
def _insert(kind: type[Finished]) -> Insert:
    """One statement object for each table, so that it is compiled once in the life of a process."""
    table: Table = kind.__table__  # type: ignore[assignment]
    return table.insert()
