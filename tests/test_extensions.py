"""How SQLite is driven: nobody who waits their turn is turned away, and nothing half done stays."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

TABLES = (
    "CREATE TABLE units (id INTEGER PRIMARY KEY, cases INTEGER)",
    "CREATE TABLE cases (unit_id INTEGER REFERENCES units (id))",
    "INSERT INTO units VALUES (1, 0)",
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'portal.db'}")
    with engine.begin() as connection:
        for statement in TABLES:
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


def cases(engine: Engine) -> int:
    with engine.connect() as connection:
        number: int = connection.execute(text("SELECT cases FROM units")).scalar_one()
        return number


def test_it_waits_when_somebody_else_writes_after_it_has_read(engine: Engine) -> None:
    """Some would fail at once if the lock were taken at the write: the database changed since they read."""

    def read_then_write() -> None:
        for _ in range(20):
            with Session(engine) as session, session.begin(), session.begin_nested():
                session.execute(text("SELECT cases FROM units")).all()
                session.execute(text("UPDATE units SET cases = cases + 1"))

    writers = [threading.Thread(target=read_then_write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert cases(engine) == 80


def test_it_lets_people_read_while_somebody_writes(engine: Engine) -> None:
    with engine.connect() as writing:
        writing.execute(text("UPDATE units SET cases = 7"))
        assert cases(engine) == 0
        writing.commit()
    assert cases(engine) == 7


def test_it_refuses_a_reference_to_nothing(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text("INSERT INTO cases VALUES (2)"))


def test_it_undoes_a_savepoint_that_came_first_in_its_transaction(engine: Engine) -> None:
    with Session(engine) as session:
        with session.begin_nested():
            session.execute(text("UPDATE units SET cases = 7"))
        session.rollback()
    assert cases(engine) == 0
