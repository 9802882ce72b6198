"""`python -m bench.surveys`: figures, pages and ballots of surveys beside few and very many ballots."""

import os
import shutil
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from random import Random

import psycopg
from flask import Flask
from sqlalchemy.orm import Session

from bench.ballot_rows import Drawing, fill, mark_all, mark_largest
from bench.counting import counted
from bench.databases import KEPT, Database, postgresql_database, postgresql_server, sqlite_database
from bench.looking import look, tell
from bench.stories import portal_on
from bench.survey_office import open_surveys
from bench.survey_stories import stories_on
from portal.domain.time import local_day
from portal.extensions import db
from portal.services.keep_statistics import keep_statistics

CASES = int(os.environ.get("BENCH_CASES", "1000000"))
SIZES = [int(size) for size in os.environ.get("BENCH_BALLOTS", "50000,5000000").split(",")]
ENGINES = os.environ.get("BENCH_DATABASES", "sqlite").split(",")


def main() -> None:
    """Measure on each database that the environment names."""
    for engine in ENGINES:
        with ExitStack() as stack:
            database = copied(engine, stack)
            with portal_on(database) as app:
                measure(app, database)


def copied(engine: str, stack: ExitStack) -> Database:
    """A copy of the kept database with its cases, to be filled with ballots."""
    if engine == "postgresql":
        server = stack.enter_context(postgresql_server())
        kept = postgresql_database(server, CASES)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS surveys")
            connection.execute(f"CREATE DATABASE surveys TEMPLATE cases_{CASES}".encode())
        return Database(engine, CASES, f"{server}/surveys", kept.data)
    kept = sqlite_database(CASES)
    data = KEPT / "surveys-sqlite"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(kept.data, data)
    return Database(engine, CASES, f"sqlite:///{data / 'portal.db'}", data)


def measure(app: Flask, database: Database) -> None:
    """Fill, count and look at the pages at each size."""
    counted(database)  # what other benchmarks have left marked
    with app.app_context():
        random, now = Random(11), datetime.now(UTC)  # invented opinions, not secrets
        asking = open_surveys(db.session(), random, now)
        drawing = Drawing(random, local_day(now), asking)
        counter = asking.open_counter
    for size in SIZES:
        with app.app_context():
            began = time.perf_counter()
            written = fill(db.session(), drawing, size)
            say(database, size, "ballots written in bulk", rows=written, seconds=_since(began))
            settle(db.session(), database)
        count(app, database, size)
        with app.app_context():
            settle(db.session(), database)
        look(database, list(stories_on(app, counter)), partial(say, database, size))


def settle(session: Session, database: Database) -> None:
    """Have the database know how its tables are filled."""
    if database.engine == "sqlite":
        keep_statistics(session)
        session.commit()
        return
    session.commit()
    with psycopg.connect(database.address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def count(app: Flask, database: Database, size: int) -> None:
    """Count every month anew, then only the largest, as after one new ballot."""
    with app.app_context():
        mark_all(db.session())
    say(database, size, "counting all months anew", **counted(database))
    with app.app_context():
        ballots = mark_largest(db.session())
    say(database, size, "counting the largest month anew", rows=ballots, **counted(database))


def say(database: Database, ballots: int, name: str, /, **figures: object) -> None:
    """One line of JSON."""
    tell(name=name, database=database.engine, cases=database.cases, ballots=ballots, **figures)


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 1)


if __name__ == "__main__":
    main()
