"""The demo office as rows: built once in a process, then written to every database that is to have one."""

from functools import cache
from typing import Any

from sqlalchemy import Table, create_engine, delete, func, insert, select
from sqlalchemy.orm import Session

from portal.extensions import Base
from portal.models.settings_revision import raise_revision
from tests.factories import build_demo_office

Rows = list[dict[str, Any]]


def furnish(session: Session) -> None:
    """Write the demo office into a database that has its tables and nothing else."""
    for table, rows in _office():
        session.execute(delete(table))
        session.execute(insert(table), rows)
        if session.get_bind().dialect.name == "postgresql":
            _go_on_numbering(session, table)
    raise_revision(session)


@cache
def _office() -> list[tuple[Table, Rows]]:
    """All its rows, those first that others point at."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        build_demo_office(session)
        session.flush()
        tables = {
            table: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return [(table, rows) for table, rows in tables.items() if rows]


def _go_on_numbering(session: Session, table: Table) -> None:
    """The next row's number comes after the highest written."""
    number = table.autoincrement_column
    if number is not None:
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        session.execute(select(func.setval(sequence, select(func.max(number)).scalar_subquery())))
