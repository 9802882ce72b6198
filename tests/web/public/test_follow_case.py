"""What the sender sees of their case: all that concerns them, nothing of the office's own."""

import json
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.ratings import Level, Rating
from portal.domain.states import Outcome
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.ask_sender import ask_sender
from portal.services.note_case import note_case
from portal.services.publish_answer import withdraw_publication
from portal.services.rate_answer import rate_answer
from portal.services.record_resolution import withdraw_resolution
from tests.conftest import visitor
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    opened_case,
    published_case,
    resolved_case,
)
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.public.following import follow
from tests.web.public.writing import picture, sent, the_case

UNSEEN = "Ghi chú nội bộ: gọi điện lực trước"


def formally_answered(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, AnswerText("Đã kiểm tra.", Outcome.HANDLED, as_document=True))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    return case


def test_it_tells_the_story_in_plain_words(client: CheckingClient, session: Session, now: datetime) -> None:
    page = follow(client, session, answered_case(session, now))
    story = page.text[page.text.index("Diễn biến") :]
    told = [
        "Đã trả lời Ông/Bà",
        "Đơn vị đã nhận và bắt đầu xử lý",
        "Chuyển đến Phòng Quản lý năng lượng để xử lý",
        "Đã tiếp nhận phản ánh, kiến nghị của Ông/Bà",
    ]
    assert [words for words in told if words in story] == told
    assert sorted(told, key=story.index) == told  # newest first


def test_it_unfolds_the_due_date(client: CheckingClient, session: Session, now: datetime) -> None:
    page = follow(client, session, opened_case(session, now))
    assert "còn 3 ngày làm việc hết thứ Năm 26/11/2026" in page.text
    assert "Ngày Văn hóa Việt Nam, không tính" in page.text


def test_it_shows_nothing_of_the_offices_own(client: CheckingClient, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    officer = acting(session, "officer", now)
    note_case(officer, case, text=UNSEEN)
    answer = save_draft(officer, case, AnswerText("Bản nháp chưa duyệt.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    page = follow(client, session, case)
    for words in (UNSEEN, "Bản nháp", "Bùi Quốc Huy", "Hoàng Đức Thắng", case.route_reason):
        assert words not in page.html


def test_it_shows_the_answer_as_it_was_sent(client: CheckingClient, session: Session, now: datetime) -> None:
    page = follow(client, session, answered_case(session, now))
    assert "Đã kiểm tra và thay máy biến áp." in page.text
    assert "Phòng Quản lý năng lượng · 20/11/2026 · Đã xử lý" in page.text
    assert "đúng hạn" in page.text


def test_it_leads_to_the_public_version_while_there_is_one(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = published_case(session, now)
    words = "Xem bản công khai của câu trả lời này"
    assert follow(client, session, case).links[words] == f"/answers/{case.reference}"
    withdraw_publication(acting(session, "leader", now), case, reason="lộ tên")
    session.commit()
    assert words not in client.page(f"/follow/{case.reference}/case").links


def test_it_counts_its_statements(client: CheckingClient, session: Session, now: datetime) -> None:
    case = published_case(session, now)
    page = follow(client, session, case)
    session.commit()
    with counted_statements() as statements:
        client.get(page.address)
    assert len(statements) <= 6, "\n".join(statements)


def test_it_offers_only_what_may_be_done(client: CheckingClient, session: Session, now: datetime) -> None:
    running = follow(client, session, opened_case(session, now))
    assert actions(running) == {"add", "leave"}
    assert "Rút phản ánh này" in running.links
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Mã khách hàng?")
    assert actions(follow(client, session, case)) == {"leave", "reply"}
    answered = follow(client, session, answered_case(session, now))
    assert actions(answered) == {"leave", "rating", "reopening"}
    assert "Rút phản ánh này" not in answered.links


def actions(page: Page) -> set[str]:
    here = page.address.removesuffix("case")
    return {
        str(form.get("action")).removeprefix(here)
        for form in page.all("form")
        if str(form.get("action")).startswith(here)
    }


def test_it_says_what_the_office_asked_and_until_when(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết mã khách hàng.")
    page = follow(client, session, case)
    assert "Cơ quan cần Ông/Bà bổ sung" in page.text
    assert "Xin cho biết mã khách hàng." in page.text
    assert "muộn nhất thứ" in page.text


def test_it_promises_nothing_to_a_letter_from_nobody(client: CheckingClient, session: Session) -> None:
    sent(client, name="", phone="", email="")
    page = client.page(f"/follow/{the_case(session).reference}/case")
    assert "ngày làm việc" not in page.text


def test_it_is_kept_by_no_browser(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    for page in ("case", "withdrawal", "data.json"):
        response = client.get(f"/follow/{case.reference}/{page}")
        assert response.headers["Cache-Control"] == "no-store"


# --- files and data -----------------------------------------------------------------------------------


def test_it_hands_out_the_senders_own_files(client: CheckingClient, session: Session) -> None:
    sent(client, files=[picture(content=b"dots"), picture("don.pdf", b"%PDF")])
    reference = the_case(session).reference
    photo, letter = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    shown = client.get(f"/follow/{reference}/files/{photo.id}")
    assert (shown.data, shown.mimetype) == (b"dots", "image/jpeg")
    assert client.get(f"/follow/{reference}/files/{photo.id}/thumbnail").data == b"thumbnail"
    saved = client.get(f"/follow/{reference}/files/{letter.id}")
    assert saved.headers["Content-Disposition"] == "attachment; filename=don.pdf"
    assert saved.headers["Cache-Control"] == "no-store"
    assert client.get(f"/follow/{reference}/files/{letter.id}/thumbnail").status_code == 404


def test_it_hands_out_no_file_of_another_case(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    sent(visitor(app, session), files=[picture()])
    theirs = session.scalars(select(Attachment)).one()
    own = opened_case(session, now)
    follow(client, session, own)
    assert client.get(f"/follow/{own.reference}/files/{theirs.id}").status_code == 404


def test_it_hides_files_of_the_office_and_of_drafts(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    answer = save_draft(acting(session, "officer", now), case, AnswerText("Nháp", Outcome.HANDLED))
    kept = {"file_key": "0" * 32, "media_type": "image/jpeg", "size": 1, "sha256": "", "uploaded_at": now}
    office = Attachment(case_id=case.id, name="noi-bo.jpg", by_sender=False, **kept)
    draft = Attachment(case_id=case.id, name="nhap.jpg", answer_id=answer.id, by_sender=False, **kept)
    session.add_all([office, draft])
    page = follow(client, session, case)
    assert "noi-bo.jpg" not in page.html
    assert "nhap.jpg" not in page.html
    for file in (office, draft):
        assert client.get(f"/follow/{case.reference}/files/{file.id}").status_code == 404


def test_it_says_so_when_a_file_is_lost(client: CheckingClient, session: Session, fakes: FakePorts) -> None:
    sent(client, files=[picture()])
    fakes.files.files.clear()
    kept = session.scalars(select(Attachment)).one()
    address = f"/follow/{the_case(session).reference}/files/{kept.id}"
    assert client.page(address, status=404).heading == "Không tìm thấy trang"


def test_it_prints_a_formal_answer(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    page = follow(client, session, formally_answered(session, now))
    answer = client.get(page.links["Tải văn bản trả lời (PDF)"])
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")
    assert fakes.printer.printed[0].addressee == "Ông/Bà Lê Văn An"


def test_it_prints_no_answer_that_was_not_formal(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    follow(client, session, case)
    assert client.get(f"/follow/{case.reference}/answers/1.pdf").status_code == 404


def test_it_hands_over_the_senders_data(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    rating = Rating(Level.SATISFIED, Level.NEUTRAL, Level.SATISFIED, "Cảm ơn")
    rate_answer(acting(session, "sender", now), case, rating)
    note_case(acting(session, "officer", now), case, text=UNSEEN)
    follow(client, session, case)
    answer = client.get(f"/follow/{case.reference}/data.json")
    data = json.loads(answer.data)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{case.reference}.json"'
    assert data["sender"]["phone"] == "+84912000345"
    assert data["body"] == case.body
    assert data["answers"][0]["text"] == "Đã kiểm tra và thay máy biến áp."
    assert data["ratings"][0]["comment"] == "Cảm ơn"
    assert "received" in {event["event"] for event in data["history"]}
    assert UNSEEN not in answer.get_data(as_text=True)


def test_it_speaks_english_when_asked(client: CheckingClient, session: Session, now: datetime) -> None:
    client.get("/language/en")
    page = follow(client, session, opened_case(session, now))
    assert "Thursday 26/11/2026" in page.text
    assert page.root.get("lang") == "en"


def test_it_shows_lateness_as_it_is(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now - timedelta(days=10))
    assert "quá hạn" in follow(client, session, case).text


def test_it_tells_that_the_matter_is_settled(client: CheckingClient, session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    page = follow(client, session, case)
    settled = page.text[page.text.index("Đã giải quyết ngày 20/11/2026") : page.text.index("Diễn biến")]
    assert "Đã thay máy biến áp." in settled
    assert "sau.jpg" in settled
    with counted_statements() as statements:
        client.page(page.address)
    assert len(statements) <= 6, "\n".join(statements)
    data = json.loads(client.get(page.address.replace("/case", "/data.json")).text)
    assert data["resolution"] == {"resolved_on": "2026-11-20", "text": "Đã thay máy biến áp."}


def test_it_shows_no_evidence_that_was_taken_back(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = resolved_case(session, now)
    withdraw_resolution(acting(session, "leader", now), case, reason="Điện lại yếu.")
    page = follow(client, session, case)
    assert "Rút ghi nhận đã giải quyết" in page.text
    assert "sau.jpg" not in page.text
    row = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).one()
    assert client.get(page.address.replace("/case", f"/files/{row.id}")).status_code == 404
