"""Absences and deputies on their page: one's own, those of one's people, and whom one stands in for."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.appointment import Deputy
from portal.services.name_deputy import Absence, stand_in
from tests.factories import accepted_case, acting
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

PAGE = "/desk/deputies"


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def name(
    client: CheckingClient, session: Session, deputy: str = "colleague", *, status: int = 200, **typed: str
) -> Page:
    """Fill the form in for the two days from Friday on."""
    usual = {"from_on": "20/11/2026", "to_on": "21/11/2026", **typed}
    form = client.page(PAGE).form(PAGE)
    return client.send(form, status=status, deputy_id=str(account_of(session, deputy).id), **usual)


def rows(session: Session) -> list[Deputy]:
    return list(session.scalars(select(Deputy)))


def test_somebody_names_their_deputy_who_then_has_their_work(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    page = name(staff("officer"), session)
    assert "Ngô Thị Bích Ngọc thay trong những ngày này" in page.text
    colleague = staff("colleague")
    assert "Bùi Quốc Huy" in colleague.page(PAGE).text
    assert "Ông/Bà thay cho" in colleague.page(PAGE).text
    assert case.reference in colleague.page("/desk/inbox").text


def test_it_offers_colleagues_and_the_unit_above(staff: Staff, session: Session) -> None:
    page = staff("officer").page(PAGE)
    options = [str(node.text) for node in page.by_id("deputy_id").iter("option")]
    assert len(options) == 4
    assert any("Võ Thị Mai Lan" in each and "Sở Công Thương" in each for each in options)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"deputy_id": ""}, "deputy_id", "Xin chọn một người"),
        ({"deputy_id": "x"}, "deputy_id", "Xin chọn một người"),
        ({"from_on": ""}, "from_on", "Xin nhập ngày bắt đầu nghỉ."),
        ({"from_on": "mai"}, "from_on", "Xin nhập ngày theo dạng"),
        ({"from_on": "19/11/2026"}, "from_on", "không thể ở trước hôm nay"),
        ({"to_on": "19/11/2026"}, "to_on", "phải từ ngày bắt đầu"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    staff: Staff, session: Session, typed: dict[str, str], field: str, words: str
) -> None:
    officer = staff("officer")
    form = officer.page(PAGE).form(PAGE)
    given = {
        "deputy_id": str(account_of(session, "colleague").id),
        "from_on": "20/11/2026",
        "to_on": "25/11/2026",
        **typed,
    }
    page = officer.send(form, status=422, **given)
    assert words in page.words_of(f"{field}-error")
    kept = page.form(PAGE).fields
    assert {key: kept[key][0] for key in ("from_on", "to_on")} == {
        key: given[key] for key in ("from_on", "to_on")
    }
    assert rows(session) == []


def test_a_deputy_who_is_away_too_is_refused(staff: Staff, session: Session, now: datetime) -> None:
    colleague, leader = account_of(session, "colleague"), account_of(session, "leader")
    stand_in(acting(session, "colleague", now), Absence(colleague.id, leader.id, now.date(), now.date()))
    page = name(staff("officer"), session, status=422)
    assert "cũng nghỉ trong những ngày đó" in page.words_of("deputy_id-error")


def test_who_leaves_somebody_behind_is_told(staff: Staff, session: Session) -> None:
    name(staff("officer"), session)
    page = name(staff("colleague"), session, "leader")
    assert "Cần cử người khác thay." in page.text


def test_a_leader_names_one_for_their_people(staff: Staff, session: Session) -> None:
    leader, officer = staff("leader"), account_of(session, "officer")
    asked: dict[str, Any] = {"for": str(officer.id)}
    page = leader.page(PAGE, **asked)
    assert "Ghi ngày nghỉ của Bùi Quốc Huy" in page.text
    form = page.form(f"{PAGE}?for={officer.id}")
    page = leader.send(
        form, deputy_id=str(account_of(session, "colleague").id), from_on="20/11/2026", to_on="20/11/2026"
    )
    assert [row.account_id for row in rows(session)] == [officer.id]
    assert "Người trong đơn vị vắng mặt" in page.text


@pytest.mark.parametrize("role", ["colleague", "outsider", "coordinator"])
def test_nobody_else_finds_the_form(staff: Staff, session: Session, role: str) -> None:
    officer, client = account_of(session, "officer"), staff(role)
    asked: dict[str, Any] = {"for": str(officer.id)}
    client.page(PAGE, status=404, **asked)
    token = client.page(PAGE).form(PAGE).fields["csrf_token"]
    refused = client.post(f"{PAGE}?for={officer.id}", data={"csrf_token": token})
    assert refused.status_code == 404


def test_who_is_back_ends_the_absence(staff: Staff, session: Session) -> None:
    name(staff("officer"), session)
    (row,) = rows(session)
    leader = staff("leader")
    page = leader.send(leader.page(PAGE).form(f"{PAGE}/{row.id}/end"))
    assert "Đã kết thúc việc thay." in page.text
    assert rows(session) == []


def test_the_deputy_does_not_end_it_and_an_outsider_finds_nothing(staff: Staff, session: Session) -> None:
    name(staff("officer"), session)
    (row,) = rows(session)
    for role in ("colleague", "outsider"):
        client = staff(role)
        token = client.page(PAGE).form(PAGE).fields["csrf_token"]
        refused = client.post(f"{PAGE}/{row.id}/end", data={"csrf_token": token})
        assert refused.status_code == 403
        assert client.post(f"{PAGE}/999/end", data={"csrf_token": token}).status_code == 404
    assert len(rows(session)) == 1


def test_it_asks_the_database_little(staff: Staff, session: Session, now: datetime) -> None:
    director = staff("director")
    for days in range(1, 5):
        officer, colleague = account_of(session, "officer"), account_of(session, "colleague")
        on = now.date() + timedelta(days=days)
        stand_in(acting(session, "officer", now), Absence(officer.id, colleague.id, on, on))
    director.page(PAGE)
    with counted_statements() as sent:
        director.page(PAGE)
    assert len(sent) <= 6, sent
