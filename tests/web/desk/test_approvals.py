"""What waits for a decision: read in place, decided one by one or together, by somebody who did not write it."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.states import Outcome, State
from portal.models.case import Case
from portal.queries import approvals
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    current_answer,
    issue_answer,
    save_draft,
    submit_answer,
)
from portal.services.name_deputy import Absence, stand_in
from portal.services.publish_answer import PublicText, draft_publication
from portal.services.reopen_case import reopen, request_reopening
from tests.factories import accepted_case, acting, answered_case, divert_case, switch
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of, kinds, last_event, told_sender
from tests.support.statements import counted_statements
from tests.web.desk.bulk import confirming, groups
from tests.web.desk.conftest import Staff

PAGE = "/desk/approvals"
REMARK = "Nêu rõ ngày hoàn thành."


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def submitted(session: Session, now: datetime, *, author: str = "officer") -> Case:
    """A case whose answer waits for approval."""
    case = accepted_case(session, now)
    writer = acting(session, author, now)
    answer = save_draft(writer, case, AnswerText("Đã thay máy biến áp.", Outcome.HANDLED))
    submit_answer(writer, case, answer)
    session.flush()
    return case


def with_version(session: Session, now: datetime, *, author: str = "officer") -> Case:
    """An answered case whose public version waits for release."""
    case = answered_case(session, now)
    text = PublicText("Điện yếu", "Điện yếu tại một xã.", "Đã thay máy biến áp.")
    draft_publication(acting(session, author, now), case, text, submit=True)
    return case


def asked_again(session: Session, now: datetime) -> Case:
    """An answered case whose sender asks to look again."""
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason="Điện vẫn yếu.")
    session.flush()
    return case


def decide(client: CheckingClient, case: Case, heap: str, *, status: int = 200, **typed: str) -> Page:
    page = client.page(PAGE, show=heap)
    return client.send(page.form(f"{PAGE}/{heap}/{case.reference}"), status=status, **typed)


def status_of(session: Session, case: Case) -> AnswerStatus | None:
    answer = current_answer(acting(session, "leader", case.received_at), case)
    return answer.status if answer else None


# --- answers --------------------------------------------------------------------------------------


def test_it_shows_the_words_to_read_in_place(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    page = staff("leader").page(PAGE)
    assert case.body in page.text
    assert "Đã thay máy biến áp." in page.text
    assert "Bùi Quốc Huy" in page.text


def test_the_leader_approves_and_issues(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    page = decide(staff("leader"), case, "answers", step="issue")
    assert "đã duyệt và gửi câu trả lời" in page.text
    assert case.state is State.ANSWERED
    assert "answered" in told_sender(session, case)


def test_the_leader_approves_alone(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    decide(staff("leader"), case, "answers", step="approve")
    assert status_of(session, case) is AnswerStatus.APPROVED
    assert case.state is State.IN_PROGRESS


def test_the_leader_sends_back_with_a_remark(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    decide(staff("leader"), case, "answers", step="send_back", remark=REMARK)
    assert status_of(session, case) is AnswerStatus.SENT_BACK
    assert last_event(session, case).facts["remark"] == REMARK


def test_it_asks_for_the_remark(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    page = decide(staff("leader"), case, "answers", step="send_back", remark=" ", status=422)
    assert "Xin ghi ý kiến" in page.words_of(f"remark-{case.reference}-error")
    assert status_of(session, case) is AnswerStatus.SUBMITTED


def test_an_answer_grown_late_without_apology_is_told_and_the_remark_kept(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = submitted(session, now - timedelta(days=14))
    page = decide(staff("leader"), case, "answers", step="issue", remark=REMARK, status=422)
    assert "lời xin lỗi" in page.words_of(f"remark-{case.reference}-error")
    assert REMARK in page.html
    # Approving and issuing are one thing: nothing of it stays.
    assert status_of(session, case) is AnswerStatus.SUBMITTED
    assert EventKind.ANSWER_APPROVED not in kinds(session, case)


def test_nobody_approves_words_they_have_not_read(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    leader = staff("leader")
    stale = leader.page(PAGE).form(f"{PAGE}/answers/{case.reference}")
    answer = current_answer(acting(session, "officer", now), case)
    assert answer is not None
    answer.version += 1
    page = leader.send(stale, status=409, step="issue", remark=REMARK)
    assert "đã thay đổi từ khi mở trang" in page.text
    assert REMARK in page.html
    assert case.state is State.IN_PROGRESS


def test_what_was_typed_is_shown_when_another_was_quicker(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = submitted(session, now)
    leader = staff("leader")
    stale = leader.page(PAGE).form(f"{PAGE}/answers/{case.reference}")
    decide(staff("director"), case, "answers", step="issue")
    page = leader.send(stale, status=409, step="send_back", remark=REMARK)
    assert REMARK in page.text
    assert case.state is State.ANSWERED


def test_the_author_is_offered_no_approval(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now, author="leader")
    page = staff("leader").page(PAGE)
    assert "người khác duyệt câu trả lời này" in page.text
    assert f"{PAGE}/answers/{case.reference}" not in [form.get("action") for form in page.all("form")]


def test_where_the_office_wants_no_second_person_the_author_approves(
    staff: Staff, session: Session, now: datetime
) -> None:
    switch(session, "two_persons", False)
    case = submitted(session, now, author="leader")
    decide(staff("leader"), case, "answers", step="issue")
    assert case.state is State.ANSWERED


# --- several at once ------------------------------------------------------------------------------


def together(client: CheckingClient, boxes: list[str]) -> Page:
    """Ticked, looked at, and confirmed where anything can be done."""
    page = client.page(PAGE, show="answers")
    preview = client.send(page.form(f"{PAGE}/answers"), answer=boxes)
    return client.send(confirming(preview)) if "/desk/bulk/" in preview.address else preview


def box(session: Session, case: Case) -> str:
    answer = current_answer(acting(session, "leader", case.received_at), case)
    assert answer is not None
    return f"{case.reference}.{answer.version}"


def test_ticked_answers_are_issued_and_the_rest_is_told(
    staff: Staff, session: Session, now: datetime
) -> None:
    first, own, second = (
        submitted(session, now),
        submitted(session, now, author="leader"),
        submitted(session, now),
    )
    page = together(staff("leader"), [box(session, each) for each in (first, own, second)])
    assert groups(page) == ["Để lại, không làm: 1", "Đã làm: 2"]
    assert "Người soạn không được tự duyệt" in page.text
    assert [each.state for each in (first, own, second)] == [
        State.ANSWERED,
        State.IN_PROGRESS,
        State.ANSWERED,
    ]
    assert status_of(session, own) is AnswerStatus.SUBMITTED


def test_each_of_several_is_done_wholly_or_not_at_all(staff: Staff, session: Session, now: datetime) -> None:
    late, fine = submitted(session, now - timedelta(days=14)), submitted(session, now)
    page = together(staff("leader"), [box(session, late), box(session, fine)])
    assert "Câu trả lời trễ hạn phải kèm lời xin lỗi" in page.text
    assert EventKind.ANSWER_APPROVED not in kinds(session, late)
    assert fine.state is State.ANSWERED


def test_of_several_a_changed_and_a_foreign_one_are_told(
    staff: Staff, session: Session, now: datetime
) -> None:
    changed, fine = submitted(session, now), submitted(session, now)
    page = together(staff("leader"), [f"{changed.reference}.99", "PA-0000-0000.1", f"{box(session, fine)}"])
    assert "Hồ sơ đã thay đổi" in page.text
    assert "Không tìm thấy" in page.text
    assert fine.state is State.ANSWERED


def test_it_says_that_nothing_was_ticked(staff: Staff, session: Session, now: datetime) -> None:
    submitted(session, now)
    assert "Chưa chọn việc nào." in together(staff("leader"), []).text


# --- public versions ------------------------------------------------------------------------------


def test_a_public_version_is_read_with_its_differences_and_published(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = with_version(session, now)
    page = staff("leader").page(PAGE, show="publications")
    assert list(page.all("del"))
    assert list(page.all("ins"))
    decide(staff("leader"), case, "publications", step="publish")
    assert case.published_at == now


def test_a_public_version_goes_back_with_a_remark(staff: Staff, session: Session, now: datetime) -> None:
    case = with_version(session, now)
    decide(staff("coordinator"), case, "publications", step="send_back", remark="Bỏ tên ấp.")
    assert last_event(session, case).facts["text"] == "Bỏ tên ấp."
    assert "Bỏ tên ấp." in staff("officer").page(f"/desk/cases/{case.reference}/publication").text


def test_a_sealed_case_leaves_the_list(staff: Staff, session: Session, now: datetime) -> None:
    case = with_version(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    for role in ("leader", "coordinator"):
        page = staff(role).page(PAGE, show="publications")
        assert case.reference not in page.text
        assert "Không có bản công khai nào chờ duyệt" in page.text


# --- requests to look again -----------------------------------------------------------------------


def test_the_leader_grants_a_request(staff: Staff, session: Session, now: datetime) -> None:
    case = asked_again(session, now)
    page = staff("leader").page(PAGE, show="reopenings")
    assert "Điện vẫn yếu." in page.text
    decide(staff("leader"), case, "reopenings", step="grant", remark="Kiểm tra lại.")
    assert (case.state, case.reopened_count) == (State.IN_PROGRESS, 1)


def test_the_leader_refuses_a_request_with_a_reason(staff: Staff, session: Session, now: datetime) -> None:
    case = asked_again(session, now)
    decide(staff("leader"), case, "reopenings", step="refuse", remark="Đã đo điện áp.")
    assert case.state is State.ANSWERED
    assert last_event(session, case).facts["reason"] == "Đã đo điện áp."


@pytest.mark.parametrize("step", ["grant", "refuse"])
def test_a_decision_about_a_request_wants_its_reason(
    staff: Staff, session: Session, now: datetime, step: str
) -> None:
    case = asked_again(session, now)
    page = decide(staff("leader"), case, "reopenings", step=step, remark="", status=422)
    assert "Xin ghi lý do." in page.text
    assert case.state is State.REOPEN_REQUESTED


def test_a_second_request_is_for_the_overseer(staff: Staff, session: Session, now: datetime) -> None:
    case = asked_again(session, now)
    assert case.reference not in staff("overseer").page(PAGE, show="reopenings").text
    reopen(acting(session, "leader", now), case, reason="Kiểm tra lại.")
    answer_again(session, case, now)
    assert case.reference not in staff("leader").page(PAGE, show="reopenings").text
    decide(staff("overseer"), case, "reopenings", step="grant", remark="Kiểm tra tận nơi.")
    assert case.reopened_count == 2


def test_after_a_refusal_the_next_request_is_for_the_overseer(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = asked_again(session, now)
    decide(staff("leader"), case, "reopenings", step="refuse", remark="Đã đo điện áp.")
    request_reopening(acting(session, "sender", now), case, reason="Không ai đến đo.")
    session.flush()
    assert case.reference not in staff("leader").page(PAGE, show="reopenings").text
    assert "Người gửi đề nghị lần thứ 2." in staff("overseer").page(PAGE, show="reopenings").text
    decide(staff("overseer"), case, "reopenings", step="grant", remark="Kiểm tra tận nơi.")
    assert case.state is State.IN_PROGRESS


def answer_again(session: Session, case: Case, now: datetime) -> None:
    """The second answer, and the second request to look again."""
    officer = acting(session, "officer", now)
    answer = save_draft(officer, case, AnswerText("Đã đo lại.", Outcome.EXPLAINED))
    submit_answer(officer, case, answer)
    leader = acting(session, "leader", now)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    request_reopening(acting(session, "sender", now), case, reason="Vẫn chưa được.")
    session.flush()


# --- the page -------------------------------------------------------------------------------------


def test_an_outsider_sees_and_decides_nothing(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    outsider, leader = staff("outsider"), staff("leader")
    outsider.page(PAGE, status=403)
    form = leader.page(PAGE).form(f"{PAGE}/answers/{case.reference}")
    token = outsider.page("/desk/deputies").form("/desk/deputies").fields["csrf_token"]
    outsider.send(form, status=404, step="issue", csrf_token=token)
    assert case.state is State.IN_PROGRESS


def test_an_officer_of_the_unit_decides_nothing(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    form = staff("leader").page(PAGE).form(f"{PAGE}/answers/{case.reference}")
    officer = staff("colleague")
    token = officer.page("/desk/deputies").form("/desk/deputies").fields["csrf_token"]
    officer.send(form, status=403, step="issue", csrf_token=token)
    assert case.state is State.IN_PROGRESS


def test_it_opens_with_the_list_in_which_something_waits(
    staff: Staff, session: Session, now: datetime
) -> None:
    asked_again(session, now)
    assert "Vì sao người gửi chưa hài lòng" in staff("leader").page(PAGE).text


def test_it_pages_by_key_the_nearest_due_first(
    staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approvals, "PAGE", 2)
    cases = [submitted(session, now - timedelta(days=days)) for days in (1, 3, 2, 0)]
    in_order = sorted(cases, key=lambda case: (case.due_on, case.id))
    leader = staff("leader")
    first = leader.page(PAGE, show="answers")
    second = follow(leader, first.links["Trang sau"])
    back = follow(leader, second.links["Trang trước"])
    assert [references(page) for page in (first, second, back)] == [
        [case.reference for case in in_order[:2]],
        [case.reference for case in in_order[2:]],
        [case.reference for case in in_order[:2]],
    ]


def follow(client: CheckingClient, link: str) -> Page:
    path, _mark, query = link.partition("?")
    asked: dict[str, Any] = dict(parse_qsl(query))
    return client.page(path, **asked)


def references(page: Page) -> list[str]:
    return [str(node.get("id")) for node in page.all("article")]


@pytest.mark.parametrize("heap", ["answers", "publications", "reopenings"])
def test_it_asks_the_database_little(staff: Staff, session: Session, now: datetime, heap: str) -> None:
    for make in (submitted, with_version, asked_again):
        make(session, now)
        make(session, now)
    leader = staff("leader")
    leader.page(PAGE, show=heap)
    with counted_statements() as sent:
        leader.page(PAGE, show=heap)
    assert len(sent) <= 8, sent


def test_a_deputy_decides_for_an_absent_leader(staff: Staff, session: Session, now: datetime) -> None:
    case = submitted(session, now)
    colleague, leader = account_of(session, "colleague"), account_of(session, "leader")
    today = now.date()
    stand_in(acting(session, "leader", now), Absence(leader.id, colleague.id, today, today))
    decide(staff("colleague"), case, "answers", step="issue")
    assert case.state is State.ANSWERED
