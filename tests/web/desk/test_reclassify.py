"""Another kind or category from the case page: what becomes of the due date is shown before it is saved."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.events import EventKind
from portal.domain.kinds import Kind
from portal.domain.policies import Leg
from portal.models.bookkeeping import SettingsRevision
from portal.models.case import Case
from portal.models.policy import ClockPolicyRow
from tests.factories import accepted_case, answered_case, category_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import last_event
from tests.web.desk.conftest import Staff

WHY = "Người gửi hỏi thủ tục."


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    """A case in hand, in an office where questions are answered in five working days."""
    session.add(
        ClockPolicyRow(
            code="QUESTION_ANSWER",
            leg=Leg.ANSWER,
            kind=Kind.QUESTION,
            amount=5,
            time_unit=TimeUnit.WORKING_DAYS,
            legal_basis="Quy chế của cơ quan",
            valid_from=date(2018, 1, 1),
        )
    )
    revision = session.get_one(SettingsRevision, 1)
    revision.token = f"{revision.token}+"[-16:]
    session.flush()
    found = accepted_case(session, now)
    session.commit()
    return found


def try_it(
    client: CheckingClient, case: Case, page: Page | None = None, *, status: int = 200, **typed: str
) -> Page:
    address = f"/desk/cases/{case.reference}/reclassify"
    form = (page or client.page(address)).form(address)
    return client.send(form, status=status, **{"kind": "question", "reason": WHY, "step": "preview", **typed})


def test_it_shows_the_new_due_date_before_it_is_saved(staff: Staff, session: Session, case: Case) -> None:
    before, client = case.due_on, staff("officer")
    page = try_it(client, case)
    assert "Hạn trả lời sẽ chuyển từ hết thứ Năm 26/11/2026 sang hết" in page.text
    assert (case.kind, case.due_on) == (Kind.FEEDBACK, before)
    saved = try_it(client, case, page, step="save")
    assert "Đã phân loại lại" in saved.text
    assert case.kind is Kind.QUESTION
    assert case.due_on > before
    assert last_event(session, case).kind is EventKind.DUE_MOVED
    assert WHY in saved.text


def test_what_was_shown_is_what_is_saved(staff: Staff, case: Case) -> None:
    client = staff("leader")
    page = try_it(client, case)
    try_it(client, case, page, step="save")
    assert case.due_on.strftime("%d/%m/%Y") in page.text


def test_it_says_that_nothing_moves(staff: Staff, session: Session, case: Case) -> None:
    roads = str(category_id(session, "roads"))
    page = try_it(staff("officer"), case, kind="feedback", category_id=roads)
    assert "Hạn trả lời vẫn là hết thứ Năm 26/11/2026" in page.text


def test_it_asks_for_the_reason_and_for_a_change(staff: Staff, case: Case) -> None:
    page = try_it(staff("officer"), case, status=422, reason=" ", step="save")
    assert "Xin ghi lý do." in page.text
    assert "vẫn như cũ" in try_it(staff("officer"), case, status=422, kind="feedback").text
    assert case.kind is Kind.FEEDBACK


def test_it_stands_on_the_case_page_for_those_who_may(staff: Staff, case: Case) -> None:
    address = f"/desk/cases/{case.reference}"
    assert f"{address}/reclassify" in staff("officer").page(address).html
    assert f"{address}/reclassify" not in staff("operator").page(address).html
    staff("operator").page(f"{address}/reclassify", status=403)


def test_it_ends_with_the_answer(staff: Staff, session: Session, case: Case, now: datetime) -> None:
    answered = answered_case(session, now)
    session.commit()
    staff("leader").page(f"/desk/cases/{answered.reference}/reclassify", status=404)
