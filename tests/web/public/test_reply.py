"""The sender's reply to a question of the office."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.services.ask_sender import ask_sender, expire_wait
from tests.factories import accepted_case, acting
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.public.following import follow
from tests.web.public.writing import end_session, picture

ANSWER = "Mã khách hàng PB0203, yếu nhất lúc 19 giờ."


@pytest.fixture
def asked(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết mã khách hàng.")
    return case


def reply(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    form = page.form(page.address.replace("/case", "/reply"))
    return client.send(form, status=status, **{"text": ANSWER, **typed})


def replies(session: Session) -> list[CaseEvent]:
    return list(session.scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.REPLIED)))


def test_it_takes_the_reply_and_goes_on(client: CheckingClient, session: Session, asked: Case) -> None:
    page = reply(client, follow(client, session, asked))
    assert "Đã nhận nội dung bổ sung" in page.text
    assert ANSWER in page.text
    assert asked.state is State.IN_PROGRESS
    assert [event.facts["text"] for event in replies(session)] == [ANSWER]


def test_it_takes_files_along(client: CheckingClient, session: Session, asked: Case) -> None:
    page = reply(client, follow(client, session, asked), files=[picture()])
    assert "cong-to.jpg" in page.text
    assert session.scalars(select(Attachment)).one().case_id == asked.id


def test_it_takes_a_reply_pressed_twice_once(client: CheckingClient, session: Session, asked: Case) -> None:
    page = follow(client, session, asked)
    reply(client, page)
    assert "Đã nhận nội dung bổ sung" in reply(client, page).text
    assert len(replies(session)) == 1


def test_it_keeps_files_while_words_are_missing(
    client: CheckingClient, session: Session, asked: Case
) -> None:
    page = reply(client, follow(client, session, asked), status=422, text=" ", files=[picture()])
    assert page.text.count("Xin viết nội dung bổ sung.") == 2
    assert "Bỏ cong-to.jpg" in page.text
    reply(client, page)
    assert session.scalars(select(Attachment)).one().case_id == asked.id


def test_it_keeps_the_words_when_the_wait_is_over(
    client: CheckingClient, session: Session, asked: Case, now: datetime
) -> None:
    page = follow(client, session, asked)
    expire_wait(acting(session, "system", now), asked, ended_at=now)
    came_late = reply(client, page, status=422)
    assert "Cơ quan không còn chờ bổ sung" in came_late.text
    assert ANSWER in came_late.text
    assert replies(session) == []


def test_it_keeps_the_words_when_the_session_is_old(
    client: CheckingClient, session: Session, asked: Case
) -> None:
    page = follow(client, session, asked)
    again = reply(client, page, status=422, csrf_token="of yesterday")
    assert "phiên làm việc hết hạn" in again.text
    assert ANSWER in again.text
    assert asked.state is State.WAITING_FOR_SENDER
    assert "Đã nhận nội dung bổ sung" in reply(client, again).text


def test_it_asks_for_the_code_when_the_session_is_gone(
    client: CheckingClient, session: Session, asked: Case
) -> None:
    page = follow(client, session, asked)
    end_session(client)
    assert reply(client, page).heading == "Theo dõi phản ánh"
    assert replies(session) == []


def test_it_refuses_an_endless_reply_and_keeps_it(
    client: CheckingClient, session: Session, asked: Case
) -> None:
    page = reply(client, follow(client, session, asked), status=422, text="x" * 10_001)
    assert "tối đa 10000 ký tự" in page.text
    assert "x" * 10_001 in page.html
