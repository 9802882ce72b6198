"""The first version of every shipped questionnaire, published when an installation begins."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import written
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion


def ship_questionnaires(session: Session, questionnaires: Iterable[Questionnaire], now: datetime) -> None:
    """Write them into an empty installation, ready to be answered."""
    for questionnaire in questionnaires:
        row = QuestionnaireRow(code=questionnaire.code, purpose=questionnaire.purpose, made_at=now)
        session.add(row)
        session.flush()
        session.add(
            QuestionnaireVersion(
                questionnaire_id=row.id,
                number=1,
                content=written(questionnaire),
                changed_at=now,
                published_at=now,
            )
        )
    session.flush()
