"""What was said on ballots, read in groups: only as much as a page shows, on both databases."""

from datetime import date, datetime
from random import Random

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot
from portal.models.survey_figure import SurveyMark
from portal.queries.figures import Wanted, everywhere, selection_for
from portal.queries.settings import load_settings
from portal.queries.surveys.figures import Series
from portal.queries.surveys.questionnaires import current_for
from portal.queries.surveys.words import MOST, Said, ballot_words
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from tests.factories import acting, person, unit_id
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

TODAY = date(2026, 11, 20)
YEAR = Period(Span.YEAR, 2026, 1)
NUMBERS = Random(2)


def version(session: Session) -> int:
    found = current_for(session, Purpose.ONE_STOP)
    assert found is not None
    return found.version_id


def give(session: Session, count: int, words: dict[str, str], *, month: int = 10) -> None:
    about = {"version_id": version(session), "unit_id": unit_id(session, "HCC"), "way": BallotWay.PAPER}
    when = {"given_on": date(2026, month, 14), "month": 202600 + month, "digest": "", "answers": {}}
    rows = [{"id": NUMBERS.getrandbits(62), **about, **when, "words": words} for _ in range(count)]
    session.execute(insert(Ballot), rows)
    session.add(SurveyMark(unit_id=unit_id(session, "HCC"), month=202600 + month))
    session.flush()


def read(session: Session, now: datetime) -> Said:
    for bucket in marked_survey_months(session):
        count_ballots(acting(session, "system", now), bucket)
    settings = load_settings(session)
    selection = selection_for(settings, everywhere(settings), Wanted(None, YEAR, TODAY))
    series = Series(version(session))
    actor = person(session, "overseer", now)
    return ballot_words(session, actor, selection, series=series, this_month=202611)


def test_ballots_without_words_are_not_read(session: Session, now: datetime) -> None:
    give(session, 40, {})
    give(session, 6, {"suggestion": "Thêm ghế"})
    found = read(session, now)
    assert found.by_item == {"suggestion": ["Thêm ghế"] * 6}
    assert not found.cut


def test_of_very_many_no_more_is_read_than_is_shown(session: Session, now: datetime) -> None:
    for month in (9, 10):
        give(session, MOST, {"suggestion": "Thêm ghế"}, month=month)
    with counted_statements() as sent:
        found = read(session, now)
    assert len(found.by_item["suggestion"]) == MOST
    assert found.cut
    assert "LIMIT" in sent[-1]
