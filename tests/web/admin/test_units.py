"""The tree of units: added to, changed, closed, each within the administrator's reach."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.unit import Unit
from tests.factories import opened_case, unit_id
from tests.support.client import CheckingClient
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/units"
Changes = Callable[[], Sequence[tuple[str, str]]]


def unit(session: Session, code: str) -> Unit:
    return session.scalars(select(Unit).where(Unit.code == code)).one()


def test_it_shows_the_tree(administrator: CheckingClient) -> None:
    text = administrator.page(PAGE).text
    assert text.index("UBND tỉnh Bình An") < text.index("– Sở Công Thương") < text.index("– – Văn phòng Sở")


def test_it_adds_a_unit_below_another(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = administrator.page(f"{PAGE}/new", parent=str(unit_id(session, "SCT")))
    listed = administrator.send(
        entry(page), name="Phòng Thương mại điện tử", code="TMDT", level="division", valid_from="01/12/2026"
    )
    assert "Phòng Thương mại điện tử" in listed.text
    added = unit(session, "TMDT")
    assert (added.parent_id, added.valid_from) == (unit_id(session, "SCT"), date(2026, 12, 1))
    assert changes() == [("unit_created", "Phòng Thương mại điện tử")]


def test_it_changes_a_unit(administrator: CheckingClient, session: Session) -> None:
    row = unit(session, "HCC")
    page = administrator.page(f"{PAGE}/{row.id}")
    administrator.send(entry(page), hotline="0271 1900", address="Số 2 đường Trung Tâm")
    assert (row.hotline, row.address) == ("0271 1900", "Số 2 đường Trung Tâm")
    assert row.name == "Trung tâm Phục vụ hành chính công"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"code": "SCT"}, "Đã có mục khác dùng giá trị này."),
        ({"name": "  "}, "Xin nhập tên."),
        ({"valid_from": "31/02/2026"}, "Xin nhập ngày theo dạng"),
        ({"position": "đầu"}, "Xin nhập một số nguyên"),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, typed: dict[str, str], complaint: str
) -> None:
    form = entry(administrator.page(f"{PAGE}/{unit_id(session, 'HCC')}"))
    page = administrator.send(form, status=422, **{"address": "Số 2 đường Trung Tâm", **typed})
    assert complaint in page.text
    assert page.title.startswith("Lỗi: ")
    assert entry(page).fields["address"] == ["Số 2 đường Trung Tâm"]
    assert unit(session, "HCC").address != "Số 2 đường Trung Tâm"


def test_it_moves_no_unit_below_itself(administrator: CheckingClient, session: Session) -> None:
    form = entry(administrator.page(f"{PAGE}/{unit_id(session, 'SCT')}"))
    page = administrator.send(form, status=422, parent_id=str(unit_id(session, "QLNL")))
    assert "không thể nằm dưới chính nó" in page.text


def test_it_closes_a_unit_and_opens_it_again(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    row = unit(session, "QLCN")  # no rule leads to it, and it has no case
    form = entry(administrator.page(f"{PAGE}/{row.id}/close"))
    administrator.send(form, last_on="20/11/2026")
    assert row.valid_to == date(2026, 11, 20)
    page = administrator.page(f"{PAGE}/{row.id}")
    administrator.send(page.form(f"{PAGE}/{row.id}/open"))
    assert unit(session, "QLCN").valid_to is None
    assert [action for action, _subject in changes()] == ["unit_closed", "unit_closed"]


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("BA", "Đơn vị gốc không giải thể được."),
        ("SCT", "Còn đơn vị cấp dưới đang hoạt động."),
        ("QLTM", "Còn quy tắc chuyển phản ánh đến đơn vị này."),
    ],
)
def test_it_closes_no_unit_that_is_needed(
    administrator: CheckingClient, session: Session, code: str, complaint: str
) -> None:
    form = entry(administrator.page(f"{PAGE}/{unit_id(session, code)}/close"))
    assert complaint in administrator.send(form, status=422, last_on="20/11/2026").text


def test_it_closes_no_unit_that_has_open_cases(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    opened_case(session, now)
    form = entry(administrator.page(f"{PAGE}/{unit_id(session, 'QLNL')}/close"))
    assert "Còn phản ánh đang mở" in administrator.send(form, status=422, last_on="20/11/2026").text


def test_it_closes_no_unit_in_advance(administrator: CheckingClient, session: Session) -> None:
    form = entry(administrator.page(f"{PAGE}/{unit_id(session, 'QLCN')}/close"))
    assert "đến hôm nay" in administrator.send(form, status=422, last_on="21/11/2026").text


def test_it_shows_a_local_administrator_their_units_alone(
    local_administrator: CheckingClient, session: Session
) -> None:
    text = local_administrator.page(PAGE).text
    assert "UBND xã Lộc Hưng" in text
    assert "UBND xã Thanh Bình" not in text
    assert local_administrator.get(f"{PAGE}/{unit_id(session, 'TB')}").status_code == 404


def test_it_lets_a_local_administrator_add_below_their_own_unit_only(
    local_administrator: CheckingClient, session: Session
) -> None:
    form = entry(local_administrator.page(f"{PAGE}/new"))
    facts: dict[str, Any] = {"name": "Bộ phận một cửa", "code": "LH-MC", "level": "division"}
    local_administrator.send(form, status=403, parent_id=str(unit_id(session, "TB")), **facts)
    local_administrator.send(form, parent_id=str(unit_id(session, "LH")), **facts)
    assert unit(session, "LH-MC").parent_id == unit_id(session, "LH")


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator", "overseer", "operator"])
def test_it_is_closed_to_everybody_else(staff: Staff, role: str) -> None:
    assert staff(role).get(PAGE).status_code == 403
    assert staff(role).get("/admin/").status_code == 403
