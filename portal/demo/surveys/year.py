"""A year of surveys: points, a sample, ballots, the remedies they open; written in bulk and counted."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.demo.surveys.ballots import Given, People
from portal.demo.surveys.places import Sample, hold_sample, make_points
from portal.demo.surveys.remedies import Doing, steps_of
from portal.domain.people import SYSTEM
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.remedies import RemedySource
from portal.domain.time import local_day
from portal.models.audit import AuditEntry
from portal.models.ballot import Ballot
from portal.models.remedy import Remedy
from portal.models.survey_figure import SurveyMark
from portal.queries.settings import Settings, load_settings
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.act import Act
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.word_message import Office

BALLOTS = 6_000
PURPOSES = (Purpose.ONE_STOP, Purpose.QUICK, Purpose.ANSWER)


def seed_surveys(
    session: Session, now: datetime, *, office: Office, count: int = BALLOTS, seed: int = 1
) -> int:
    """Live a year of surveys, deterministic by seed; returns how many ballots were given."""
    settings, random = load_settings(session), Random(seed)  # invented opinions, not secrets
    asked = {each.questionnaire.code: each for each in _questionnaires(session)}
    units = {unit.code: unit.id for unit in settings.units.values()}
    root, today = units["BA"], local_day(now)
    calendar = settings.reckoning(root, today).calendar
    points = make_points(session, random, now, units=units, asked=asked)
    people = People(random, today, calendar, asked, units, points)
    sample = hold_sample(session, random, now, asked=asked["one_stop"], unit_id=root, key=office.tracking_key)
    sampled = _answers_of_sample(people, settings, sample) if sample else []
    ballots = sorted([*people.volunteers(count - len(sampled)), *sampled], key=lambda each: each.given_on)
    _write(session, random, ballots)
    doing = Doing(random, settings, now, today, calendar)
    _remedy(session, doing, ballots)
    for bucket in marked_survey_months(session):
        count_ballots(Act(session, SYSTEM, now, settings), bucket)
    session.commit()
    return len(ballots)


def _questionnaires(session: Session) -> list[Published]:
    found = (current_for(session, purpose) for purpose in PURPOSES)
    return [each for each in found if each is not None]


def _answers_of_sample(people: People, settings: Settings, sample: Sample) -> list[Given]:
    first = people.today - timedelta(days=59)
    return [
        Given(
            people.asked["one_stop"],
            unit_id,
            day := people.calendar.next_working(first + timedelta(days=people.random.randint(0, 26))),
            people.way("sample"),
            people.answers("one_stop", settings.units[unit_id].code, day),
            campaign_id=sample.campaign.id,
        )
        for unit_id in sample.unit_ids
    ]


def _write(session: Session, random: Random, ballots: list[Given]) -> None:
    if not ballots:
        return
    rows = [each.row(random.getrandbits(62)) for each in ballots]
    session.execute(insert(Ballot), rows)
    names = ("unit_id", "month", "campaign_id")
    marks = {tuple(row[name] for name in names) for row in rows}
    session.execute(insert(SurveyMark), [dict(zip(names, mark, strict=True)) for mark in marks])


def _remedy(session: Session, doing: Doing, ballots: list[Given]) -> None:
    rows = doing.live(ballots)
    session.add_all(rows)
    rated = list(session.scalars(select(Remedy).where(Remedy.source == RemedySource.RATING)))
    doing.settle_ratings(rated)
    session.flush()
    if steps := list(steps_of([*rows, *rated])):
        session.execute(insert(AuditEntry), steps)
