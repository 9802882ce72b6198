"""Answers that resemble what is being written, as a piece of a page."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.ports import Unavailable
from portal.services.renew_index import renew_index
from tests.factories import published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient


@pytest.fixture(autouse=True)
def published(session: Session, now: datetime, fakes: FakePorts) -> None:
    published_case(session, now)
    renew_index(session, fakes.index)


def piece(client: CheckingClient, **typed: str) -> str:
    token = client.page("/send").form("/send/check").fields["csrf_token"]
    response = client.post("/similar", data={"csrf_token": token, **typed})
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_it_finds_what_resembles_the_words(client: CheckingClient) -> None:
    assert "Điện áp yếu kéo dài" in piece(client, body="dien ap nha toi yeu, may bom khong chay")


@pytest.mark.parametrize("body", ["", "điện", "một việc hoàn toàn khác hẳn"])
def test_it_is_silent_about_everything_else(client: CheckingClient, body: str) -> None:
    assert piece(client, body=body).strip() == ""


def test_it_is_silent_while_the_index_is_away(client: CheckingClient, fakes: FakePorts) -> None:
    fakes.index.problem = Unavailable("away")
    assert piece(client, body="điện áp yếu kéo dài").strip() == ""
