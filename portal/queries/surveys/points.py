"""The standing ways in to a survey, as whoever comes by finds them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import PointKind
from portal.models.survey import SurveyPoint
from portal.queries.surveys.questionnaires import Published, current_version

__all__ = ["OpenPoint", "SurveyPoint", "open_point"]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A way in that is open, and what is asked there today."""

    point: SurveyPoint
    asked: Published


def open_point(session: Session, code: str, kinds: Collection[PointKind]) -> OpenPoint | None:
    """The open way in of one of these kinds with a code; None when it is closed or asks nothing. Two statements.

    Codes are typed from posters: large and small letters are the same.
    """
    wanted = select(SurveyPoint).where(func.lower(SurveyPoint.code) == code.lower())
    open_ones = wanted.where(SurveyPoint.kind.in_(kinds), SurveyPoint.closed_at.is_(None))
    point = session.scalars(open_ones.limit(1)).first()
    asked = current_version(session, point.questionnaire_id) if point is not None else None
    return OpenPoint(point, asked) if point is not None and asked is not None else None
