"""The worker delivers the outbox: everything that is due, whatever becomes of a single message."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Config
from portal.adapters.mail import FolderMailer
from portal.app import create_app
from portal.extensions import db
from portal.jobs.deliver import deliver
from portal.models.case import Case
from portal.models.message import CallBack, Message, MessageChannel, MessageStatus, MessageTemplate
from portal.ports import OutgoingMail, Refused, Unavailable
from portal.services.open_case import NewSender
from tests.factories import answered_case, build_demo_office, opened_case
from tests.fakes import FakeMailer, FakePorts
from tests.jobs.conftest import OFFICE, Clock, Work
from tests.support.databases import Databases
from tests.support.records import messages
from tests.support.workers import at_once

Deliver = Callable[[], int]
office = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def deliver_all(work: Work, outside: FakePorts) -> Deliver:
    """One round of the job."""
    return lambda: work(lambda: deliver(outside.ports, OFFICE))


def letters(session: Session, now: datetime, count: int = 3) -> list[Case]:
    """Cases whose receipts wait, each for a sender of their own."""
    senders = [NewSender(email=f"nguoidan{number}@example.com") for number in range(count)]
    cases = [opened_case(session, now, sender=sender) for sender in senders]
    session.commit()
    return cases


def statuses(session: Session) -> list[MessageStatus]:
    session.expire_all()
    return [row.status for row in messages(session)]


@office
def test_it_delivers_everything_that_is_due(
    clock: Clock, session: Session, outside: FakePorts, deliver_all: Deliver
) -> None:
    letters(session, clock.moment)
    assert deliver_all() == 3
    assert [mail.recipient for mail in outside.mailer.sent] == [
        f"nguoidan{number}@example.com" for number in range(3)
    ]
    assert statuses(session) == [MessageStatus.SENT] * 3
    assert deliver_all() == 0


@office
def test_it_delivers_more_than_one_handful(
    clock: Clock, session: Session, outside: FakePorts, deliver_all: Deliver
) -> None:
    case = letters(session, clock.moment, 1)[0]
    facts = {"template": "withdrawn", "recipient": "an@example.com", "case_id": case.id}
    moments = {"created_at": clock.moment, "check_after": clock.moment}
    session.add_all(Message(channel=MessageChannel.EMAIL, **moments, **facts) for _ in range(60))
    session.commit()
    assert deliver_all() == 61


@office
def test_it_tries_again_when_the_outage_is_over(
    clock: Clock, session: Session, outside: FakePorts, deliver_all: Deliver
) -> None:
    letters(session, clock.moment)
    outside.mailer.problem = Unavailable("away")
    assert deliver_all() == 0
    assert statuses(session) == [MessageStatus.QUEUED] * 3
    outside.mailer.problem = None
    clock.moment += timedelta(seconds=59)
    assert deliver_all() == 0
    clock.moment += timedelta(seconds=1)
    assert deliver_all() == 3


class Picky(FakeMailer):
    """Has something against one address."""

    def send(self, mail: OutgoingMail) -> None:
        self.problem = self.against if mail.recipient.startswith("nguoidan0") else None
        super().send(mail)

    against: Exception = Refused("no such mailbox")


@office
@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (Refused("no such mailbox"), MessageStatus.FAILED),
        (Unavailable("busy"), MessageStatus.QUEUED),
        (ValueError("a fault of our own"), MessageStatus.QUEUED),
    ],
)
def test_it_lets_no_message_stop_the_others(
    work: Work, clock: Clock, session: Session, problem: Exception, status: MessageStatus
) -> None:
    letters(session, clock.moment)
    mailer = Picky()
    mailer.against = problem
    assert work(lambda: deliver(FakePorts(mailer=mailer).ports, OFFICE)) == 2
    assert statuses(session) == [status, MessageStatus.SENT, MessageStatus.SENT]


@office
def test_it_gives_up_what_cannot_be_put_into_words(
    clock: Clock, session: Session, outside: FakePorts, deliver_all: Deliver
) -> None:
    """A wording of the office's own that is damaged: the answer is told by phone."""
    key = {"name": "answered", "language": "vi", "channel": MessageChannel.EMAIL}
    session.add(MessageTemplate(**key, subject="{", body="{", updated_at=clock.moment))
    answered_case(session, clock.moment)
    session.commit()
    assert deliver_all() == 1
    assert statuses(session) == [MessageStatus.SENT, MessageStatus.FAILED]
    assert len(session.scalars(select(CallBack)).all()) == 1


# --- two workers on one outbox --------------------------------------------------------------------


@pytest.fixture
def office_app(databases: Databases, tmp_path: Path, now: datetime) -> Iterator[Flask]:
    """A portal on a database of its own, that several workers share."""
    with databases.fresh() as address:
        app = create_app(Config(PORTAL_ENV="testing", DATABASE_URL=address, PORTAL_DATA=tmp_path / "var"))
        app.config["CLOCK"] = lambda: now
        with app.app_context():
            build_demo_office(db.session())
            db.session.commit()
        yield app
        with app.app_context():
            db.engine.dispose()


class Counting(FolderMailer):
    """A real mailer that counts what it was given."""

    given: list[str]

    def send(self, mail: OutgoingMail) -> None:
        self.given.append(mail.message_id)
        super().send(mail)


def test_it_sends_nothing_twice_with_several_workers(
    office_app: Flask, now: datetime, tmp_path: Path
) -> None:
    with office_app.app_context():
        letters(db.session(), now, 10)
    mailer = Counting(tmp_path / "mail", sender="phananh@binhan.example")
    mailer.given = []
    ports = FakePorts(mailer=mailer).ports  # type: ignore[arg-type]  # a real one for once

    def work() -> int:
        with office_app.app_context():
            return deliver(ports, OFFICE)

    assert sum(at_once([work] * 3)) == 10
    assert len(mailer.given) == len(set(mailer.given)) == 10
    mails = [message_from_bytes(path.read_bytes()) for path in (tmp_path / "mail").glob("*.eml")]
    assert {mail["To"] for mail in mails} == {f"nguoidan{number}@example.com" for number in range(10)}
