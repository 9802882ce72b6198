"""The message about an answer as its sender will read it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.reference import tracking_code
from portal.domain.states import Outcome
from portal.models.message import Message, MessageChannel, MessageTemplate
from portal.services.answer_case import AnswerText
from portal.services.open_case import NewSender
from portal.services.preview_answer import HIDDEN_CODE, preview_answer
from portal.services.word_message import Office
from tests.factories import accepted_case, acting
from tests.support.records import messages
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")
OFFICE = Office("Sở Công Thương", "0271 1022", "https://portal.example", b"key")
TEXT = AnswerText("Đã thay máy biến áp.", Outcome.HANDLED, "Xin lỗi vì chậm trễ.")


def test_it_words_the_message(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    shown, other = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert shown.recipient == "an@example.com"
    for words in (TEXT.body, TEXT.apology, "Đã xử lý", f"https://portal.example/follow/{case.reference}"):
        assert words in shown.body
    assert case.reference in shown.subject
    assert (shown.is_own, other.is_own) == (True, False)


def test_it_hides_the_senders_code(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    previews = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert len(previews) == 2
    for shown in previews:
        assert f"{case.reference}#code={HIDDEN_CODE}" in shown.body
        assert tracking_code(OFFICE.tracking_key, case.reference, case.code_nonce) not in shown.body


def test_it_speaks_the_senders_language_and_way(session: Session, now: datetime) -> None:
    sender = NewSender(phone="0912000345", language="en")
    case = accepted_case(session, now, sender=sender, reply_by=ReplyBy.SMS)
    shown, other = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert (shown.channel, shown.recipient) == (MessageChannel.SMS, "+84912000345")
    assert "is answered" in shown.body
    assert other.channel is MessageChannel.EMAIL


def test_it_names_no_recipient_where_there_is_none(session: Session, now: datetime) -> None:
    case = accepted_case(session, now, sender=NewSender(phone="0912000345"), reply_by=ReplyBy.PHONE)
    shown = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert not [each for each in shown if each.is_own]


def test_it_folds_the_short_message_and_counts_its_parts(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    _, sms = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert sms.body.startswith("So Cong Thuong: da tra loi phan anh")
    assert sms.parts == 1
    long = Office("Sở Công Thương " * 6, OFFICE.hotline, OFFICE.base_url, OFFICE.tracking_key)
    _, sms = preview_answer(acting(session, "officer", now), case, TEXT, office=long)
    assert sms.parts == 2


def test_it_takes_the_offices_own_words_in_one_statement(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    key = {"name": "answered", "language": "vi", "updated_at": now}
    session.add(MessageTemplate(channel=MessageChannel.SMS, body="Xem {link}", **key))
    session.flush()
    with counted_statements() as sent:
        email, sms = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert sms.body.startswith("Xem https://portal.example/follow/")
    assert TEXT.body in email.body
    assert len([each for each in sent if "message_templates" in each]) == 1


def test_it_leaves_nothing_in_the_outbox(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before: list[Message] = messages(session, case)
    preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert messages(session, case) == before
