"""A survey by invitation: the token leaves the address, looking records nothing, one ballot and no more."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from portal.domain.successions import SuccessionKind
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation
from portal.models.survey import QuestionnaireRow
from tests.dossier_factories import filed_dossier
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient, checking_client
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.support.successions import merging, reorganise
from tests.survey_factories import ballots, invited, said, shipped
from tests.web.public.writing import end_session

SENT_TO = "/survey/invited"


@pytest.fixture
def token(app: Flask, session: Session, now: datetime) -> str:
    return invited(session, now, app.config["TRACKING_KEY"])


def give(client: CheckingClient, page: Page, **typed: str) -> Page:
    return client.send(page.form(SENT_TO), **said(**{"service": "4", **typed}))


def test_the_token_leaves_the_address(client: CheckingClient, token: str) -> None:
    answer = client.get(f"/survey/t/{token}")
    assert answer.status_code == 303
    assert re.fullmatch(r"/survey/invited/[\w-]{8}", answer.location)
    assert token not in answer.location
    # The same link leads to the same address in this browser.
    assert client.get(f"/survey/t/{token}").location == answer.location


def test_the_token_stands_in_no_log(client: CheckingClient, token: str) -> None:
    with capture_logs() as logs:
        give(client, client.page(f"/survey/t/{token}"))
    assert logs
    assert token not in str(logs)


def test_it_is_kept_once_and_nothing_leads_to_it(
    client: CheckingClient, session: Session, token: str
) -> None:
    page = client.page(f"/survey/t/{token}")
    assert "Cảm ơn" in give(client, page).heading
    (ballot,) = ballots(session)
    assert (ballot.way, ballot.answers, ballot.campaign_id) == (BallotWay.EMAIL_LINK, {"service": 4}, None)
    (invitation,) = session.scalars(select(Invitation))
    assert invitation.used
    # The second press of the same form thanks once more; the link itself is used up.
    assert "Cảm ơn" in give(client, page).heading
    assert len(ballots(session)) == 1
    assert client.page(f"/survey/t/{token}", status=410).heading == "Phiếu này đã được gửi"


def test_looking_records_nothing(app: Flask, session: Session, client: CheckingClient, token: str) -> None:
    scanner = checking_client(app)
    for _ in range(3):
        scanner.get(f"/survey/t/{token}", follow_redirects=True)
        scanner.head(f"/survey/t/{token}")
    session.expire_all()
    assert ballots(session) == []
    assert not session.scalars(select(Invitation)).one().used
    assert "Cảm ơn" in give(client, client.page(f"/survey/t/{token}")).heading


def test_two_browsers_at_once_give_one_ballot(
    app: Flask, session: Session, client: CheckingClient, token: str
) -> None:
    other = checking_client(app)
    pages = [each.page(f"/survey/t/{token}") for each in (client, other)]
    give(client, pages[0])
    late = other.send(pages[1].form(SENT_TO), status=410, **said(service="1"))
    assert late.heading == "Phiếu này đã được gửi"
    assert len(ballots(session)) == 1


def test_it_ends(app: Flask, client: CheckingClient, session: Session, token: str, now: datetime) -> None:
    page = client.page(f"/survey/t/{token}")
    app.config["CLOCK"] = lambda: now + timedelta(days=31)
    assert client.page(f"/survey/t/{token}", status=410).heading == "Thời gian khảo sát đã hết"
    client.send(page.form(SENT_TO), status=422, **said(service="4"))
    assert ballots(session) == []


@pytest.mark.parametrize("address", ["/survey/t/2345-6789-ACDE-FHKM", "/survey/invited/nothing"])
def test_who_guesses_learns_nothing(client: CheckingClient, address: str) -> None:
    page = client.page(address, status=404)
    assert page.heading == "Không tìm thấy phiếu khảo sát"


def test_a_session_that_ended_loses_nothing(client: CheckingClient, session: Session, token: str) -> None:
    page = client.page(f"/survey/t/{token}")
    end_session(client)
    again = client.send(page.form(SENT_TO), status=422, **said(service="2"))
    assert "Trang đã mở quá lâu" in again.text
    assert "Cảm ơn" in client.send(again.form(SENT_TO)).heading
    assert ballots(session)[0].answers == {"service": 2}


def test_the_page_says_nothing_of_whom_or_what(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now)
    token = invited(session, now, app.config["TRACKING_KEY"], dossier_id=dossier.id)
    page = client.page(f"/survey/t/{token}")
    for private in (dossier.code, "Lê Thị Hạnh", "0912", "hanh@example.com"):
        assert private not in page.html


def test_a_retired_questionnaire_asks_nobody(client: CheckingClient, session: Session, token: str) -> None:
    page = client.page(f"/survey/t/{token}")
    row = session.get_one(QuestionnaireRow, shipped(session, Purpose.QUICK))
    row.retired_at = row.made_at
    session.commit()
    for refused in (
        client.page(f"/survey/t/{token}", status=410),
        client.send(page.form(SENT_TO), status=410, **said(service="4")),
    ):
        assert refused.heading == "Khảo sát này hiện không mở"
        assert "đã ngừng dùng" in refused.text
    assert ballots(session) == []
    assert not session.scalars(select(Invitation)).one().used


def test_it_asks_about_whoever_goes_on_for_a_unit_that_has_ended(
    client: CheckingClient, session: Session, token: str, now: datetime
) -> None:
    act = acting(session, "administrator", now)
    reorganise(act, SuccessionKind.MERGED, merging(session, "LH", "TB"))
    session.commit()
    page = client.page(f"/survey/t/{token}")
    assert "UBND xã Lộc Hưng" in page.text
    assert "UBND xã Thanh Bình" not in page.text
    give(client, page)
    assert [ballot.unit_id for ballot in ballots(session)] == [unit_id(session, "LH")]


def test_it_takes_few_statements(client: CheckingClient, token: str) -> None:
    address = client.get(f"/survey/t/{token}").location
    client.page(address)
    with counted_statements() as sent:
        client.page(address)
    assert len(sent) <= 4, sent


def test_a_link_of_an_english_message_opens_in_english(client: CheckingClient, token: str) -> None:
    page = client.page(f"/survey/t/{token}", language="en")
    assert "Very satisfied" in page.text
    assert page.root.get("lang") == "en"
