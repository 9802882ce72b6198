"""Filters kept under a name, for oneself and for the unit."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import accepted_case
from tests.support.client import CheckingClient
from tests.web.desk.conftest import Staff


def keep(client: CheckingClient, name: str, *, shared: bool = False, **query: Any) -> None:
    form = client.page("/desk/unit", **query).form("/desk/filters")
    client.send(form, name=name, shared="yes" if shared else None)


def test_it_keeps_a_filter_under_a_name(staff: Staff, session: Session, now: datetime) -> None:
    accepted_case(session, now)
    client = staff("officer")
    keep(client, "Gọi điện, quá hạn", channel="hotline", show="overdue")
    page = client.page("/desk/unit")
    assert page.links["Gọi điện, quá hạn"] == "/desk/unit?channel=hotline&show=overdue"


def test_it_shows_ones_own_filters_to_nobody_else(staff: Staff) -> None:
    keep(staff("officer"), "Của riêng tôi", channel="hotline")
    assert "Của riêng tôi" not in staff("colleague").page("/desk/unit").text


def test_it_shares_a_filter_within_the_unit(staff: Staff) -> None:
    keep(staff("officer"), "Của cả phòng", shared=True, channel="hotline")
    assert "Của cả phòng" in staff("colleague").page("/desk/unit").text
    assert "Của cả phòng" not in staff("outsider").page("/desk/unit").text


def test_it_wants_a_name(staff: Staff) -> None:
    client = staff("officer")
    form = client.page("/desk/unit", channel="hotline").form("/desk/filters")
    page = client.send(form, name="  ")
    assert "Xin đặt tên cho bộ lọc" in page.text


def test_it_forgets_a_filter(staff: Staff) -> None:
    client = staff("officer")
    keep(client, "Tạm thời", channel="hotline")
    page = client.page("/desk/unit")
    action = next(form.get("action") for form in page.all("form") if "forget" in (form.get("action") or ""))
    assert "Tạm thời" not in client.send(page.form(action)).text


def test_it_lets_nobody_throw_a_colleagues_filter_away(staff: Staff) -> None:
    officer, colleague = staff("officer"), staff("colleague")
    keep(officer, "Của cả phòng", shared=True, channel="hotline")
    page = officer.page("/desk/unit")
    action = next(form.get("action") for form in page.all("form") if "forget" in (form.get("action") or ""))
    token = colleague.page("/desk/search").form("/desk/search").fields["csrf_token"]
    colleague.post(action, data={"csrf_token": token})
    assert "Của cả phòng" in officer.page("/desk/unit").text


def test_it_keeps_only_what_makes_sense(staff: Staff) -> None:
    client = staff("officer")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    data = {"csrf_token": token, "name": "Lạ", "list": "nowhere", "show": "x", "state": "y", "evil": "z"}
    client.post("/desk/filters", data={**data, "channel": "hotline"})
    assert client.page("/desk/inbox").links["Lạ"] == "/desk/unit?channel=hotline"
