"""A lost code goes to the contact on record alone, and speaks of no case it should not."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.reference import tracking_code
from portal.models.case import Case
from portal.models.message import Message, MessageChannel
from portal.queries.recoverable import meant
from portal.services.deliver_message import pack
from portal.services.open_case import NewSender
from portal.services.recover_code import recover_code, recovery_of
from portal.services.word_message import Office
from tests.factories import acting, answered_case, divert_case, opened_case
from tests.support.records import messages

pytestmark = pytest.mark.usefixtures("standing_office")

OFFICE = Office("Sở Công Thương", "0271 1022", "https://phananh.binhan.example", b"khoa-cua-van-phong")
MAIL, PHONE = "an@example.com", "+84912000345"


def recovered(session: Session, typed: str, now: datetime) -> Message | None:
    act = acting(session, "sender", now)
    recovery = recovery_of(act, meant(typed))
    if recovery is None:
        return None
    recover_code(act, recovery)
    session.flush()
    return messages(session, template="code_recovered")[-1]


def found(session: Session, typed: str, now: datetime) -> list[Case]:
    recovery = recovery_of(acting(session, "sender", now), meant(typed))
    return recovery[2] if recovery else []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" An@Example.com ", MAIL),
        ("0912 000 345", PHONE),
        ("(84) 912.000.345", PHONE),
        ("điện yếu", ""),
        ("", ""),
        # A reference whose check symbol is wrong is no reference.
        ("PA-2222-2223", ""),
    ],
)
def test_it_reads_what_was_typed(typed: str, kept: str) -> None:
    assert meant(typed) == kept


def test_it_sends_the_code_to_the_contact_on_record(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    message = recovered(session, case.reference.lower(), now)
    assert message is not None
    assert (message.channel, message.recipient, message.case_id) == (MessageChannel.EMAIL, MAIL, case.id)
    wording = pack(acting(session, "system", now), message, OFFICE).wording
    code = tracking_code(OFFICE.tracking_key, case.reference, case.code_nonce)
    assert f"{OFFICE.base_url}/follow/{case.reference}#code={code}" in wording.body
    assert "{" not in wording.body
    assert case.reference not in wording.subject


@pytest.mark.parametrize("typed", [MAIL, "0912000345"])
def test_it_finds_the_cases_of_a_contact(session: Session, now: datetime, typed: str) -> None:
    first, second = opened_case(session, now), opened_case(session, now, body="Đường hỏng ở ấp Lộc An.")
    opened_case(session, now, sender=NewSender(email="binh@example.com", phone="0913000111"))
    message = recovered(session, typed, now)
    assert message is not None
    assert message.facts == {"case_ids": [second.id, first.id]}
    assert message.recipient == (MAIL if "@" in typed else PHONE)
    words = pack(acting(session, "system", now), message, OFFICE).wording.body
    assert words.index(second.reference) < words.index(first.reference)
    if message.channel is MessageChannel.SMS:
        assert words.isascii()


def test_it_sends_at_most_five(session: Session, now: datetime) -> None:
    for n in range(7):
        opened_case(session, now, body=f"Việc khác hẳn, lần thứ {n}.")
    assert len(found(session, MAIL, now)) == 5


def test_it_leaves_out_what_was_answered_long_ago(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert found(session, MAIL, now + timedelta(days=300)) == [case]
    assert found(session, MAIL, now + timedelta(days=400)) == []
    assert found(session, case.reference, now + timedelta(days=400)) == [case]


def test_it_never_speaks_of_a_sealed_case(session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now, body="Đường hỏng ở ấp Lộc An.")
    message = recovered(session, MAIL, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert found(session, case.reference, now) == []
    assert found(session, MAIL, now) == [other]
    # Nor one that was sealed while the message was on its way.
    assert message is not None
    assert case.reference not in pack(acting(session, "system", now), message, OFFICE).wording.body


def test_it_uses_any_contact_of_who_wants_to_be_phoned(session: Session, now: datetime) -> None:
    case = opened_case(session, now, sender=NewSender(phone="0912000345"), reply_by=ReplyBy.PHONE)
    message = recovered(session, case.reference, now)
    assert message is not None
    assert (message.channel, message.recipient) == (MessageChannel.SMS, PHONE)


def test_it_has_nowhere_to_send_without_a_contact(session: Session, now: datetime) -> None:
    case = opened_case(
        session, now, sender=NewSender(name="An", address="Ấp Thanh Tân"), reply_by=ReplyBy.POST
    )
    assert recovered(session, case.reference, now) is None
