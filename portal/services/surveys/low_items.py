"""Low items and the remedies they open or join: one for each unit and item at a time [001-05, 004-07]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, text
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from portal.domain.bilingual import Bilingual
from portal.domain.ratings import Rating
from portal.domain.surveys.answers import Answers, low_items
from portal.domain.surveys.remedies import (
    RATED,
    Progress,
    RemedySource,
    RemedyStatus,
    first_reminder,
    low_questions,
)
from portal.models.remedy import ONE_AT_A_TIME, Remedy
from portal.queries.surveys.questionnaires import Published
from portal.services.act import Act


@dataclass(frozen=True, slots=True)
class LowItem:
    """Something rated average or below."""

    source: RemedySource
    questionnaire_id: int
    item: str
    text: Bilingual


def join_remedies(act: Act, asked: Published, answers: Answers, *, unit_id: int) -> None:
    """Have every low item of a ballot open a remedy of its unit, or join the unfinished one."""
    found = (
        LowItem(RemedySource.SURVEY, asked.questionnaire_id, item.code, item.text)
        for item in low_items(asked.questionnaire, answers)
    )
    join_each(act, found, unit_id=unit_id)


def join_rating(act: Act, rating: Rating, *, unit_id: int) -> None:
    """Have every low question of a rating of an answer open or join a remedy; nothing leads to the case."""
    found = (LowItem(RemedySource.RATING, 0, name, RATED[name]) for name in low_questions(rating))
    join_each(act, found, unit_id=unit_id)


def join_each(act: Act, low: Iterable[LowItem], *, unit_id: int) -> None:
    """Open or join the remedy of each item, in one statement however many there are.

    In one order, so that two ballots at once never wait in a ring; of two that would open the same one joins.
    """
    found = sorted(low, key=lambda each: (each.source, each.questionnaire_id, each.item))
    if not found:
        return
    insert = insert_sqlite if act.session.connection().dialect.name == "sqlite" else insert_postgresql
    opened: SqliteInsert | PostgresqlInsert = insert(Remedy).values([
        _row(act, each, unit_id) for each in found
    ])
    joined = opened.on_conflict_do_update(
        index_elements=[Remedy.unit_id, Remedy.source, Remedy.questionnaire_id, Remedy.item],
        index_where=text(ONE_AT_A_TIME),
        set_={
            "low": Remedy.low + 1,
            # Days as they were, in whichever order the acts come.
            "opened_on": case((Remedy.opened_on < act.today, Remedy.opened_on), else_=act.today),
            "last_low_on": case((Remedy.last_low_on > act.today, Remedy.last_low_on), else_=act.today),
        },
    )
    act.session.execute(joined)


def _row(act: Act, item: LowItem, unit_id: int) -> dict[str, Any]:
    """A remedy that is opened now."""
    return {
        "unit_id": unit_id,
        "source": item.source,
        "questionnaire_id": item.questionnaire_id,
        "item": item.item,
        "item_vi": item.text.vi,
        "item_en": item.text.en,
        "low": 1,
        "opened_on": act.today,
        "last_low_on": act.today,
        "status": RemedyStatus.OPEN,
        "check_after": _first_reminder(act, unit_id),
    }


def _first_reminder(act: Act, unit_id: int) -> datetime | None:
    """When somebody is reminded that nothing was planned yet."""
    return first_reminder(
        Progress(RemedyStatus.OPEN, act.today),
        plan_after=act.settings.unit_policy(unit_id, act.today).remedy_plan_after,
        reckoning=act.settings.reckoning(unit_id, act.today),
    )
