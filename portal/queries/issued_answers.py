"""The latest answers a unit gave in a category, to compare a new one with."""

from datetime import datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.boilerplate import Issued
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.answer import Answer
from portal.models.case import Case

LATEST = 200
DAYS = 90
# The very words of the partial index.
ANSWERED = text("NOT cases.sealed AND cases.answered_at IS NOT NULL")


def latest_answers(session: Session, actor: Actor, case: Case, *, now: datetime) -> list[Issued]:
    """The answers of the same unit and category in the last 90 days, the newest first and at most 200.

    Nothing for who may not see the cases of the unit, and never the answers of the case itself.
    """
    if not actor.may(Permission.SEE_CASES, case.unit_id):
        return []
    wanted = (
        select(Case.reference, Answer.body)
        .join(Answer, Answer.case_id == Case.id)
        .where(
            ANSWERED,
            Case.unit_id == case.unit_id,
            Case.category_id == case.category_id,
            Case.answered_at >= now - timedelta(days=DAYS),
            Case.id != case.id,
            Answer.status == AnswerStatus.ISSUED,
        )
        .order_by(Case.answered_at.desc(), Answer.id.desc())
        .limit(LATEST)
    )
    return [Issued(reference, body) for reference, body in session.execute(wanted)]
