"""The ways in, the versions, the sample and the remedies of the measured surveys."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bench.ballot_rows import RENEWED, Asking, campaign_of
from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.demo.surveys.ballots import SHARES
from portal.demo.surveys.places import make_points
from portal.domain.people import SYSTEM
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.remedies import RemedySource, RemedyStatus
from portal.domain.time import local_day
from portal.models.remedy import Remedy
from portal.models.survey import QuestionnaireRow
from portal.queries.settings import load_settings
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.act import Act
from portal.services.surveys.edit_questionnaire import begin_draft, publish_draft
from portal.services.surveys.ship_questionnaires import ship_questionnaires

PURPOSES = (Purpose.ONE_STOP, Purpose.QUICK, Purpose.ANSWER)
DONE = 10_000


def open_surveys(session: Session, random: Random, now: datetime) -> Asking:
    """Everything that ballots need before they can be given."""
    settings = load_settings(session)
    units = {unit.code: unit.id for unit in settings.units.values()}
    if not session.scalar(select(func.count()).select_from(QuestionnaireRow)):
        ship_questionnaires(session, shipped_questionnaires(), datetime(2023, 1, 1, tzinfo=UTC))
    before = _asked(session)
    points = make_points(session, random, now, units=units, asked=before)
    row = session.get_one(QuestionnaireRow, before["one_stop"].questionnaire_id)
    renewing = Act(session, SYSTEM, now - timedelta(days=RENEWED), settings)
    publish_draft(renewing, begin_draft(renewing, row))
    since = _asked(session)
    calendar = settings.reckoning(units["BA"], local_day(now)).calendar
    campaign = campaign_of(session, since["one_stop"], unit_id=units["BA"], now=now)
    rows = list(_remedies(random, local_day(now), units=units, asked=since))
    session.execute(insert(Remedy), rows)
    session.commit()
    return Asking(before, since, units, points, campaign, calendar)


def _asked(session: Session) -> dict[str, Published]:
    found = (current_for(session, purpose) for purpose in PURPOSES)
    return {each.questionnaire.code: each for each in found if each is not None}


def _remedies(
    random: Random, today: date, *, units: dict[str, int], asked: dict[str, Published]
) -> Iterator[dict[str, Any]]:
    """One under way for each unit and item, and very many that are done."""
    matters = [
        (units[unit], asked[code].questionnaire_id, item)
        for code, unit, _share in SHARES
        for item in asked[code].questionnaire.rated_items()
    ]
    for unit_id, questionnaire_id, item in matters:
        about = {"unit_id": unit_id, "questionnaire_id": questionnaire_id, "item": item.code}
        words = {"item_vi": item.text.vi, "item_en": item.text.en}
        due_on = today + timedelta(days=random.randint(-30, 60))
        yield {**about, **words, **_dated(today - timedelta(days=20), due_on), "status": RemedyStatus.PLANNED}
    for number in range(DONE):
        unit_id, questionnaire_id, item = random.choice(matters)
        about = {"unit_id": unit_id, "questionnaire_id": questionnaire_id, "item": item.code}
        words = {"item_vi": item.text.vi, "item_en": item.text.en}
        opened_on = today - timedelta(days=40 + number % 1_000)
        done_on = opened_on + timedelta(days=random.randint(5, 39))
        dates = _dated(opened_on, done_on + timedelta(days=random.randint(-3, 9)))
        yield {**about, **words, **dates, "status": RemedyStatus.DONE, "done_on": done_on}


def _dated(opened_on: date, due_on: date) -> dict[str, Any]:
    return {
        "source": RemedySource.SURVEY,
        "low": 40,
        "opened_on": opened_on,
        "last_low_on": opened_on,
        "due_on": due_on,
        "done_on": None,
        "cause": "Nguyên nhân",
        "measure": "Biện pháp khắc phục",
    }
