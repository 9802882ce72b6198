"""Invariants of surveys: each holds on sound data and names the row that breaks it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.surveys.answers import Answers
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot
from portal.models.remedy import Remedy
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.invariants.check import Check, Data, Tally
from portal.queries.invariants.surveys import (
    ballots_fit_their_questionnaire,
    remedies_stand_for_low_items,
    survey_figures_equal_recount,
)
from portal.queries.settings import load_settings
from portal.queries.surveys.questionnaires import current_for
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.give_ballot import Place, give_ballot
from tests.factories import acting, unit_id
from tests.services.surveys.remedies import published_remedy


@pytest.fixture
def ballot(standing_office: None, session: Session, now: datetime) -> Ballot:
    """A counted ballot with words and a branch taken."""
    asked = current_for(session, Purpose.ANSWER)
    assert asked is not None
    said: Answers = {"result": 2, "time": 4, "attitude": 5, "why": ("unclear",), "words": "Chưa rõ"}
    place = Place(unit_id(session, "QLNL"), BallotWay.PAGE)
    given = give_ballot(acting(session, "sender", now), asked, said, place=place)
    for bucket in marked_survey_months(session):
        count_ballots(acting(session, "system", now), bucket)
    return given


def found(session: Session, now: datetime, check: Check) -> list[str]:
    session.flush()
    session.expire_all()
    tally = Tally()
    for _batch in check(Data(session, load_settings(session), now), tally):
        pass
    assert tally.checked
    return [breach.fault for breach in tally.breaches]


def test_sound_data_pass(session: Session, now: datetime, ballot: Ballot) -> None:
    published_remedy(session, now)
    for check in (
        ballots_fit_their_questionnaire,
        survey_figures_equal_recount,
        remedies_stand_for_low_items,
    ):
        assert found(session, now, check) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"answers": {"result": 2, "time": 4}}, "does not fit its questionnaire"),
        ({"answers": {"result": 9, "time": 4, "attitude": 5}}, "does not fit its questionnaire"),
        ({"words": {"words": "Khác"}}, "has another digest"),
        ({"is_doubtful": True}, "its doubts do not flag it"),
        ({"doubts": ["too_fast"]}, "its doubts do not flag it"),
        ({"month": 202610}, "wrong month"),
    ],
)
def test_a_ballot_that_was_changed_is_named(
    session: Session, now: datetime, ballot: Ballot, change: dict[str, Any], fault: str
) -> None:
    session.execute(update(Ballot).values(**change))
    assert fault in found(session, now, ballots_fit_their_questionnaire)


def test_a_figure_that_differs_is_named_unless_it_is_being_counted(
    session: Session, now: datetime, ballot: Ballot
) -> None:
    session.execute(update(SurveyFigure).values(ballots=7))
    assert found(session, now, survey_figures_equal_recount) == ["counted otherwise than its ballots"]
    session.add(SurveyMark(unit_id=ballot.unit_id, month=202609))
    assert found(session, now, survey_figures_equal_recount)
    session.add(SurveyMark(unit_id=ballot.unit_id, month=ballot.month))
    session.flush()
    tally = Tally()
    list(survey_figures_equal_recount(Data(session, load_settings(session), now), tally))
    assert tally.breaches == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"low": 0}, "stands for nothing low"),
        ({"cause": ""}, "is planned without cause, measure, who or when"),
        ({"evidence": ""}, "is done without evidence"),
        ({"said_vi": ""}, "is published without words, or before it was done"),
        ({"done_on": None}, "its day does not tell whether it is done"),
        ({"source": "rating"}, "is of another source than it says"),
    ],
)
def test_a_remedy_that_is_not_whole_is_named(
    standing_office: None, session: Session, now: datetime, change: dict[str, Any], fault: str
) -> None:
    published_remedy(session, now)
    session.execute(update(Remedy).values(**change))
    assert fault in found(session, now, remedies_stand_for_low_items)


def test_what_is_done_is_not_reminded_of(standing_office: None, session: Session, now: datetime) -> None:
    published_remedy(session, now)
    session.execute(update(Remedy).values(check_after=now + timedelta(days=1)))
    assert found(session, now, remedies_stand_for_low_items) == ["is done and still to be reminded of"]
    assert session.scalars(select(Remedy)).one().published_at is not None
