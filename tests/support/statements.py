"""Counts the statements that a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

# The tests' own transactions within a transaction, which the portal has not.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements sent within the block, as they are sent."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if not statement.startswith(OF_THE_TEST):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plans(session: Session, statements: list[str]) -> str:
    """How SQLite goes about statements; every parameter is taken for unknown."""
    rows = (
        row
        for statement in statements
        for row in session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", tuple([None] * statement.count("?"))
        )
    )
    return "\n".join(row[-1] for row in rows)
