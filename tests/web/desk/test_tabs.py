"""The head of the desk: whose it is, and only the lists that are theirs, with what waits in each."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.states import Outcome
from portal.models.appointment import AppointmentRow
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from portal.services.reopen_case import request_reopening
from tests.dossier_factories import submitted_letter
from tests.factories import accepted_case, acting, answered_case, opened_case
from tests.support.client import CheckingClient
from tests.support.records import account_of
from tests.web.desk.conftest import Staff


def tabs(client: CheckingClient) -> dict[str, str]:
    """The lists by name, with their counts."""
    page = client.page("/desk/unit")
    nav = next(node for node in page.all("nav") if node.get("class") == "app-tabs")
    found = {}
    for link in nav.iter("a"):
        count = "".join(part.text or "" for part in link.iter("span"))
        found[(link.text or "").strip()] = count
    return found


@pytest.mark.parametrize(
    ("role", "lists"),
    [
        ("officer", {"Việc của tôi", "Cả đơn vị", "Gọi lại", "Người thay"}),
        ("overseer", {"Cả đơn vị"}),
        ("operator", {"Cả đơn vị", "Gọi lại"}),
    ],
)
def test_it_offers_the_lists_that_are_theirs(staff: Staff, role: str, lists: set[str]) -> None:
    offered = tabs(staff(role)).keys()
    assert lists <= offered
    assert ("Việc của tôi" in offered) is (role == "officer")
    assert ("Chờ duyệt" in offered) is False


def test_it_offers_only_lists_that_this_process_has(
    app: Flask, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = staff("leader")
    assert "Chờ duyệt" in tabs(client)
    monkeypatch.delitem(app.view_functions, "desk.approvals")
    assert "Chờ duyệt" not in tabs(client)


def test_it_counts_what_waits(staff: Staff, session: Session, now: datetime) -> None:
    officer, case = acting(session, "officer", now), accepted_case(session, now)
    submit_answer(officer, case, save_draft(officer, case, AnswerText("Đã sửa.", Outcome.HANDLED)))
    request_reopening(acting(session, "sender", now), answered_case(session, now), reason="Vẫn yếu.")
    opened_case(session, now)
    submitted_letter(session, now)
    found = tabs(staff("leader"))
    assert (found["Việc của tôi"], found["Cả đơn vị"], found["Chờ duyệt"]) == ("0", "3", "2")
    # The letter is the head's of the whole agency to approve, beside the two cases.
    assert tabs(staff("director"))["Chờ duyệt"] == "3"


def test_it_says_whose_desk_it_is(staff: Staff) -> None:
    assert "Phòng Quản lý năng lượng · Chuyên viên" in staff("officer").page("/desk/unit").text


def test_it_marks_the_list_that_is_open(staff: Staff) -> None:
    page = staff("officer").page("/desk/unit")
    current = [link.get("href") for link in page.all("a") if link.get("aria-current") == "page"]
    assert current == ["/desk/unit"]


def menu(client: CheckingClient, kind: str) -> list[str]:
    """The lists in one of the menus of the head, by name."""
    page = client.page("/desk/unit")
    return [
        (link.text or "").strip()
        for node in page.all("details")
        if f"app-menu--{kind}" in (node.get("class") or "")
        for link in node.iter("a")
    ]


def test_it_keeps_the_seldom_lists_in_a_menu_where_there_are_many(staff: Staff) -> None:
    assert menu(staff("leader"), "more") == ["Giao lại việc", "Người thay", "Sổ tiếp nhận"]
    # The few of an officer stand beside each other.
    assert menu(staff("officer"), "more") == []


def test_it_has_every_list_in_one_menu_for_a_narrow_screen(staff: Staff) -> None:
    client = staff("leader")
    assert set(menu(client, "narrow")) == set(tabs(client))


def test_it_leads_to_ones_own_account(staff: Staff) -> None:
    assert "/account/profile" in staff("officer").page("/desk/unit").links.values()


def test_it_is_closed_to_an_account_without_an_appointment(
    staff: Staff, session: Session, now: datetime
) -> None:
    client, officer = staff("officer"), account_of(session, "officer")
    for row in session.query(AppointmentRow).filter_by(account_id=officer.id):
        row.valid_to = (now - timedelta(days=1)).date()
    session.flush()
    for address in ("/desk/inbox", "/desk/unit", "/desk/search", "/desk/cases/PA-2222-2222"):
        assert client.get(address).status_code == 403, address
