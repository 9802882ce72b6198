"""The switches of units on the screen: where each value comes from, and changing it from a day on."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.policies import SatisfiedBy
from portal.models.policy import UnitPolicyRow
from portal.queries.settings import load_settings
from portal.services.change_policy import SWITCHES
from tests.factories import opened_case, switch, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/switches"
BASIS = "Quy chế tiếp nhận phản ánh, kiến nghị, Điều 5"
Changes = Callable[[], Sequence[tuple[str, str]]]


def own_rows(session: Session, name: str) -> list[UnitPolicyRow]:
    """The rows of a switch, the oldest first."""
    wanted = select(UnitPolicyRow).where(UnitPolicyRow.name == name).order_by(UnitPolicyRow.id)
    return list(session.scalars(wanted))


def changed(client: CheckingClient, name: str, unit: int | str, **typed: str) -> Page:
    """What comes of changing a switch for a unit; the address says for which, as a browser keeps it."""
    address = f"{PAGE}/{name}"
    form = entry(client.page(address, unit=str(unit)))
    usual = {**{key: values[0] for key, values in form.fields.items()}, "legal_basis": BASIS}
    answer = client.post(address, query_string={"unit": unit}, data={**usual, **typed}, follow_redirects=True)
    return Page(answer.get_data(as_text=True), answer.request.path)


def test_it_shows_every_switch_with_where_its_value_comes_from(
    administrator: CheckingClient, session: Session
) -> None:
    switch(session, "accepts_anonymous", False, unit="SCT")
    page = administrator.page(PAGE, unit=str(unit_id(session, "QLNL")))
    assert [node.get("id") for node in page.all("tr") if node.get("id")] == list(SWITCHES)
    assert "không theo Sở Công Thương" in page.words_of("accepts_anonymous")
    assert "10 giá trị có sẵn" in page.words_of("longest_extension")
    assert "07:30-11:30, 13:30-17:00 theo toàn cơ quan" in page.words_of("office_hours")
    above = administrator.page(PAGE, unit=str(unit_id(session, "SCT")))
    assert "không đặt riêng" in above.words_of("accepts_anonymous")
    beside = administrator.page(PAGE, unit=str(unit_id(session, "TB")))
    assert "có giá trị có sẵn" in beside.words_of("accepts_anonymous")


def test_it_changes_a_switch_for_what_is_received_from_its_first_day(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    opened_case(session, now)
    commune = unit_id(session, "TB")
    page = changed(administrator, "accepts_anonymous", commune, value="0", valid_from="23/11/2026")
    assert "từ 23/11/2026: không" in page.words_of("accepts_anonymous")
    settings = load_settings(session)
    assert settings.unit_policy(commune, date(2026, 11, 22)).accepts_anonymous
    assert not settings.unit_policy(commune, date(2026, 11, 23)).accepts_anonymous
    assert settings.unit_policy(unit_id(session, "LH"), date(2026, 11, 23)).accepts_anonymous
    assert changes() == [("switch_changed", "accepts_anonymous")]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("two_persons", "0", False),
        ("longest_wait", "7", 7),
        ("escalate_to_oversight_after", "0", 0),
        ("satisfied_by", "both", "both"),
        ("office_hours", "07:00-11:30, 13:00-16:30", "07:00-11:30, 13:00-16:30"),
    ],
)
def test_it_takes_each_kind_of_value(
    administrator: CheckingClient, session: Session, name: str, typed: str, kept: Any
) -> None:
    changed(administrator, name, unit_id(session, "HCC"), value=typed)
    row = own_rows(session, name)[-1]
    assert (row.value, row.unit_id, row.valid_from) == (kept, unit_id(session, "HCC"), date(2026, 11, 21))


def test_it_reckons_with_the_new_values(administrator: CheckingClient, session: Session) -> None:
    centre = unit_id(session, "HCC")
    changed(administrator, "office_hours", centre, value="07:00-11:30, 13:00-16:30")
    changed(administrator, "satisfied_by", centre, value="public")
    settings = load_settings(session)
    assert settings.office_hours(centre, date(2026, 11, 23)).opening() == time(7)
    assert settings.unit_policy(centre, date(2026, 11, 23)).satisfied_by is SatisfiedBy.PUBLIC


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("office_hours", {"value": "sáng đến chiều"}, "Xin viết giờ theo dạng"),
        ("office_hours", {"value": "13:30-17:00, 07:30-11:30"}, "Xin viết giờ theo dạng"),
        ("office_hours", {"value": ""}, "Mục này không được để trống."),
        ("warn_at_percent", {"value": "100"}, "Số này nằm ngoài khoảng cho phép."),
        ("report_addressees", {"value": "a" * 201}, "mỗi dòng không quá 200 ký tự"),
        ("longest_wait", {"value": "-1"}, "Số này nằm ngoài khoảng cho phép."),
        ("longest_wait", {"value": "năm"}, "Xin nhập một số nguyên"),
        ("satisfied_by", {"value": "nobody"}, "Xin chọn một mục trong danh sách."),
        ("two_persons", {"legal_basis": ""}, "Xin ghi căn cứ pháp lý."),
        ("two_persons", {"valid_from": ""}, "ngày/tháng/năm"),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, name: str, typed: dict[str, str], sentence: str
) -> None:
    before = len(own_rows(session, name))
    page = changed(administrator, name, unit_id(session, "TB"), confirmed_by="", **typed)
    assert sentence in page.text
    assert page.title.startswith("Lỗi: ")
    fields = entry(page).fields
    assert {key: fields.get(key, [""])[0] for key in typed if key != "value"} == {
        key: value for key, value in typed.items() if key != "value"
    }
    assert len(own_rows(session, name)) == before


def test_a_list_is_set_line_by_line_and_may_be_left_empty(
    administrator: CheckingClient, session: Session
) -> None:
    office = unit_id(session, "BA")
    page = changed(administrator, "report_recipients", office, value="- Như trên;\n- Sở Nội vụ.")
    assert "Như trên; Sở Nội vụ" in page.words_of("report_recipients")
    changed(administrator, "report_addressees", office, value="")
    assert [row.value for row in own_rows(session, "report_addressees")] == [""]


def test_it_takes_back_a_value_that_does_not_hold_yet(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = changed(administrator, "longest_wait", unit_id(session, "TB"), value="7")
    row = own_rows(session, "longest_wait")[0]
    after = administrator.send(page.form(f"{PAGE}/rows/{row.id}/withdraw"))
    assert "5 giá trị có sẵn" in after.words_of("longest_wait")
    assert own_rows(session, "longest_wait") == []
    assert [action for action, _ in changes()] == ["switch_changed", "switch_withdrawn"]


def test_it_lets_a_unit_follow_the_one_above_again(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    switch(session, "longest_wait", 7, unit="TB")
    commune, row = unit_id(session, "TB"), own_rows(session, "longest_wait")[0]
    page = administrator.page(f"{PAGE}/rows/{row.id}/end")
    past = administrator.send(entry(page), status=422, last_on="19/11/2026")
    assert "Ngày này đã qua" in past.text
    administrator.send(entry(past), last_on="30/11/2026")
    settings = load_settings(session)
    assert settings.unit_policy(commune, date(2026, 11, 30)).longest_wait == 7
    assert settings.unit_policy(commune, date(2026, 12, 1)).longest_wait == 5
    assert changes() == [("switch_ended", "longest_wait")]


def test_it_keeps_who_confirmed_a_value(administrator: CheckingClient, session: Session) -> None:
    switch(session, "longest_wait", 7, unit="TB")
    row = own_rows(session, "longest_wait")[0]
    page = administrator.page(f"{PAGE}/rows/{row.id}/confirm")
    assert "Xin ghi người xác nhận" in administrator.send(entry(page), status=422).text
    administrator.send(entry(page), confirmed_by="Trần Thị Pháp")
    assert (row.confirmed_by, row.confirmed_on) == ("Trần Thị Pháp", date(2026, 11, 20))


# --- who may ---------------------------------------------------------------------------------------


def test_it_begins_with_what_the_administrator_governs(
    local_administrator: CheckingClient, session: Session
) -> None:
    page = local_administrator.page(PAGE)
    units = page.form(PAGE).fields["unit"]
    assert units == [str(unit_id(session, "LH"))]
    assert "Toàn cơ quan" not in page.text


@pytest.mark.parametrize("unit", ["TB", "BA", ""])
def test_it_hides_what_lies_outside_the_reach(
    local_administrator: CheckingClient, session: Session, unit: str
) -> None:
    asked = str(unit_id(session, unit)) if unit else ""
    local_administrator.page(f"{PAGE}/two_persons", 404, unit=asked)
    if unit:
        local_administrator.page(PAGE, 404, unit=asked)


@pytest.mark.parametrize("step", ["confirm", "end"])
def test_it_hides_the_rows_of_other_units(
    local_administrator: CheckingClient, session: Session, step: str
) -> None:
    switch(session, "longest_wait", 7, unit="TB")
    local_administrator.page(f"{PAGE}/rows/{own_rows(session, 'longest_wait')[0].id}/{step}", 404)


def test_it_is_closed_to_who_configures_nothing(staff: Staff) -> None:
    staff("leader").page(PAGE, 403)


def test_it_answers_not_found_for_a_switch_that_is_none(administrator: CheckingClient) -> None:
    administrator.page(f"{PAGE}/nothing", 404)
    administrator.page(f"{PAGE}/rows/99999/confirm", 404)
