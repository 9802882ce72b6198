"""Confirming opens one case, however often and in whatever state the button is pressed."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.message import Message
from tests.conftest import visitor
from tests.factories import category_id, opened_case
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements
from tests.web.public.writing import BODY, confirm, end_session, picture, sent, the_case, write


def test_it_opens_a_case_with_everything_typed(client: CheckingClient, session: Session) -> None:
    page = sent(
        client,
        kind="petition",
        proposal="Thay máy biến áp.",
        category=str(category_id(session, "electricity")),
        place="trước số 12",
        dossier_code="H13.45",
        address="ấp Thanh Tân",
        consents_to_survey="y",
    )
    assert page.heading == "Đã nhận phản ánh của Ông/Bà"
    case = the_case(session)
    assert (case.kind, case.channel, case.reply_by) == (Kind.PETITION, Channel.WEB_FORM, ReplyBy.EMAIL)
    assert (case.body, case.proposal) == (BODY, "Thay máy biến áp.")
    assert (case.place, case.dossier_code) == ("trước số 12", "H13.45")
    sender = case.sender
    assert (sender.name, sender.phone, sender.email) == ("Lê Văn An", "+84912000345", "an@example.com")
    assert (sender.consents_to_survey, sender.consents_to_name) == (True, False)
    assert sender.address == "ấp Thanh Tân"


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ({}, ReplyBy.EMAIL),
        ({"email": ""}, ReplyBy.PHONE),
        ({"email": "", "phone": "", "address": "ấp Thanh Tân"}, ReplyBy.POST),
        ({"email": "", "phone": ""}, ReplyBy.NONE),
        ({"reply_by": "sms"}, ReplyBy.SMS),
    ],
)
def test_it_answers_as_wished_or_by_the_contact_that_was_left(
    client: CheckingClient, session: Session, typed: dict[str, str], way: ReplyBy
) -> None:
    sent(client, **typed)
    assert the_case(session).reply_by is way


def test_it_knows_an_organisation_by_its_name(client: CheckingClient, session: Session) -> None:
    sent(client, organisation="Hợp tác xã Thanh Tân")
    assert the_case(session).sender.kind is SenderKind.ORGANISATION


def test_it_takes_a_letter_from_nobody(client: CheckingClient, session: Session) -> None:
    page = sent(client, name="", phone="", email="")
    assert "thông tin tham khảo" in page.text
    assert the_case(session).for_reference
    assert the_case(session).sender.kind is SenderKind.ANONYMOUS


def test_it_refuses_a_letter_from_nobody_where_the_office_does(
    client: CheckingClient, session: Session, contact_wanted: None
) -> None:
    checked = write(client)
    page = confirm(client, checked, status=422, phone="", email="")
    assert "Xin để lại ít nhất một cách liên hệ" in page.text
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_it_writes_to_the_sender_in_the_language_of_the_page(
    client: CheckingClient, session: Session
) -> None:
    client.get("/language/en")
    sent(client)
    assert the_case(session).sender.language == "en"
    assert session.scalars(select(Message.template)).all() == ["received"]


def test_it_gives_the_case_its_files(client: CheckingClient, session: Session) -> None:
    sent(client, files=[picture()])
    kept = session.scalars(select(Attachment)).one()
    assert (kept.case_id, kept.upload_key) == (the_case(session).id, None)


def test_it_opens_one_case_when_pressed_twice(client: CheckingClient, session: Session) -> None:
    checked = write(client)
    first, second = confirm(client, checked), confirm(client, checked)
    assert first.words_of("reference") == second.words_of("reference") == the_case(session).reference
    assert first.words_of("code") == second.words_of("code")


def test_it_shows_no_code_to_whoever_presses_an_old_page(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    checked = write(client)
    code = confirm(client, checked).words_of("code")
    app.config["CLOCK"] = lambda: now + timedelta(hours=3)
    page = confirm(client, checked)
    assert page.heading == "Theo dõi phản ánh"
    assert code not in page.html


def test_it_opens_two_cases_for_two_forms(client: CheckingClient, session: Session) -> None:
    sent(client)
    sent(client)
    assert session.scalar(select(func.count()).select_from(Case)) == 2


def test_it_checks_again_what_was_carried_along(client: CheckingClient, session: Session) -> None:
    page = confirm(client, write(client), status=422, body="")
    assert "Xin viết nội dung muốn gửi." in page.text
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_it_keeps_the_check_page_when_the_session_is_over(client: CheckingClient, session: Session) -> None:
    checked = write(client)
    end_session(client)
    page = confirm(client, checked, status=422)
    assert page.heading == "Kiểm tra trước khi gửi"
    assert "phiên làm việc hết hạn" in page.text
    assert confirm(client, page).heading == "Đã nhận phản ánh của Ông/Bà"
    assert the_case(session).body == BODY


def test_it_lets_nobody_guess_a_receipt(app: Flask, client: CheckingClient, session: Session) -> None:
    sent(client)
    assert visitor(app, session).page("/receipt").heading == "Theo dõi phản ánh"


def test_it_opens_a_case_in_few_statements(client: CheckingClient, session: Session, now: datetime) -> None:
    opened_case(session, now)  # so that the year's register has begun
    form = write(client, category=str(category_id(session, "electricity"))).form("/send/confirm")
    session.commit()
    with counted_statements() as statements:
        client.post(form.action, data=form.fields)
    assert len(statements) <= 12, "\n".join(statements)
