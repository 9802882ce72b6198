"""The gate in the editor: hiding and dismissing what is proposed, losing nothing that was typed."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.models.answer import Publication
from portal.models.case import Case
from portal.models.public_version import PublicationDismissal
from tests.factories import answered_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.desk.conftest import Staff

TYPED = {
    "title": "Điện yếu",
    "question": "Xin gọi 0987 654 321, tức +84 987654321, gặp bà Tám.",
    "answer": "Đã trả lời ông An qua an@example.com.",
}


@pytest.fixture
def case(standing_office: None, session: Session, now: object) -> Case:
    return answered_case(session, now)  # type: ignore[arg-type]


def address(case: Case, what: str = "") -> str:
    return f"/desk/cases/{case.reference}/publication{what}"


def press(client: CheckingClient, page: Page, case: Case, *, status: int = 200, **typed: Any) -> Page:
    """The editor of a page sent on by one more button."""
    return client.send(page.form(address(case)), status=status, **typed)


def because(mark: str, reason: str) -> dict[str, Any]:
    """A reason typed beside a proposal."""
    return {f"why-{mark}": reason}


def send(client: CheckingClient, case: Case, *, status: int = 200, **typed: Any) -> Page:
    """The editor with the usual words typed, sent by one of its buttons."""
    page = client.page(address(case))
    return press(client, page, case, status=status, **{**TYPED, **typed})


def fields(page: Page, case: Case) -> dict[str, str]:
    form = page.form(address(case)).fields
    return {name: form[name][0] for name in TYPED}


def marks(page: Page, name: str) -> list[str]:
    """What the buttons of one name name."""
    return [node.get("value", "") for node in page.all("button") if node.get("name") == name]


def shown(page: Page) -> list[str]:
    return ["".join(node.itertext()) for node in page.all("mark")]


def test_it_proposes_at_once_when_the_originals_are_opened(
    staff: Staff, session: Session, now: object
) -> None:
    case = answered_case(session, now, body="Tôi là Lê Văn An, số 0912.000.345.")  # type: ignore[arg-type]
    page = staff("officer").page(address(case))
    assert shown(page) == ["Lê Văn An", "0912.000.345"]
    assert "Còn 2 đề xuất" in page.text
    assert "Số điện thoại" in page.text


def test_it_refuses_to_submit_and_keeps_a_draft(staff: Staff, case: Case, session: Session) -> None:
    officer = staff("officer")
    page = send(officer, case, status=422, step="submit")
    assert "Còn dữ liệu cá nhân chưa xử lý" in page.words_of("question-error")
    assert fields(page, case) == TYPED
    assert session.scalars(select(Publication)).all() == []
    send(officer, case, step="save")
    assert session.scalars(select(Publication)).one().status is PublicationStatus.DRAFT


def test_it_hides_one_thing_and_keeps_all_else_that_was_typed(
    staff: Staff, case: Case, session: Session
) -> None:
    officer = staff("officer")
    page = send(officer, case, step="compare")
    assert shown(page)[0] == "0987 654 321"
    page = press(officer, page, case, hide=marks(page, "hide")[0])
    hidden = "Xin gọi [đã ẩn số điện thoại], tức [đã ẩn số điện thoại], gặp bà Tám."
    assert fields(page, case) == {**TYPED, "question": hidden}
    assert session.scalars(select(Publication)).all() == []
    assert "data-draft-served" in page.html


def test_it_hides_everything_at_once_and_can_be_submitted_then(
    staff: Staff, case: Case, session: Session
) -> None:
    officer = staff("officer")
    page = send(officer, case, step="hide_all")
    assert fields(page, case)["answer"] == "Đã trả lời ông [đã ẩn tên] qua [đã ẩn thư điện tử]."
    assert shown(page) == []
    press(officer, page, case, step="submit")
    assert session.scalars(select(Publication)).one().status is PublicationStatus.SUBMITTED


def test_it_dismisses_with_a_reason_alone(staff: Staff, case: Case, session: Session) -> None:
    officer = staff("officer")
    page = send(officer, case, step="compare")
    mark = marks(page, "dismiss")[0]
    page = press(officer, page, case, status=422, dismiss=mark)
    assert "Xin ghi vì sao" in page.words_of(f"why-{mark}-error")
    assert page.title.startswith("Lỗi: ")
    assert fields(page, case) == TYPED
    page = press(officer, page, case, dismiss=mark, **because(mark, "Số của tổ trực điện."))
    assert fields(page, case) == TYPED
    assert "0987 654 321" not in shown(page)
    for words in ("Số của tổ trực điện.", "0987654321"):
        assert words in page.text
    assert session.scalars(select(PublicationDismissal)).one().reason == "Số của tổ trực điện."


def test_it_keeps_a_reason_typed_for_another_proposal(staff: Staff, case: Case) -> None:
    officer = staff("officer")
    page = send(officer, case, step="compare")
    first, second = marks(page, "dismiss")[:2]
    page = press(officer, page, case, hide=first, **because(second, "Tên một xóm."))
    assert page.form(address(case)).fields[f"why-{second}"] == ["Tên một xóm."]


def test_it_takes_a_dismissal_back_without_losing_what_is_typed(
    staff: Staff, case: Case, session: Session
) -> None:
    officer = staff("officer")
    page = send(officer, case, step="compare")
    mark = marks(page, "dismiss")[0]
    page = press(officer, page, case, dismiss=mark, **because(mark, "Số của tổ trực."))
    page = press(officer, page, case, restore=marks(page, "restore")[0])
    assert "0987 654 321" in shown(page)
    assert fields(page, case) == TYPED
    assert session.scalars(select(PublicationDismissal)).all() == []


@pytest.mark.parametrize("given", [{"hide": "0" * 16}, {"dismiss": "unknown"}, {"restore": "99"}])
def test_it_minds_no_proposal_that_is_gone(staff: Staff, case: Case, given: dict[str, Any]) -> None:
    officer = staff("officer")
    page = press(officer, officer.page(address(case)), case, **{**TYPED, **given})
    assert fields(page, case) == TYPED


def test_who_releases_sees_what_was_dismissed_and_why(staff: Staff, case: Case, session: Session) -> None:
    officer = staff("officer")
    page = send(officer, case, step="compare", answer="Đã thay máy biến áp.")
    mark = marks(page, "dismiss")[0]
    page = press(officer, page, case, dismiss=mark, **because(mark, "Số của tổ trực."))
    press(officer, page, case, step="submit")
    page = staff("coordinator").page(address(case))
    assert "Số của tổ trực." in page.text
    assert marks(page, "restore") == []
    assert "publish" in marks(page, "step")


def test_nobody_releases_what_is_open_again(staff: Staff, case: Case, session: Session) -> None:
    question = "Điện yếu, Trần Quốc Bảo hỏi."
    send(staff("officer"), case, step="submit", question=question, answer="Đã thay.")
    leader = staff("leader")
    form = leader.page(address(case)).form(address(case, "/release"))
    case.sender.name = "Trần Quốc Bảo"
    session.flush()
    page = leader.send(form, status=422, step="publish")
    assert "Còn dữ liệu cá nhân chưa xử lý" in page.text
    assert "publish" not in marks(page, "step")
    heap = leader.page("/desk/approvals?show=publications")
    form = heap.form(f"/desk/approvals/publications/{case.reference}")
    page = leader.send(form, status=422, step="publish")
    assert "Còn dữ liệu cá nhân chưa xử lý" in page.text
    assert session.scalars(select(Publication)).one().status is PublicationStatus.SUBMITTED
