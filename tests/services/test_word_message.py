"""A message in words: the office's or the shipped ones, and nothing in a subject that others may not read."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.reference import tracking_code
from portal.models.case import Case
from portal.models.message import Message, MessageChannel, MessageTemplate
from portal.services.messages import tell_staff
from portal.services.open_case import NewSender
from portal.services.word_message import (
    Office,
    Wording,
    fill,
    shipped_wordings,
    word_message,
)
from tests.factories import acting, answered_case, opened_case
from tests.support.records import account_of, messages

pytestmark = pytest.mark.usefixtures("standing_office")

OFFICE = Office("Sở Công Thương", "0271 1022", "https://phananh.binhan.example", b"khoa-cua-van-phong")
SHIPPED = [(name, language) for name in shipped_wordings() for language in ("vi", "en")]
# Who sent it, what they wrote, and the key to it.
PRIVATE = {"code", "codes", "name", "text", "reason", "answer", "link", "desk_link"}


def worded(session: Session, now: datetime, message: Message) -> Wording:
    return word_message(acting(session, "system", now), message, OFFICE)


def message_of(session: Session, case: Case, template: str) -> Message:
    return messages(session, case, template=template)[0]


@pytest.mark.parametrize(
    ("language", "subject", "due"),
    [
        ("vi", "Đã tiếp nhận phản ánh, kiến nghị {}", "Hạn trả lời: hết thứ Năm 26/11/2026"),
        ("en", "We have received your feedback {}", "Answer due by the end of Thursday 26/11/2026"),
    ],
)
def test_it_words_the_receipt(session: Session, now: datetime, language: str, subject: str, due: str) -> None:
    case = opened_case(session, now, sender=NewSender(email="an@example.com", language=language))
    wording = worded(session, now, message_of(session, case, "received"))
    assert wording.subject == subject.format(case.reference)
    code = tracking_code(OFFICE.tracking_key, case.reference, case.code_nonce)
    link = f"{OFFICE.base_url}/follow/{case.reference}"
    for part in (code, link, due, OFFICE.name, OFFICE.hotline):
        assert part in wording.body
    assert "{" not in wording.body


def test_it_words_the_answer_with_its_outcome(session: Session, now: datetime) -> None:
    body = worded(session, now, message_of(session, answered_case(session, now), "answered")).body
    assert "Đã kiểm tra và thay máy biến áp." in body
    assert "Kết quả: Đã xử lý" in body
    assert "Phòng Quản lý năng lượng trả lời" in body


def test_it_names_the_member_of_staff_and_leads_to_the_desk(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    act = acting(session, "system", now)
    officer = act.settings.people[account_of(session, "officer").id]
    tell_staff(act, case, "staff_reminder", to=[officer], always=True, reminder="last_day")
    wording = worded(session, now, message_of(session, case, "staff_reminder"))
    assert wording.body.startswith("Bùi Quốc Huy thân mến,")
    assert f"{OFFICE.base_url}/desk/cases/{case.reference}" in wording.body
    assert wording.subject.endswith(f": {case.reference}")


def test_it_takes_the_words_of_the_office(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    key = {"name": "received", "language": "vi", "channel": MessageChannel.EMAIL}
    session.add(MessageTemplate(**key, subject="Chào {reference}", body="{unknown} {{x}}", updated_at=now))
    session.flush()
    wording = worded(session, now, message_of(session, case, "received"))
    assert wording == Wording(f"Chào {case.reference}", "{unknown} {x}")


def test_it_does_not_read_a_senders_words_as_a_template(session: Session) -> None:
    assert fill("{text}", {"text": "{code} {0}"}) == "{code} {0}"
