"""Points and framing sites as those who manage them see them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.models.survey import FramingSite, SurveyPoint
from portal.models.survey_figure import SurveyFigure
from portal.queries.settings import Settings
from portal.queries.surveys.managing import survey_reach

__all__ = [
    "FramingSite",
    "SurveyPoint",
    "framing_site",
    "framing_sites",
    "managed_point",
    "managed_points",
    "point_ballots",
]


def managed_points(session: Session, settings: Settings, actor: Actor) -> Sequence[SurveyPoint]:
    """The points of the units an actor manages, open ones first, by unit and name."""
    wanted = select(SurveyPoint).where(SurveyPoint.unit_id.in_(sorted(survey_reach(settings, actor))))
    order = (SurveyPoint.closed_at.is_not(None), SurveyPoint.unit_id, SurveyPoint.name, SurveyPoint.id)
    return session.scalars(wanted.order_by(*order)).all()


def managed_point(session: Session, settings: Settings, actor: Actor, *, point_id: int) -> SurveyPoint | None:
    """A point of a unit that an actor manages."""
    found = session.get(SurveyPoint, point_id)
    return found if found is not None and found.unit_id in survey_reach(settings, actor) else None


def point_ballots(session: Session) -> dict[int, int]:
    """How many ballots were counted of each point: one statement."""
    wanted = select(SurveyFigure.point_id, func.sum(SurveyFigure.ballots)).where(SurveyFigure.point_id != 0)
    found = session.execute(wanted.group_by(SurveyFigure.point_id))
    return {point_id: int(number) for point_id, number in found}


def framing_sites(session: Session) -> Sequence[FramingSite]:
    """The sites that may show surveys in a frame."""
    return session.scalars(select(FramingSite).order_by(FramingSite.origin)).all()


def framing_site(session: Session, site_id: int) -> FramingSite | None:
    """One of them."""
    return session.get(FramingSite, site_id)
