"""A kiosk: page by page without JavaScript, delivered by its script with keys, and nothing leads away from it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, PointKind
from portal.models.survey import SurveyPoint
from portal.queries.surveys.questionnaires import current_version
from tests.domain.surveys.examples import LONGER, SHORT
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.survey_factories import ballots, point, published, published_again, said, shipped

ADDRESS = "/kiosk/quay3"


@pytest.fixture
def quick(session: Session, now: datetime) -> SurveyPoint:
    """A kiosk with the question of one tap."""
    return point(session, PointKind.KIOSK, shipped(session, Purpose.QUICK), now)


@pytest.fixture
def short(session: Session, now: datetime) -> SurveyPoint:
    """A kiosk with several questions."""
    return point(session, PointKind.KIOSK, published(session, SHORT, now), now)


def shown(page: Page) -> list[str]:
    """The questions to be seen."""
    panel = next(node for node in page.all("section") if node.get("hidden") is None)
    groups = (node for node in panel.iter("div") if node.get("role") == "group")
    steps = (node for node in groups if node.get("hidden") is None)
    return ["".join(node.itertext()).strip() for step in steps for node in step.iter("h2")]


def typed(page: Page, **more: Any) -> dict[str, Any]:
    """What a browser without JavaScript sends from the panel that is shown."""
    panel = next(node for node in page.all("section") if node.get("hidden") is None)
    fields: dict[str, Any] = {}
    for node in panel.iter("input"):
        if node.get("type") == "hidden":
            fields.setdefault(str(node.get("name")), []).append(node.get("value"))
    return {**fields, **more}


def press(client: CheckingClient, page: Page, **more: Any) -> Page:
    answer = client.post(ADDRESS, data=typed(page, **more))
    assert answer.status_code == 200
    return Page(answer.get_data(as_text=True), ADDRESS)


def delivery(page: Page, **more: Any) -> dict[str, Any]:
    """A ballot as the script delivers it."""
    ticket = typed(page)["ticket"][0]
    return {"ticket": ticket, "key": "0123456789abcdef", "seconds": "4.2", "item-service": "5", **more}


def test_one_tap_is_a_ballot(client: CheckingClient, session: Session, quick: SurveyPoint) -> None:
    page = client.page(ADDRESS)
    assert shown(page) == ["Ông/Bà có hài lòng với việc phục vụ hôm nay không?"]
    answer = client.post(ADDRESS, data=typed(page, **said(service="5")))
    assert answer.headers["Refresh"] == "5; url=/kiosk/quay3"
    thanked = Page(answer.get_data(as_text=True), ADDRESS)
    assert "Cảm ơn Ông/Bà đã đánh giá!" in thanked.text
    assert shown(thanked) == []
    (ballot,) = ballots(session)
    assert (ballot.way, ballot.answers, ballot.point_id) == (BallotWay.KIOSK, {"service": 5}, quick.id)


def test_nothing_leads_away(client: CheckingClient, quick: SurveyPoint) -> None:
    links = client.page(ADDRESS).links
    assert links == {"Tiếng Việt": f"{ADDRESS}?language=vi", "English": f"{ADDRESS}?language=en"}


def test_it_goes_through_the_questions_without_javascript(
    client: CheckingClient, session: Session, short: SurveyPoint
) -> None:
    page = client.page(ADDRESS)
    assert shown(page) == ["Polite?"]
    page = press(client, page, **said(polite="2"))
    assert shown(page) == ["Why?"]
    page = press(client, page, **{"item-why": ["rude"], "passed": "why"})
    assert shown(page) == ["Late?"]
    page = press(client, page, **said(late="no"))
    # The letter is not asked about: nothing was late.
    assert shown(page) == ["Anything else?"]
    page = press(client, page, passed=[*typed(page)["passed"], "words"])
    assert shown(page) == []
    (ballot,) = ballots(session)
    assert ballot.answers == {"polite": 2, "why": ["rude"], "late": "no"}


def test_what_has_to_be_answered_cannot_be_passed(client: CheckingClient, short: SurveyPoint) -> None:
    page = press(client, client.page(ADDRESS), passed="polite")
    assert shown(page) == ["Polite?"]


def test_delivered_twice_it_counts_once(client: CheckingClient, session: Session, quick: SurveyPoint) -> None:
    page = client.page(ADDRESS)
    for _ in range(2):
        answer = client.post(ADDRESS, data=delivery(page))
        assert (answer.status_code, answer.json) == (201, {"kept": True})
    client.post(ADDRESS, data=delivery(page, key="fedcba9876543210"))
    assert len(ballots(session)) == 2
    assert [ballot.doubts for ballot in ballots(session)] == [[], []]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"ticket": "x"}, 410),
        ({"key": "short"}, 422),
        ({"item-service": "9"}, 422),
        ({"item-service": ""}, 422),
    ],
)
def test_what_can_never_be_kept_is_refused_for_good(
    client: CheckingClient, session: Session, quick: SurveyPoint, wrong: dict[str, str], status: int
) -> None:
    answer = client.post(ADDRESS, data=delivery(client.page(ADDRESS), **wrong))
    assert (answer.status_code, answer.json) == (status, {"kept": False})
    assert ballots(session) == []


def test_a_ballot_waits_for_the_network_for_most_of_a_day(
    app: Flask, client: CheckingClient, session: Session, quick: SurveyPoint, now: datetime
) -> None:
    page = client.page(ADDRESS)
    app.config["CLOCK"] = lambda: now + timedelta(hours=19)
    assert client.post(ADDRESS, data=delivery(page)).status_code == 201
    app.config["CLOCK"] = lambda: now + timedelta(hours=21)
    assert client.post(ADDRESS, data=delivery(page)).status_code == 410
    assert len(ballots(session)) == 1


def version_of(page: Page) -> str:
    """What the script says it has on the screen."""
    (main,) = page.all("main")
    return str(main.get("data-version"))


def asked_delivery(page: Page, **more: Any) -> dict[str, Any]:
    """A whole ballot of the several questions, as the script delivers it."""
    answers = said(polite="5", late="no", words="Rất tốt")
    given = delivery(page, version=version_of(page), **answers, **more)
    del given["item-service"]
    return given


@pytest.mark.parametrize("asks_anew", [False, True])
def test_what_waited_is_read_as_it_was_asked(
    client: CheckingClient, session: Session, short: SurveyPoint, now: datetime, *, asks_anew: bool
) -> None:
    page = client.page(ADDRESS)
    waited = asked_delivery(page)
    published_again(session, short.questionnaire_id, LONGER, now)
    if asks_anew:
        # A ballot whose ticket became too old while the network was away comes with that of the new page.
        waited["ticket"] = typed(client.page(ADDRESS))["ticket"][0]
    assert client.post(ADDRESS, data=waited).status_code == 201
    (ballot,) = ballots(session)
    assert str(ballot.version_id) == version_of(page)
    assert (ballot.answers, ballot.words) == ({"polite": 5, "late": "no"}, {"words": "Rất tốt"})


def test_what_was_asked_before_a_kiosk_asked_something_else_is_kept(
    client: CheckingClient, session: Session, short: SurveyPoint
) -> None:
    page = client.page(ADDRESS)
    short.questionnaire_id = shipped(session, Purpose.QUICK)
    session.commit()
    assert client.post(ADDRESS, data=asked_delivery(page)).status_code == 201
    (ballot,) = ballots(session)
    assert str(ballot.version_id) == version_of(page)


@pytest.mark.parametrize("version", ["999999", "99999999999999999999", "x", "-1", "stranger"])
def test_a_version_that_was_never_asked_here_is_refused(
    client: CheckingClient, session: Session, quick: SurveyPoint, now: datetime, version: str
) -> None:
    if version == "stranger":
        stranger = current_version(session, published(session, SHORT, now))
        assert stranger is not None
        version = str(stranger.version_id)
    answer = client.post(ADDRESS, data=delivery(client.page(ADDRESS), version=version))
    assert (answer.status_code, answer.json) == (422, {"kept": False})
    assert ballots(session) == []


def test_step_by_step_it_goes_on_with_what_it_began(
    client: CheckingClient, session: Session, short: SurveyPoint, now: datetime
) -> None:
    begun = client.page(ADDRESS)
    published_again(session, short.questionnaire_id, LONGER, now)
    page = press(client, begun, **said(polite="5"))
    assert shown(page) == ["Late?"]
    page = press(client, page, **said(late="no"))
    assert shown(page) == ["Anything else?"]
    press(client, page, passed="words")
    (ballot,) = ballots(session)
    assert str(ballot.version_id) == version_of(begun)
    assert ballot.answers == {"polite": 5, "late": "no"}


def test_a_hasty_finger_is_doubted(client: CheckingClient, session: Session, quick: SurveyPoint) -> None:
    client.post(ADDRESS, data=delivery(client.page(ADDRESS), seconds="0.1"))
    (ballot,) = ballots(session)
    assert ballot.doubts == ["too_fast"]


def test_both_languages_lie_ready(client: CheckingClient, quick: SurveyPoint) -> None:
    page = client.page(ADDRESS, language="en")
    assert shown(page) == ["Are you satisfied with today's service?"]
    assert page.root.get("lang") == "en"
    hidden = [node.get("lang") for node in page.all("section") if node.get("hidden") is not None]
    assert hidden == ["vi"]
    assert "Phiếu ẩn danh" in page.text
    assert "anonymous" in page.text.lower()


def test_it_takes_few_statements(client: CheckingClient, quick: SurveyPoint) -> None:
    client.page(ADDRESS)
    with counted_statements() as sent:
        client.page(ADDRESS)
    assert len(sent) <= 4, sent
