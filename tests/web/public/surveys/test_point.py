"""A survey at a counter: rendered from data, followed up without JavaScript, kept once, in both languages."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, PointKind
from portal.models.remedy import Remedy
from portal.models.survey import SurveyPoint
from portal.queries.surveys.questionnaires import current_version
from tests.domain.surveys.examples import LONGER, SHORT
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements
from tests.survey_factories import ballots, point, published, published_again, said, shipped
from tests.web.public.writing import end_session

ADDRESS = "/survey/quay3"
WHOLE = said(polite="5", late="no")
ONE_STOP = next(each for each in shipped_questionnaires() if each.code == "one_stop")
BEST = said(**{item.code: "5" for item in ONE_STOP.rated_items() if item.when is None})


@pytest.fixture
def counter(session: Session, now: datetime) -> SurveyPoint:
    """The QR code of a counter, with the short questionnaire."""
    return point(session, PointKind.COUNTER, published(session, SHORT, now), now)


def test_it_renders_what_was_published(client: CheckingClient, counter: SurveyPoint) -> None:
    page = client.page(ADDRESS)
    assert page.heading == "Short"
    for part in ("UBND xã Thanh Bình", "Quầy số 3", "Polite?", "Late?", "Anything else?"):
        assert part in page.text
    legends = ["".join(node.itertext()) for node in page.all("legend")]
    assert [legend.split("?")[0] for legend in legends] == ["Polite", "Why", "Late", "The letter"]
    assert set(page.form(ADDRESS).fields) >= {"ticket", "csrf_token", "seen", "item-words"}


def test_it_keeps_the_ballot_and_thanks(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    page = client.send(client.page(ADDRESS).form(ADDRESS), **WHOLE, **said(words="Rất tốt"))
    assert "Cảm ơn" in page.heading
    (ballot,) = ballots(session)
    assert (ballot.answers, ballot.words) == ({"polite": 5, "late": "no"}, {"words": "Rất tốt"})
    assert (ballot.way, ballot.point_id, ballot.campaign_id) == (BallotWay.COUNTER_CODE, counter.id, None)


def test_the_thanks_have_a_short_title_and_the_words_of_the_questionnaire(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    point(session, PointKind.PAGE, shipped(session, Purpose.ONE_STOP), now)
    form = client.page(ADDRESS).form(ADDRESS)
    page = client.send(form, seen="*", **BEST, **said(gave_feedback="no", was_late="no"))
    assert page.heading == "Cảm ơn Ông/Bà"
    assert page.title.split(" – ")[0] == "Cảm ơn Ông/Bà"
    (words,) = [str(node.text) for node in page.all("p") if node.get("class") == "app-lead"]
    assert words.startswith("Cảm ơn Ông/Bà đã dành thời gian góp ý. Những nội dung được đánh giá")


def test_pressed_twice_it_is_there_once(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    form = client.page(ADDRESS).form(ADDRESS)
    assert "Cảm ơn" in client.send(form, **WHOLE).heading
    assert "Cảm ơn" in client.send(form, **WHOLE).heading
    client.send(client.page(ADDRESS).form(ADDRESS), **WHOLE)
    assert len(ballots(session)) == 2


def test_errors_stand_above_and_beside_and_nothing_is_lost(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    page = client.send(client.page(ADDRESS).form(ADDRESS), status=422, **said(words="Giữ lại", late="no"))
    assert page.title.startswith("Lỗi: ")
    assert page.links["Xin chọn một mức cho câu “Polite?”."].endswith("#item-polite-0")
    assert page.by_id("item-polite-0") is not None
    assert "Xin chọn một mức cho câu “Polite?”." in page.words_of("item-polite-error")
    form = page.form(ADDRESS)
    assert (form.fields["item-words"], form.fields["item-late"]) == (["Giữ lại"], ["no"])
    client.send(form, **said(polite="4"))
    (ballot,) = ballots(session)
    assert ballot.words == {"words": "Giữ lại"}


def test_what_stands_behind_a_branch_is_asked_on_the_next_step(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    first = client.page(ADDRESS)
    page = client.send(first.form(ADDRESS), **said(polite="2", late="yes"))
    assert "còn vài câu hỏi thêm" in page.text
    assert ballots(session) == []
    # One of them has to be answered, the other may stay empty.
    page = client.send(page.form(ADDRESS), status=422)
    assert "Xin chọn một mức cho câu “The letter?”." in page.text
    page = client.send(page.form(ADDRESS), **said(apology="1", why=["rude", "slow"]))
    assert "Cảm ơn" in page.heading
    (ballot,) = ballots(session)
    assert ballot.answers == {"polite": 2, "late": "yes", "apology": 1, "why": ["rude", "slow"]}


def test_a_script_that_shows_everything_at_once_needs_one_step(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    form = client.page(ADDRESS).form(ADDRESS)
    client.send(form, seen="*", **said(polite="2", late="yes", apology="3"))
    (ballot,) = ballots(session)
    assert ballot.answers == {"polite": 2, "late": "yes", "apology": 3}


def test_another_language_keeps_what_was_chosen(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    point(session, PointKind.PAGE, shipped(session, Purpose.ONE_STOP), now)
    page = client.send(client.page(ADDRESS).form(ADDRESS), language="en", **said(polite="5"))
    assert "Send" in page.text
    assert page.form(ADDRESS).fields["item-polite"] == ["5"]
    assert "Lỗi" not in page.title
    assert ballots(session) == []
    assert "Very satisfied" in client.page(ADDRESS).text


def test_a_session_that_ended_loses_nothing(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    form = client.page(ADDRESS).form(ADDRESS)
    end_session(client)
    page = client.send(form, status=422, **WHOLE)
    assert "Trang đã mở quá lâu" in page.text
    client.send(page.form(ADDRESS))
    assert len(ballots(session)) == 1


def test_an_old_ticket_is_renewed(
    app: Flask, client: CheckingClient, session: Session, counter: SurveyPoint, now: datetime
) -> None:
    form = client.page(ADDRESS).form(ADDRESS)
    app.config["CLOCK"] = lambda: now + timedelta(hours=21)
    page = client.send(form, status=422, **WHOLE)
    assert "xin bấm gửi lại" in page.text
    client.send(page.form(ADDRESS))
    assert len(ballots(session)) == 1


def version_of(session: Session, counter: SurveyPoint) -> int:
    asked = current_version(session, counter.questionnaire_id)
    assert asked is not None
    return asked.version_id


def test_a_form_of_an_older_version_is_read_against_that_version(
    client: CheckingClient, session: Session, counter: SurveyPoint, now: datetime
) -> None:
    shown, form = version_of(session, counter), client.page(ADDRESS).form(ADDRESS)
    published_again(session, counter.questionnaire_id, LONGER, now)
    assert "Cảm ơn" in client.send(form, **WHOLE, **said(words="Rất tốt")).heading
    (ballot,) = ballots(session)
    assert (ballot.version_id, ballot.answers) == (shown, {"polite": 5, "late": "no"})
    assert ballot.words == {"words": "Rất tốt"}
    # The best answer of then opens no remedy as a low one of now.
    assert session.scalars(select(Remedy)).all() == []


def test_an_older_version_stays_on_the_page_until_it_is_sent(
    app: Flask, client: CheckingClient, session: Session, counter: SurveyPoint, now: datetime
) -> None:
    shown, form = version_of(session, counter), client.page(ADDRESS).form(ADDRESS)
    published_again(session, counter.questionnaire_id, LONGER, now)
    page = client.send(form, status=422, **said(late="no", words="Giữ lại"))
    assert "Anything else?" in page.text
    # Even when its ticket is too old by now.
    app.config["CLOCK"] = lambda: now + timedelta(hours=21)
    page = client.send(page.form(ADDRESS), status=422, **said(polite="5"))
    assert "xin bấm gửi lại" in page.text
    client.send(page.form(ADDRESS))
    (ballot,) = ballots(session)
    assert (ballot.version_id, ballot.words) == (shown, {"words": "Giữ lại"})


def test_a_counter_that_asks_something_else_by_now_keeps_what_was_filled_in(
    client: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    shown, form = version_of(session, counter), client.page(ADDRESS).form(ADDRESS)
    counter.questionnaire_id = shipped(session, Purpose.QUICK)
    session.commit()
    assert "Cảm ơn" in client.send(form, **WHOLE).heading
    assert [ballot.version_id for ballot in ballots(session)] == [shown]


def test_an_empty_ballot_is_none(client: CheckingClient, session: Session, now: datetime) -> None:
    point(session, PointKind.PAGE, shipped(session, Purpose.QUICK), now)
    page = client.send(client.page(ADDRESS).form(ADDRESS), status=422)
    assert "Xin chọn một mức" in page.text


@pytest.mark.parametrize(
    ("seconds", "typed", "doubts"),
    [(1, {}, ["too_fast"]), (60, {}, []), (60, {"leave_empty": "http://x.example"}, ["scripted"])],
)
def test_what_is_doubtful_is_kept_with_its_doubts(
    app: Flask,
    client: CheckingClient,
    session: Session,
    counter: SurveyPoint,
    now: datetime,
    seconds: int,
    typed: dict[str, Any],
    doubts: list[str],
) -> None:
    form = client.page(ADDRESS).form(ADDRESS)
    app.config["CLOCK"] = lambda: now + timedelta(seconds=seconds)
    client.send(form, **WHOLE, **typed)
    (ballot,) = ballots(session)
    assert ballot.doubts == doubts


@pytest.mark.parametrize("code", ["quay3", "nowhere"])
def test_a_closed_or_unknown_point_asks_nothing(
    client: CheckingClient, session: Session, counter: SurveyPoint, now: datetime, code: str
) -> None:
    counter.closed_at = now
    session.commit()
    page = client.page(f"/survey/{code}", status=404)
    assert page.heading == "Khảo sát này hiện không mở"


@pytest.mark.parametrize("address", ["/kiosk/quay3", "/embed/quay3"])
def test_each_kind_has_its_own_door(client: CheckingClient, counter: SurveyPoint, address: str) -> None:
    client.page(address, status=404)


def test_it_takes_few_statements(client: CheckingClient, counter: SurveyPoint) -> None:
    client.page(ADDRESS)
    with counted_statements() as sent:
        client.page(ADDRESS)
    assert len(sent) <= 4, sent


def test_it_may_be_framed_by_nobody_else(client: CheckingClient, counter: SurveyPoint) -> None:
    headers = client.get(ADDRESS).headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
