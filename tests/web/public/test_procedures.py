"""The catalogue of procedures: found without accents, narrowed, paged, each with its times and steps."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.procedure import Procedure
from portal.queries import procedures as query_module
from portal.queries.settings import load_settings
from tests.dossier_factories import PROCEDURE
from tests.support.client import CheckingClient
from tests.support.page import Page


def names(page: Page) -> list[str]:
    titles = page.all("h2")
    return ["".join(heading.itertext()).strip() for heading in titles]


@pytest.mark.parametrize("typed", ["the an toan dien", "An toàn điện thẻ", PROCEDURE])
def test_it_finds_without_accents_and_by_code(client: CheckingClient, typed: str) -> None:
    assert "Cấp thẻ an toàn điện" in names(client.page("/procedures", q=typed))


def test_it_says_when_nothing_is_found(client: CheckingClient) -> None:
    assert "Không tìm thấy thủ tục nào" in client.page("/procedures", q="zzzz").text


def test_it_is_narrowed(client: CheckingClient, session: Session) -> None:
    row = session.scalars(select(Procedure).where(Procedure.code == PROCEDURE)).one()
    unit = load_settings(session).unit_by_code("SCT")
    assert unit is not None
    asked = {"field": row.field, "unit": str(unit.id), "level": row.online_level.value}
    for name, value in asked.items():
        wish: Any = {name: value}
        assert row.name in names(client.page("/procedures", q="an toan dien", **wish))
    other = {"full": "none", "none": "full", "partial": "none"}[row.online_level.value]
    assert row.name not in names(client.page("/procedures", q="an toan dien", level=other))


def test_it_leaves_out_wishes_that_make_no_sense(client: CheckingClient) -> None:
    page = client.page("/procedures", unit="99999", level="sideways")
    assert names(page)


def test_what_is_no_longer_in_use_is_not_listed_but_found(client: CheckingClient, session: Session) -> None:
    session.scalars(select(Procedure).where(Procedure.code == PROCEDURE)).one().active = False
    session.commit()
    assert "Cấp thẻ an toàn điện" not in names(client.page("/procedures", q="the an toan dien"))
    assert "Thủ tục này không còn áp dụng." in client.page(f"/procedures/{PROCEDURE}").text


def test_it_pages_by_code(client: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_module, "PAGE", 5)
    monkeypatch.setattr("portal.web.public.procedures.PAGE", 5)
    wanted = list(session.scalars(select(Procedure.name).order_by(Procedure.code)))
    seen, page = names(client.page("/procedures")), client.page("/procedures")
    while "Trang sau" in page.links:
        address = urlsplit(page.links["Trang sau"])
        page = client.page(address.path, **dict(parse_qsl(address.query)))  # type: ignore[arg-type]
        seen += names(page)
    assert seen == wanted


def test_a_procedure_has_its_times_steps_and_ways_on(client: CheckingClient) -> None:
    page = client.page("/procedures/1.003738.000.00.00.H99")
    assert page.heading == "Cấp Giấy phép bán lẻ rượu"
    for shown in (
        "7 ngày làm việc",
        "10 ngày làm việc",
        "Trực tuyến toàn trình",
        "Nhận và trả qua bưu chính",
        "Bảng niêm yết tầng 1",
        "12/03/2026",
        "Thẩm định hồ sơ: 4 ngày làm việc",
    ):
        assert shown in page.text, shown
    assert page.links["Tra cứu hồ sơ đã nộp"] == "/dossiers"


def test_feedback_about_it_begins_with_its_name(client: CheckingClient) -> None:
    link = client.page(f"/procedures/{PROCEDURE}").links["Gửi phản ánh về thủ tục này"]
    page = client.page("/send", procedure=link.partition("procedure=")[2])
    assert page.form("/send/check").fields["subject"] == ["Thủ tục: Cấp thẻ an toàn điện"]
    assert client.page("/send", procedure="nothing").form("/send/check").fields["subject"] == [""]


def test_an_unknown_one_is_not_there(client: CheckingClient) -> None:
    client.page("/procedures/9.999", status=404)
