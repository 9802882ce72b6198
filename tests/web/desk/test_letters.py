"""Trays of letters, and doing one thing to many of them: a preview, then a report."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal.adapters.typst_printer import TypstPrinter
from portal.domain.apologies import LetterStatus
from portal.models.letter import Letter
from portal.services.draft_letter import draft_letter
from tests.dossier_factories import (
    approved_letter,
    drafted_letter,
    filed_dossier,
    issued_letter,
    submitted_letter,
)
from tests.factories import acting
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

SOURCES = Path(__file__).resolve().parents[3] / "templates" / "letters"
TOGETHER = "/desk/letters/together"


def submitted(session: Session, now: datetime, code: str) -> Letter:
    return submitted_letter(session, now, code=code)


def ticked(*letters: Letter) -> list[str]:
    return [f"{letter.id}.{letter.version}" for letter in letters]


def preview(client: CheckingClient, tray: str, do: str, *letters: Letter, **typed: Any) -> Page:
    form = client.page("/desk/letters", show=tray).form(TOGETHER)
    return client.send(form, do=do, letter=ticked(*letters), **typed)


def test_it_lays_each_letter_in_its_tray(staff: Staff, session: Session, now: datetime) -> None:
    drafted_letter(session, now, filed_dossier(session, now, code="H-DRAFT"))
    submitted(session, now, "H-WAITING")
    approved_letter(session, now, filed_dossier(session, now, code="H-APPROVED"))
    issued_letter(session, now, filed_dossier(session, now, code="H-ISSUED"))
    officer = staff("officer")
    trays = {"draft": "H-DRAFT", "submitted": "H-WAITING", "approved": "H-APPROVED", "issued": "H-ISSUED"}
    for tray, code in trays.items():
        text = officer.page("/desk/letters", show=tray).text
        assert [each for each in trays.values() if each in text] == [code]
    # The head is led to what waits for approval, the writer to what is being written.
    assert "H-WAITING" in staff("director").page("/desk/letters").text
    assert "H-DRAFT" in officer.page("/desk/letters").text


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_see_no_letter(staff: Staff, session: Session, now: datetime, role: str) -> None:
    letter = submitted(session, now, "H-WAITING")
    client = staff(role)
    assert "H-WAITING" not in client.get("/desk/letters?show=submitted").get_data(as_text=True)
    token = client.page("/account/profile").html.split('name="csrf_token" value="')[1].split('"')[0]
    for page in (TOGETHER, f"{TOGETHER}/now", f"{TOGETHER}/print"):
        data = {"csrf_token": token, "do": "approve", "letter": ticked(letter)}
        assert "H-WAITING" not in client.post(page, data=data).get_data(as_text=True)
    assert letter.status is LetterStatus.SUBMITTED


def test_it_costs_few_statements(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(3):
        submitted(session, now, f"H-{number}")
    director = staff("director")
    director.get("/desk/letters")
    with counted_statements() as sent:
        director.get("/desk/letters")
    assert len(sent) <= 6, sent


def test_it_approves_many_and_says_what_is_left_out(staff: Staff, session: Session, now: datetime) -> None:
    first, second = submitted(session, now, "H-1"), submitted(session, now, "H-2")
    bare = draft_letter(acting(session, "officer", now), filed_dossier(session, now, code="H-BARE"))
    session.flush()
    director = staff("director")
    page = preview(director, "submitted", "approve", first, second, bare)
    assert "2 thư sẽ được thực hiện" in page.text
    assert "1 thư để lại" in page.text
    assert "Xin ghi lý do." in page.text
    assert {each.status for each in (first, second)} == {LetterStatus.SUBMITTED}  # nothing is done yet
    report = director.send(page.form(f"{TOGETHER}/now"))
    assert report.heading == "Kết quả: 2 thư đã xong, 0 thư chưa làm được"
    assert sorted(each.number or 0 for each in (first, second)) == [1, 2]


def test_one_that_changed_meanwhile_does_not_stop_the_others(
    staff: Staff, session: Session, now: datetime
) -> None:
    first, second = submitted(session, now, "H-1"), submitted(session, now, "H-2")
    director = staff("director")
    form = preview(director, "submitted", "approve", first, second).form(f"{TOGETHER}/now")
    second.reason_words = "Đã sửa lại"
    session.flush()
    report = director.send(form)
    assert report.heading == "Kết quả: 1 thư đã xong, 1 thư chưa làm được"
    assert "Hồ sơ đã thay đổi từ khi mở trang." in report.text
    assert (first.status, second.status) == (LetterStatus.APPROVED, LetterStatus.SUBMITTED)


def test_nobody_approves_in_bulk_what_is_not_theirs(staff: Staff, session: Session, now: datetime) -> None:
    letter = submitted(session, now, "H-1")
    officer = staff("officer")
    form = officer.page("/desk/letters", show="submitted").form(TOGETHER)
    page = officer.send(form, do="approve", letter=ticked(letter))
    assert "không có quyền" in page.text
    assert letter.status is LetterStatus.SUBMITTED


def test_it_issues_many_each_by_its_nearest_way(staff: Staff, session: Session, now: datetime) -> None:
    by_sms = approved_letter(session, now, filed_dossier(session, now, code="H-SMS"))
    by_post = approved_letter(session, now, filed_dossier(session, now, code="H-POST", phone="", email=""))
    officer = staff("officer")
    page = preview(officer, "approved", "issue", by_sms, by_post)
    assert "Tin nhắn SMS: +84912000345" in page.text
    assert "Bưu điện: Ấp Thanh Tân" in page.text
    report = officer.send(page.form(f"{TOGETHER}/now"))
    assert report.heading == "Kết quả: 2 thư đã xong, 0 thư chưa làm được"
    assert {by_sms.status, by_post.status} == {LetterStatus.ISSUED}


def test_it_binds_letters_for_the_printer(
    staff: Staff, session: Session, now: datetime, fakes: FakePorts
) -> None:
    real = replace(fakes, printer=TypstPrinter(SOURCES))  # type: ignore[arg-type]  # a real one for once
    letters = [
        approved_letter(session, now, filed_dossier(session, now, code=f"H-{number}"), fakes=real)
        for number in range(2)
    ]
    officer = staff("officer")
    page = preview(officer, "approved", "print", *letters)
    form = page.form(f"{TOGETHER}/print")
    answer = officer.post(form.action, data=form.fields)
    pages = PdfReader(BytesIO(answer.data)).pages
    assert len(pages) == 2
    assert ["H-0" in page.extract_text() for page in pages] == [True, False]


def test_it_says_that_nothing_was_chosen(staff: Staff, session: Session, now: datetime) -> None:
    letter = submitted(session, now, "H-1")
    director = staff("director")
    form = director.page("/desk/letters", show="submitted").form(TOGETHER)
    assert "Chưa chọn thư nào." in director.send(form, do="approve").text
    assert letter.status is LetterStatus.SUBMITTED
    assert director.post(TOGETHER, data={**form.fields, "do": "burn", "letter": "1.1"}).status_code == 404


def test_it_takes_a_whole_tray(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(27):
        submitted(session, now, f"H-{number}")
    director = staff("director")
    form = director.page("/desk/letters", show="submitted").form(TOGETHER)
    page = director.send(form, do="approve", all="y")
    assert "27 thư sẽ được thực hiện" in page.text
    report = director.send(page.form(f"{TOGETHER}/now"))
    assert report.heading == "Kết quả: 27 thư đã xong, 0 thư chưa làm được"


def test_a_paper_that_cannot_be_bound_is_named_and_stops_nothing(
    staff: Staff, session: Session, now: datetime, fakes: FakePorts
) -> None:
    letter = approved_letter(session, now, filed_dossier(session, now, code="H-1"), fakes=fakes)
    officer = staff("officer")
    form = preview(officer, "approved", "print", letter).form(f"{TOGETHER}/print")
    assert "Xin in từng thư." in officer.send(form).text
