"""Ways in to surveys and questionnaires to ask with, as plain functions."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose, Questionnaire
from portal.domain.surveys.ways import BallotWay, PointKind
from portal.domain.surveys.written import written
from portal.models.ballot import Ballot
from portal.models.survey import FramingSite, QuestionnaireRow, QuestionnaireVersion, SurveyPoint
from portal.queries.surveys.questionnaires import current_for
from portal.services.surveys.invite import Invited, invite
from tests.factories import acting, unit_id


def published(session: Session, questionnaire: Questionnaire, now: datetime) -> int:
    """A questionnaire published as it is; its number."""
    row = QuestionnaireRow(code=questionnaire.code, purpose=questionnaire.purpose, made_at=now)
    session.add(row)
    session.flush()
    content = written(questionnaire)
    given: dict[str, Any] = {"number": 1, "content": content, "changed_at": now, "published_at": now}
    session.add(QuestionnaireVersion(questionnaire_id=row.id, **given))
    session.commit()
    return row.id


def published_again(
    session: Session, questionnaire_id: int, questionnaire: Questionnaire, now: datetime
) -> int:
    """A later version of a questionnaire, published some minutes after the first; its number."""
    later = now + timedelta(minutes=5)
    content = written(questionnaire)
    given: dict[str, Any] = {"number": 2, "content": content, "changed_at": later, "published_at": later}
    version = QuestionnaireVersion(questionnaire_id=questionnaire_id, **given)
    session.add(version)
    session.commit()
    return version.id


def shipped(session: Session, purpose: Purpose) -> int:
    """The number of a shipped questionnaire."""
    return session.scalars(select(QuestionnaireRow.id).where(QuestionnaireRow.purpose == purpose)).one()


def point(
    session: Session, kind: PointKind, questionnaire_id: int, now: datetime, *, code: str = "quay3"
) -> SurveyPoint:
    """A way in of the commune."""
    row = SurveyPoint(
        code=code,
        kind=kind,
        name="Quầy số 3",
        unit_id=unit_id(session, "TB"),
        questionnaire_id=questionnaire_id,
        made_at=now,
    )
    session.add(row)
    session.commit()
    return row


def framing_site(session: Session, origin: str, now: datetime) -> None:
    """A site that may show surveys."""
    session.add(FramingSite(origin=origin, made_at=now))
    session.commit()


def invited(
    session: Session,
    now: datetime,
    key: str,
    *,
    purpose: Purpose = Purpose.QUICK,
    days: int = 30,
    **about: Any,
) -> str:
    """The token of an invitation by mail to the commune's survey."""
    asked = current_for(session, purpose)
    assert asked is not None
    act = acting(session, "system", now)
    told = Invited(unit_id(session, "TB"), **about)
    way: Any = {"version_id": asked.version_id, "way": BallotWay.EMAIL_LINK}
    token = invite(act, key.encode(), told, ends_on=act.today + timedelta(days=days), **way)
    session.commit()
    return token


def ballots(session: Session) -> list[Ballot]:
    """Every ballot there is."""
    return list(session.scalars(select(Ballot)))


def said(**answers: Any) -> dict[str, Any]:
    """Answers by the names of their fields."""
    return {f"item-{code}": answer for code, answer in answers.items()}
