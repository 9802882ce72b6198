"""The page of a dossier: what was promised and why, letters with every try, history, and what can be done."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.apologies import Way
from portal.services.issue_letter import issue_letter
from tests.dossier_factories import day, filed_dossier, issued_letter, later
from tests.factories import acting, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

CODE = "H99.15-261103-0001"
PAGE = f"/desk/dossiers/{CODE}"


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """The demo office."""


def test_it_shows_the_first_promise_and_the_one_in_force(
    staff: Staff, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 23)))
    issued_letter(session, now, dossier)
    text = staff("officer").page(PAGE).text
    assert "thứ Hai 23/11/2026" in text
    assert f"16:00, thứ Sáu {later(now):%d/%m/%Y}" in text
    assert "đủ lý do, lời xin lỗi và ngày hẹn mới" in text
    assert "Thư số 01/PXL-SCT" in text
    assert "Hẹn lại ngày trả kết quả" in text  # its history


def test_it_explains_a_date_that_was_reckoned(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now, due=None)
    page = staff("officer").page(PAGE)
    assert "Cách tính hạn" in page.text
    assert "lấy từ giấy tiếp nhận" not in page.text


def test_it_shows_every_try_to_deliver(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = issued_letter(session, now, dossier, Way.POST)
    issue_letter(acting(session, "officer", now), dossier, letter, way=Way.SMS)
    text = staff("officer").page(PAGE).text
    assert "Bưu điện" in text
    assert "Tin nhắn SMS" in text


def test_it_links_the_cases_about_it_that_one_may_see(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    case = opened_case(session, now, dossier_code=CODE)
    officer = staff("officer")
    assert officer.page(PAGE).links[case.subject] == f"/desk/cases/{case.reference}"
    assert officer.page(f"/desk/cases/{case.reference}").links[CODE] == PAGE


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_find_nothing(staff: Staff, session: Session, now: datetime, role: str) -> None:
    filed_dossier(session, now)
    client = staff(role)
    assert client.get(PAGE).status_code == 404
    for step in ("letter", "solved", "unsolved", "document"):
        token = client.page("/account/profile").html.split('name="csrf_token" value="')[1].split('"')[0]
        answer = client.post(f"{PAGE}/{step}", data={"csrf_token": token})
        assert answer.status_code == 404, step


def test_it_costs_few_statements(staff: Staff, session: Session, now: datetime) -> None:
    issued_letter(session, now, filed_dossier(session, now))
    officer = staff("officer")
    officer.get(PAGE)
    with counted_statements() as sent:
        officer.get(PAGE)
    assert len(sent) <= 8, sent


def mark(client: CheckingClient, status: int = 200, **typed: str) -> Page:
    return client.send(client.page(PAGE).form(f"{PAGE}/solved"), status=status, **typed)


def test_it_marks_as_solved_and_takes_it_back(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    officer = staff("officer")
    page = mark(officer, solved_on="19/11/2026", evidence="Quyết định số 5/QĐ-SCT ngày 19/11/2026")
    assert "Đã giải quyết, chưa cập nhật" in page.text
    assert "Quyết định số 5/QĐ-SCT" in page.text
    assert dossier.solved_on == date(2026, 11, 19)
    refused = officer.send(page.form(f"{PAGE}/unsolved"), status=422)
    assert "Xin ghi lý do." in refused.text
    back = officer.send(refused.form(f"{PAGE}/unsolved"), reason="Ghi nhầm hồ sơ")
    assert "Ghi nhầm hồ sơ" in back.text
    assert dossier.solved_on is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"solved_on": "21/11/2026", "evidence": "QĐ 5"}, "không thể sau hôm nay"),
        ({"solved_on": "01/01/2026", "evidence": "QĐ 5"}, "không thể trước ngày nhận"),
        ({"solved_on": "19/11/2026", "evidence": ""}, "Xin ghi căn cứ"),
        ({"solved_on": "", "evidence": "QĐ 5"}, "Xin nhập ngày theo dạng"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    staff: Staff, session: Session, now: datetime, typed: dict[str, str], sentence: str
) -> None:
    filed_dossier(session, now)
    page = mark(staff("officer"), 422, **typed)
    assert sentence in page.text
    kept = page.form(f"{PAGE}/solved").fields
    assert kept["evidence"] == [typed["evidence"]]


def test_the_head_records_their_own_document(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    issued_letter(session, now, dossier)
    director = staff("director")
    assert f'action="{PAGE}/document"' not in director.page(PAGE).html  # the new date still holds
    dossier.due_on = date(2026, 11, 19)
    session.flush()
    page = director.page(PAGE)
    assert "trễ hẹn lần thứ hai" in page.text
    empty = director.send(page.form(f"{PAGE}/document"), status=422)
    assert "Xin ghi số, ngày và trích yếu văn bản." in empty.text
    done = director.send(empty.form(f"{PAGE}/document"), document="Công văn 15/SCT-VP ngày 20/11/2026")
    assert "Công văn 15/SCT-VP ngày 20/11/2026" in done.text


def test_it_tells_why_no_letter_can_be_drafted(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    officer = staff("officer")
    form = officer.page(PAGE).form(f"{PAGE}/letter")
    issued_letter(session, now, dossier)
    page = officer.send(form)
    assert "Người đứng đầu phải quyết định bằng văn bản khác" in page.text
