"""The list of published answers: found by words and filters, newest first, whatever the index does."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.ports import Unavailable
from portal.queries.settings import load_settings
from portal.services.publish_answer import PublicText, draft_publication, publish, withdraw_publication
from portal.services.renew_index import renew_index
from portal.web.public import answers as page_module
from tests.factories import acting, answered_case, category_id, published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements


def titled(session: Session, now: datetime, title: str) -> Case:
    case = answered_case(session, now)
    text = PublicText(title, f"{title} thì làm thế nào?", "Xin đến bộ phận một cửa.")
    draft = draft_publication(acting(session, "officer", now), case, text, submit=True)
    publish(acting(session, "leader", now), case, draft)
    session.flush()
    return case


def titles(page: Page) -> list[str]:
    return ["".join(heading.itertext()).strip() for heading in page.all("h2")]


def visit(client: CheckingClient, link: str) -> Page:
    address = urlsplit(link)
    return search(client, address.path, **dict(parse_qsl(address.query)))


def search(client: CheckingClient, address: str = "/answers", **wish: str) -> Page:
    wishes: dict[str, Any] = wish
    return client.page(address, **wishes)


@pytest.fixture
def three(session: Session, now: datetime, fakes: FakePorts) -> list[str]:
    """Three answers, the newest first, known to the index."""
    names = ["Cấp giấy phép bán lẻ xăng dầu", "Chợ Tân Phú niêm yết giá", "Đèn đường hỏng"]
    for age, name in enumerate(names):
        titled(session, now - timedelta(hours=age), name)
    renew_index(session, fakes.index)
    session.commit()
    return names


def test_it_lists_the_newest_first(client: CheckingClient, three: list[str]) -> None:
    page = client.page("/answers")
    assert titles(page) == three
    assert "3 câu trả lời" in page.text


def test_it_says_what_would_be_here(client: CheckingClient) -> None:
    page = client.page("/answers")
    assert titles(page) == ["Chưa có câu trả lời nào"]
    assert page.links["Gửi phản ánh, kiến nghị"] == "/send"


def test_it_finds_words_without_accents(client: CheckingClient, three: list[str]) -> None:
    page = client.page("/answers", q="xang dau")
    assert titles(page) == [three[0]]
    assert page.form("/answers").fields["q"] == ["xang dau"]


def test_it_says_when_nothing_was_found(client: CheckingClient, three: list[str]) -> None:
    assert titles(client.page("/answers", q="phi cơ")) == ["Không tìm thấy câu trả lời nào"]


@pytest.mark.parametrize("q", ["", "niem yet"])
def test_it_narrows_by_every_filter(
    client: CheckingClient, session: Session, three: list[str], q: str
) -> None:
    office = load_settings(session)
    energy = office.unit_by_code("QLNL")
    department = office.unit_by_code("SCT")
    commune = office.unit_by_code("TB")
    assert energy
    assert department
    assert commune
    found = {"category": category_id(session, "electricity"), "unit": energy.id, "verdict": "in_time"}
    other = {"category": category_id(session, "roads"), "unit": commune.id, "verdict": "late"}
    for name, value in found.items():
        assert three[1] in titles(search(client, q=q, **{name: str(value)}))
    assert three[1] in titles(client.page("/answers", q=q, unit=str(department.id)))
    assert three[1] in titles(client.page("/answers", q=q, period="1"))
    for name, value in other.items():
        page = search(client, q=q, **{name: str(value)})
        assert titles(page) == ["Không tìm thấy câu trả lời nào"]
        assert page.links["Bỏ lọc"].startswith("/answers")


def test_it_narrows_by_area(client: CheckingClient, session: Session, now: datetime) -> None:
    areas = load_settings(session).areas.values()
    hamlet = next(area for area in areas if area.name == "ấp Thanh Tân")
    published_case(session, now, area_id=hamlet.id)
    page = client.page("/answers", area=str(hamlet.parent_id))
    assert "xã Thanh Bình" in page.text
    assert "ấp Thanh Tân" not in page.text  # of the commune only
    assert len(titles(page)) == 1


def test_it_narrows_by_time(client: CheckingClient, session: Session, now: datetime) -> None:
    titled(session, now - timedelta(days=60), "Việc cũ")
    titled(session, now, "Việc mới")
    assert titles(client.page("/answers", period="1")) == ["Việc mới"]
    assert titles(client.page("/answers", period="3")) == ["Việc mới", "Việc cũ"]


def test_it_leaves_out_what_makes_no_sense(client: CheckingClient, three: list[str]) -> None:
    page = client.page(
        "/answers", category="x", unit="99999", area="-1", period="7", verdict="?", before="x", start="-5"
    )
    assert titles(page) == three


def test_it_survives_a_huge_question(client: CheckingClient, three: list[str]) -> None:
    assert titles(client.page("/answers", q="xang " * 2_000)) == [three[0]]


def test_it_pages_by_key(client: CheckingClient, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "PER_PAGE", 2)
    first = client.page("/answers", verdict="in_time")
    second = visit(client, first.links["Trang sau"])
    assert [*titles(first), *titles(second)] == three
    assert "Trang sau" not in second.links
    assert titles(visit(client, second.links["Trang trước"])) == titles(first)


def test_it_pages_through_what_was_found(
    client: CheckingClient, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PER_PAGE", 1)
    page, seen = client.page("/answers", q="mot cua"), []
    while True:
        seen += titles(page)
        if "Trang sau" not in page.links:
            break
        page = visit(client, page.links["Trang sau"])
    assert seen == three
    assert titles(visit(client, page.links["Trang trước"])) == [three[1]]


def test_it_shows_the_newest_while_the_index_is_away(
    client: CheckingClient, three: list[str], fakes: FakePorts
) -> None:
    fakes.index.problem = Unavailable("away")
    page = client.page("/answers", q="xang dau")
    assert "Tạm thời chưa tìm theo từ được." in page.text
    assert titles(page) == three
    assert page.form("/answers").fields["q"] == ["xang dau"]


def test_it_leaves_out_what_the_index_still_knows_but_was_withdrawn(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = titled(session, now, "Đã gỡ")
    renew_index(session, fakes.index)
    withdraw_publication(acting(session, "leader", now), case, reason="lộ tên")
    assert titles(client.page("/answers", q="gỡ")) == ["Không tìm thấy câu trả lời nào"]


def test_it_counts_its_statements(client: CheckingClient, session: Session, three: list[str]) -> None:
    with counted_statements() as statements:
        client.get("/answers")
    assert len(statements) <= 3, "\n".join(statements)
