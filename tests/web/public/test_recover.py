"""A lost code: the page says the same to everybody, and shows nothing."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.message import Message
from tests.factories import acting, divert_case, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import messages
from tests.web.public.following import code_of

SAME = "Nếu đúng, chúng tôi đã gửi mã tra cứu"


def ask(client: CheckingClient, known: str, *, status: int = 200) -> Page:
    form = client.page("/follow/recover").form("/follow/recover")
    return client.send(form, status=status, known=known)


def sent(session: Session) -> list[Message]:
    return messages(session, template="code_recovered")


def test_it_is_where_the_follow_page_leads(client: CheckingClient) -> None:
    assert "Tôi không còn giữ mã" in client.page("/follow").links


@pytest.mark.parametrize("by", ["reference", "an@example.com", "0912 000 345"])
def test_it_sends_and_shows_nothing(client: CheckingClient, session: Session, now: datetime, by: str) -> None:
    case = opened_case(session, now)
    session.commit()
    page = ask(client, case.reference if by == "reference" else by)
    assert SAME in page.text
    assert len(sent(session)) == 1
    for secret in (case.reference, code_of(client, case), "example.com", "0912"):
        assert secret not in page.html


def test_it_says_the_same_to_everybody(client: CheckingClient, session: Session, now: datetime) -> None:
    known, sealed = opened_case(session, now), opened_case(session, now, body="Việc khác ở chợ.")
    divert_case(acting(session, "coordinator", now), sealed, procedure="denunciation")
    session.commit()
    tried = [known.reference, "an@example.com", sealed.reference, "ai@example.com", "0999 999 999"]
    assert len({ask(client, each).text for each in tried}) == 1
    assert {case_id for message in sent(session) for case_id in message.facts["case_ids"]} == {known.id}


def test_it_asks_again_for_what_is_none_of_the_three(client: CheckingClient) -> None:
    page = ask(client, "điện yếu", status=422)
    assert "đây chưa phải mã phản ánh" in page.text
    assert page.form("/follow/recover").fields["known"] == ["điện yếu"]
    assert "Xin nhập mã phản ánh" in ask(client, " ", status=422).text


def test_it_keeps_what_was_typed_when_the_session_is_over(client: CheckingClient) -> None:
    form = client.page("/follow/recover").form("/follow/recover")
    page = client.send(form, status=422, known="an@example.com", csrf_token="of yesterday")
    assert page.form("/follow/recover").fields["known"] == ["an@example.com"]
