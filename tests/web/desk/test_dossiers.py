"""The desk of dossiers: heaps in the order of the rules, the register, the search, drafts for many."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.apologies import DelayReason, LetterStatus
from portal.models.letter import Letter
from portal.services.mark_solved import mark_solved
from tests.dossier_factories import day, drafted_letter, filed_dossier, issued_letter
from tests.factories import acting
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.records import account_of
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

CODE = "H99.15-261103-0001"


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """The demo office."""


def shelf(client: CheckingClient, name: str) -> str:
    return client.page("/desk/dossiers", show=name).text


@pytest.mark.parametrize(
    ("due", "name"),
    [
        (date(2026, 11, 23), "ahead"),
        (date(2026, 11, 20), "due"),
        (date(2026, 11, 19), "overdue"),
    ],
)
def test_it_puts_a_dossier_on_its_heap(
    staff: Staff, session: Session, now: datetime, due: date, name: str
) -> None:
    filed_dossier(session, now, due=day(due))
    officer = staff("officer")
    for each in ("ahead", "due", "overdue"):
        assert (CODE in shelf(officer, each)) is (each == name)
    # Without a name it opens the first heap in which something lies.
    assert CODE in officer.page("/desk/dossiers").text


def test_it_shows_the_second_overrun_with_the_heads_own_document(
    staff: Staff, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 10)))
    issued_letter(session, now, dossier)
    dossier.due_on = date(2026, 11, 19)
    session.flush()
    text = shelf(staff("director"), "again_overdue")
    assert CODE in text
    assert "Chờ văn bản của người đứng đầu" in text
    assert "không gửi thư xin lỗi lần hai" in text


def test_it_lists_what_is_to_be_cleaned_up(staff: Staff, session: Session, now: datetime) -> None:
    solved = filed_dossier(session, now)
    mark_solved(acting(session, "officer", now), solved, solved_on=date(2026, 11, 19), evidence="QĐ số 5")
    filed_dossier(session, now, code="H-BREACH", supplement_requests=2)
    filed_dossier(session, now, code="H-STOP", stopped_on=date(2026, 11, 18), stop_reason="Người nộp xin rút")
    late = day(date(2026, 11, 18))
    filed_dossier(session, now, code="H-SILENT", due=day(date(2026, 11, 10)), finished=late, returned=late)
    session.flush()
    officer = staff("officer")
    assert f"người cập nhật: {account_of(session, 'officer').name}" in shelf(officer, "solved")
    assert "bổ sung 2 lần" in shelf(officer, "breach")
    assert "Người nộp xin rút" in shelf(officer, "stopped")
    assert "H-SILENT" in shelf(officer, "silent")
    everything = shelf(officer, "all")
    assert all(code in everything for code in (CODE, "H-BREACH", "H-STOP", "H-SILENT"))


def test_it_shows_no_applicant_in_a_list(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    text = staff("officer").page("/desk/dossiers", show="all").html
    assert "Lê Thị Hạnh" not in text
    assert "912000345" not in text


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_it_hides_everything_from_those_it_does_not_concern(
    staff: Staff, session: Session, now: datetime, role: str
) -> None:
    filed_dossier(session, now)
    answer = staff(role).get("/desk/dossiers?show=all")
    assert answer.status_code in {200, 403}
    assert CODE not in answer.get_data(as_text=True)


def test_it_costs_few_statements(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(3):
        filed_dossier(session, now, code=f"H-{number}")
    officer = staff("officer")
    officer.get("/desk/dossiers")
    with counted_statements() as sent:
        officer.get("/desk/dossiers?show=due")
    assert len(sent) <= 6, sent


def test_it_drafts_a_letter_with_one_keystroke(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    officer = staff("officer")
    page = officer.page("/desk/dossiers", show="due")
    bulk = page.form("/desk/dossiers/letters")
    drafted = officer.send(Form(f"/desk/dossiers/{CODE}/letter", "POST", bulk.fields, bulk.buttons))
    assert drafted.heading == f"Thư chưa có số về hồ sơ {CODE}"
    letter = session.scalars(select(Letter)).one()
    assert letter.status is LetterStatus.DRAFT


def many(client: CheckingClient, status: int = 200, **typed: object) -> Page:
    form = client.page("/desk/dossiers", show="due").form("/desk/dossiers/letters")
    return client.send(form, status=status, **typed)


def test_it_drafts_many_letters_with_one_reason(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(3):
        filed_dossier(session, now, code=f"H-{number}")
    page = many(
        staff("officer"),
        dossier=["H-0", "H-1", "H-2", "H-UNKNOWN"],
        reason="staff",
        reason_words="Thiếu cán bộ thẩm định",
        submit_now="y",
    )
    assert "Đã soạn 3 thư, 1 hồ sơ chưa soạn được." in page.text
    letters = session.scalars(select(Letter)).all()
    assert {(each.status, each.reason, each.reason_words) for each in letters} == {
        (LetterStatus.SUBMITTED, DelayReason.STAFF, "Thiếu cán bộ thẩm định")
    }


def test_it_drafts_for_the_whole_list(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(30):
        filed_dossier(session, now, code=f"H-{number}")
    drafted_letter(session, now, filed_dossier(session, now))
    filed_dossier(session, now, code="H-LATER", due=day(date(2026, 12, 20)))
    page = many(staff("officer"), all="y", reason="staff", reason_words="Thiếu cán bộ thẩm định")
    assert "Đã soạn 30 thư, 0 hồ sơ chưa soạn được." in page.text


def test_it_asks_for_the_reason_and_keeps_what_was_chosen(
    staff: Staff, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    officer = staff("officer")
    page = many(officer, 422, dossier=[CODE], reason_words="Thiếu người")
    assert "Xin chọn lý do." in page.text
    again = page.form("/desk/dossiers/letters")
    assert again.fields["dossier"] == [CODE]
    assert again.fields["reason_words"] == ["Thiếu người"]
    assert "Đã soạn 1 thư" in officer.send(again, reason="staff").text


def test_it_leaves_the_words_of_a_letter_that_is_being_written(
    staff: Staff, session: Session, now: datetime
) -> None:
    filed_dossier(session, now, code="H-FREE")
    letter = drafted_letter(session, now, filed_dossier(session, now))
    page = many(staff("officer"), dossier=[CODE], reason="staff", reason_words="Khác")
    assert "nội dung đang có được giữ nguyên" in page.text
    assert letter.reason is DelayReason.VERIFICATION


def test_it_says_that_nothing_was_chosen(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    assert "Chưa chọn hồ sơ nào." in many(staff("officer")).text


def search(client: CheckingClient, typed: str) -> Page:
    return client.send(client.page("/desk/dossiers/search").form("/desk/dossiers/search"), q=typed)


def test_it_finds_by_code_beginning_and_phone(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    officer = staff("officer")
    assert search(officer, CODE.lower()).heading == f"Hồ sơ {CODE}"
    assert CODE in search(officer, "h99.15").text
    assert CODE in search(officer, "0912 000 345").text
    assert "Không tìm thấy hồ sơ nào" in search(officer, "0912 000 999").text
    assert "Không tìm thấy hồ sơ nào" in search(officer, "H9").text


def test_it_finds_nothing_for_others(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    outsider = staff("outsider")
    if outsider.get("/desk/dossiers/search").status_code == 200:
        for typed in (CODE, "h99", "0912000345"):
            assert "Không tìm thấy hồ sơ nào" in search(outsider, typed).text


def test_it_pages_there_and_back(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(30):
        filed_dossier(session, now, code=f"H-{number:02}")
    officer = staff("officer")
    first = officer.page("/desk/dossiers", show="due")
    assert "H-00" in first.text
    assert "H-29" not in first.text
    following = next(href for href in first.links.values() if "after=" in href)
    second = officer.page(following)
    assert "H-29" in second.text
    back = next(href for href in second.links.values() if "before=" in href)
    assert "H-00" in officer.page(back).text
