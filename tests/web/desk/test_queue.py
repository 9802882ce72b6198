"""The coordinator's queue: suggestions with reasons, taken with one press, or another unit with a reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.states import State
from portal.models.case import Case
from portal.ports import Unavailable
from portal.services.renew_index import published_texts
from portal.services.route_case import Destination, return_case, route_by_hand
from tests.factories import acting, answered_case, category_id, divert_case, opened_case, published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.bulk import confirming
from tests.web.desk.conftest import Staff

DAY = timedelta(days=1)


def unrouted(session: Session, now: datetime, **given: Any) -> Case:
    return opened_case(session, now, **{"category_id": category_id(session, "conduct"), **given})


def returned(session: Session, now: datetime) -> Case:
    case = opened_case(session, now)
    return_case(acting(session, "leader", now), case, reason="Đường dây của xã quản lý")
    session.flush()
    return case


def unit_id(session: Session, now: datetime, code: str) -> int:
    unit = acting(session, "coordinator", now).settings.unit_by_code(code)
    assert unit is not None
    return unit.id


def suggestion(page: Page, case: Case) -> dict[str, str]:
    """What the first suggestion for a case would send."""
    forms = [page._form(node) for node in page.all("form")]
    mine = (form for form in forms if f"{case.reference}.{case.version}" in form.fields.get("case", []))
    first = next(form for form in mine if form.fields.get("unit_id") != [""])
    return {name: values[0] for name, values in first.fields.items()}


# --- the list -------------------------------------------------------------------------------------


def test_it_lists_what_waits_oldest_due_first(staff: Staff, session: Session, now: datetime) -> None:
    new, back = unrouted(session, now), returned(session, now - DAY)
    routed = opened_case(session, now)
    page = staff("coordinator").page("/desk/queue")
    assert page.html.index(back.reference) < page.html.index(new.reference)
    assert "Đường dây của xã quản lý" in page.text
    assert routed.reference not in page.text


def test_it_says_what_would_be_there(staff: Staff) -> None:
    assert "Không còn phản ánh nào chờ chuyển" in staff("coordinator").page("/desk/queue").text


def test_it_leads_from_page_to_page(staff: Staff, session: Session, now: datetime) -> None:
    for n in range(11):
        unrouted(session, now - n * DAY)
    client = staff("coordinator")
    page = client.page("/desk/queue")
    after = client.get(page.links["Trang sau"])
    assert after.status_code == 200
    assert after.get_data(as_text=True).count("data-open>") == 1


# --- suggestions ----------------------------------------------------------------------------------


def test_it_suggests_the_unit_of_answers_that_resemble(
    staff: Staff, fakes: FakePorts, session: Session, now: datetime
) -> None:
    published_case(session, now - 9 * DAY)
    fakes.index.rebuild(published_texts(session))
    case = unrouted(session, now, body="Điện áp ở xóm tôi yếu, máy bơm không chạy.", category_id=None)
    page = staff("coordinator").page("/desk/queue")
    sent = suggestion(page, case)
    assert sent["unit_id"] == str(unit_id(session, now, "QLNL"))
    assert "Điện áp yếu kéo dài" in sent["reason"]
    assert "dien" in sent["reason"]  # the fake folds the words that spoke


def test_it_suggests_the_unit_that_usually_answers(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(3):
        answered_case(session, now - 9 * DAY)
    case = returned(session, now)
    page = staff("coordinator").page("/desk/queue")
    assert "Đã trả lời 3/3 phản ánh gần đây về Điện lực." in page.text
    # The unit that has just sent it back is still named, with a warning.
    assert suggestion(page, case)["unit_id"] == str(unit_id(session, now, "QLNL"))
    assert "Đơn vị này vừa trả lại." in page.text


def test_it_lists_cases_without_a_search_index(
    staff: Staff, fakes: FakePorts, session: Session, now: datetime
) -> None:
    fakes.index.problem = Unavailable("damaged")
    case = unrouted(session, now)
    page = staff("coordinator").page("/desk/queue")
    assert case.reference in page.text
    assert "xin chọn đơn vị" in page.text


def test_it_takes_a_suggestion_with_its_reason(
    staff: Staff, fakes: FakePorts, session: Session, now: datetime
) -> None:
    published_case(session, now - 9 * DAY)
    fakes.index.rebuild(published_texts(session))
    case = unrouted(session, now, body="Điện áp ở xóm tôi yếu, máy bơm không chạy.")
    client = staff("coordinator")
    page = client.page("/desk/queue")
    answer = client.post("/desk/queue/route", data=suggestion(page, case), follow_redirects=True)
    assert "Đã chuyển 1 phản ánh." in answer.get_data(as_text=True)
    assert (case.state, case.unit_id) == (State.ROUTED, unit_id(session, now, "QLNL"))
    assert "Điện áp yếu kéo dài" in case.route_reason


# --- routing by hand ------------------------------------------------------------------------------


def route(client: CheckingClient, *cases: Case, status: int = 200, **typed: Any) -> Page:
    form = bulk(client.page("/desk/queue"))
    boxes = [f"{case.reference}.{case.version}" for case in cases]
    return client.send(form, status=status, case=boxes, **typed)


def bulk(page: Page) -> Any:
    return page._form(page.by_id("route"))


def test_it_routes_several_at_once(staff: Staff, session: Session, now: datetime) -> None:
    one, two, left = (unrouted(session, now) for _ in range(3))
    to = unit_id(session, now, "VP")
    client = staff("coordinator")
    page = route(client, one, two, unit_id=str(to), reason="Thái độ cán bộ của Sở")
    assert page.heading == "Xem trước: chuyển đến Văn phòng Sở"
    assert "Thái độ cán bộ của Sở" in page.text
    assert {one.state, two.state} == {State.RECEIVED}
    assert "Đã làm: 2" in client.send(confirming(page)).text
    assert [(case.unit_id, case.route_reason) for case in (one, two)] == [(to, "Thái độ cán bộ của Sở")] * 2
    assert left.state is State.RECEIVED


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": ""}, "reason"), ({"unit_id": ""}, "unit_id"), ({"reason": "a" * 1_001}, "reason")],
)
def test_it_wants_a_unit_and_a_reason_and_keeps_the_ticks(
    staff: Staff, session: Session, now: datetime, typed: dict[str, str], field: str
) -> None:
    case = unrouted(session, now)
    whole: dict[str, Any] = {"unit_id": str(unit_id(session, now, "VP")), "reason": "Cán bộ của Sở", **typed}
    page = route(staff("coordinator"), case, status=422, **whole)
    assert page.words_of(f"{field}-error")
    assert bulk(page).fields["reason"] == [whole["reason"]]
    boxes = [
        node for node in page.all("input") if node.get("type") == "checkbox" and node.get("name") == "case"
    ]
    assert [node.get("checked") is not None for node in boxes] == [True]
    assert case.state is State.RECEIVED


def test_it_routes_nothing_when_nothing_is_ticked(staff: Staff, session: Session, now: datetime) -> None:
    unrouted(session, now)
    page = route(staff("coordinator"), unit_id=str(unit_id(session, now, "VP")), reason="Cán bộ của Sở")
    assert "Chưa chọn việc nào." in page.text


def test_it_leaves_alone_what_was_routed_meanwhile(staff: Staff, session: Session, now: datetime) -> None:
    one, two = unrouted(session, now), unrouted(session, now)
    client = staff("coordinator")
    form = bulk(client.page("/desk/queue"))
    boxes = [f"{each.reference}.{each.version}" for each in (one, two)]
    to = Destination(unit_id(session, now, "VP"), "Người khác nhanh hơn")
    route_by_hand(acting(session, "coordinator", now), one, to)
    session.flush()
    page = client.send(form, case=boxes, unit_id=str(unit_id(session, now, "TB")), reason="Ở xã")
    assert "Để lại, không làm: 1" in page.text
    assert "Hồ sơ đã thay đổi từ khi mở trang." in page.text
    client.send(confirming(page))
    assert (one.route_reason, two.route_reason) == ("Người khác nhanh hơn", "Ở xã")


# --- one case -------------------------------------------------------------------------------------


def test_it_shows_one_case_whole(staff: Staff, session: Session, now: datetime) -> None:
    case = returned(session, now)
    page = staff("coordinator").page(f"/desk/queue/{case.reference}")
    assert page.heading == case.subject
    assert case.body in page.text
    assert "Phòng Quản lý năng lượng trả lại" in page.text


def test_it_reclassifies(staff: Staff, session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    client = staff("coordinator")
    page = client.page(f"/desk/queue/{case.reference}")
    form = page.form(f"/desk/queue/{case.reference}/reclassify")
    roads = category_id(session, "roads")
    typed: dict[str, Any] = {
        "kind": "petition",
        "category_id": str(roads),
        "reason": "Về đường",
    }
    page = client.send(form, **typed)
    assert "Đã phân loại lại" in page.text
    assert (case.kind, case.category_id, case.state) == (Kind.PETITION, roads, State.RECEIVED)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "category_id"),  # nothing changed
        ({"kind": "petition", "reason": ""}, "reason"),
        ({"kind": "denunciation"}, "kind"),
        ({"kind": "gossip"}, "kind"),
    ],
)
def test_it_says_why_it_does_not_reclassify(
    staff: Staff, session: Session, now: datetime, typed: dict[str, str], field: str
) -> None:
    case = unrouted(session, now)
    client = staff("coordinator")
    page = client.page(f"/desk/queue/{case.reference}")
    form = page.form(f"/desk/queue/{case.reference}/reclassify")
    whole: dict[str, Any] = {"reason": "Nhầm", **typed}
    answer = client.send(form, status=422, **whole)
    assert answer.words_of(f"reclassify-{field}-error")
    assert case.kind is Kind.FEEDBACK


def test_it_does_not_reclassify_what_changed_meanwhile(staff: Staff, session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    client = staff("coordinator")
    page = client.page(f"/desk/queue/{case.reference}")
    form = page.form(f"/desk/queue/{case.reference}/reclassify")
    case.place = "chợ Tân Phú"
    session.flush()
    typed: dict[str, Any] = {"kind": "petition", "reason": "Nhầm"}
    client.send(form, status=409, **typed)
    assert case.kind is Kind.FEEDBACK


def test_it_leads_to_sealing(staff: Staff, session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    page = staff("coordinator").page(f"/desk/queue/{case.reference}")
    assert f"/desk/cases/{case.reference}/divert" in page.links.values()


# --- quality --------------------------------------------------------------------------------------


def test_it_shows_what_came_back_and_each_rules_quality(
    staff: Staff, session: Session, now: datetime
) -> None:
    opened_case(session, now)
    back = returned(session, now)
    page = staff("coordinator").page("/desk/queue/quality")
    assert back.reference in page.text
    (line,) = [_cells(row) for row in page.all("tr") if "Quy tắc 10 " in "".join(row.itertext())]
    assert line[-3:] == ["2", "1", "0"]


def _cells(row: Any) -> list[str]:
    return ["".join(cell.itertext()).strip() for cell in row]


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", ["operator", "officer", "leader", "overseer", "administrator", "sealed_case_officer"]
)
def test_it_is_closed_to_those_who_do_not_route(
    staff: Staff, session: Session, now: datetime, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = unrouted(session, now), staff(role)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    here = f"/desk/queue/{case.reference}"
    answers = [client.get(address) for address in ("/desk/queue", "/desk/queue/quality", here)]
    box = f"{case.reference}.{case.version}"
    route_it = {"case": box, "unit_id": str(unit_id(session, now, "VP")), "reason": "x"}
    answers.append(client.post("/desk/queue/route", data=route_it))
    answers.append(client.post(f"{here}/reclassify", data={"kind": "petition", "reason": "x"}))
    assert {answer.status_code for answer in answers} == {403}
    assert (case.state, case.kind) == (State.RECEIVED, Kind.FEEDBACK)


def test_it_finds_no_case_outside_the_queue(staff: Staff, session: Session, now: datetime) -> None:
    routed, sealed = opened_case(session, now), unrouted(session, now)
    divert_case(acting(session, "coordinator", now), sealed, procedure="denunciation")
    session.flush()
    client = staff("coordinator")
    for reference in (routed.reference, sealed.reference, "PA-7K3M-2XYC"):
        assert client.get(f"/desk/queue/{reference}").status_code == 404


def test_it_asks_little_of_the_database(staff: Staff, session: Session, now: datetime) -> None:
    for n in range(10):
        unrouted(session, now - n * DAY)
    returned(session, now)
    client = staff("coordinator")
    with counted_statements() as sent:
        client.page("/desk/queue")
    assert len(sent) <= 8, sent
