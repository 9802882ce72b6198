"""Numbers of yearly series, without gaps within a transaction that commits."""

from functools import cache

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from portal.models.bookkeeping import Counter


def next_number(session: Session, series: str, unit_id: int, *, year: int) -> int:
    """The next number of a unit's series in a year, from 1 on; others wait until this transaction ends."""
    connection = session.connection()
    raised = _raised(connection.dialect.name)
    return int(connection.scalar(raised, {"of": series, "unit": unit_id, "in": year}) or 0)


@cache
def _raised(dialect: str) -> ReturningInsert[tuple[int]]:
    """One statement that begins a series or raises it, built once for each database."""
    insert = insert_sqlite if dialect == "sqlite" else insert_postgresql
    begun: SqliteInsert | PostgresqlInsert = insert(Counter).values(
        series=bindparam("of"), unit_id=bindparam("unit"), year=bindparam("in"), last=1
    )
    raised = begun.on_conflict_do_update(
        index_elements=[Counter.series, Counter.unit_id, Counter.year], set_={"last": Counter.last + 1}
    )
    return raised.returning(Counter.last)
