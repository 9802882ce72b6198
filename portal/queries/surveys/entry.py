"""What staff may type ballots for: questionnaires in use, their own units and the counters of these."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.surveys.ways import PointKind
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion, SurveyPoint
from portal.queries.surveys.questionnaires import Published, published_versions

__all__ = ["SurveyPoint", "counters", "versions_in_use"]


def versions_in_use(session: Session) -> list[Published]:
    """Every published version of the questionnaires that are not retired, the newest of each first.

    Older ones too: a pile of paper was printed when it was printed.
    """
    wanted = (
        select(QuestionnaireVersion.id)
        .join(QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireRow.retired_at.is_(None), QuestionnaireVersion.published_at.is_not(None))
    )
    found = published_versions(session, frozenset(session.scalars(wanted)))
    return sorted(found.values(), key=lambda each: (each.questionnaire_id, -each.number))


def counters(session: Session, actor: Actor) -> Sequence[SurveyPoint]:
    """The open counters of the units that an actor may type ballots for, by unit and name."""
    wanted = select(SurveyPoint).where(
        SurveyPoint.unit_id.in_(sorted(actor.units_for(Permission.ENTER_BALLOTS))),
        SurveyPoint.kind == PointKind.COUNTER,
        SurveyPoint.closed_at.is_(None),
    )
    return session.scalars(wanted.order_by(SurveyPoint.unit_id, SurveyPoint.name)).all()
