"""What follows a reorganisation of units by itself: its own pages show it as the successor's from that day."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal.domain.successions import Plan
from portal.domain.surveys.remedies import RemedyStatus
from portal.domain.surveys.ways import CampaignStatus
from portal.models.ballot import SurveyCampaign
from portal.models.dossier import Dossier
from portal.models.remedy import Remedy
from portal.models.survey import SurveyPoint
from portal.services.act import Act


@dataclass(frozen=True, slots=True)
class Following:
    """How much of units that end whoever goes on for them finds among their own."""

    dossiers: int = 0
    remedies: int = 0
    campaigns: int = 0
    # Open survey points: their posters bear the name of the unit.
    points: int = 0

    def __bool__(self) -> bool:
        return bool(self.dossiers or self.remedies or self.campaigns or self.points)


def following(act: Act, plan: Plan) -> Following:
    """What is unfinished of the units that end, all counted in one statement."""
    if not plan.ended_units:
        return Following()
    counts = (
        _count(Dossier, plan, Dossier.is_open),
        _count(Remedy, plan, Remedy.status != RemedyStatus.DONE),
        _count(SurveyCampaign, plan, SurveyCampaign.status != CampaignStatus.CLOSED),
        _count(SurveyPoint, plan, SurveyPoint.closed_at.is_(None)),
    )
    return Following(*act.session.execute(select(*counts)).one())


def _count(kind: Any, plan: Plan, unfinished: Any) -> Any:
    of_units = kind.unit_id.in_(plan.ended_units)
    return select(func.count()).select_from(kind).where(of_units, unfinished).scalar_subquery()
