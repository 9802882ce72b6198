"""A survey in a frame of another site: shown by the sites on the list alone, and sent without a cookie."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, PointKind
from portal.models.survey import SurveyPoint
from tests.domain.surveys.examples import LONGER, SHORT
from tests.support.client import CheckingClient
from tests.survey_factories import ballots, framing_site, point, published, published_again, said, shipped

ADDRESS = "/embed/quay3"


@pytest.fixture
def frame(session: Session, now: datetime) -> SurveyPoint:
    """A frame with the question of one tap."""
    return point(session, PointKind.EMBEDDED, shipped(session, Purpose.QUICK), now)


def ancestors(client: CheckingClient, address: str = ADDRESS) -> str:
    policy = client.get(address).headers["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


def test_only_listed_sites_may_show_it(
    client: CheckingClient, session: Session, frame: SurveyPoint, now: datetime
) -> None:
    assert ancestors(client) == "frame-ancestors 'none'"
    framing_site(session, "https://xa-thanh-binh.example", now)
    framing_site(session, "https://congdan.example:8443", now)
    wanted = "frame-ancestors https://congdan.example:8443 https://xa-thanh-binh.example"
    assert ancestors(client) == ancestors(client, f"{ADDRESS}/thanks") == wanted
    assert "X-Frame-Options" not in client.get(ADDRESS).headers
    assert "script-src 'self' 'nonce-" in client.get(ADDRESS).headers["Content-Security-Policy"]


def test_everything_else_stays_closed_to_frames(
    client: CheckingClient, session: Session, frame: SurveyPoint, now: datetime
) -> None:
    framing_site(session, "https://xa-thanh-binh.example", now)
    for address in ("/", "/send", "/survey/quay3", "/kiosk/quay3", "/sign-in"):
        assert ancestors(client, address) == "frame-ancestors 'self'", address
        assert client.get(address).headers["X-Frame-Options"] == "SAMEORIGIN"


def test_it_needs_no_cookie(app: Flask, client: CheckingClient, session: Session, frame: SurveyPoint) -> None:
    assert "Set-Cookie" not in client.get(ADDRESS).headers
    form = client.page(ADDRESS).form()
    assert "csrf_token" not in form.fields
    stranger = app.test_client()
    answer = stranger.post(form.action, data={**form.fields, "item-service": "4"})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    (ballot,) = ballots(session)
    assert (ballot.way, ballot.answers) == (BallotWay.EMBEDDED, {"service": 4})


def test_what_we_did_not_show_is_not_taken(
    app: Flask, client: CheckingClient, session: Session, frame: SurveyPoint, now: datetime
) -> None:
    form = client.page(ADDRESS).form()
    page = client.send(form, status=422, ticket="made up", **said(service="4"))
    assert "xin bấm gửi lại" in page.text
    app.config["CLOCK"] = lambda: now + timedelta(days=2)
    client.send(form, status=422, **said(service="4"))
    assert ballots(session) == []


def test_its_address_chooses_the_language(
    client: CheckingClient, session: Session, frame: SurveyPoint
) -> None:
    page = client.page(ADDRESS, language="en")
    assert "Very satisfied" in page.text
    page = client.send(page.form(), **said(service="4"))
    assert page.heading == "Thank you"
    assert "Thank you for your rating!" in page.text
    assert client.page(ADDRESS, language="vi").root.get("lang") == "vi"


def test_a_form_of_an_older_version_is_read_against_that_version(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    asks = point(session, PointKind.EMBEDDED, published(session, SHORT, now), now)
    form = client.page(ADDRESS).form()
    newest = published_again(session, asks.questionnaire_id, LONGER, now)
    client.send(form, **said(polite="5", late="no", words="Rất tốt"))
    (ballot,) = ballots(session)
    assert ballot.version_id != newest
    assert (ballot.answers, ballot.words) == ({"polite": 5, "late": "no"}, {"words": "Rất tốt"})
