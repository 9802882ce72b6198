"""Canned texts on the screen: added, changed, taken out of use, and read with an invented case."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.placeholders import Placeholder
from portal.domain.states import Outcome
from portal.models.category import Category
from portal.models.desk import CannedText
from portal.queries.canned_texts import canned_texts
from tests.factories import category_id
from tests.support.client import CheckingClient
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/texts"
Changes = Callable[[], Sequence[tuple[str, str]]]


@pytest.fixture
def text(session: Session, standing_office: None) -> CannedText:
    """A text of the electricity category."""
    row = CannedText(
        code="voltage",
        title="Điện áp yếu: đã kiểm tra",
        body="Kính gửi {sender_name},",
        category_id=category_id(session, "electricity"),
    )
    session.add(row)
    session.flush()
    return row


def texts(session: Session) -> list[str]:
    return list(session.scalars(select(CannedText.code).order_by(CannedText.id)))


def test_it_lists_the_texts(administrator: CheckingClient, text: CannedText) -> None:
    page = administrator.page(PAGE)
    assert page.links["Điện áp yếu: đã kiểm tra"] == f"{PAGE}/{text.id}"
    assert "Điện lực" in page.text


def test_it_says_so_when_there_is_none(administrator: CheckingClient) -> None:
    assert "Chưa có mẫu nào" in administrator.page(PAGE).text


def test_it_adds_a_text_that_officers_find(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = administrator.page(f"{PAGE}/new")
    listed = administrator.send(
        entry(page), title="Cảm ơn", code="thanks", body="{unit} cảm ơn Ông/Bà {sender_name}."
    )
    assert "Cảm ơn" in listed.links
    assert [each.title for each in canned_texts(session, [])] == ["Cảm ơn"]
    assert changes() == [("text_created", "Cảm ơn")]


def test_it_keeps_the_outcome_a_text_is_for(administrator: CheckingClient, text: CannedText) -> None:
    form = entry(administrator.page(f"{PAGE}/{text.id}"))
    assert form.fields["outcome"] in ("", [""])  # any, unless one is chosen
    assert "Kiến nghị xử lý" in administrator.send(form, outcome="proposed").text
    assert text.outcome is Outcome.PROPOSED
    assert entry(administrator.page(f"{PAGE}/{text.id}")).fields["outcome"] in ("proposed", ["proposed"])


def test_it_takes_a_text_out_of_use(
    administrator: CheckingClient, session: Session, text: CannedText, changes: Changes
) -> None:
    administrator.send(entry(administrator.page(f"{PAGE}/{text.id}")), active=None)
    assert not text.active
    assert canned_texts(session, [category_id(session, "electricity")]) == []
    assert "không dùng" in administrator.page(PAGE).text
    assert changes() == [("text_changed", "Điện áp yếu: đã kiểm tra")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Xin nhập tiêu đề."),
        ({"code": ""}, "Mục này không được để trống."),
        ({"body": ""}, "Xin viết nội dung."),
        ({"code": "voltage"}, "Đã có mục khác dùng giá trị này."),
        ({"body": "Kính gửi {ten_nguoi_gui},"}, "hệ thống không biết điền gì"),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, text: CannedText, typed: dict[str, str], sentence: str
) -> None:
    usual = {"title": "Cảm ơn", "code": "thanks", "body": "Kính gửi {sender_name},"}
    page = administrator.page(f"{PAGE}/new")
    refused = administrator.send(entry(page), status=422, **{**usual, **typed})
    assert sentence in refused.text
    assert refused.title.startswith("Lỗi: ")
    assert {name: entry(refused).fields[name][0] for name in usual} == {**usual, **typed}
    assert texts(session) == ["voltage"]


def test_it_shows_how_a_text_reads_before_it_is_saved(
    administrator: CheckingClient, session: Session, text: CannedText, now: datetime
) -> None:
    page = administrator.page(f"{PAGE}/{text.id}")
    body = " ".join(f"{{{name}}}" for name in Placeholder)
    shown = administrator.send(entry(page), body=body, preview="1")
    letter = next(node for node in shown.all("div") if "app-letter" in node.get("class", ""))
    words = "".join(letter.itertext())
    assert "{" not in words
    assert "hạn" not in words
    assert f"{now:%d/%m/%Y}" in words
    assert entry(shown).fields["body"] == [body]
    session.refresh(text)
    assert text.body == "Kính gửi {sender_name},"


def test_it_previews_a_new_text_without_keeping_it(administrator: CheckingClient, session: Session) -> None:
    page = administrator.page(f"{PAGE}/new")
    shown = administrator.send(entry(page), body="Kính gửi Ông/Bà {sender_name},", preview="1")
    assert "Kính gửi Ông/Bà Nguyễn Văn An," in shown.text
    unknown = administrator.send(entry(page), status=422, body="Kính gửi {ai_do},", preview="1")
    assert "hệ thống không biết điền gì" in unknown.text
    assert texts(session) == []


def test_it_keeps_a_category_that_is_out_of_use(
    administrator: CheckingClient, session: Session, text: CannedText
) -> None:
    session.get_one(Category, text.category_id).active = False
    session.flush()
    administrator.send(entry(administrator.page(f"{PAGE}/{text.id}")), title="Điện yếu")
    session.refresh(text)
    assert (text.title, text.category_id) == ("Điện yếu", category_id(session, "electricity"))


def test_it_answers_not_found_for_a_text_that_is_none(administrator: CheckingClient) -> None:
    administrator.page(f"{PAGE}/99999", 404)


def test_it_is_closed_to_others(staff: Staff, local_administrator: CheckingClient) -> None:
    for client in (staff("leader"), local_administrator):
        client.page(PAGE, 403)
        client.page(f"{PAGE}/new", 403)
