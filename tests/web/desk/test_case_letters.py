"""Letters of apology for a late answer at the desk: begun on the page of the case, then as any other letter."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.apologies import LetterStatus
from portal.models.case import Case
from portal.models.letter import Letter
from portal.services.draft_case_letter import draft_case_letter
from portal.services.draft_letter import submit_letter
from tests.factories import accepted_case, acting, divert_case
from tests.fakes import FakePorts
from tests.late_answer_factories import (
    REASON,
    answer_late,
    approved_case_letter,
    drafted_case_letter,
    issued_case_letter,
    late_case,
    overdue_case,
)
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

CARD = "Thư xin lỗi vì trả lời trễ"


def case_page(client: CheckingClient, case: Case) -> Page:
    return client.page(f"/desk/cases/{case.reference}")


def begin(client: CheckingClient, case: Case) -> Page:
    here = f"/desk/cases/{case.reference}/letter"
    return client.send(case_page(client, case).form(here))


def editor(page: Page) -> Form:
    return page.form(page.address.partition("?")[0])


def address(letter: Letter) -> str:
    return f"/desk/letters/{letter.id}"


def saved(client: CheckingClient, letter: Letter, step: str, *, status: int = 200, **typed: object) -> Page:
    form = client.page(address(letter)).form(address(letter))
    return client.send(form, status=status, step=step, **typed)


# --- the page of the case -------------------------------------------------------------------------


def test_an_overdue_case_offers_a_letter(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    officer = staff("officer")
    shown = case_page(officer, case)
    assert CARD in shown.text
    assert "Đã quá hạn mà chưa có câu trả lời." in shown.text
    page = begin(officer, case)
    assert case.reference in page.text
    assert editor(page).fields["new_due"] == ["26/11/2026"]
    assert "hạn trả lời và kết quả về hạn không thay đổi" in page.text
    # There is one form and one paper, and an answer is promised for a day.
    assert not {"form", "paper", "new_time"} & set(editor(page).fields)


def test_a_late_answer_offers_a_letter_beside_it(staff: Staff, session: Session, now: datetime) -> None:
    case = late_case(session, now)
    officer = staff("officer")
    assert "Câu trả lời đã gửi trễ." in case_page(officer, case).text
    page = begin(officer, case)
    assert "thư chỉ nêu lý do và xin lỗi" in page.text
    assert "new_due" not in editor(page).fields


def test_a_case_in_time_says_nothing_of_letters(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert CARD not in case_page(staff("officer"), case).text


@pytest.mark.parametrize("role", ["operator", "overseer"])
def test_who_writes_no_letters_is_offered_none(
    staff: Staff, session: Session, now: datetime, role: str
) -> None:
    case = overdue_case(session, now)
    assert "Soạn thư xin lỗi" not in case_page(staff(role), case).text


def test_the_page_tells_how_far_the_letter_is(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    officer = staff("officer")
    shown = case_page(officer, case)
    assert shown.links["Thư chưa có số"] == address(letter)
    assert f"/desk/cases/{case.reference}/letter" not in shown.html


def test_the_page_tells_what_was_promised(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    shown = case_page(staff("officer"), case)
    assert shown.links["Thư số 01/TXL-SCT"] == address(letter)
    assert "Đã hứa trả lời chậm nhất thứ Sáu" in shown.text
    assert "Đã xin lỗi người gửi bằng thư" in shown.text
    # The due date stands as it was.
    assert "quá hạn" in shown.text


def test_a_broken_promise_is_said_to_be_one(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now - timedelta(days=14))
    issued_case_letter(session, now - timedelta(days=14), case)
    shown = case_page(staff("officer"), case)
    assert "đã qua ngày hứa" in shown.text
    assert shown.form(f"/desk/cases/{case.reference}/letter").method == "POST"


def test_the_page_costs_no_statement_more(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    issued_case_letter(session, now, case)
    officer, here = staff("officer"), f"/desk/cases/{case.reference}"
    officer.page(here)
    with counted_statements() as sent:
        officer.page(here)
    assert len(sent) <= 8, sent


def test_a_click_after_the_answer_in_time_is_told_why(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    officer = staff("officer")
    form = case_page(officer, case).form(f"/desk/cases/{case.reference}/letter")
    issued_case_letter(session, now, case)
    assert "ngày hứa trả lời vẫn chưa qua" in officer.send(form).text


# --- the pages of letters -------------------------------------------------------------------------


def test_it_is_written_laid_before_the_head_and_approved(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = overdue_case(session, now)
    letter = draft_case_letter(acting(session, "officer", now), case)
    typed: dict[str, Any] = {"reason": "verification", "reason_words": REASON, "new_due": "27/11/2026"}
    page = saved(staff("officer"), letter, "submit", **typed)
    assert "Đã trình duyệt thư." in page.text
    assert letter.new_due_at is not None
    assert letter.new_due_at == datetime.fromisoformat("2026-11-27T17:00:00+07:00")
    page = saved(staff("director"), letter, "approve")
    assert "Đã duyệt và cấp số thư." in page.text
    assert (letter.status, letter.number) == (LetterStatus.APPROVED, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"new_due": "28/11/2026"}, "Ngày hứa trả lời phải là ngày làm việc."),
        ({"new_due": "12/11/2026"}, "Ngày hứa trả lời phải sau hạn đã qua."),
        ({"new_due": ""}, "Xin nhập ngày"),
        ({"reason_words": ""}, "Xin ghi lý do để người nhận thư hiểu vì sao trễ."),
    ],
)
def test_it_says_what_is_wrong(
    staff: Staff, session: Session, now: datetime, typed: dict[str, str], sentence: str
) -> None:
    letter = drafted_case_letter(session, now, overdue_case(session, now))
    page = saved(staff("officer"), letter, "submit", status=422, **typed)
    assert sentence in page.text


def test_it_says_that_the_answer_has_come_meanwhile(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    answer_late(session, now, case)
    officer = staff("officer")
    assert "Phản ánh đã được trả lời từ khi soạn thư này." in officer.page(address(letter)).text
    assert "Xin bấm “Lưu”" in saved(officer, letter, "submit", status=422).text
    assert "thư chỉ nêu lý do và xin lỗi" in saved(officer, letter, "save").text


def test_it_shows_the_messages_without_the_code_and_issues(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = overdue_case(session, now)
    letter = approved_case_letter(session, now, case)
    officer = staff("officer")
    page = officer.page(address(letter))
    assert "xin loi Ong/Ba vi cham tra loi" in page.text
    assert f"/follow/{case.reference}#code=••••-••••" in page.text
    form = page.form(f"{address(letter)}/issue")
    assert form.fields["way"] == ["sms"]
    issued = officer.send(form, way="print")
    assert "Đã phát hành thư" in issued.text
    assert letter.status is LetterStatus.ISSUED
    assert "chậm nhất thứ Sáu" in issued.text


def test_its_papers_can_be_had(staff: Staff, session: Session, now: datetime, fakes: FakePorts) -> None:
    case = overdue_case(session, now)
    letter = approved_case_letter(session, now, case, fakes=fakes)
    officer = staff("officer")
    for name in ("letter.pdf", "to-sign.pdf", "letter.docx"):
        answer = officer.get(f"{address(letter)}/{name}")
        assert answer.status_code == 200, name
        assert case.reference in answer.headers["Content-Disposition"]


def test_the_lists_hold_both_kinds(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    submit_letter(acting(session, "officer", now), case, letter)
    director = staff("director")
    page = director.page("/desk/letters?show=submitted")
    assert page.links[case.reference] == address(letter)
    assert "Trả lời trễ:" in page.text
    form = page.form("/desk/letters/together")
    shown = director.send(form, letter=f"{letter.id}.{letter.version}", do="approve")
    assert "1 thư sẽ được thực hiện" in shown.text
    assert "hứa trả lời chậm nhất thứ Sáu" in shown.text
    done = director.send(shown.form("/desk/letters/together/now"))
    assert "Kết quả: 1 thư đã xong" in done.text
    assert letter.number == 1


def test_together_a_letter_overtaken_by_the_answer_is_left_out(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    submit_letter(acting(session, "officer", now), case, letter)
    answer_late(session, now, case)
    director = staff("director")
    form = director.page("/desk/letters?show=submitted").form("/desk/letters/together")
    shown = director.send(form, letter=f"{letter.id}.{letter.version}", do="approve")
    assert "1 thư để lại" in shown.text
    assert "Phản ánh đã được trả lời từ khi soạn thư này." in shown.text


# --- the work-list --------------------------------------------------------------------------------


def test_overdue_cases_without_a_letter_are_a_heap_of_the_inbox(
    staff: Staff, session: Session, now: datetime
) -> None:
    with_letter, without = overdue_case(session, now), overdue_case(session, now)
    accepted_case(session, now)
    drafted_case_letter(session, now, with_letter)
    officer = staff("officer")
    page = officer.page("/desk/inbox?show=no_letter")
    assert without.reference in page.text
    assert with_letter.reference not in page.text
    link = "1 phản ánh quá hạn chưa có thư xin lỗi"
    assert officer.page("/desk/letters").links[link] == "/desk/unit?show=no_letter"


def test_a_broken_promise_brings_the_case_back_to_the_heap(
    staff: Staff, session: Session, now: datetime
) -> None:
    before = now - timedelta(days=14)
    broken, standing = overdue_case(session, before), overdue_case(session, now)
    issued_case_letter(session, before, broken)
    issued_case_letter(session, now, standing)
    page = staff("officer").page("/desk/inbox?show=no_letter")
    assert broken.reference in page.text
    assert standing.reference not in page.text


# --- who sees it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_find_nothing(staff: Staff, session: Session, now: datetime, role: str) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    client = staff(role)
    for page in ("", "/letter.pdf", "/to-sign.pdf", "/letter.docx"):
        assert client.get(address(letter) + page).status_code == 404, page


def test_of_a_sealed_case_nobody_finds_a_letter(staff: Staff, session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    divert_case(acting(session, "leader", now), case, to="Thanh tra tỉnh")
    for role in ("officer", "leader", "director", "overseer"):
        client = staff(role)
        assert client.get(address(letter)).status_code == 404
        assert client.get(f"{address(letter)}/letter.pdf").status_code == 404
        assert case.reference not in client.page("/desk/letters?show=issued").text
