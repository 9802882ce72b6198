"""A party outside answers by the link it was mailed: with a code, until it expires, and sees nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.reference import opinion_code
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.services.ask_opinion import Question, ask_opinion, cancel_opinion
from tests.factories import accepted_case, acting, divert_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page

WHAT = "Khi nào thay máy biến áp tại ấp?"


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


@pytest.fixture
def opinion(session: Session, case: Case, now: datetime) -> Opinion:
    outside: dict[str, Any] = {"outside_name": "Công ty Điện lực", "outside_email": "vanthu@dienluc.example"}
    asked = Question(text=WHAT, due_on=case.due_on, **outside)
    opinion = ask_opinion(acting(session, "officer", now), case, asked)
    session.commit()
    return opinion


def code_of(app: Flask, opinion: Opinion) -> str:
    return opinion_code(app.config["TRACKING_KEY"].encode(), opinion.id, opinion.code_nonce)


def enter(client: CheckingClient, opinion: Opinion, code: str, *, status: int = 200) -> Page:
    page = client.page(f"/opinions/{opinion.id}")
    return client.send(page.form(f"/opinions/{opinion.id}/code"), status=status, code=code)


def test_it_is_answered(app: Flask, client: CheckingClient, opinion: Opinion, case: Case) -> None:
    page = enter(client, opinion, code_of(app, opinion))
    assert WHAT in page.text
    for private in (case.body, "0912 000 345", "an@example.com", "Lê Văn An"):
        assert private not in page.text
    form = page.form(f"/opinions/{opinion.id}")
    page = client.send(form, status=422, text="Tuần sau.")
    assert page.form(f"/opinions/{opinion.id}").fields["text"] == ["Tuần sau."]
    page = client.send(form, text="Tuần sau.", name="Ông Ba, Phó Giám đốc")
    assert "Đã nhận ý kiến." in page.text
    assert (opinion.text, opinion.given_as) == ("Tuần sau.", "Ông Ba, Phó Giám đốc")
    client.send(form, text="Tuần sau.", name="Ông Ba, Phó Giám đốc")  # the second click
    page = client.send(form, status=422, text="Tháng sau.", name="Ông Ba")
    assert "đã được trả lời" in page.text


def test_without_the_code_nothing_is_seen(app: Flask, client: CheckingClient, opinion: Opinion) -> None:
    assert WHAT not in client.page(f"/opinions/{opinion.id}").text
    page = enter(client, opinion, "0000-0000", status=422)
    assert "Mã chưa đúng" in page.text
    wrong = client.page("/opinions/999")
    assert "Mã chưa đúng" in client.send(wrong.form("/opinions/999/code"), status=422, code="0000-0000").text


def test_what_was_taken_back_expired_or_sealed_opens_nothing(
    app: Flask, client: CheckingClient, opinion: Opinion, case: Case, session: Session, now: datetime
) -> None:
    enter(client, opinion, code_of(app, opinion))
    app.config["CLOCK"] = lambda: now + timedelta(days=60)
    assert WHAT not in client.page(f"/opinions/{opinion.id}").text
    enter(client, opinion, code_of(app, opinion), status=422)
    app.config["CLOCK"] = lambda: now
    assert WHAT in client.page(f"/opinions/{opinion.id}").text
    divert_case(acting(session, "officer", now), case, procedure="denunciation")
    session.commit()
    assert WHAT not in client.page(f"/opinions/{opinion.id}").text


def test_a_cancelled_question_opens_nothing(
    app: Flask, client: CheckingClient, opinion: Opinion, case: Case, session: Session, now: datetime
) -> None:
    cancel_opinion(acting(session, "officer", now), case, opinion.id, reason="Đã rõ")
    session.commit()
    enter(client, opinion, code_of(app, opinion), status=422)


def test_a_question_to_a_unit_is_not_opened_by_a_link(
    app: Flask, client: CheckingClient, case: Case, session: Session, now: datetime
) -> None:
    given: dict[str, Any] = {"text": WHAT, "due_on": case.due_on, "unit_id": unit_id(session, "LH")}
    opinion = ask_opinion(acting(session, "officer", now), case, Question(**given))
    session.commit()
    enter(client, opinion, code_of(app, opinion), status=422)


def test_after_the_answer_was_sent_no_opinion_is_needed(
    app: Flask, client: CheckingClient, opinion: Opinion, case: Case, session: Session
) -> None:
    case.is_open = False
    session.commit()
    page = enter(client, opinion, code_of(app, opinion))
    assert "không cần cho ý kiến nữa" in page.text
