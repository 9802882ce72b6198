"""Taking steps on the case page: each goes its way, is refused with everything typed, and is nobody else's."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.models.case import Case
from portal.services.ask_sender import ask_sender
from portal.services.note_case import note_case
from portal.services.reopen_case import request_reopening
from portal.services.take_case import accept_case
from tests.factories import accepted_case, acting, answered_case, opened_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of, last_event
from tests.web.desk.conftest import Staff


def take(client: CheckingClient, case: Case, step: str, *, status: int = 200, **typed: Any) -> Page:
    """Open the page, fill in the step and take it."""
    page = client.page(f"/desk/cases/{case.reference}")
    return client.send(page.form(f"/desk/cases/{case.reference}/{step}"), status=status, **typed)


def asked_case(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    return case


def disputed_case(session: Session, now: datetime) -> Case:
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason="Điện vẫn yếu.")
    return case


def test_it_takes_a_case(staff: Staff, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    page = take(staff("officer"), case, "accept")
    assert "Ông/Bà đã nhận việc này." in page.text
    assert (case.state, case.officer_id) == (State.IN_PROGRESS, account_of(session, "officer").id)


def test_it_gives_a_case_to_a_colleague(staff: Staff, session: Session, now: datetime) -> None:
    case, colleague = opened_case(session, now), account_of(session, "colleague")
    take(staff("leader"), case, "assign", officer_id=str(colleague.id))
    assert case.officer_id == colleague.id


def test_it_gives_a_case_to_nobody_outside_the_unit(staff: Staff, session: Session, now: datetime) -> None:
    case, outsider = opened_case(session, now), account_of(session, "outsider")
    page = take(staff("leader"), case, "assign", status=422, officer_id=str(outsider.id))
    assert "không thuộc đơn vị" in page.text
    assert case.officer_id is None


def test_it_returns_a_case_and_leads_away_from_it(staff: Staff, session: Session, now: datetime) -> None:
    """The officer's unit has it no longer: its page would not be there for them."""
    case = accepted_case(session, now)
    page = take(staff("officer"), case, "return", reason="Thuộc thẩm quyền xã.")
    assert (page.address, case.state) == ("/desk/inbox", State.RECEIVED)
    assert "Đã trả lại đầu mối" in page.text


def test_it_sends_a_case_to_another_unit(staff: Staff, session: Session, now: datetime) -> None:
    case, trade = accepted_case(session, now), unit_id(session, "QLTM")
    page = take(staff("coordinator"), case, "route", unit_id=str(trade), reason="Việc của chợ.")
    assert (case.unit_id, case.state) == (trade, State.ROUTED)
    assert page.heading == case.subject


def test_it_asks_the_sender(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    page = take(staff("officer"), case, "ask", text="Xin cho biết số công tơ.")
    assert case.state is State.WAITING_FOR_SENDER
    assert "Xin cho biết số công tơ." in page.text
    assert "Chờ đến hết" in page.text


def test_it_takes_down_a_reply(staff: Staff, session: Session, now: datetime) -> None:
    case = asked_case(session, now)
    take(staff("operator"), case, "reply", text="Ấp Thanh Tân.")
    assert (case.state, last_event(session, case).facts["text"]) == (State.IN_PROGRESS, "Ấp Thanh Tân.")


def test_it_writes_a_note(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    page = take(staff("overseer"), case, "note", text="Theo dõi hằng ngày.")
    assert "Theo dõi hằng ngày." in page.text
    assert last_event(session, case).kind is EventKind.NOTED


def test_it_records_a_withdrawal(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    take(staff("operator"), case, "withdraw", reason="Gọi lúc 8 giờ, đã tự giải quyết.")
    assert case.state is State.WITHDRAWN


def test_it_closes_an_answered_case(staff: Staff, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    take(staff("officer"), case, "close")
    assert case.state is State.CLOSED


def test_it_takes_down_a_request_to_look_again(staff: Staff, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    take(staff("operator"), case, "request-reopening", reason="Điện vẫn yếu.")
    assert case.state is State.REOPEN_REQUESTED


def test_it_looks_again(staff: Staff, session: Session, now: datetime) -> None:
    case = disputed_case(session, now)
    page = take(staff("leader"), case, "reopen", reason="Kiểm tra lại buổi tối.")
    assert (case.state, case.reopened_count) == (State.IN_PROGRESS, 1)
    assert "Trả lời (lần 2)" in page.text


def test_it_lets_the_answer_stand(staff: Staff, session: Session, now: datetime) -> None:
    case = disputed_case(session, now)
    take(staff("leader"), case, "refuse-reopening", reason="Điện áp đã đạt chuẩn.")
    assert case.state is State.ANSWERED


def test_it_has_the_browser_forget_the_draft_of_a_step_once_it_is_taken(
    staff: Staff, session: Session, now: datetime
) -> None:
    case, client = accepted_case(session, now), staff("officer")
    page = take(client, case, "note", text="Đã gọi điện lực.")
    assert f'data-draft-done="note-{case.reference}"' in page.html
    assert "data-draft-done" not in client.page(f"/desk/cases/{case.reference}").html


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "step", "entry", "words"),
    [
        ("officer", "ask", "text", "Xin viết nội dung."),
        ("officer", "note", "text", "Xin viết nội dung."),
        ("officer", "withdraw", "reason", "Xin ghi lý do."),
        ("officer", "return", "reason", "Xin ghi lý do."),
        ("coordinator", "route", "reason", "Xin ghi lý do."),
    ],
)
def test_it_wants_words(
    staff: Staff, session: Session, now: datetime, role: str, step: str, entry: str, words: str
) -> None:
    case = accepted_case(session, now)
    unit = {"unit_id": str(unit_id(session, "QLTM"))} if step == "route" else {}
    page = take(staff(role), case, step, status=422, **{entry: "  "}, **unit)
    assert words in page.text
    assert page.title.startswith("Lỗi: ")
    assert case.state is State.IN_PROGRESS


@pytest.mark.parametrize("step", ["reopen", "refuse-reopening"])
def test_it_wants_a_reason_for_the_decision(staff: Staff, session: Session, now: datetime, step: str) -> None:
    case = disputed_case(session, now)
    page = take(staff("leader"), case, step, status=422, reason="")
    assert "Xin ghi lý do." in page.text
    assert case.state is State.REOPEN_REQUESTED


@pytest.mark.parametrize(
    ("role", "step", "words"),
    [("leader", "assign", "Xin chọn người xử lý."), ("coordinator", "route", "Xin chọn đơn vị.")],
)
def test_it_chooses_nothing_for_anybody(
    staff: Staff, session: Session, now: datetime, role: str, step: str, words: str
) -> None:
    case = opened_case(session, now)
    page = take(staff(role), case, step, status=422)
    assert words in page.text
    assert case.state is State.ROUTED


def test_it_keeps_what_was_typed(staff: Staff, session: Session, now: datetime) -> None:
    case, here = accepted_case(session, now), unit_id(session, "QLNL")
    page = take(
        staff("coordinator"), case, "route", status=422, unit_id=str(here + 999), reason="Việc của chợ."
    )
    assert "Đơn vị này không còn hoạt động" in page.text
    assert "Việc của chợ." in page.html


def test_it_keeps_what_was_typed_when_the_session_is_over(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    page = take(staff("officer"), case, "note", status=422, text="Đã gọi điện lực.", csrf_token="cũ")
    assert "phiên làm việc hết hạn" in page.text
    assert "Đã gọi điện lực." in page.html


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("overseer", "accept"),
        ("officer", "assign"),
        ("officer", "route"),
        ("operator", "close"),
        ("officer", "reopen"),
    ],
)
def test_it_lets_nobody_take_a_step_that_is_not_theirs(
    staff: Staff, session: Session, now: datetime, role: str, step: str
) -> None:
    case = {"close": answered_case, "reopen": disputed_case}.get(step, opened_case)(session, now)
    client, before = staff(role), case.state
    note = client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/note")
    officer_id, trade = account_of(session, "colleague").id, unit_id(session, "QLTM")
    typed = {**note.fields, "officer_id": officer_id, "unit_id": trade, "reason": "Vì vậy.", "text": "Vậy."}
    answer = client.post(f"/desk/cases/{case.reference}/{step}", data=typed)
    assert answer.status_code in {403, 409}
    assert case.state is before


def test_it_has_no_other_steps(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert staff("officer").post(f"/desk/cases/{case.reference}/explode").status_code == 404


@pytest.mark.parametrize("step", ["accept", "note", "return", "withdraw"])
def test_it_is_not_there_for_an_outsider(staff: Staff, session: Session, now: datetime, step: str) -> None:
    case = opened_case(session, now)
    client = staff("outsider")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    typed = {"csrf_token": token, "text": "Tôi là ai?", "reason": "Vì vậy."}
    assert client.post(f"/desk/cases/{case.reference}/{step}", data=typed).status_code == 404
    assert case.state is State.ROUTED


# --- two at once ----------------------------------------------------------------------------------


def test_it_shows_the_second_of_two_what_happened_and_what_they_typed(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    client, later = staff("officer"), now + timedelta(minutes=5)
    form = client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/ask")
    accept_case(acting(session, "colleague", later), case)
    session.flush()

    page = client.send(form, status=409, text="Xin cho biết số công tơ.")
    assert page.heading == "Hồ sơ đã thay đổi từ khi mở trang"
    assert "Ngô Thị Bích Ngọc" in page.text  # what stands now
    assert "Xin cho biết số công tơ." in page.text  # what was typed
    assert case.state is State.IN_PROGRESS

    again = client.send(page.form(f"/desk/cases/{case.reference}/ask"))
    assert "Đã gửi đề nghị bổ sung" in again.text
    assert last_event(session, case).facts["text"] == "Xin cho biết số công tơ."


def test_it_tells_only_what_happened_since(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    client = staff("officer")
    form = client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/ask")
    note_case(acting(session, "leader", now), case, text="Xử lý gấp.")
    session.flush()
    page = client.send(form, status=409, text="Ở đâu?")
    assert "Xử lý gấp." in page.text
    assert "Kênh: Biểu mẫu trên trang" not in page.text


def test_it_does_not_offer_again_what_is_no_longer_possible(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    client = staff("officer")
    form = client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/withdraw")
    take(staff("operator"), case, "withdraw", reason="Đã gọi báo rút.")
    again = {**form.fields, "version": str(case.version), "reason": "Đã tự giải quyết."}
    answer = client.post(form.action, data=again)
    assert answer.status_code == 409
    assert "Không còn thực hiện được bước" in answer.get_data(as_text=True)


def test_it_adds_a_note_to_whatever_stands_there(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    client = staff("officer")
    form = client.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/note")
    note_case(acting(session, "leader", now), case, text="Xử lý gấp.")
    session.flush()
    assert "Đã ghi chú." in client.send(form, text="Đang kiểm tra.").text


def test_it_shows_the_page_of_conflicts_to_the_second_of_two_at_the_very_same_moment(
    staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses the second write, after all checks have passed."""

    def too_late(*_given: object, **_more: object) -> None:
        raise StaleDataError

    case = accepted_case(session, now)
    monkeypatch.setattr("portal.web.desk.step_forms.note_case", too_late)
    page = take(staff("officer"), case, "note", status=409, text="Đang kiểm tra.")
    assert "Đang kiểm tra." in page.text


# --- extending, refusing, handing over ------------------------------------------------------------


def test_the_leader_extends_to_a_typed_day(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leader = staff("leader")
    page = take(leader, case, "extend", status=422, until="32/11/2026", reason="Đo kiểm tại chỗ")
    assert "Xin nhập ngày theo dạng ngày/tháng/năm" in page.text
    assert "Đo kiểm tại chỗ" in page.html
    page = take(leader, case, "extend", status=422, until="28/11/2026", reason="Đo kiểm tại chỗ")
    assert "Ngày này là ngày nghỉ" in page.text
    page = take(leader, case, "extend", until="01/12/2026", reason="Đo kiểm tại chỗ")
    assert "Đã gia hạn và báo người gửi." in page.text
    assert f"{case.due_on:%d/%m/%Y}" == "01/12/2026"
    assert f"/desk/cases/{case.reference}/extend" not in page.html  # once


def test_a_refusal_takes_two_persons(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    told = "Xin gửi lại kèm địa điểm cụ thể."
    page = take(staff("officer"), case, "propose-refusal", status=422, text=told)
    assert "Xin chọn lý do." in page.text
    page = take(staff("officer"), case, "propose-refusal", reason_code="unclear", text=told)
    assert f"/desk/cases/{case.reference}/refuse" not in page.html
    assert "Rút đề xuất không tiếp nhận" in page.text
    leader = staff("leader")
    assert (
        told in leader.page(f"/desk/cases/{case.reference}").html
    )  # to be read and corrected before it goes out
    page = take(leader, case, "refuse", text=told)
    assert case.state is State.NOT_ACCEPTED
    assert "Nội dung không rõ" in page.text


def test_a_case_handed_over_has_its_slip(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leader = staff("leader")
    assert leader.get(f"/desk/cases/{case.reference}/transfer-slip.pdf").status_code == 404
    page = take(leader, case, "hand-over", agency="Công an tỉnh", reason="Thuộc thẩm quyền công an.")
    assert case.state is State.HANDED_OVER
    slip = leader.get(page.links["Phiếu chuyển (PDF)"])
    assert (slip.status_code, slip.mimetype) == (200, "application/pdf")
    assert staff("outsider").get(f"/desk/cases/{case.reference}/transfer-slip.pdf").status_code == 404
