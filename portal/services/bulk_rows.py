"""Writes finished rows that nobody reads again in the same act: one statement a table, outside the session."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.orm import Session, make_transient_to_detached

from portal.models.case import Case, CaseEvent, CaseWords, Sender
from portal.models.clock import CaseClock
from portal.models.figure import FigureMark
from portal.models.message import Message

Finished = Sender | CaseEvent | CaseWords | CaseClock | FigureMark | Message


def write_case(session: Session, case: Case) -> None:
    """Insert a new case; it has its number afterwards, and is not yet part of the session."""
    case.version = 1
    made = _insert(Case).returning(Case.__table__.c.id)
    case.id = session.connection().scalar(made, _columns(case))


def adopt(session: Session, case: Case) -> None:
    """Make a case written here, and its sender, rows of the session like any that were read."""
    for row in (case, case.sender):
        make_transient_to_detached(row)
    session.add(case)


def write_rows(session: Session, rows: Iterable[Finished]) -> None:
    """Insert rows, those of one table together. They are not part of the session afterwards."""
    by_statement: dict[tuple[type[Finished], frozenset[str]], list[dict[str, Any]]] = {}
    for row in rows:
        given = _columns(row)
        by_statement.setdefault((type(row), frozenset(given)), []).append(given)
    connection = session.connection()
    for (kind, _names), values in by_statement.items():
        connection.execute(_insert(kind), values)


NO_COLUMNS = frozenset({"_sa_instance_state", "case", "sender"})


def _columns(row: Finished | Case) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in NO_COLUMNS}


@cache
def _insert(kind: type[Finished] | type[Case]) -> Insert:
    """One statement object for each table, so that it is compiled once in the life of a process."""
    table: Table = kind.__table__  # type: ignore[assignment]
    return table.insert()
