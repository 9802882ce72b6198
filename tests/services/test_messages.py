"""The outbox: written in the transaction of what it tells, staff only in office hours, each once."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.message import MessageChannel, MessageStatus
from portal.queries.settings import load_settings
from portal.services.messages import tell_sender, tell_staff
from tests.factories import CAST, acting, mail_at_once, opened_case, switch
from tests.support.records import account_of, messages, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


def vn(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}+07:00")


def tell(session: Session, at: datetime, *roles: str, by: str = "system", always: bool = False) -> set[str]:
    """Who of these has a mail waiting after being told of a case."""
    case = opened_case(session, at)
    act = acting(session, by, at)
    people = [act.settings.people[account_of(session, role).id] for role in roles]
    tell_staff(act, case, "staff_replied", to=people, always=always)
    return told_staff(session, case, "staff_replied")


def test_it_mails_those_who_chose_mails_at_once(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    assert tell(session, now, "officer", "leader") == {"officer"}


def test_it_mails_everybody_what_cannot_wait(session: Session, now: datetime) -> None:
    assert tell(session, now, "officer", "leader", always=True) == {"officer", "leader"}


def test_it_mails_each_once(session: Session, now: datetime) -> None:
    tell(session, now, "officer", "officer", always=True)
    assert len(messages(session, template="staff_replied")) == 1


def test_it_mails_nobody_what_they_did_themselves(session: Session, now: datetime) -> None:
    assert tell(session, now, "officer", "leader", by="officer", always=True) == {"leader"}


def test_it_mails_nobody_who_has_left(session: Session, now: datetime) -> None:
    account_of(session, "officer").active = False
    session.flush()
    assert tell(session, now, "officer", always=True) == set()


def test_it_speaks_the_language_of_each(session: Session, now: datetime) -> None:
    account_of(session, "officer").language = "en"
    session.flush()
    tell(session, now, "officer", "leader", always=True)
    assert [row.language for row in messages(session, template="staff_replied")] == ["en", "vi"]


@pytest.mark.parametrize(
    ("at", "goes_at"),
    [
        ("20T09:00", "20T09:00"),
        ("20T12:00", "20T13:30"),  # lunch
        ("20T22:00", "23T07:30"),  # Friday night
        ("22T10:00", "23T07:30"),  # Sunday
        ("23T17:00", "25T07:30"),  # Tuesday is a day off
    ],
)
def test_it_lets_staff_sleep(session: Session, at: str, goes_at: str) -> None:
    tell(session, vn(at), "officer", always=True)
    assert messages(session, template="staff_replied")[0].check_after == vn(goes_at)


def test_it_keeps_the_hours_of_the_receiving_unit(session: Session, now: datetime) -> None:
    switch(session, "office_hours", "14:00-16:00")
    tell(session, now, "officer", always=True)
    assert messages(session, template="staff_replied")[0].check_after == vn("20T14:00")


def test_it_writes_to_senders_at_any_hour(session: Session) -> None:
    case = opened_case(session, vn("22T23:00"))
    assert messages(session, case)[0].check_after == vn("22T23:00")


def test_it_keeps_what_the_message_is_about_apart_from_its_words(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    row = tell_sender(acting(session, "system", now), case, "asked", text="Ở ấp nào?")
    assert row is not None
    session.flush()
    assert (row.channel, row.template, row.facts) == (MessageChannel.EMAIL, "asked", {"text": "Ở ấp nào?"})
    assert (row.case_id, row.account_id, row.status) == (case.id, None, MessageStatus.QUEUED)
    assert (row.attempts, row.created_at) == (0, now)


def test_it_is_undone_with_what_it_tells(session: Session, now: datetime) -> None:
    attempt = session.begin_nested()
    opened_case(session, now)
    attempt.rollback()
    assert messages(session) == []


def test_it_knows_the_choices_of_everybody(session: Session) -> None:
    mail_at_once(session, *CAST)
    chosen = {person.email for person in load_settings(session).people.values() if person.mails_at_once}
    assert chosen == set(CAST.values())
