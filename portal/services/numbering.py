"""Numbers of yearly series, without gaps within a transaction that commits."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from portal.models.bookkeeping import Counter


def next_number(session: Session, series: str, unit_id: int, *, year: int) -> int:
    """The next number of a unit's series in a year, from 1 on; others wait until this transaction ends."""
    raised = (
        update(Counter)
        .where(Counter.series == series, Counter.unit_id == unit_id, Counter.year == year)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
        .execution_options(synchronize_session=False)
    )
    number = session.scalar(raised)
    if number is None:
        _begin_series(session, series, unit_id, year=year)
        number = session.scalar(raised)
    if number is None:
        raise LookupError(f"the series {series} of unit {unit_id} in {year} cannot be begun")
    return number


def _begin_series(session: Session, series: str, unit_id: int, *, year: int) -> None:
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    row = insert(Counter).values(series=series, unit_id=unit_id, year=year, last=0)
    session.execute(row.on_conflict_do_nothing())
