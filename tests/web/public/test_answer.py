"""One published answer: at a clean address, with its facts, understood by search engines, gone when withdrawn."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.verdict import Verdict
from portal.models.answer import Publication
from portal.models.case import Case
from portal.queries.published import address_of
from portal.services.publish_answer import PublicText, draft_publication, publish, withdraw_publication
from tests.factories import acting, answered_case, divert_case, opened_case, published_case, resolve
from tests.support.client import CheckingClient


@pytest.fixture
def published(session: Session, now: datetime) -> Case:
    return published_case(session, now)


def row_of(session: Session) -> Publication:
    return session.scalars(select(Publication).order_by(Publication.id.desc()).limit(1)).one()


def test_it_shows_question_answer_and_facts(client: CheckingClient, published: Case) -> None:
    page = client.page(f"/answers/{published.reference}")
    assert page.heading == "Điện áp yếu kéo dài"
    for words in ("Điện áp tại một ấp yếu kéo dài.", "Đã thay máy biến áp.", "Phòng Quản lý năng lượng"):
        assert words in page.text
    assert "đúng hạn trả lời trong ngày" in page.text
    assert page.address == f"/answers/dien-ap-yeu-keo-dai-{published.reference}"


def test_it_shows_nothing_of_the_sender(client: CheckingClient, session: Session, published: Case) -> None:
    html = client.page(f"/answers/{published.reference}").html
    for secret in ("Lê Văn An", "0912", "an@example.com", "Thanh Tân"):
        assert secret not in html


def test_it_tells_search_engines(client: CheckingClient, published: Case) -> None:
    page = client.page(f"/answers/{published.reference}")
    script = next(node for node in page.all("script") if node.get("type") == "application/ld+json")
    data = json.loads(script.text or "")
    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["name"] == "Điện áp yếu kéo dài"
    answer = data["mainEntity"]["acceptedAnswer"]
    assert answer["text"] == "Đã thay máy biến áp."
    assert answer["url"].endswith(page.address)
    assert script.get("nonce")


def test_it_cannot_be_broken_out_of(client: CheckingClient, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    evil = "</script><script>alert(1)</script>"
    text = PublicText(evil, evil, evil)
    draft = draft_publication(acting(session, "officer", now), case, text, submit=True)
    publish(acting(session, "leader", now), case, draft)
    assert client.page(f"/answers/{case.reference}").heading == evil


def test_it_leads_old_addresses_to_the_present_one(
    client: CheckingClient, session: Session, published: Case, now: datetime
) -> None:
    old = client.page(f"/answers/{published.reference}").address
    text = PublicText("Tên mới", "Điện yếu.", "Đã thay máy.")
    later = now + timedelta(hours=1)
    draft = draft_publication(acting(session, "officer", later), published, text, submit=True)
    publish(acting(session, "leader", later), published, draft)
    session.commit()
    response = client.get(old)
    assert (response.status_code, response.location) == (301, f"/answers/ten-moi-{published.reference}")
    assert "đã được đính chính" in client.page(old).text


def test_it_says_that_an_answer_is_gone(
    client: CheckingClient, session: Session, published: Case, now: datetime
) -> None:
    withdraw_publication(acting(session, "leader", now), published, reason="lộ tên người")
    page = client.page(f"/answers/{published.reference}", status=410)
    assert page.heading == "Câu trả lời này đã được gỡ"
    assert "lộ tên người" not in page.html


def test_it_is_gone_when_the_case_is_sealed(
    client: CheckingClient, session: Session, published: Case, now: datetime
) -> None:
    divert_case(acting(session, "coordinator", now), published, procedure="denunciation")
    assert "máy biến áp" not in client.page(f"/answers/{published.reference}", status=410).html


@pytest.mark.parametrize("address", ["PA-2222-2222", "dien-ap", "x", "dien-ap-PA-9999-9999"])
def test_it_knows_only_what_was_published(client: CheckingClient, address: str) -> None:
    assert client.page(f"/answers/{address}", status=404).heading == "Không tìm thấy trang"


def test_it_shows_no_draft(client: CheckingClient, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    text = PublicText("Nháp", "Nháp", "Nháp")
    draft_publication(acting(session, "officer", now), case, text, submit=True)
    client.page(f"/answers/{case.reference}", status=404)
    client.page(f"/answers/{opened_case(session, now).reference}", status=404)


def test_it_shows_others_of_the_category(
    client: CheckingClient, session: Session, published: Case, now: datetime
) -> None:
    other = published_case(session, now)
    links = client.page(f"/answers/{published.reference}").links.values()
    assert f"/answers/dien-ap-yeu-keo-dai-{other.reference}" in links


def test_it_says_how_late_it_came(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    published_case(session, now)
    row = row_of(session)
    row.verdict, row.late_by, row.days_taken = Verdict.LATE, 2, 5
    page = client.page(f"/answers/{address_of(row)}")
    assert "trễ 2 ngày làm việc trả lời trong 5 ngày làm việc" in page.text


def test_it_tells_the_day_it_was_settled_and_nothing_else(
    client: CheckingClient, session: Session, now: datetime, published: Case
) -> None:
    assert "Đã giải quyết ngày" not in client.page(f"/answers/{published.reference}").text
    row = resolve(acting(session, "officer", now), published)
    row.remark = "Máy biến áp ở sân nhà ông An."
    session.commit()
    page = client.page(f"/answers/{published.reference}")
    assert "Đã giải quyết ngày 20/11/2026." in page.text
    assert "sau.jpg" not in page.html
    assert "sân nhà" not in page.html
