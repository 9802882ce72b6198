"""What staff may type ballots for: questionnaires in use, their own units and the counters of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.surveys.ways import CampaignStatus, PointKind
from portal.models.ballot import Invitation, SurveyCampaign
from portal.models.case import Case, Sender
from portal.models.dossier import Applicant
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion, SurveyPoint
from portal.queries.surveys.questionnaires import Published, published_versions

__all__ = [
    "Callee",
    "Invitation",
    "SurveyCampaign",
    "SurveyPoint",
    "callees",
    "counters",
    "drawn_invitation",
    "running_campaigns",
    "versions_in_use",
]

# Numbers are looked through in portions: most of a sample may have been called already.
AT_ONCE = 200


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


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody drawn who may be called: the number and the unit it is about, and nothing else of them."""

    invitation_id: int
    unit_id: int
    phone: str


def running_campaigns(session: Session, actor: Actor, today: date) -> Sequence[SurveyCampaign]:
    """The campaigns that run and for all of which an actor may type ballots, the newest first. One statement."""
    wanted = (
        select(SurveyCampaign)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == SurveyCampaign.version_id)
        .join(QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id)
        .where(
            SurveyCampaign.unit_id.in_(sorted(actor.units_for(Permission.ENTER_BALLOTS))),
            SurveyCampaign.status == CampaignStatus.RUNNING,
            SurveyCampaign.closes_on >= today,
            QuestionnaireRow.retired_at.is_(None),
        )
    )
    return session.scalars(wanted.order_by(SurveyCampaign.id.desc())).all()


def callees(
    session: Session, campaign: SurveyCampaign, *, after: int | None = None, only: int | None = None
) -> Sequence[Callee]:
    """Who of a campaign may be called, in the order of numbers made by chance, so many at once: one statement.

    Whoever has a number and has not answered; nobody whose case was sealed. `only` is one invitation.
    """
    phone = func.coalesce(Applicant.phone, Sender.phone, "")
    wanted = (
        select(Invitation.id, Invitation.unit_id, phone)
        .outerjoin(Applicant, Applicant.dossier_id == Invitation.dossier_id)
        .outerjoin(Case, Case.id == Invitation.case_id)
        .outerjoin(Sender, Sender.case_id == Case.id)
        .where(Invitation.campaign_id == campaign.id, ~Invitation.used, phone != "")
        .where(or_(Case.id.is_(None), ~Case.sealed))
    )
    if after is not None:
        wanted = wanted.where(Invitation.id > after)
    if only is not None:
        wanted = wanted.where(Invitation.id == only)
    rows = session.execute(wanted.order_by(Invitation.id).limit(AT_ONCE))
    return [Callee(*row) for row in rows]


def drawn_invitation(session: Session, invitation_id: int) -> Invitation | None:
    """The invitation of somebody who was called."""
    return session.get(Invitation, invitation_id)


def counters(session: Session, actor: Actor) -> Sequence[SurveyPoint]:
    """The open counters of the units that an actor may type ballots for, by unit and name."""
    wanted = select(SurveyPoint).where(
        SurveyPoint.unit_id.in_(sorted(actor.units_for(Permission.ENTER_BALLOTS))),
        SurveyPoint.kind == PointKind.COUNTER,
        SurveyPoint.closed_at.is_(None),
    )
    return session.scalars(wanted.order_by(SurveyPoint.unit_id, SurveyPoint.name)).all()
