"""Taking and assigning several cases at once: all of them or none, with a line for each in the way."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.models.case import Case
from portal.services.note_case import note_case
from portal.services.take_case import accept_case
from tests.factories import accepted_case, acting, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.records import account_of, kinds
from tests.web.desk.conftest import Staff


def bulk_form(client: CheckingClient) -> Form:
    return client.page("/desk/unit").form("/desk/cases/accept")


def ticked(*cases: Case) -> list[str]:
    return [f"{case.reference}.{case.version}" for case in cases]


def assign(client: CheckingClient, cases: list[str], officer_id: int | str, *, status: int = 200) -> Page:
    form = bulk_form(client)
    to_assign = Form("/desk/cases/assign", "POST", form.fields, form.buttons)
    return client.send(to_assign, status=status, case=cases, officer_id=str(officer_id))


@pytest.fixture
def cases(staff: Staff, session: Session, now: datetime) -> list[Case]:
    return [opened_case(session, now), opened_case(session, now)]


def test_it_takes_several_cases(staff: Staff, session: Session, cases: list[Case]) -> None:
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    assert "Đã nhận 2 việc" in page.text
    officer = account_of(session, "officer").id
    assert [(case.officer_id, case.state) for case in cases] == [(officer, State.IN_PROGRESS)] * 2


def test_it_gives_several_cases_to_one_officer(staff: Staff, session: Session, cases: list[Case]) -> None:
    colleague = account_of(session, "colleague").id
    page = assign(staff("leader"), ticked(*cases), colleague)
    assert "Đã phân công 2 việc" in page.text
    assert {case.officer_id for case in cases} == {colleague}


def test_it_comes_back_to_the_list_with_its_filter(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    form = client.page("/desk/unit", channel="web_form").form("/desk/cases/accept")
    answer = client.post("/desk/cases/accept", data={**form.fields, "case": ticked(*cases)})
    assert answer.location == "/desk/unit?channel=web_form"


@pytest.mark.parametrize("back", ["https://evil.example/desk/unit", "//evil.example/desk/", "/admin", ""])
def test_it_leads_nowhere_else(staff: Staff, cases: list[Case], back: str) -> None:
    client = staff("officer")
    data = {**bulk_form(client).fields, "case": ticked(*cases), "back": back}
    assert client.post("/desk/cases/accept", data=data).location == "/desk/inbox"


def test_it_wants_something_ticked(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    assert "Chưa chọn việc nào" in client.send(bulk_form(client)).text


def test_it_does_nothing_when_one_was_changed_meanwhile(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    client = staff("officer")
    form, seen = bulk_form(client), ticked(*cases)
    accept_case(acting(session, "colleague", now), cases[0])
    session.flush()
    page = client.send(form, status=409, case=seen)
    assert page.heading == "Chưa thực hiện việc nào"
    assert cases[0].reference in page.text
    assert cases[1].reference not in page.text
    assert cases[0].officer_id == account_of(session, "colleague").id
    assert (cases[1].state, cases[1].officer_id) == (State.ROUTED, None)
    assert EventKind.ACCEPTED not in kinds(session, cases[1])


def test_it_tells_of_every_case_in_the_way(staff: Staff, session: Session, cases: list[Case]) -> None:
    outsider = account_of(session, "outsider").id
    page = assign(staff("leader"), ticked(*cases), outsider, status=409)
    assert page.text.count("không thuộc đơn vị đang giữ hồ sơ") == 2


def test_it_wants_somebody_to_give_them_to(staff: Staff, cases: list[Case]) -> None:
    page = assign(staff("leader"), ticked(*cases), "", status=409)
    assert "Chưa thực hiện việc nào" in page.text


def test_it_lets_officers_assign_nothing(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = assign(staff("officer"), ticked(*cases), account_of(session, "colleague").id, status=409)
    assert "không có quyền" in page.text


def test_it_finds_no_case_for_an_outsider(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    client = staff("outsider")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    answer = client.post("/desk/cases/accept", data={"csrf_token": token, "case": ticked(*cases)})
    assert answer.status_code == 409
    assert "Không tìm thấy" in answer.get_data(as_text=True)
    assert {case.officer_id for case in cases} == {None}


def test_it_offers_nothing_to_who_can_take_nothing(staff: Staff, session: Session, now: datetime) -> None:
    accepted_case(session, now)
    assert "Nhận việc" not in staff("officer").page("/desk/inbox").text
    assert "Nhận việc" in staff("colleague").page("/desk/unit").text
    assert (
        "checkbox" not in staff("operator").page("/desk/unit").html.split("<tbody>")[1].split("</tbody>")[0]
    )


def test_it_wants_another_look_after_a_note(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    """Whatever is written on a case may change what somebody would do with it."""
    client = staff("officer")
    form, seen = bulk_form(client), ticked(*cases)
    note_case(acting(session, "colleague", now), cases[1], text="Đã gọi người gửi.")
    session.flush()
    client.send(form, status=409, case=seen)


# --- chasing several ---------------------------------------------------------------------------------


def chase(client: CheckingClient, cases: list[str], text: str, *, status: int = 200) -> Page:
    form = bulk_form(client)
    to_chase = Form("/desk/cases/chase", "POST", form.fields, form.buttons)
    return client.send(to_chase, status=status, case=cases, text=text)


def test_it_chases_several_cases(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = chase(staff("overseer"), ticked(*cases), "Đề nghị trả lời trước thứ Tư.")
    assert "Đã đôn đốc 2 việc" in page.text
    assert [case.chased_count for case in cases] == [1, 1]
    assert [kinds(session, case)[-1] for case in cases] == [EventKind.CHASED] * 2


def test_it_chases_all_or_none(staff: Staff, cases: list[Case]) -> None:
    page = chase(staff("overseer"), ticked(*cases), " ", status=409)
    assert "Xin viết nội dung." in page.text
    assert [case.chased_count for case in cases] == [0, 0]


def test_it_offers_chasing_to_those_above_alone(staff: Staff, cases: list[Case]) -> None:
    assert "Đôn đốc các việc đã chọn" in staff("overseer").page("/desk/unit").text
    assert "Đôn đốc các việc đã chọn" not in staff("leader").page("/desk/unit").text
    assert staff("leader").post("/desk/cases/chase", data={"case": ticked(*cases)}).status_code in {400, 409}
