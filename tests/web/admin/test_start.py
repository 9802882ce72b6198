"""The first page of administration: its subjects, and what needs attention."""

import pytest
from sqlalchemy.orm import Session

from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from tests.factories import unit_id
from tests.support.client import CheckingClient

PAGE = "/admin/"


def test_it_leads_to_every_subject(administrator: CheckingClient) -> None:
    links = administrator.page(PAGE).links
    for words in ("Đơn vị", "Con người", "Quy tắc chuyển", "Lịch làm việc", "Nhật ký thay đổi"):
        assert administrator.page(links[words]).text.count(words) >= 1


def test_it_marks_the_subject_that_is_open(administrator: CheckingClient) -> None:
    page = administrator.page("/admin/people/new")
    marked = ["".join(node.itertext()) for node in page.all("a") if node.get("aria-current") == "page"]
    assert marked == ["Con người"]


def test_it_warns_of_what_nobody_has_confirmed(administrator: CheckingClient) -> None:
    text = administrator.page(PAGE).text
    assert "Lịch làm việc năm 2027 chưa được xác nhận." in text
    assert "Có thời hạn chưa được cán bộ pháp chế xác nhận." in text
    assert "quy tắc chuyển đến đơn vị đã giải thể" not in text


def test_it_warns_of_a_rule_that_could_lose_a_case(administrator: CheckingClient, session: Session) -> None:
    division = unit_id(session, "QLTM")
    session.query(RoutingRuleRow).filter_by(unit_id=division).update({"active": True})
    session.get_one(Unit, division).valid_to = session.get_one(Unit, division).valid_from
    assert "quy tắc chuyển đến đơn vị đã giải thể" in administrator.page(PAGE).text


@pytest.mark.parametrize("subject", ["Lĩnh vực", "Quy tắc chuyển", "Mẫu thư, tin nhắn"])
def test_it_offers_an_administrator_of_a_part_what_they_may_change(
    local_administrator: CheckingClient, subject: str
) -> None:
    links = local_administrator.page(PAGE).links
    assert subject not in links
    assert {"Đơn vị", "Con người", "Lịch làm việc"} <= links.keys()
