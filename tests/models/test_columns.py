"""Column types that keep the same thing on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel, Kind, ReplyBy, Urgency
from portal.domain.states import State
from portal.models.bookkeeping import Heartbeat
from portal.models.columns import one_of
from portal.models.message import Message, MessageChannel


def kept(session: Session, moment: datetime) -> datetime:
    session.add(Heartbeat(name="x", at=moment))
    session.flush()
    session.expire_all()
    return session.get_one(Heartbeat, "x").at


@pytest.mark.parametrize("hours", [7, 0, -11])
def test_it_keeps_the_moment_whatever_the_zone(session: Session, hours: int) -> None:
    moment = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=hours)))
    assert kept(session, moment) == moment


def test_it_gives_an_aware_moment_back(session: Session, now: datetime) -> None:
    assert kept(session, now).tzinfo is not None


def test_it_stores_utc(session: Session, connection: Connection, now: datetime) -> None:
    kept(session, now)
    stored = str(connection.scalar(text("SELECT at FROM heartbeats")))
    assert stored.startswith("2026-11-20 02:00:00")


def test_it_refuses_a_moment_without_a_zone(session: Session) -> None:
    session.add(Heartbeat(name="x", at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC).replace(tzinfo=None)))
    with pytest.raises(StatementError, match="a moment needs a time zone"):
        session.flush()


def test_it_compares_moments_across_zones(session: Session, now: datetime) -> None:
    kept(session, now)
    wanted = Heartbeat.at < now.astimezone(UTC) + timedelta(seconds=1), Heartbeat.at >= now
    assert session.query(Heartbeat).filter(*wanted).count() == 1


def test_it_stores_the_word_of_an_enumeration(
    session: Session, connection: Connection, now: datetime
) -> None:
    session.add(
        Message(
            channel=MessageChannel.SMS, template="x", recipient="y", facts={"a": [1, None]}, created_at=now
        )
    )
    session.flush()
    assert connection.scalar(text("SELECT channel FROM messages")) == "sms"
    session.expire_all()
    row = session.query(Message).one()
    assert (row.channel, row.facts) == (MessageChannel.SMS, {"a": [1, None]})


@pytest.mark.parametrize("kind", [Kind, Channel, ReplyBy, Urgency, State])
def test_it_has_room_for_every_word(kind: type[State]) -> None:
    assert all(len(word.value) <= (one_of(kind).length or 0) for word in kind)
