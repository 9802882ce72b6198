"""Me too: an open case is recognised by field, commune and month; nobody's words are shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from portal.services.open_case import NewSender
from tests.factories import acting, category_id, divert_case, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import area_id
from tests.web.public.writing import BODY, write

SHOWN = "Có người đang phản ánh việc giống như vậy"


@pytest.fixture
def first(session: Session, now: datetime) -> Case:
    return opened_case(
        session,
        now,
        subject="Điện nhà tôi yếu lắm",
        body=BODY + " Nhà tôi số 12 khổ lắm.",
        area_id=area_id(session, "ấp Thanh Tân"),
        sender=NewSender(name="Trần Thị Bé", email="be@example.com"),
    )


def written(client: CheckingClient, session: Session, *, area: str = "ấp Bình Hòa", **typed: str) -> Page:
    given: dict[str, Any] = {
        "category": str(category_id(session, "electricity")),
        "area": str(area_id(session, area)),
        **typed,
    }
    return write(client, **given)


def ticket(page: Page) -> str:
    return next(node.get("value") or "" for node in page.all("button") if node.get("name") == "same")


def test_it_shows_field_commune_and_month_and_no_words(
    client: CheckingClient, session: Session, first: Case
) -> None:
    page = written(client, session)
    assert SHOWN in page.text
    assert "Điện lực, xã Thanh Bình, tháng 11/2026" in page.text
    for private in ("số 12", "Trần Thị Bé", first.reference, first.subject, "ấp Thanh Tân yếu lắm"):
        assert private not in page.text


def test_me_too_joins_it_with_a_thread_of_ones_own(
    client: CheckingClient, session: Session, first: Case
) -> None:
    page = written(client, session)
    receipt = client.send(page.form("/send/confirm"), same=ticket(page))
    assert "Đã gộp với phản ánh cùng việc." in receipt.text
    mine = session.scalars(select(Case).where(Case.id != first.id)).one()
    assert (mine.state, mine.main_case_id) == (State.MERGED, first.id)
    assert mine.reference != first.reference
    # The promise stands: the same due date, still running.
    followed = client.page(f"/follow/{mine.reference}/case").text
    assert "còn 3 ngày làm việc" in followed
    assert "đã dừng" not in followed
    client.send(page.form("/send/confirm"), same=ticket(page))  # the second click
    again = client.send(page.form("/send/confirm"))  # and the button beside it
    assert "Đã gộp với phản ánh cùng việc." in again.text
    assert len(session.scalars(select(Case)).all()) == 2


@pytest.mark.parametrize("forged", ["", "nonsense", "MTIz.abc.def"])
def test_a_forged_ticket_joins_nothing(
    client: CheckingClient, session: Session, first: Case, forged: str
) -> None:
    client.send(written(client, session).form("/send/confirm"), same=forged)
    mine = session.scalars(select(Case).where(Case.id != first.id)).one()
    assert mine.main_case_id is None


def test_other_matters_and_places_are_not_offered(
    client: CheckingClient, session: Session, first: Case
) -> None:
    assert SHOWN not in written(client, session, area="ấp Lộc An").text
    assert SHOWN not in written(client, session, body="Xin hỏi thủ tục lắp công tơ điện mới cho quán.").text
    assert SHOWN not in written(client, session, category=str(category_id(session, "roads"))).text
    assert SHOWN not in write(client).text


def test_what_is_sealed_or_over_is_not_offered(
    app: Flask, client: CheckingClient, session: Session, first: Case, now: datetime
) -> None:
    page = written(client, session)
    stale = ticket(page)
    divert_case(acting(session, "officer", now), first, procedure="denunciation")
    session.commit()
    assert SHOWN not in written(client, session).text
    client.send(page.form("/send/confirm"), same=stale)
    mine = session.scalars(select(Case).where(Case.id != first.id)).one()
    assert mine.main_case_id is None


def test_it_is_forgotten_after_two_months(
    app: Flask, client: CheckingClient, session: Session, first: Case, now: datetime
) -> None:
    app.config["CLOCK"] = lambda: now + timedelta(days=61)
    assert SHOWN not in written(client, session).text
