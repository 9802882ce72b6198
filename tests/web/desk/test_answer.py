"""Answering on the page: drafts, canned texts, files, approval by another person, issue, and two writers at once."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.states import Outcome
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.desk import CannedText
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    save_draft,
)
from portal.services.publish_answer import published
from tests.factories import accepted_case, acting, category_id, published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.desk.answering import WORDS, answer_of, page_of, submitted, write
from tests.web.desk.conftest import Staff


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


# --- drafts ---------------------------------------------------------------------------------------


def test_it_keeps_a_draft(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    client = staff("officer")
    page = write(client, case, "save", as_document="y")
    assert "Đã lưu bản soạn." in page.text
    draft = answer_of(session, case, now)
    assert (draft.body, draft.outcome, draft.status) == (WORDS, Outcome.HANDLED, AnswerStatus.DRAFT)
    assert draft.as_document
    again = page_of(client, case).form(f"/desk/cases/{case.reference}/answer").fields
    assert (again["body"], again["outcome"], again["seen"]) == ([WORDS], ["handled"], ["1"])


def test_it_puts_the_answer_before_the_approver(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    page = write(staff("officer"), case, "submit")
    assert page.heading == case.subject
    assert answer_of(session, case, now).status is AnswerStatus.SUBMITTED
    assert "đang chờ lãnh đạo duyệt" in page_of(staff("officer"), case).text


@pytest.mark.parametrize(
    ("missing", "words"),
    [({"body": ""}, "Xin viết nội dung trả lời."), ({"outcome": None}, "Xin chọn kết quả xử lý.")],
)
def test_it_wants_a_whole_answer(
    staff: Staff, session: Session, case: Case, missing: dict[str, Any], words: str
) -> None:
    page = write(staff("officer"), case, "submit", status=422, **missing)
    assert words in page.text
    assert case.answer_status is None


def test_it_keeps_what_was_typed_when_something_is_missing(staff: Staff, case: Case) -> None:
    assert WORDS in write(staff("officer"), case, "submit", status=422, outcome=None).html


def test_it_keeps_what_was_typed_when_the_session_is_over(staff: Staff, case: Case) -> None:
    page = write(staff("officer"), case, "save", status=422, csrf_token="cũ")
    assert "phiên làm việc hết hạn" in page.text
    assert WORDS in page.html


def test_it_shows_the_message_as_its_sender_will_read_it(staff: Staff, case: Case) -> None:
    page = write(staff("officer"), case, "preview")
    assert "Gửi đến: an@example.com" in page.text
    assert f"Trả lời phản ánh, kiến nghị {case.reference}" in page.text
    assert "Phòng Quản lý năng lượng trả lời" in page.text
    assert "••••-••••" in page.text  # the sender's code is nobody else's


def test_it_shows_the_answer_in_every_other_way(staff: Staff, case: Case) -> None:
    page = write(staff("officer"), case, "preview", as_document="y")
    assert re.search(r"Không dấu, tính cước [1-3] tin\.", page.text)
    assert f"da tra loi phan anh {case.reference}" in page.text
    assert f"Tôi gọi từ Phòng Quản lý năng lượng, về phản ánh mã số {case.reference}." in page.text
    assert "Trang theo dõi" in page.text
    assert page.links["Văn bản (PDF) người gửi tải được"].endswith("/answer.pdf")


def test_it_offers_first_the_canned_texts_of_the_outcome(staff: Staff, session: Session, case: Case) -> None:
    for code, outcome in (("a", Outcome.EXPLAINED), ("b", None), ("c", Outcome.HANDLED)):
        session.add(CannedText(code=code, title=f"Mẫu {code}", body="…", outcome=outcome))
    write(staff("officer"), case, "save", outcome="handled")
    titles = page_of(staff("officer"), case).html.split("Mẫu ")[1:]
    assert [each[0] for each in titles] == ["c", "b", "a"]


def test_it_says_when_the_sender_will_be_phoned(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    case.sender.email = ""
    assert "danh sách gọi lại" in write(staff("officer"), case, "preview").text


def test_it_has_the_browser_forget_the_draft_it_has_saved(staff: Staff, case: Case) -> None:
    page = write(staff("officer"), case, "save")
    assert f'data-draft-done="answer-{case.reference}-0"' in page.html
    assert f'data-draft="answer-{case.reference}-1"' in page.html


# --- what to start from ---------------------------------------------------------------------------


def canned(session: Session, **given: Any) -> CannedText:
    usual = {"code": "checked", "title": "Đã kiểm tra", "body": "Kính gửi {sender_name}, mã {reference}."}
    row = CannedText(**{**usual, **given})
    session.add(row)
    session.flush()
    return row


def test_it_puts_in_a_canned_text(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    text = canned(session)
    page = write(staff("officer"), case, "use", body="Thưa ông,", canned=str(text.id))
    body = page.form(f"/desk/cases/{case.reference}/answer").fields["body"]
    assert body == [f"Thưa ông,\n\nKính gửi Lê Văn An, mã {case.reference}."]
    assert case.answer_status is None


def test_it_says_what_is_left_open(staff: Staff, session: Session, case: Case) -> None:
    text = canned(session, body="Tại {area}, ngày {received_on}.")
    page = write(staff("officer"), case, "use", body="", canned=str(text.id))
    assert "Còn chỗ trống cần tự điền trong câu mẫu: {area}" in page.text
    assert "Tại {area}, ngày 20/11/2026." in page.html


def test_it_offers_the_canned_texts_of_the_category(staff: Staff, session: Session, case: Case) -> None:
    canned(session)
    canned(session, code="elec", title="Điện yếu", category_id=category_id(session, "electricity"))
    canned(session, code="land", title="Sổ đỏ", category_id=category_id(session, "land"))
    canned(session, code="old", title="Bỏ rồi", active=False)
    text = page_of(staff("officer"), case).text
    assert text.index("Điện yếu") < text.index("Đã kiểm tra")  # the nearest first
    assert "Sổ đỏ" not in text
    assert "Bỏ rồi" not in text


def test_it_starts_from_a_published_answer(staff: Staff, session: Session, now: datetime, case: Case) -> None:
    pattern = published(acting(session, "system", now), published_case(session, now))
    assert pattern is not None
    client = staff("officer")
    page = client.page(f"/desk/cases/{case.reference}/answer", like=str(pattern.id))
    fields = page.form(f"/desk/cases/{case.reference}/answer").fields
    assert fields["body"] == [pattern.answer]
    write(client, case, "save", body="Bản của tôi.")
    page = client.page(f"/desk/cases/{case.reference}/answer", like=str(pattern.id))
    assert page.form(f"/desk/cases/{case.reference}/answer").fields["body"] == ["Bản của tôi."]
    assert pattern.answer in page.words_of("pattern-words")


# --- a late answer --------------------------------------------------------------------------------


def test_it_owes_an_apology_with_its_reason(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now - timedelta(days=14))
    client = staff("officer")
    fields = page_of(client, case).form(f"/desk/cases/{case.reference}/answer").fields
    assert fields["apology"][0].endswith("Lý do chậm trễ:")
    assert "Câu trả lời trễ hạn phải kèm lời xin lỗi" in write(client, case, "submit", status=422).text
    write(client, case, "submit", apology=f"{fields['apology'][0]} chờ vật tư.")
    assert answer_of(session, case, now).apology.endswith("chờ vật tư.")


def test_it_asks_for_no_apology_in_time(staff: Staff, case: Case) -> None:
    assert "xin lỗi" not in page_of(staff("officer"), case).text


# --- files ----------------------------------------------------------------------------------------


def upload(client: CheckingClient, case: Case, *files: tuple[bytes, str]) -> Page:
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer")
    data = {
        **form.fields,
        "body": WORDS,
        "step": "save",
        "files": [(BytesIO(each), name) for each, name in files],
    }
    address = f"/desk/cases/{case.reference}/answer"
    answer = client.post(address, data=data, content_type="multipart/form-data", follow_redirects=True)
    assert answer.status_code == 200
    return Page(answer.get_data(as_text=True), address)


def test_it_attaches_files_to_the_answer(staff: Staff, session: Session, case: Case) -> None:
    client = staff("officer")
    page = upload(client, case, (b"a", "biên bản.pdf"), (b"b", "trạm.jpg"))
    assert {"biên bản.pdf", "trạm.jpg"} <= page.links.keys()
    rows = session.query(Attachment).all()
    assert [(row.case_id, row.by_sender, row.answer_id is not None) for row in rows] == [
        (case.id, False, True)
    ] * 2


def test_it_says_which_files_it_cannot_take(staff: Staff, session: Session, case: Case) -> None:
    page = upload(staff("officer"), case, (b"a", "virus.exe"), (b"b", "trạm.jpg"))
    assert "virus.exe: Chỉ nhận ảnh JPEG, PNG, HEIC và tệp PDF, DOCX." in page.text
    assert [row.name for row in session.query(Attachment)] == ["trạm.jpg"]


def test_it_takes_a_file_off_again(staff: Staff, session: Session, case: Case) -> None:
    client = staff("officer")
    page = upload(client, case, (b"a", "biên bản.pdf"))
    (row,) = session.query(Attachment).all()
    page = client.send(page.form(f"/desk/cases/{case.reference}/answer/files/{row.id}/drop"))
    assert "biên bản.pdf" not in page.links
    assert (row.case_id, row.answer_id) == (None, None)  # swept with its content later


def test_it_takes_no_file_off_a_submitted_answer(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    client = staff("officer")
    page = upload(client, case, (b"a", "biên bản.pdf"))
    (row,) = session.query(Attachment).all()
    form = page.form(f"/desk/cases/{case.reference}/answer/files/{row.id}/drop")
    write(client, case, "submit")
    client.send(form, status=409)
    assert row.answer_id is not None


# --- the document ---------------------------------------------------------------------------------


def test_it_shows_the_document_before_it_is_issued(
    staff: Staff, session: Session, case: Case, fakes: FakePorts
) -> None:
    client = staff("officer")
    page = write(client, case, "save", as_document="y")
    link = page.links["Tải bản nháp văn bản (PDF) theo bản đã lưu"]
    answer = client.get(link)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    (document,) = fakes.printer.printed
    assert (document.is_draft, document.paragraphs) == (True, (WORDS,))


def test_it_has_no_document_without_an_answer(staff: Staff, case: Case) -> None:
    assert staff("officer").get(f"/desk/cases/{case.reference}/answer.pdf").status_code == 404


# --- two at once ----------------------------------------------------------------------------------


def test_it_shows_the_second_writer_both_versions(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    client = staff("officer")
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer")
    save_draft(acting(session, "colleague", now), case, AnswerText("Bản của đồng nghiệp.", None))
    session.flush()

    page = client.send(form, status=409, body="Bản của tôi.", step="save")
    assert "Người khác vừa lưu câu trả lời này" in page.text
    assert "Ngô Thị Bích Ngọc" in page.text
    assert "đồng nghiệp." in page.text
    again = page.form(f"/desk/cases/{case.reference}/answer")
    assert (again.fields["body"], again.fields["seen"]) == (["Bản của tôi."], ["1"])
    client.send(again, step="save")
    assert answer_of(session, case, now).body == "Bản của tôi."


def test_it_keeps_the_words_of_who_writes_after_it_was_submitted(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    client = staff("officer")
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer")
    approve_answer(acting(session, "leader", now), case, submitted(session, case, now))
    session.flush()
    page = client.send(form, status=409, body="Bản viết muộn.", step="save")
    assert page.heading == "Hồ sơ đã thay đổi từ khi mở trang"
    assert "Bản viết muộn." in page.html
