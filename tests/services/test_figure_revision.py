"""The revision of figures: renewed by each counting, also by two that are the first together."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.queries.figures import REVISION, freshness
from portal.services.figure_revision import renew_revision
from portal.services.heartbeat import LONG_AGO, last_beat
from tests.factories import acting
from tests.support.databases import Databases
from tests.support.workers import Workplace, at_once, workplace

TOGETHER = 4


@pytest.fixture
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


@pytest.mark.usefixtures("standing_office")
@pytest.mark.parametrize("counted", [True, False])
def test_it_tells_when_the_worker_counted_and_never_that_others_changed_something(
    session: Session, now: datetime, counted: bool
) -> None:
    renew_revision(acting(session, "system", now), counted=counted)
    first = freshness(session, now).revision
    assert last_beat(session, REVISION) == (now if counted else LONG_AGO)
    renew_revision(acting(session, "system", now), counted=False)
    assert freshness(session, now).revision != first != ""
    assert last_beat(session, REVISION) == (now if counted else LONG_AGO)


def test_it_lets_several_be_the_first(sessions: Workplace, now: datetime) -> None:
    def work() -> None:
        with sessions() as session:
            act = acting(session, "system", now)
            renew_revision(act)
            session.commit()

    at_once([work] * TOGETHER)
    with sessions() as session:
        assert (last_beat(session, REVISION), freshness(session, now).revision != "") == (now, True)


def test_it_finds_the_row_that_another_wrote_after_it_had_looked(sessions: Workplace, now: datetime) -> None:
    """On SQLite nobody comes in between: who has begun to write is the only one."""

    def other() -> str:
        with sessions() as session:
            renew_revision(acting(session, "system", now))
            session.commit()
            return freshness(session, now).revision

    with sessions() as session:
        act = acting(session, "system", now)
        moment = "after_cursor_execute" if on_postgres(session) else "before_cursor_execute"
        between: list[str] = []
        session.commit()

        def come_between(*_given: object) -> None:
            between.append(other())

        event.listen(session.connection(), moment, come_between, once=True)
        renew_revision(act)
        session.commit()
        assert freshness(session, now).revision not in {"", *between}
    assert len(between) == 1


def on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
