"""Several at once: real threads, each with a connection of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import build_demo_office
from tests.support.databases import Databases

T = TypeVar("T")
PATIENCE = 30  # seconds until the last of them has started
Workplace = sessionmaker[Session]


@contextmanager
def workplace(databases: Databases) -> Iterator[Workplace]:
    """Makes sessions on a database with the demo office; what they commit is there for the others."""
    with databases.fresh() as address, sessions_on(address) as sessions:
        build_office(sessions)
        yield sessions


def build_office(sessions: Workplace) -> None:
    """Write the demo office, for all to see."""
    with sessions() as session:
        build_demo_office(session)
        session.commit()


@contextmanager
def sessions_on(address: str) -> Iterator[Workplace]:
    """Makes sessions on a database, until the block ends."""
    engine = create_engine(address)
    try:
        yield sessionmaker(engine)
    finally:
        engine.dispose()


def at_once(workers: Sequence[Callable[[], T]]) -> list[T]:
    """Let all begin at the same moment; what each returned, in their order. Raises what one of them raised."""
    start = Barrier(len(workers))

    def begin(work: Callable[[], T]) -> T:
        start.wait(PATIENCE)
        return work()

    with ThreadPoolExecutor(len(workers)) as pool:
        return list(pool.map(begin, workers))
