"""Categories and areas on the screen: added to, changed, taken out of use."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.category import Area, Category
from portal.queries.settings import load_settings
from tests.factories import category_id
from tests.support.client import CheckingClient
from tests.support.records import area_id
from tests.web.admin.conftest import entry

PAGE = "/admin/categories"
Changes = Callable[[], Sequence[tuple[str, str]]]


def test_it_adds_a_category_that_is_found_by_what_people_call_it(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    typed: dict[str, Any] = {
        "name": "Nước sạch",
        "code": "water",
        "keywords": "cúp nước nước máy",
        "position": "20",
    }
    page = administrator.send(entry(administrator.page(f"{PAGE}/new")), **typed)
    assert "Nước sạch" in page.text
    node = load_settings(session).categories[category_id(session, "water")]
    assert "cup nuoc" in node.folded
    assert changes() == [("category_created", "Nước sạch")]


def test_it_changes_a_category_and_takes_it_out_of_use(
    administrator: CheckingClient, session: Session
) -> None:
    row = session.get_one(Category, category_id(session, "fuel"))
    page = administrator.send(entry(administrator.page(f"{PAGE}/{row.id}")), name="Xăng dầu", active=None)
    assert (row.name, row.active, row.name_en) == ("Xăng dầu", False, "Fuel and gas trade")
    assert "không dùng" in page.text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"code": "roads"}, "Đã có mục khác dùng giá trị này."),
        ({"name": " "}, "Xin nhập tên."),
        ({"position": "một"}, "Xin nhập một số nguyên"),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, typed: dict[str, str], complaint: str
) -> None:
    form = entry(administrator.page(f"{PAGE}/{category_id(session, 'fuel')}"))
    page = administrator.send(form, status=422, **{"keywords": "cây xăng", **typed})
    assert complaint in page.text
    assert entry(page).fields["keywords"] == ["cây xăng"]


def test_it_puts_no_category_below_itself(administrator: CheckingClient, session: Session) -> None:
    fuel = category_id(session, "fuel")
    form = entry(administrator.page(f"{PAGE}/{fuel}"))
    assert "chính nó" in administrator.send(form, status=422, parent_id=str(fuel)).text


def test_it_adds_a_hamlet_to_a_commune(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    commune = area_id(session, "xã Thanh Bình")
    form = entry(administrator.page("/admin/areas/new"))
    page = administrator.send(form, name="ấp Thanh Sơn", parent_id=str(commune))
    assert "xã Thanh Bình › ấp Thanh Sơn" in page.text
    assert session.scalars(select(Area).where(Area.name == "ấp Thanh Sơn")).one().parent_id == commune
    assert changes() == [("area_created", "ấp Thanh Sơn")]


def test_it_changes_an_area(administrator: CheckingClient, session: Session) -> None:
    row = session.get_one(Area, area_id(session, "ấp Suối Đá"))
    administrator.send(entry(administrator.page(f"/admin/areas/{row.id}")), name="ấp Suối Đá 1", active=None)
    assert (row.name, row.active) == ("ấp Suối Đá 1", False)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/new", "/admin/areas", "/admin/areas/new"])
def test_it_is_closed_to_administrators_of_a_part(local_administrator: CheckingClient, address: str) -> None:
    assert local_administrator.get(address).status_code == 403
    assert "Lĩnh vực" not in local_administrator.page("/admin/").links
