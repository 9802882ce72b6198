"""What waits is found among very many rows, as SQLite plans with the statistics of a large office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.dialects import sqlite

from portal.domain.people import Actor, Appointment
from portal.domain.permissions import Role
from portal.extensions import db
from portal.queries.waiting_work import publications_to_approve

# As counted with 1,000,000 cases, of which one public version waits.
COUNTED = {
    "ix_publications_unit": "19739 2194 2194 1",
    "ix_publications_newest": "19739 19739 1 1",
    "ix_publications_submitted": "1 1",
}


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Connection]:
    """A database that takes its tables for large."""
    engine = create_engine(f"sqlite:///{tmp_path / 'large.db'}")
    with engine.begin() as connection:
        db.metadata.create_all(connection)
        connection.execute(text("ANALYZE"))
        for index, stat in COUNTED.items():
            row = {"index": index, "stat": stat}
            connection.execute(text("INSERT INTO sqlite_stat1 VALUES ('publications', :index, :stat)"), row)
    engine.dispose()  # statistics are read when a connection is opened
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("units", [1, 3, 11, 40])
def test_public_versions_that_wait_are_not_looked_for_among_all(large: Connection, units: int) -> None:
    leader = Actor(1, "Lê Văn Nam", (Appointment(Role.COORDINATOR, 1, frozenset(range(1, units + 1))),))
    wanted = publications_to_approve(leader).limit(1001)
    compiled = wanted.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    unknown = (None,) * str(compiled).count("?")
    plan = "\n".join(row[-1] for row in large.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", unknown))
    assert "SEARCH publications USING INDEX ix_publications_submitted" in plan
    assert "SCAN" not in plan
