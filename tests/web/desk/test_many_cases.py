"""Several cases at once: looked at before anything happens, done case by case, undone where that harms nobody."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.models.case import Case
from portal.services import bulk_steps
from portal.services.note_case import note_case
from portal.services.take_case import accept_case
from portal.web.desk import bulk as bulk_pages
from tests.factories import accepted_case, acting, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.records import account_of, kinds
from tests.support.statements import counted_statements
from tests.web.desk.bulk import confirming, groups, undoing
from tests.web.desk.conftest import Staff


def bulk_form(client: CheckingClient) -> Form:
    """The form around the list, whatever its address asks for."""
    page = client.page("/desk/unit")
    node = next(node for node in page.all("form") if "/desk/cases/accept" in (node.get("action") or ""))
    return page._form(node)


def ticked(*cases: Case) -> list[str]:
    return [f"{case.reference}.{case.version}" for case in cases]


def assign(client: CheckingClient, cases: list[str], officer_id: int | str) -> Page:
    form = bulk_form(client)
    to_assign = Form("/desk/cases/assign", "POST", form.fields, form.buttons)
    return client.send(to_assign, case=cases, officer_id=str(officer_id))


def chase(client: CheckingClient, cases: list[str], text: str) -> Page:
    form = bulk_form(client)
    to_chase = Form("/desk/cases/chase", "POST", form.fields, form.buttons)
    return client.send(to_chase, case=cases, text=text)


@pytest.fixture
def cases(staff: Staff, session: Session, now: datetime) -> list[Case]:
    return [opened_case(session, now), opened_case(session, now)]


# --- looking ------------------------------------------------------------------------------------------


def test_it_shows_what_would_happen_before_anything_does(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    assert page.heading == "Xem trước: nhận việc về mình"
    assert groups(page) == ["Sẽ làm: 2"]
    assert all(case.reference in page.text for case in cases)
    assert "Có thể hoàn tác trong 15 phút." in page.text
    assert {case.state for case in cases} == {State.ROUTED}
    assert page.links["Không làm nữa"] == "/desk/unit"


def test_it_says_which_are_left_out_and_why(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    client = staff("officer")
    form, seen = bulk_form(client), ticked(*cases)
    accept_case(acting(session, "colleague", now), cases[0])
    session.flush()
    page = client.send(form, case=seen)
    assert groups(page) == ["Để lại, không làm: 1", "Sẽ làm: 1"]
    assert "Hồ sơ đã thay đổi từ khi mở trang." in page.text
    client.send(confirming(page))
    assert cases[0].officer_id == account_of(session, "colleague").id
    assert cases[1].officer_id == account_of(session, "officer").id


def test_it_wants_another_look_after_a_note(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    """Whatever is written on a case may change what somebody would do with it."""
    client = staff("officer")
    form, seen = bulk_form(client), ticked(*cases)
    note_case(acting(session, "colleague", now), cases[1], text="Đã gọi người gửi.")
    session.flush()
    assert groups(client.send(form, case=seen)) == ["Để lại, không làm: 1", "Sẽ làm: 1"]


def test_it_offers_nothing_to_confirm_where_nothing_can_be_done(
    staff: Staff, session: Session, cases: list[Case]
) -> None:
    outsider = account_of(session, "outsider").id
    page = assign(staff("leader"), ticked(*cases), outsider)
    assert page.text.count("không thuộc đơn vị đang giữ hồ sơ") == 2
    assert "Không có việc nào làm được. Chưa có gì thay đổi." in page.text
    assert "/confirm" not in page.html


def test_it_lets_officers_assign_nothing(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = assign(staff("officer"), ticked(*cases), account_of(session, "colleague").id)
    assert "không có quyền" in page.text
    assert "/confirm" not in page.html


def test_it_finds_no_case_for_an_outsider(staff: Staff, cases: list[Case]) -> None:
    client = staff("outsider")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    data = {"csrf_token": token, "case": ticked(*cases)}
    answer = client.post("/desk/cases/accept", data=data, follow_redirects=True)
    assert "Không tìm thấy" in answer.get_data(as_text=True)
    assert cases[0].subject not in answer.get_data(as_text=True)
    assert {case.officer_id for case in cases} == {None}


def test_it_is_shown_to_nobody_else(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    assert staff("colleague").get(page.address).status_code == 404
    assert staff("operator").get(page.address).status_code == 403
    assert client.get("/desk/bulk/nothing").status_code == 404


@pytest.mark.parametrize("step", ["accept", "assign", "chase"])
def test_it_wants_something_ticked(staff: Staff, cases: list[Case], step: str) -> None:
    client = staff("leader")
    form = Form(f"/desk/cases/{step}", "POST", bulk_form(client).fields, [])
    assert "Chưa chọn việc nào" in client.send(form, officer_id="1", text="Đề nghị làm ngay.").text


def test_it_wants_somebody_to_give_them_to(staff: Staff, cases: list[Case]) -> None:
    assert "Xin chọn người nhận việc." in assign(staff("leader"), ticked(*cases), "").text


# --- doing --------------------------------------------------------------------------------------------


def test_it_takes_several_cases(staff: Staff, session: Session, cases: list[Case]) -> None:
    client = staff("officer")
    page = client.send(confirming(client.send(bulk_form(client), case=ticked(*cases))))
    assert (page.heading, groups(page)) == ("Kết quả: nhận việc về mình", ["Đã làm: 2"])
    officer = account_of(session, "officer").id
    assert [(case.officer_id, case.state) for case in cases] == [(officer, State.IN_PROGRESS)] * 2


def test_it_gives_several_cases_to_one_officer(staff: Staff, session: Session, cases: list[Case]) -> None:
    client, colleague = staff("leader"), account_of(session, "colleague")
    page = assign(client, ticked(*cases), colleague.id)
    assert page.heading == f"Xem trước: phân công cho {colleague.name}"
    client.send(confirming(page))
    assert {case.officer_id for case in cases} == {colleague.id}


def test_a_second_click_does_nothing_more(staff: Staff, session: Session, cases: list[Case]) -> None:
    client = staff("officer")
    form = confirming(client.send(bulk_form(client), case=ticked(*cases)))
    client.send(form)
    assert "Việc này đã được thực hiện rồi." in client.send(form).text
    assert kinds(session, cases[0]).count(EventKind.ACCEPTED) == 1


def test_one_case_is_done_at_once_and_can_be_undone_from_the_list(
    staff: Staff, session: Session, cases: list[Case]
) -> None:
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(cases[0]))
    assert page.heading == "Cả đơn vị"
    assert "Đã nhận 1 việc." in page.text
    assert cases[0].state is State.IN_PROGRESS
    assert client.send(undoing(page)).heading == "Đã hoàn tác: nhận việc về mình"
    assert (cases[0].state, cases[0].officer_id) == (State.ROUTED, None)


def test_it_comes_back_to_the_list_with_its_filter(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    fields = bulk_form(client).fields | {"back": ["/desk/unit?channel=web_form"]}
    answer = client.post("/desk/cases/accept", data={**fields, "case": ticked(cases[0])})
    assert answer.location == "/desk/unit?channel=web_form"


@pytest.mark.parametrize("back", ["https://evil.example/desk/unit", "//evil.example/desk/", "/admin", ""])
def test_it_leads_nowhere_else(staff: Staff, cases: list[Case], back: str) -> None:
    client = staff("officer")
    data = {**bulk_form(client).fields, "case": ticked(cases[0]), "back": back}
    assert client.post("/desk/cases/accept", data=data).location == "/desk/inbox"


def test_it_chases_several_cases(staff: Staff, session: Session, cases: list[Case]) -> None:
    client = staff("overseer")
    page = chase(client, ticked(*cases), "Đề nghị trả lời trước thứ Tư.")
    assert "Thư đã gửi thì không rút lại được." in page.text
    assert "Đề nghị trả lời trước thứ Tư." in page.text
    assert [case.chased_count for case in cases] == [0, 0]
    done = client.send(confirming(page))
    assert [kinds(session, case)[-1] for case in cases] == [EventKind.CHASED] * 2
    assert "/undo" not in done.html


def test_what_is_said_to_others_is_looked_at_even_for_one_case(staff: Staff, cases: list[Case]) -> None:
    page = chase(staff("overseer"), ticked(cases[0]), "Đề nghị trả lời trước thứ Tư.")
    assert page.heading == "Xem trước: đôn đốc"
    assert cases[0].chased_count == 0


def test_it_chases_in_words_alone(staff: Staff, cases: list[Case]) -> None:
    assert "Xin viết nội dung." in chase(staff("overseer"), ticked(*cases), " ").text


def test_it_offers_chasing_to_those_above_alone(staff: Staff, cases: list[Case]) -> None:
    assert "Đôn đốc các việc đã chọn" in staff("overseer").page("/desk/unit").text
    leader = staff("leader")
    assert "Đôn đốc các việc đã chọn" not in leader.page("/desk/unit").text
    assert "không có quyền" in chase(leader, ticked(*cases), "Đề nghị làm ngay.").text


def test_it_offers_nothing_to_who_can_take_nothing(staff: Staff, session: Session, now: datetime) -> None:
    accepted_case(session, now)
    assert "Nhận việc" not in staff("officer").page("/desk/inbox").text
    assert "Nhận việc" in staff("colleague").page("/desk/unit").text
    assert (
        "checkbox" not in staff("operator").page("/desk/unit").html.split("<tbody>")[1].split("</tbody>")[0]
    )


# --- undoing ------------------------------------------------------------------------------------------


def test_it_puts_back_what_nobody_has_touched(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    client = staff("officer")
    page = client.send(confirming(client.send(bulk_form(client), case=ticked(*cases))))
    assert "Hoàn tác được đến 09:15 20/11/2026" in page.text
    note_case(acting(session, "colleague", now), cases[0], text="Đã gọi người gửi.")
    session.flush()
    page = client.send(undoing(page))
    assert groups(page) == ["Giữ nguyên, không hoàn tác: 1", "Đã hoàn tác: 1"]
    assert "Đã có người làm tiếp với hồ sơ sau đó." in page.text
    assert [case.state for case in cases] == [State.IN_PROGRESS, State.ROUTED]
    assert "Hoàn tác bước vừa làm" in client.page(f"/desk/cases/{cases[1].reference}").text


def test_it_offers_no_undoing_after_a_quarter_of_an_hour(
    app: Flask, staff: Staff, now: datetime, cases: list[Case]
) -> None:
    client = staff("officer")
    page = client.send(confirming(client.send(bulk_form(client), case=ticked(*cases))))
    app.config["CLOCK"] = lambda: now + timedelta(minutes=15)
    assert "/undo" not in client.page(page.address).html
    assert "Không còn hoàn tác được." in client.send(undoing(page)).text
    assert {case.state for case in cases} == {State.IN_PROGRESS}


# --- many ---------------------------------------------------------------------------------------------


def test_it_takes_all_that_the_list_holds(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    for _ in range(24):
        opened_case(session, now)
    client = staff("officer")
    assert "Mọi việc của danh sách này" in client.page("/desk/unit").text
    page = client.send(bulk_form(client), all="1")
    assert groups(page) == ["Sẽ làm: 26"]


def test_all_are_those_that_the_filter_lets_through(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    accept_case(acting(session, "officer", now), cases[0])
    session.flush()
    client = staff("colleague")
    fields = bulk_form(client).fields
    form = Form("/desk/cases/accept?list=unit&show=not_taken", "POST", {**fields, "all": ["1"]}, [])
    assert "Đã nhận 1 việc." in client.send(form).text
    assert cases[0].officer_id == account_of(session, "officer").id
    assert cases[1].officer_id == account_of(session, "colleague").id


def test_many_are_left_to_the_worker_and_the_page_says_how_far_it_is(
    staff: Staff, session: Session, now: datetime, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_steps, "PORTION", 1)
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    assert (page.heading, groups(page)) == ("Đang kiểm tra: nhận việc về mình", [])
    assert "Đã xong 0 trên 2 việc." in page.text
    answer = client.get(page.address)
    assert answer.headers["Refresh"] == str(bulk_pages.RELOADS_AFTER)

    system, step_id = acting(session, "system", now), page.address.rpartition("/")[2]
    bulk_steps.go_on(system, step_id)
    assert "Đã xong 1 trên 2 việc." in client.page(page.address).text
    bulk_steps.go_on(system, step_id)
    ready = client.get(page.address)
    assert "Refresh" not in ready.headers
    running = client.send(confirming(client.page(page.address)))
    assert running.heading == "Đang thực hiện: nhận việc về mình"
    for _ in range(2):
        bulk_steps.go_on(system, step_id)
    assert groups(client.page(page.address)) == ["Đã làm: 2"]


def test_a_long_list_has_pages(staff: Staff, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_pages, "SHOWN", 1)
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    assert groups(page) == ["Sẽ làm: 2"]
    assert (cases[0].reference in page.text, cases[1].reference in page.text) == (True, False)
    second = client.page(page.links["Trang sau"])
    assert cases[1].reference in second.text
    assert second.links["Trang trước"].endswith("page=1")


def test_its_page_asks_the_database_little(staff: Staff, cases: list[Case]) -> None:
    client = staff("officer")
    page = client.send(bulk_form(client), case=ticked(*cases))
    with counted_statements() as sent:
        client.page(page.address)
    assert len(sent) <= 6, sent
