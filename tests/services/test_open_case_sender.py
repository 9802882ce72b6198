"""Who sends and how they are answered, and the moment a case is said to have come in."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy, SenderKind
from portal.models.message import MessageChannel, MessageStatus
from portal.services.errors import RuleBroken
from portal.services.open_case import NewSender
from tests.factories import opened_case, switch, unit_id
from tests.support.records import leg, messages, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

EMAIL, PHONE = "an@example.com", "0912 000 345"


@pytest.mark.parametrize(
    ("sender", "reply_by", "way"),
    [
        (NewSender(email=EMAIL), ReplyBy.EMAIL, (MessageChannel.EMAIL, EMAIL)),
        (NewSender(email=" An@Example.com "), ReplyBy.EMAIL, (MessageChannel.EMAIL, EMAIL)),
        (NewSender(phone=PHONE), ReplyBy.SMS, (MessageChannel.SMS, "+84912000345")),
        (NewSender(phone=PHONE, email=EMAIL), ReplyBy.SMS, (MessageChannel.SMS, "+84912000345")),
        # Who wants to be called is also written to, where an address is known.
        (NewSender(phone=PHONE, email=EMAIL), ReplyBy.PHONE, (MessageChannel.EMAIL, EMAIL)),
        (NewSender(phone=PHONE), ReplyBy.PHONE, None),
        (NewSender(address="12 Lê Lợi"), ReplyBy.POST, None),
        (NewSender(), ReplyBy.NONE, None),
    ],
)
def test_it_queues_the_receipt_by_the_way_that_was_chosen(
    session: Session,
    now: datetime,
    sender: NewSender,
    reply_by: ReplyBy,
    way: tuple[MessageChannel, str] | None,
) -> None:
    case = opened_case(session, now, sender=sender, reply_by=reply_by)
    receipts = messages(session, case, template="received")
    assert [(each.channel, each.recipient) for each in receipts] == ([way] if way else [])
    assert all((each.status, each.check_after) == (MessageStatus.QUEUED, now) for each in receipts)


def test_it_writes_to_the_sender_in_their_language(session: Session, now: datetime) -> None:
    case = opened_case(session, now, sender=NewSender(email=EMAIL, language="en"))
    assert [each.language for each in messages(session, case)] == ["en"]


def test_it_keeps_the_sender_as_they_can_be_found_again(session: Session, now: datetime) -> None:
    told = NewSender(name=" Lê  Va\u0306n An ", phone="(84) 912.000.345", address=" 12 Lê Lợi\n")
    sender = opened_case(session, now, sender=told, reply_by=ReplyBy.PHONE).sender
    assert (sender.kind, sender.name) == (SenderKind.PERSON, "Lê Văn An")
    assert (sender.phone, sender.address) == ("+84912000345", "12 Lê Lợi")


def test_it_ticks_no_consent_by_itself(session: Session, now: datetime) -> None:
    sender = opened_case(session, now).sender
    assert not (sender.consents_to_name)
    assert not (sender.consents_to_survey)
    assert not (sender.consents_to_social)


def test_it_takes_an_anonymous_case_as_information(session: Session, now: datetime) -> None:
    case = opened_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)
    assert (case.sender.kind, case.for_reference) == (SenderKind.ANONYMOUS, True)
    assert told_sender(session, case) == []


def test_it_takes_a_name_for_no_contact(session: Session, now: datetime) -> None:
    case = opened_case(session, now, sender=NewSender(name="Lê Văn An"), reply_by=ReplyBy.NONE)
    assert (case.sender.kind, case.for_reference) == (SenderKind.PERSON, True)


@pytest.mark.parametrize("sender", [NewSender(), NewSender(name="An"), NewSender(email=" ", address="\t")])
def test_it_refuses_a_case_without_contact_where_the_unit_does(
    session: Session, now: datetime, sender: NewSender
) -> None:
    switch(session, "accepts_anonymous", False)
    with pytest.raises(RuleBroken, match="contact_missing"):
        opened_case(session, now, sender=sender, reply_by=ReplyBy.NONE)


def test_it_refuses_what_is_no_number(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened_case(session, now, sender=NewSender(phone="12345", email=EMAIL))
    assert (refusal.value.field, refusal.value.code) == ("phone", "malformed")


@pytest.mark.parametrize(
    ("reply_by", "entry"),
    [(ReplyBy.EMAIL, "email"), (ReplyBy.SMS, "phone"), (ReplyBy.PHONE, "phone"), (ReplyBy.POST, "address")],
)
def test_it_wants_what_the_way_of_answering_needs(
    session: Session, now: datetime, reply_by: ReplyBy, entry: str
) -> None:
    given = {"email": EMAIL, "phone": PHONE, "address": "12 Lê Lợi"}
    others: dict[str, Any] = {name: value for name, value in given.items() if name != entry}
    with pytest.raises(RuleBroken) as refusal:
        opened_case(session, now, sender=NewSender(**others), reply_by=reply_by)
    assert (refusal.value.field, refusal.value.code) == (entry, "needed_for_reply")


# --- the moment of receipt ------------------------------------------------------------------------


def test_it_counts_from_receipt_and_keeps_the_moment_of_entry(session: Session, now: datetime) -> None:
    received_at = now - timedelta(days=2)
    case = opened_case(session, now, received_at=received_at, backdating_reason="Thư đến ngày 18/11")
    assert (case.received_at, case.entered_at) == (received_at, now)
    assert case.due_on == date(2026, 11, 23)  # Thursday, Friday, Monday
    assert leg(session, case).started_at == received_at


def test_it_wants_a_reason_for_an_earlier_day(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened_case(session, now, received_at=now - timedelta(days=1), backdating_reason=" ")
    assert (refusal.value.field, refusal.value.code) == ("backdating_reason", "missing")


def test_it_wants_none_for_an_earlier_hour(session: Session, now: datetime) -> None:
    early = now - timedelta(hours=8, minutes=59)  # one minute past midnight
    assert opened_case(session, now, received_at=early).received_at == early


def test_it_takes_nothing_from_the_future(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="future"):
        opened_case(session, now, received_at=now + timedelta(seconds=1))


def test_it_registers_under_the_year_of_receipt(session: Session, now: datetime) -> None:
    opened_case(session, now)
    last_year = datetime.fromisoformat("2025-12-31T23:00+07:00")
    case = opened_case(session, now, received_at=last_year, backdating_reason="Thư thất lạc")
    assert (case.register_year, case.register_number, case.received_month) == (2025, 1, 202512)


def test_it_counts_each_unit_by_itself(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert opened_case(session, now, receiving_unit_id=unit_id(session, "TB")).register_number == 1
    assert opened_case(session, now).register_number == 2
