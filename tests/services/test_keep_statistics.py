"""Statistics for SQLite: lists take their own index, however few rows wait in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from portal.services.keep_statistics import keep_statistics

MADE = (
    "CREATE TABLE matters (id INTEGER PRIMARY KEY, unit_id INTEGER, is_open BOOLEAN, proposed_by INTEGER)",
    "CREATE TABLE unused (id INTEGER PRIMARY KEY, unit_id INTEGER)",
    "CREATE INDEX ix_unused ON unused (unit_id)",
    "CREATE INDEX ix_matters_proposed ON matters (unit_id, id) WHERE is_open AND proposed_by IS NOT NULL",
    "CREATE INDEX ix_matters_open ON matters (id) WHERE is_open",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)"
    " INSERT INTO matters (unit_id, is_open) SELECT n % 9, n % 10 = 0 FROM n",
    # Whoever counts without care leaves out the index that is empty.
    "ANALYZE",
)
# Of three units: 800 open matters each, and ten times as many that are closed.
PAST = (
    "CREATE TABLE matters (id INTEGER PRIMARY KEY, unit_id INTEGER, month INTEGER, is_open BOOLEAN)",
    "CREATE INDEX ix_matters_open ON matters (unit_id, month, id) WHERE is_open",
    "CREATE INDEX ix_matters_month ON matters (unit_id, month)",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 26400)"
    " INSERT INTO matters (unit_id, month, is_open) SELECT n % 3, n % 36, n % 11 = 0 FROM n",
)
WAITING = (
    "SELECT id FROM matters WHERE is_open AND proposed_by IS NOT NULL AND (unit_id = 1 OR unit_id + id = 9)"
)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Engine]:
    """A database with a large table of which nothing waits."""
    engine = create_engine(f"sqlite:///{tmp_path / 'large.db'}")
    with engine.begin() as connection:
        for statement in MADE:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


def plan(session: Session) -> str:
    """How the database finds what waits."""
    return "\n".join(row[-1] for row in session.execute(text(f"EXPLAIN QUERY PLAN {WAITING}")))


def test_a_list_takes_the_index_it_was_given(large: Engine) -> None:
    with Session(large) as worker:
        assert "ix_matters_proposed" not in plan(worker)
        worker.commit()
        assert keep_statistics(worker)
        worker.commit()
    large.dispose()  # connections are opened anew every hour
    with Session(large) as after:
        assert "ix_matters_proposed" in plan(after)


def test_many_that_wait_are_still_fewer_than_all_there_ever_was(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'past.db'}")
    with Session(engine) as worker:
        for statement in PAST:
            worker.execute(text(statement))
        keep_statistics(worker)
        worker.commit()
    engine.dispose()
    with Session(engine) as after:
        waiting = text("EXPLAIN QUERY PLAN SELECT 1 FROM matters WHERE unit_id IN (1, 2) AND is_open")
        assert "ix_matters_open" in str(after.execute(waiting).all())
    engine.dispose()


def test_every_index_of_a_filled_table_is_counted(large: Engine) -> None:
    with Session(large) as session:
        keep_statistics(session)
        keep_statistics(session)
        rows = session.execute(text("SELECT idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL"))
        counted = {str(index): str(stat) for index, stat in rows}
    assert counted.keys() == {"ix_matters_proposed", "ix_matters_open"}
    assert counted["ix_matters_proposed"] == "1 1 1"


def test_postgresql_counts_by_itself(session: Session) -> None:
    assert keep_statistics(session) is (session.get_bind().dialect.name == "sqlite")
