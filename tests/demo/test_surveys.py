"""The demo year of surveys: believable, consistent, without anybody's data, the same at every run."""

from collections import Counter

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.demo.seed import seed_office
from portal.demo.surveys.moods import texts
from portal.demo.surveys.remedies import said
from portal.demo.surveys.year import seed_surveys
from portal.domain.periods import Period, Span
from portal.domain.privacy.detect import find_personal_data
from portal.domain.surveys.remedies import RATED, RemedyStatus
from portal.domain.surveys.results import Counts, overall_result
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot
from portal.models.remedy import Remedy
from portal.models.survey import SurveyPoint
from portal.models.survey_figure import SurveyMark
from portal.queries.settings import load_settings
from portal.queries.surveys.figures import Series, counted_rows
from portal.queries.surveys.questionnaires import published_version
from tests.demo.test_seed import NOW
from tests.dossier_factories import OFFICE

COUNT = 1_200


@pytest.fixture
def year(session: Session) -> Session:
    seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
    assert seed_surveys(session, NOW, office=OFFICE, count=COUNT) == COUNT
    return session


def test_ballots_come_by_every_way_and_some_are_doubtful(year: Session) -> None:
    ways = Counter(year.scalars(select(Ballot.way)))
    assert set(ways) == set(BallotWay)
    doubtful = year.scalar(select(func.count()).where(Ballot.is_doubtful)) or 0
    assert 0 < doubtful < COUNT / 30
    assert not [day for day in year.scalars(select(Ballot.given_on)) if day >= NOW.date()]


def test_they_are_counted_and_most_are_satisfied(year: Session) -> None:
    assert not year.scalar(select(func.count()).select_from(SurveyMark))
    units = frozenset(load_settings(year).units)
    found: dict[Series, Counts] = {}
    for each in counted_rows(year, units, Period(Span.YEAR, 2026)):
        if not each.of.is_doubtful:
            found[each.of.series] = found.get(each.of.series, Counts()) + each.row.counts
    for series, counts in found.items():
        published = published_version(year, series.version_id)
        assert published is not None
        share = overall_result(published.questionnaire, counts).share
        assert share is not None
        assert 80 < float(share.percent or 0) < 98


def test_remedies_stand_at_every_stage(year: Session) -> None:
    rows = year.scalars(select(Remedy)).all()
    stages = Counter(row.status for row in rows)
    assert stages[RemedyStatus.PLANNED] > stages[RemedyStatus.DONE] > 0
    assert sum(row.published_at is not None for row in rows) > 3
    assert [
        row for row in rows if row.status is RemedyStatus.PLANNED and row.due_on and row.due_on < NOW.date()
    ]


def test_every_item_has_words_for_its_remedy(year: Session) -> None:
    items = set(year.scalars(select(Remedy.item))) | set(RATED)
    assert items <= set(said())


def test_nobody_s_data_are_in_the_words() -> None:
    written = [*(text for each in said().values() for text in each.values())]
    for mood in texts().values():
        written += [*mood["beginnings"], *mood["endings"]]
    assert [text for text in written if find_personal_data(text)] == []


def test_the_same_seed_gives_the_same_year(session: Session) -> None:
    seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
    seed_surveys(session, NOW, office=OFFICE, count=60)
    first = sorted(session.scalars(select(Ballot.digest)))
    for table in (Ballot, Remedy, SurveyPoint):
        session.execute(delete(table))
    seed_surveys(session, NOW, office=OFFICE, count=60)
    assert sorted(session.scalars(select(Ballot.digest))) == first
