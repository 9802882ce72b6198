"""The message about an answer as its sender will read it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.states import Outcome
from portal.models.message import Message
from portal.services.answer_case import AnswerText
from portal.services.open_case import NewSender
from portal.services.preview_answer import HIDDEN_CODE, preview_answer
from portal.services.word_message import Office
from tests.factories import accepted_case, acting
from tests.support.records import messages

pytestmark = pytest.mark.usefixtures("standing_office")
OFFICE = Office("Sở Công Thương", "0271 1022", "https://portal.example", b"key")
TEXT = AnswerText("Đã thay máy biến áp.", Outcome.HANDLED, "Xin lỗi vì chậm trễ.")


def test_it_words_the_message(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    shown = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert shown.recipient == "an@example.com"
    for words in (TEXT.body, TEXT.apology, "Đã xử lý", f"https://portal.example/follow/{case.reference}"):
        assert words in shown.body
    assert case.reference in shown.subject


def test_it_hides_the_senders_code(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert HIDDEN_CODE in preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE).body


def test_it_speaks_the_senders_language_and_way(session: Session, now: datetime) -> None:
    sender = NewSender(phone="0912000345", language="en")
    case = accepted_case(session, now, sender=sender, reply_by=ReplyBy.SMS)
    shown = preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert shown.recipient == "+84912000345"
    assert "is answered" in shown.body


def test_it_names_no_recipient_where_there_is_none(session: Session, now: datetime) -> None:
    case = accepted_case(session, now, sender=NewSender(phone="0912000345"), reply_by=ReplyBy.PHONE)
    assert preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE).recipient == ""


def test_it_leaves_nothing_in_the_outbox(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before: list[Message] = messages(session, case)
    preview_answer(acting(session, "officer", now), case, TEXT, office=OFFICE)
    assert messages(session, case) == before
