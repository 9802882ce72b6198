"""The sender's wish to have an answered case looked at again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from tests.factories import answered_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.public.following import follow

REASON = "Điện vẫn yếu như trước."


@pytest.fixture
def answered(session: Session, now: datetime) -> Case:
    return answered_case(session, now)


def ask(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    form = page.form(page.address.rpartition("/")[0] + "/reopening")
    return client.send(form, status=status, **{"reason": REASON, **typed})


def test_it_puts_the_wish_before_the_leader(client: CheckingClient, session: Session, answered: Case) -> None:
    page = ask(client, follow(client, session, answered))
    assert answered.state is State.REOPEN_REQUESTED
    assert "Đã chuyển đề nghị của Ông/Bà đến lãnh đạo đơn vị." in page.text
    assert REASON in page.text


def test_it_is_put_once_when_pressed_twice(client: CheckingClient, session: Session, answered: Case) -> None:
    page = follow(client, session, answered)
    ask(client, page)
    events = answered.event_count
    assert "Đã chuyển đề nghị" in ask(client, page).text
    assert answered.event_count == events


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"reason": " "}, "Xin nêu lý do"), ({"csrf_token": "of yesterday"}, "phiên làm việc hết hạn")],
)
def test_it_asks_for_what_is_missing(
    client: CheckingClient, session: Session, answered: Case, typed: dict[str, str], words: str
) -> None:
    page = ask(client, follow(client, session, answered), status=422, **typed)
    assert words in page.text
    assert answered.state is State.ANSWERED


def test_it_closes_with_the_window(
    app: Flask, client: CheckingClient, session: Session, answered: Case, now: datetime
) -> None:
    page = follow(client, session, answered)
    app.config["CLOCK"] = lambda: now + timedelta(hours=1)
    assert "Đề nghị xem xét lại" in client.page(page.address).text
    app.config["CLOCK"] = lambda: now + timedelta(days=18)
    again = follow(client, session, answered)
    assert "Đề nghị xem xét lại" not in again.text
    late = ask(client, page, status=422)
    assert "Đã hết thời gian đề nghị xem xét lại." in late.text
    assert REASON in late.text
