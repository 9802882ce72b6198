"""Surveys at each stage, as plain functions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.imports.moments import Moment
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import Population
from portal.models.ballot import Invitation, SurveyCampaign
from portal.models.case import Sender
from portal.models.dossier import Dossier
from portal.models.message import Message
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.surveys.draw_sample import draw_sample
from portal.services.surveys.plan_campaign import CampaignFacts, plan_campaign
from portal.services.surveys.run_campaign import due_invitations, send_due, start_campaign
from portal.services.word_message import Office
from tests.dossier_factories import filed_dossier
from tests.factories import acting, answered_case, unit_id

KEY = b"a key of thirty-two bytes, really"
OFFICE = Office("Sở Công Thương", "0271 1022", "https://phananh.example", KEY)


def shipped(session: Session, purpose: Purpose = Purpose.ONE_STOP) -> Published:
    """A shipped questionnaire."""
    found = current_for(session, purpose)
    assert found is not None
    return found


def returned_dossiers(session: Session, now: datetime, number: int, **given: str) -> list[Dossier]:
    """So many dossiers whose results were handed out yesterday, each to somebody else."""
    yesterday = Moment(now - timedelta(days=1), has_time=True)
    return [
        filed_dossier(
            session,
            now,
            **{
                "code": f"H99.15-261101-{place:04}",
                "email": f"nguoi{place}@example.com",
                "phone": f"+8491200{place:04}",
                **given,
            },
            finished=yesterday,
            returned=yesterday,
        )
        for place in range(1, number + 1)
    ]


def surveyed_case(session: Session, now: datetime, *, email: str = "an@example.com") -> int:
    """An answered case whose sender agreed to be asked; its number."""
    case = answered_case(session, now, body=f"Đèn đường hỏng, báo bởi {email}")
    agreed = update(Sender).where(Sender.case_id == case.id)
    session.execute(agreed.values(consents_to_survey=True, email=email))
    return case.id


def facts(session: Session, now: datetime, **given: object) -> CampaignFacts:
    """A campaign about dossiers of the department returned in November."""
    usual = CampaignFacts(
        name="Khảo sát tháng 11",
        unit_id=unit_id(session, "SCT"),
        version_id=shipped(session).version_id,
        population=Population.DOSSIERS,
        first_on=date(2026, 11, 1),
        last_on=now.date(),
        margin=Decimal("0.05"),
        response_percent=50,
        closes_on=date(2026, 12, 20),
    )
    return replace(usual, **given)  # type: ignore[arg-type]  # named parts of it


def facts_of_cases(session: Session, now: datetime, **given: object) -> CampaignFacts:
    """A campaign about cases answered in November."""
    version_id = shipped(session, Purpose.ANSWER).version_id
    return facts(session, now, population=Population.CASES, version_id=version_id, **given)


def drawn_campaign(session: Session, now: datetime, *, dossiers: int = 3) -> SurveyCampaign:
    """A campaign whose sample is drawn from so many dossiers."""
    returned_dossiers(session, now, dossiers)
    act = acting(session, "overseer", now)
    campaign = plan_campaign(act, facts(session, now))
    draw_sample(act, KEY, campaign)
    return campaign


def running_campaign(session: Session, now: datetime, *, dossiers: int = 3) -> SurveyCampaign:
    """A campaign whose invitations wait for the worker."""
    campaign = drawn_campaign(session, now, dossiers=dossiers)
    start_campaign(acting(session, "overseer", now), campaign)
    return campaign


def invitations(session: Session, campaign: SurveyCampaign) -> list[Invitation]:
    """The invitations of a campaign."""
    session.expire_all()
    return list(session.query(Invitation).where(Invitation.campaign_id == campaign.id))


def send_all(session: Session, now: datetime) -> int:
    """What the worker would queue now."""
    system = acting(session, "system", now)
    return send_due(system, due_invitations(session, now))


def outbox(session: Session) -> list[Message]:
    """The messages of surveys, the oldest first."""
    return list(
        session.scalars(select(Message).where(Message.template.startswith("survey_")).order_by(Message.id))
    )
