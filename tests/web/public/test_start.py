"""The first page: a promise reckoned today, three doors, and how the promise was kept."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from portal.services.count_figures import count_bucket, marked_buckets
from tests.factories import acting, answered_case, published_case
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements


def test_it_promises_an_answer_by_a_day(client: CheckingClient) -> None:
    page = client.page("/")
    assert page.heading == "Ông/Bà cần phản ánh điều gì?"
    assert "3 ngày làm việc" in page.text
    assert "chậm nhất hết thứ Năm 26/11/2026" in page.text


def test_it_reckons_over_holidays(app: Flask, client: CheckingClient, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now.replace(month=2, day=13)  # the Friday before Tết 2026
    assert "chậm nhất hết thứ Tư 25/02/2026" in client.page("/").text


def test_it_has_three_doors_and_a_hotline(client: CheckingClient) -> None:
    page = client.page("/")
    assert (page.links["Gửi phản ánh"], page.links["Theo dõi"]) == ("/send", "/follow")
    assert page.links["Câu trả lời đã công khai"] == "/answers"
    assert 'href="tel:02711022"' in page.html


def test_it_says_what_will_be_here(client: CheckingClient) -> None:
    page = client.page("/")
    assert "Chưa có phản ánh nào đến hạn." in page.text
    assert "Chưa có câu trả lời nào được công khai." in page.text


def test_it_shows_the_newest_answers(client: CheckingClient, session: Session, now: datetime) -> None:
    case = published_case(session, now)
    page = client.page("/")
    assert page.links["Điện áp yếu kéo dài"].endswith(case.reference)
    assert "đúng hạn" in page.text


def test_it_shows_how_the_promise_was_kept(client: CheckingClient, session: Session, now: datetime) -> None:
    answered_case(session, now - timedelta(days=30))
    for bucket in marked_buckets(session):
        count_bucket(acting(session, "system", now), bucket)
    page = client.page("/")
    assert "100,00%" in page.text
    assert "tháng 10/2026, 1 phản ánh đến hạn" in page.text
    assert page.links["trả lời đúng hạn"].startswith("/figures?period=2026-10")


def test_it_counts_its_statements(client: CheckingClient, session: Session, now: datetime) -> None:
    published_case(session, now)
    session.commit()
    with counted_statements() as statements:
        client.get("/")
    assert len(statements) <= 7, "\n".join(statements)
