"""Fills a first database with the demo office and half a year of its cases; never in production."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.demo.canned import build_canned_texts
from portal.demo.lives import Life, receipt_moments
from portal.demo.office import build_office
from portal.demo.present import stages
from portal.demo.stories import Story, all_stories
from portal.domain.calendar import CalendarDay
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus, Message, MessageStatus
from portal.ports import Ports
from portal.queries.settings import load_settings
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from portal.services.deliver_message import system_act
from portal.services.shipped_settings import ship_settings
from portal.services.surveys.ship_questionnaires import ship_questionnaires

CASES = 300
DAYS = 182


def seed_office(
    session: Session, *, days: Iterable[CalendarDay], hash_password: Callable[[str], str]
) -> None:
    """The shipped settings, the office and its people."""
    ship_settings(session, days, range(2018, 2027))
    ship_questionnaires(session, shipped_questionnaires(), datetime(2025, 1, 1, tzinfo=UTC))
    build_office(session, hash_password)
    build_canned_texts(session)
    session.commit()


def seed_cases(
    session: Session, now: datetime, *, ports: Ports, count: int = CASES, seed: int = 1
) -> Iterator[int]:
    """Live the cases one by one, deterministic by seed; yields the number of each, for a progress bar."""
    random = Random(seed)  # invented lives, not secrets
    settings = load_settings(session)
    for number, received_at in enumerate(receipt_moments(random, now, count=count, days=DAYS)):
        story, repeated = told_story(random, number)
        Life(session, settings, story, random, now, ports, repeated).live(received_at)
        session.commit()
        session.expunge_all()
        yield number
    fill_desks(session, now, random, ports=ports)
    settle_past(session, now)


def fill_desks(session: Session, now: datetime, random: Random, *, ports: Ports) -> None:
    """The cases of today, each stopped at a stage of its own."""
    settings = load_settings(session)
    for number, (category, stage) in enumerate(stages()):
        stories = [story for story in all_stories() if story.category == category]
        told = stories[number % len(stories)]
        stage(Life(session, settings, told, random, now, ports, repeated=True))
        session.commit()


def told_story(random: Random, number: int) -> tuple[Story, bool]:
    """Each story once, spread over the time; then the matters that people repeat."""
    stories = list(all_stories())
    Random(7).shuffle(stories)
    if number % 2 == 0 and number // 2 < len(stories):
        return stories[number // 2], False
    told = stories[: number // 2 + 1]
    repeatable = [story for story in told if story.kind in ("feedback", "question", "petition")] or told
    return random.choice(repeatable), True


def settle_past(session: Session, now: datetime) -> None:
    """The mails and call-backs of the past are done, and the figures are counted."""
    session.execute(
        update(Message).values(status=MessageStatus.SENT, sent_at=Message.created_at, check_after=None)
    )
    sealed = select(Case.id).where(Case.sealed)
    session.execute(update(Message).where(Message.case_id.in_(sealed)).values(recipient="", facts={}))
    session.execute(
        update(CallBack)
        .where(CallBack.next_try_on < now.date())
        .values(status=CallBackStatus.REACHED, attempts=1, done_at=now)
    )
    for case_ids in marked_cases(session):
        tell_held_times(system_act(session, load_settings(session), now), case_ids)
    for bucket in marked_buckets(session):
        count_bucket(system_act(session, load_settings(session), now), bucket)
    session.commit()
