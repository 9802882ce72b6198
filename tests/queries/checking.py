"""Running the invariants over the data of a test, and an office in which all of them hold."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.cli.verify import CHECKS
from portal.domain.people import SYSTEM
from portal.queries.invariants.check import Breach, Data, Tally
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_figures import count_bucket, marked_buckets
from tests.factories import acting, answered_case, divert_case, opened_case, published_case
from tests.services.test_reopen_case import reopened_once
from tests.services.who_may import disputed, submitted, to_call, unrouted, waiting

BY_NAME = dict(CHECKS)


def check(session: Session, name: str, now: datetime) -> tuple[int, list[Breach]]:
    """How many rows a check looked at, and what it found."""
    session.flush()
    session.expire_all()
    tally = Tally()
    for _batch in BY_NAME[name](Data(session, load_settings(session), now), tally):
        pass
    return tally.checked, tally.breaches


def found(session: Session, name: str, now: datetime) -> set[str]:
    """The faults that a check names."""
    return {breach.fault for breach in check(session, name, now)[1]}


def count(session: Session, now: datetime) -> None:
    """The figures of every month in which something changed."""
    session.flush()
    for bucket in marked_buckets(session):
        count_bucket(Act(session, SYSTEM, now, load_settings(session)), bucket)


def sound_office(session: Session, now: datetime) -> None:
    """Cases at every stage, the figures counted."""
    for make in (unrouted, opened_case, waiting, submitted, to_call, published_case, disputed, reopened_once):
        make(session, now)
    divert_case(acting(session, "coordinator", now), answered_case(session, now), procedure="complaint")
    count(session, now)
