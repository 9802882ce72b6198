"""The outbox on its way: claimed by one worker, leased, retried with growing pauses, given up as a task."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import ReplyBy
from portal.models.message import CallBack, Message, MessageStatus
from portal.ports import Refused, Unavailable
from portal.services.deliver_message import (
    LEASE,
    PAUSES,
    carry,
    claim,
    due_messages,
    fold_for_sms,
    note_failure,
    note_sent,
    pack,
)
from portal.services.messages import tell_staff
from portal.services.open_case import NewSender
from tests.factories import acting, answered_case, divert_case, opened_case
from tests.fakes import FakeMailer, FakePorts
from tests.services.test_word_message import OFFICE
from tests.support.databases import Databases
from tests.support.records import account_of, kinds, messages
from tests.support.workers import Workplace, at_once, workplace

office = pytest.mark.usefixtures("standing_office")

SECOND = timedelta(seconds=1)
AWAY = Unavailable("an@example.com is away")


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


def receipt(session: Session, now: datetime, **given: object) -> Message:
    """A message that waits."""
    row = messages(session, opened_case(session, now, **given), template="received")[0]
    session.flush()
    return row


def fail(session: Session, row: Message, at: datetime, error: Unavailable | Refused = AWAY) -> None:
    """One try that fails."""
    assert claim(session, row.id, at) is row
    note_failure(acting(session, "system", at), row.id, error)
    session.flush()


# --- claiming -------------------------------------------------------------------------------------


@office
def test_it_finds_what_is_due_the_longest_waiting_first(session: Session, now: datetime) -> None:
    later, first = receipt(session, now + SECOND * 9), receipt(session, now)
    assert list(due_messages(session, now - SECOND)) == []
    assert list(due_messages(session, now)) == [first.id]
    assert list(due_messages(session, now + SECOND * 9)) == [first.id, later.id]
    assert list(due_messages(session, now + SECOND * 9, limit=1)) == [first.id]


@office
def test_it_is_claimed_for_as_long_as_a_try_lasts(session: Session, now: datetime) -> None:
    row = receipt(session, now)
    assert claim(session, row.id, now) is row
    assert (row.status, row.attempts, row.check_after) == (MessageStatus.SENDING, 1, now + LEASE)
    assert claim(session, row.id, now) is None
    assert claim(session, row.id, now + LEASE - SECOND) is None


@office
def test_it_is_claimed_again_when_the_worker_died(session: Session, now: datetime) -> None:
    row = receipt(session, now)
    claim(session, row.id, now)
    assert claim(session, row.id, now + LEASE) is row
    assert row.attempts == 2


@office
def test_it_is_not_claimed_before_its_moment(session: Session, now: datetime) -> None:
    assert claim(session, receipt(session, now).id, now - SECOND) is None


@office
def test_it_is_not_claimed_once_it_was_sent(session: Session, now: datetime) -> None:
    row = receipt(session, now)
    claim(session, row.id, now)
    note_sent(acting(session, "system", now + SECOND), row.id)
    session.flush()
    assert (row.status, row.sent_at, row.check_after) == (MessageStatus.SENT, now + SECOND, None)
    assert claim(session, row.id, now + timedelta(days=1)) is None


# --- failing --------------------------------------------------------------------------------------


@office
def test_it_is_tried_again_after_growing_pauses(session: Session, now: datetime) -> None:
    row, at, waited = receipt(session, now), now, []
    for _ in PAUSES:
        fail(session, row, at)
        assert row.status is MessageStatus.QUEUED
        assert row.check_after is not None
        waited.append(row.check_after - at)
        at = row.check_after
    assert waited == list(PAUSES) == sorted(PAUSES)
    fail(session, row, at)
    assert (row.status, row.check_after, row.attempts) == (MessageStatus.FAILED, None, 6)


@office
def test_it_is_given_up_at_once_when_it_was_refused(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    fail(session, messages(session, case)[0], now, Refused("550 no such mailbox"))
    assert messages(session, case)[0].status is MessageStatus.FAILED
    assert kinds(session, case)[-1] is EventKind.DELIVERY_FAILED


@office
def test_it_keeps_nobodys_address_in_the_error(session: Session, now: datetime) -> None:
    row = receipt(session, now)
    fail(session, row, now)
    assert row.last_error == "Unavailable"


@office
def test_it_makes_a_call_back_of_an_answer_that_cannot_be_sent(session: Session, now: datetime) -> None:
    """A failed delivery makes a task, not another verdict."""
    case = answered_case(session, now)
    verdict = case.verdict
    fail(session, messages(session, case, template="answered")[0], now, Refused())
    rows = session.scalars(select(CallBack)).all()
    assert [(row.case_id, row.unit_id, row.next_try_on) for row in rows] == [
        (case.id, case.unit_id, now.date())
    ]
    assert case.verdict is verdict


@office
def test_it_makes_no_call_back_of_a_receipt(session: Session, now: datetime) -> None:
    fail(session, receipt(session, now), now, Refused())
    assert session.scalars(select(CallBack)).all() == []


@office
def test_it_makes_no_task_of_a_mail_to_staff(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    act = acting(session, "system", now)
    people = [act.settings.people[account_of(session, "officer").id]]
    tell_staff(act, case, "staff_replied", to=people, always=True)
    session.flush()
    fail(session, messages(session, case, template="staff_replied")[0], now, Refused())
    assert kinds(session, case)[-1] is EventKind.ROUTED


@office
def test_it_says_nothing_of_a_sealed_case(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    session.flush()
    for row in messages(session, case):
        fail(session, row, now, Refused())
    assert kinds(session, case)[-1] is EventKind.DIVERTED
    assert session.scalars(select(CallBack)).all() == []


# --- carrying -------------------------------------------------------------------------------------


@office
def test_it_is_carried_by_mail(session: Session, now: datetime) -> None:
    fakes, row = FakePorts(), receipt(session, now)
    carry(pack(acting(session, "system", now), row, OFFICE), fakes.ports)
    mail = fakes.mailer.last
    assert (mail.recipient, mail.language) == ("an@example.com", "vi")
    assert mail.message_id == f"message-{row.id}-20261120020000"


@office
def test_it_has_the_same_identifier_at_every_try(session: Session, now: datetime) -> None:
    fakes, row = FakePorts(), receipt(session, now)
    for later in (now, now + timedelta(days=1)):
        carry(pack(acting(session, "system", later), row, OFFICE), fakes.ports)
    assert len({mail.message_id for mail in fakes.mailer.sent}) == 1


@office
def test_it_is_carried_by_sms_without_accents(session: Session, now: datetime) -> None:
    sender = NewSender(phone="0912 000 345")
    fakes, row = FakePorts(), receipt(session, now, sender=sender, reply_by=ReplyBy.SMS)
    carry(pack(acting(session, "system", now), row, OFFICE), fakes.ports)
    ((phone, text, _identifier),) = fakes.sms.sent
    assert phone == "+84912000345"
    assert text.startswith("So Cong Thuong: da tiep nhan phan anh PA-")
    assert fakes.mailer.sent == []


def test_it_folds_letters_and_keeps_their_case() -> None:
    assert fold_for_sms("Đường dây  nóng\nSỞ") == "Duong day nong SO"


# --- two workers ----------------------------------------------------------------------------------


def deliver(sessions: Workplace, mailer: FakeMailer, now: datetime) -> None:
    """A worker's round."""
    ports = FakePorts(mailer=mailer).ports
    with sessions() as session:
        for message_id in due_messages(session, now):
            row = claim(session, message_id, now)
            session.commit()
            if row is not None:
                carry(pack(acting(session, "system", now), row, OFFICE), ports)
                note_sent(acting(session, "system", now), message_id)
                session.commit()


def test_it_is_never_sent_twice(sessions: Workplace, now: datetime) -> None:
    with sessions() as session:
        for _ in range(12):
            opened_case(session, now)
        session.commit()
    mailer = FakeMailer()
    at_once([partial(deliver, sessions, mailer, now)] * 3)
    sent = [mail.message_id for mail in mailer.sent]
    assert len(sent) == len(set(sent)) == 12
    with sessions() as session:
        assert set(session.scalars(select(Message.status))) == {MessageStatus.SENT}
