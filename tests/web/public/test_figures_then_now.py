"""The figures page by the units of then and by those of today."""

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.successions import Part, SuccessionKind
from tests.conftest import visitor
from tests.factories import acting, answered_case, opened_case, unit_id
from tests.support.figures import count_all
from tests.support.staff import sign_in
from tests.support.successions import merging, reorganise

OLD, NEW = "Phòng Quản lý năng lượng", "Phòng Quản lý công nghiệp"
MONTH = "2026-11"


def rows(text: str) -> str:
    """The tables of the page, without the list to choose a unit from."""
    before, _select, rest = text.partition("<select")
    return before + rest.partition("</select>")[2]


def test_it_offers_no_choice_while_no_unit_has_changed(app: Flask, session: Session, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now
    assert "Theo đơn vị hiện nay" not in visitor(app, session).page("/figures").text


def test_it_counts_by_the_units_of_then_or_of_today(app: Flask, session: Session, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now
    answered_case(session, now)
    opened_case(session, now)
    reorganise(acting(session, "administrator", now), SuccessionKind.MERGED, merging(session, "QLCN", "QLNL"))
    count_all(session, now)
    client = visitor(app, session)
    then = client.page("/figures", period=MONTH)
    assert "Theo đơn vị hiện nay" in then.text
    assert OLD in rows(then.text)
    today = client.page("/figures", period=MONTH, units="now")
    assert OLD not in rows(today.text)
    assert NEW in rows(today.text)
    # The old unit's own address leads to whoever goes on for it.
    assert NEW in rows(
        client.page("/figures", period=MONTH, units="now", unit=str(unit_id(session, "QLNL"))).text
    )
    data = client.get("/figures/data.csv").get_data(as_text=True)
    assert "unit_code_now" in data.splitlines()[0]
    assert ",QLNL,Phòng Quản lý năng lượng,QLCN," in data


def test_staff_count_so_too_and_find_the_cases(app: Flask, session: Session, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now
    case, other = answered_case(session, now), opened_case(session, now)
    old = unit_id(session, "QLNL")
    parts = (Part(old, unit_id(session, "QLCN")), Part(old, unit_id(session, "KTAT"), area_id=1))
    reorganise(acting(session, "administrator", now), SuccessionKind.SPLIT, parts)
    count_all(session, now)
    client = visitor(app, session)
    sign_in(client, session, "overseer")
    page = client.page("/oversight/dashboard", period=MONTH, units="now")
    assert "tính trọn cho đơn vị kế thừa" in page.text
    own: dict[str, Any] = {
        "part": "received",
        "basis": "received",
        "own": "1",
        "unit": str(unit_id(session, "QLCN")),
    }
    counted = client.page("/oversight/dashboard/cases", period=MONTH, units="now", **own).text
    assert case.reference in counted
    assert other.reference in counted
    then = client.page("/oversight/dashboard/cases", period=MONTH, **own).text
    assert case.reference not in then
    assert other.reference in then
