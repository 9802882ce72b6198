"""The case page: the whole story for those who may see it, nothing for anybody else, in few statements."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.ratings import Level, Rating
from portal.models.case import Case
from portal.ports import PublishedText, Unavailable
from portal.services.ask_sender import ask_sender
from portal.services.note_case import note_case
from portal.services.publish_answer import published
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import refuse_reopening, request_reopening
from tests.factories import accepted_case, acting, answered_case, divert_case, opened_case, published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff


def page_of(client: CheckingClient, case: Case, status: int = 200) -> Page:
    return client.page(f"/desk/cases/{case.reference}", status)


def steps(page: Page) -> set[str]:
    """The steps that are offered, by their name in the address."""
    forms = (form.get("action") or "" for form in page.all("form"))
    return {
        action.rsplit("/", 1)[-1] for action in forms if "/cases/" in action and "/messages/" not in action
    }


def published_text(session: Session, case: Case, now: datetime) -> PublishedText:
    row = published(acting(session, "system", now), case)
    assert row is not None
    return PublishedText(
        publication_id=row.id,
        reference=row.reference,
        title=row.title,
        question=row.question,
        answer=row.answer,
        category_id=row.category_id,
        area_id=row.area_id,
        unit_id=row.unit_id,
        published_at=now,
        late=False,
    )


# --- who sees it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["operator", "coordinator", "officer", "colleague", "leader", "overseer"])
def test_it_shows_the_case_to_its_units(staff: Staff, session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    page = page_of(staff(role), case)
    assert page.heading == case.subject
    assert case.body in page.text


@pytest.mark.parametrize("role", ["outsider", "administrator", "sealed_case_officer"])
def test_it_is_not_there_for_anybody_else(staff: Staff, session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    client = staff(role)
    for address in ("", "/answer", "/answer.pdf", "/divert", "/files/1", "/files/1/thumbnail"):
        assert client.get(f"/desk/cases/{case.reference}{address}").status_code == 404, address


def test_it_is_not_there_once_it_is_sealed(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    for role in ("leader", "coordinator", "overseer", "sealed_case_officer"):
        page_of(staff(role), case, 404)


def test_it_is_not_there_under_a_made_up_reference(staff: Staff) -> None:
    assert staff("officer").get("/desk/cases/PA-2222-2222").status_code == 404


# --- what it shows --------------------------------------------------------------------------------


def test_it_tells_the_story(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now, proposal="Thay máy biến áp.", place="sau chợ")
    note_case(acting(session, "leader", now), case, text="Ưu tiên việc này.")
    text = page_of(staff("officer"), case).text
    for words in ("Lê Văn An", "0912 000 345", "an@example.com", "Thay máy biến áp.", "sau chợ"):
        assert words in text
    for words in ("Ghi chú nội bộ", "Ưu tiên việc này.", "Hoàng Đức Thắng", "Nhận xử lý", "hệ thống"):
        assert words in text
    for words in ("Số tiếp nhận", f"{case.register_number}/2026", "lĩnh vực “Điện lực”"):
        assert words in text


def test_it_unfolds_every_due_date(staff: Staff, session: Session, now: datetime) -> None:
    text = page_of(staff("officer"), accepted_case(session, now)).text
    assert "hết thứ Năm 26/11/2026" in text
    assert "Trả lời: Cách tính hạn 3 ngày làm việc" in text
    assert "Ngày Văn hóa Việt Nam" in text
    assert "Nhận xử lý: Cách tính hạn 8 giờ làm việc" in text


def test_it_says_that_it_is_overdue(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now - timedelta(days=10))
    assert "quá hạn" in page_of(staff("officer"), case).text


def test_it_shows_the_answer_and_how_far_its_message_has_come(
    staff: Staff, session: Session, now: datetime
) -> None:
    text = page_of(staff("officer"), answered_case(session, now)).text
    assert "Đã kiểm tra và thay máy biến áp." in text
    assert "chờ gửi" in text


@pytest.mark.parametrize(("role", "sees"), [("leader", True), ("overseer", True), ("officer", False)])
def test_it_shows_ratings_to_leader_and_overseer_alone(
    staff: Staff, session: Session, now: datetime, role: str, sees: bool
) -> None:
    case = answered_case(session, now)
    rating = Rating(Level.DISSATISFIED, Level.NEUTRAL, Level.SATISFIED, "Sửa còn chậm.")
    rate_answer(acting(session, "sender", now), case, rating)
    session.flush()
    page = page_of(staff(role), case)
    assert ("Không hài lòng" in page.text) is sees
    assert ("Sửa còn chậm." in page.html) is sees
    assert "Người gửi đánh giá" in page.text  # that there was one is no secret


def test_it_shows_the_senders_other_cases_as_far_as_one_may_see_them(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    other = opened_case(session, now, subject="Cột điện nghiêng")
    elsewhere = opened_case(session, now, subject="Việc của xã khác", category_id=None)
    page = page_of(staff("officer"), case)
    assert page.links["Cột điện nghiêng"] == f"/desk/cases/{other.reference}"
    assert elsewhere.subject not in page.text
    assert elsewhere.subject in page_of(staff("coordinator"), case).text


def test_it_offers_published_answers_that_resemble_it(
    staff: Staff, session: Session, now: datetime, fakes: FakePorts
) -> None:
    pattern = published_case(session, now)
    case = accepted_case(session, now)
    row = published_text(session, pattern, now)
    fakes.index.texts[row.publication_id] = row
    page = page_of(staff("officer"), case)
    assert page.links[pattern.subject].startswith("/answers/")
    assert any(words.startswith("Dùng câu trả lời này") for words in page.links)


def test_it_does_without_the_index(staff: Staff, session: Session, now: datetime, fakes: FakePorts) -> None:
    fakes.index.problem = Unavailable("away")
    page = page_of(staff("officer"), accepted_case(session, now))
    assert "Câu trả lời tương tự" not in page.text


# --- the next step --------------------------------------------------------------------------------


def test_it_offers_each_what_they_may_do_now(staff: Staff, session: Session, now: datetime) -> None:
    routed = opened_case(session, now)
    assert steps(page_of(staff("officer"), routed)) == {
        "accept",
        "note",
        "propose-refusal",
        "return",
        "withdraw",
    }
    assert steps(page_of(staff("leader"), routed)) >= {"accept", "assign", "return"}
    assert steps(page_of(staff("coordinator"), routed)) == {
        "assign",
        "hand-over",
        "note",
        "propose-refusal",
        "route",
        "withdraw",
    }
    assert steps(page_of(staff("operator"), routed)) == {"note", "withdraw"}
    assert steps(page_of(staff("overseer"), routed)) == {"chase", "note"}


def test_it_offers_the_holder_to_ask_and_to_answer(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    mine = page_of(staff("officer"), case)
    assert steps(mine) == {"note", "ask", "ask-opinion", "split", "propose-refusal", "return", "withdraw"}
    assert "extend" not in steps(mine)
    assert "extend" in steps(page_of(staff("leader"), case))
    assert mine.links["Soạn câu trả lời"] == f"/desk/cases/{case.reference}/answer"
    theirs = page_of(staff("colleague"), case)
    assert "accept" in steps(theirs)
    assert "Nhận thay người đang xử lý" in theirs.text


def test_it_leads_the_coordinator_to_the_suggestions(staff: Staff, session: Session, now: datetime) -> None:
    case = opened_case(session, now, category_id=None)
    page = page_of(staff("coordinator"), case)
    assert page.links["Xem gợi ý đơn vị"] == f"/desk/queue/{case.reference}"
    assert "route" in steps(page)


def test_it_offers_no_second_round_of_asking(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    page = page_of(staff("officer"), case)
    assert "Đang chờ người gửi bổ sung đến hết thứ Hai 30/11/2026 (còn 5 ngày làm việc)" in page.text
    assert "muộn nhất thứ Năm 03/12/2026" in page.text
    assert steps(page) == {"reply", "ask-opinion", "split", "note", "withdraw"}
    assert "Soạn câu trả lời" in page.links


def test_it_offers_the_public_version_after_the_answer(staff: Staff, session: Session, now: datetime) -> None:
    page = page_of(staff("officer"), answered_case(session, now))
    assert "Soạn bản công khai" in page.links
    assert steps(page) == {"note", "close", "request-reopening"}


def test_it_lets_the_leader_decide_about_reopening_but_not_the_author(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason="Điện vẫn yếu.")
    page = page_of(staff("leader"), case)
    assert steps(page) == {"reopen", "refuse-reopening", "note", "withdraw"}
    assert "chờ quyết định" in page.text
    assert steps(page_of(staff("officer"), case)) == {"note", "withdraw"}


def test_it_leaves_a_second_request_to_oversight(staff: Staff, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason="Điện vẫn yếu.")
    refuse_reopening(acting(session, "leader", now), case, reason="Điện áp đã đạt chuẩn.")
    request_reopening(acting(session, "sender", now), case, reason="Vẫn yếu buổi tối.")
    assert not steps(page_of(staff("leader"), case)) & {"reopen", "refuse-reopening"}


# --- cost -----------------------------------------------------------------------------------------


def test_it_asks_the_database_no_more_than_seven_times(
    app: Flask, staff: Staff, session: Session, now: datetime, fakes: FakePorts
) -> None:
    pattern = published_case(session, now)
    row = published_text(session, pattern, now)
    fakes.index.texts[row.publication_id] = row
    case = accepted_case(session, now)
    for role in ("officer", "leader", "coordinator"):
        client, address = staff(role), f"/desk/cases/{case.reference}"
        client.page(address)
        session.rollback()
        with counted_statements() as sent:
            client.page(address)
        assert len(sent) <= 7, sent


def test_a_long_history_is_shown_in_part_and_whole_on_demand(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    for number in range(40):
        note_case(acting(session, "officer", now), case, text=f"Ghi chú số {number:02}.")
    session.commit()
    page = page_of(staff("officer"), case)
    assert "Ghi chú số 39." in page.text
    assert "Ghi chú số 05." not in page.text
    whole = staff("officer").page(page.links["Xem cả 13 việc trước đó"].split("#")[0])
    assert "Ghi chú số 00." in whole.text
