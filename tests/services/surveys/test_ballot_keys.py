"""Keys of forms: known for a while, of two at once one is new, forgotten within a day, nothing told by them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.ballot_key import BallotKey
from portal.services.act import Act
from portal.services.surveys.ballot_keys import forget_keys, keep_key
from tests import factories

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def act(session: Session, now: datetime) -> Act:
    return factories.acting(session, "sender", now)


def test_a_key_is_new_once(act: Act, now: datetime) -> None:
    ends_at = now + timedelta(hours=20)
    assert keep_key(act, "one", ends_at=ends_at)
    assert not keep_key(act, "one", ends_at=ends_at)
    assert keep_key(act, "two", ends_at=ends_at)


def test_it_tells_neither_the_key_nor_the_moment(session: Session, act: Act, now: datetime) -> None:
    keep_key(act, "one", ends_at=now + timedelta(hours=20, minutes=13))
    (row,) = session.scalars(select(BallotKey))
    assert "one" not in row.digest
    assert (row.ends_at.minute, row.ends_at.second) == (0, 0)
    assert set(BallotKey.__table__.columns.keys()) == {"digest", "ends_at"}


def test_it_is_forgotten_within_a_day(session: Session, act: Act, now: datetime) -> None:
    keep_key(act, "one", ends_at=now + timedelta(hours=20))
    assert forget_keys(session, now + timedelta(hours=20)) == 0
    assert forget_keys(session, now + timedelta(hours=21)) == 1
    assert keep_key(act, "one", ends_at=now + timedelta(hours=40))
