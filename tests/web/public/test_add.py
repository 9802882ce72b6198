"""What a sender adds on the page of their case without having been asked."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.services.ask_sender import ask_sender
from tests.factories import accepted_case, acting, answered_case, switch
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.public.following import follow
from tests.web.public.writing import end_session, picture

WORDS = "Hôm nay lại mất điện từ 18 giờ."


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def add(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    form = page.form(page.address.replace("/case", "/add"))
    return client.send(form, status=status, **{"text": WORDS, **typed})


def added(session: Session) -> list[CaseEvent]:
    return list(session.scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.ADDED)))


def test_it_takes_words_and_files(client: CheckingClient, session: Session, case: Case) -> None:
    page = add(client, follow(client, session, case), files=[picture()])
    assert "Đã nhận nội dung bổ sung" in page.text
    assert WORDS in page.text
    assert "Kèm 1 tệp" in page.text
    assert "cong-to.jpg" in page.text
    assert case.state is State.IN_PROGRESS
    assert session.scalars(select(Attachment)).one().case_id == case.id
    assert f'data-draft-done="adding-{case.reference}"' in page.html
    assert 'data-draft-done="adding' not in client.page(page.address).html


def test_it_takes_the_form_pressed_twice_once(client: CheckingClient, session: Session, case: Case) -> None:
    page = follow(client, session, case)
    add(client, page, files=[picture()])
    assert "Đã nhận nội dung bổ sung" in add(client, page, files=[picture()]).text
    assert len(added(session)) == 1
    assert len(session.scalars(select(Attachment)).all()) == 1


def test_it_takes_a_file_without_words(client: CheckingClient, session: Session, case: Case) -> None:
    add(client, follow(client, session, case), text="", files=[picture()])
    assert [event.facts["files"] for event in added(session)] == [1]


def test_it_needs_something(client: CheckingClient, session: Session, case: Case) -> None:
    page = add(client, follow(client, session, case), status=422, text=" ")
    assert "Xin viết nội dung hoặc chọn tệp" in page.text
    assert added(session) == []


def test_it_counts_the_files_that_are_there(client: CheckingClient, session: Session, case: Case) -> None:
    switch(session, "attachments_per_case", 1)
    page = follow(client, session, case)
    add(client, page, files=[picture()])
    again = client.page(page.address)
    assert "đủ số tệp" in again.text
    refused = add(client, again, status=422, files=[picture("khac.jpg")])
    assert WORDS in refused.text
    assert "chỉ gửi được tối đa 0 tệp" in refused.text


def test_it_keeps_the_words_when_the_answer_was_quicker(
    client: CheckingClient, session: Session, case: Case, now: datetime
) -> None:
    page = follow(client, session, case)
    case.state = State.ANSWERED
    session.commit()
    late = add(client, page, status=422)
    assert "Đề nghị xem xét lại" in late.text
    assert WORDS in late.text
    assert added(session) == []


def test_it_says_after_the_answer_what_can_be_done(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    page = follow(client, session, answered_case(session, now))
    assert "không bổ sung thêm được nữa" in page.text
    assert '/add"' not in page.html


def test_it_leaves_what_was_asked_to_its_own_form(
    client: CheckingClient, session: Session, case: Case, now: datetime
) -> None:
    ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    page = follow(client, session, case)
    assert "/reply" in page.html
    assert '/add"' not in page.html


def test_it_keeps_the_words_when_the_session_is_old(
    client: CheckingClient, session: Session, case: Case
) -> None:
    again = add(client, follow(client, session, case), status=422, csrf_token="of yesterday")
    assert WORDS in again.text
    assert "Đã nhận nội dung bổ sung" in add(client, again).text


def test_it_asks_for_the_code_when_the_session_is_gone(
    client: CheckingClient, session: Session, case: Case
) -> None:
    page = follow(client, session, case)
    end_session(client)
    assert add(client, page).heading == "Theo dõi phản ánh"
    assert added(session) == []
