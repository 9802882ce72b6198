"""Numbers of yearly series, without gaps within a transaction that commits."""

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from portal.models.bookkeeping import Counter


def next_number(session: Session, series: str, unit_id: int, *, year: int) -> int:
    """The next number of a unit's series in a year, from 1 on; others wait until this transaction ends."""
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    counted = insert(Counter.__table__).values(series=series, unit_id=unit_id, year=year, last=1)  # type: ignore[arg-type]
    raised = counted.on_conflict_do_update(
        index_elements=[Counter.series, Counter.unit_id, Counter.year], set_={"last": Counter.last + 1}
    )
    return int(session.connection().scalar(raised.returning(Counter.last)) or 0)
