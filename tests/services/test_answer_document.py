"""The formal document of an answer: from whom, to whom, numbered only when issued."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy, SenderKind
from portal.domain.official_paper import place_of
from portal.domain.states import Outcome
from portal.models.answer import Answer
from portal.models.case import Case
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    issue_answer,
    save_draft,
    submit_answer,
)
from portal.services.answer_document import answer_document, paragraphs
from portal.services.open_case import NewSender
from tests.factories import accepted_case, acting

TEXT = AnswerText("Đã kiểm tra.\n\nĐã thay máy.", Outcome.HANDLED, apology="Xin lỗi.", as_document=True)


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def test_it_sets_an_issued_answer(session: Session, now: datetime, case: Case) -> None:
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, TEXT)
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    document = answer_document(officer, case, answer)
    assert (document.parent_agency, document.agency) == ("Sở Công Thương", "Phòng Quản lý năng lượng")
    assert (document.number, document.place, document.dated) == ("1/SCT-QLNL", "Bình An", now)
    assert document.about == f"trả lời phản ánh, kiến nghị {case.reference}"
    assert document.addressee == "Ông/Bà Lê Văn An"
    assert document.paragraphs == ("Đã kiểm tra.", "Đã thay máy.", "Xin lỗi.")
    assert (document.signer_capacity, document.signer_name) == ("Trưởng phòng", "Hoàng Đức Thắng")
    assert document.recipients == ("Như trên", "Lưu: VT, QLNL")
    assert not document.is_draft


def test_it_sets_a_draft_without_number(session: Session, now: datetime, case: Case) -> None:
    officer = acting(session, "officer", now)
    document = answer_document(officer, case, save_draft(officer, case, TEXT))
    assert document.is_draft
    assert document.number == "/SCT-QLNL"
    assert document.signer_name == "Bùi Quốc Huy"


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        (
            NewSender(kind=SenderKind.ORGANISATION, organisation="HTX Thanh Tân", name="Lê An"),
            "HTX Thanh Tân",
        ),
        (NewSender(name="Lê An"), "Ông/Bà Lê An"),
        (NewSender(phone="0912000345"), "Người gửi phản ánh, kiến nghị "),
        (NewSender(), "Người gửi phản ánh, kiến nghị "),
    ],
)
def test_it_addresses_the_sender(
    standing_office: None, session: Session, now: datetime, sender: NewSender, words: str
) -> None:
    case = accepted_case(session, now, sender=sender, reply_by=ReplyBy.NONE)
    officer = acting(session, "officer", now)
    document = answer_document(officer, case, save_draft(officer, case, TEXT))
    assert document.addressee.startswith(words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Kính gửi Ông/Bà,\n\nĐã thay máy.\n\nTrân trọng.", ("Đã thay máy.", "Xin lỗi.", "Trân trọng.")),
        ("Đã thay máy.\nĐã đo lại.", ("Đã thay máy.", "Đã đo lại.", "Xin lỗi.")),
        ("Kính gửi Ông/Bà", ("Xin lỗi.",)),
        (f"Kính gửi Ông/Bà, {'x' * 80}", (f"Kính gửi Ông/Bà, {'x' * 80}", "Xin lỗi.")),
    ],
)
def test_it_greets_once_and_apologises_before_closing(body: str, words: tuple[str, ...]) -> None:
    assert paragraphs(Answer(body=body, apology="Xin lỗi.")) == words


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Số 1 đường Trung Tâm, phường Tân Phú, tỉnh Bình An", "Bình An"),
        ("12 Lê Lợi, Thành phố Huế", "Huế"),
        ("Bình An", "Bình An"),
        ("", ""),
    ],
)
def test_it_dates_from_the_end_of_the_address(address: str, place: str) -> None:
    assert place_of(address) == place
