""" "Did this help?": one vote of one reader, changeable, and nobody learns whose."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.answer import Publication
from portal.models.rating import HelpfulVote
from portal.services.publish_answer import withdraw_publication
from portal.web.public.vote import COOKIE
from tests.conftest import visitor
from tests.factories import acting, published_case
from tests.support.client import CheckingClient
from tests.support.page import Page


@pytest.fixture
def reference(session: Session, now: datetime) -> str:
    return published_case(session, now).reference


def vote(client: CheckingClient, reference: str, helpful: str, *, status: int = 200) -> Page:
    page = client.page(f"/answers/{reference}")
    return client.send(page.form(f"/answers/{reference}/helpful"), status=status, helpful=helpful)


def counts(session: Session) -> tuple[int, int]:
    row = session.scalars(select(Publication)).one()
    return row.helpful_count, row.unhelpful_count


def test_it_counts_a_vote(client: CheckingClient, session: Session, reference: str) -> None:
    page = vote(client, reference, "yes")
    assert "Cảm ơn Ông/Bà đã cho biết." in page.text
    assert "1 người thấy câu trả lời này có ích." in page.text
    assert counts(session) == (1, 0)


def test_it_lets_a_reader_change_their_mind(client: CheckingClient, session: Session, reference: str) -> None:
    for helpful in ("yes", "yes", "no"):
        page = vote(client, reference, helpful)
    pressed = [button.get("value") for button in page.all("button") if button.get("aria-pressed") == "true"]
    assert pressed == ["no"]
    assert counts(session) == (0, 1)


def test_it_counts_each_reader(app: Flask, client: CheckingClient, session: Session, reference: str) -> None:
    vote(client, reference, "yes")
    vote(visitor(app, session), reference, "no")
    assert counts(session) == (1, 1)


def test_it_keeps_the_reader_secret(client: CheckingClient, session: Session, reference: str) -> None:
    vote(client, reference, "yes")
    cookie = client.get_cookie(COOKIE, domain="127.0.0.1")
    assert cookie is not None
    kept = session.scalars(select(HelpfulVote.voter)).one()
    assert cookie.value not in kept


def test_it_takes_no_other_word(client: CheckingClient, session: Session, reference: str) -> None:
    vote(client, reference, "maybe", status=400)
    assert counts(session) == (0, 0)


def test_it_takes_no_vote_on_what_is_gone(client: CheckingClient, session: Session, now: datetime) -> None:
    case = published_case(session, now)
    form = client.page(f"/answers/{case.reference}").form(f"/answers/{case.reference}/helpful")
    withdraw_publication(acting(session, "leader", now), case, reason="lộ tên")
    client.send(form, status=404, helpful="yes")
