"""Ballots that were given and counted, without anybody having filled in a form."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, CampaignStatus, PointKind, Population
from portal.models.ballot import Ballot, SurveyCampaign
from portal.models.survey import SurveyPoint
from portal.models.survey_figure import SurveyMark
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from tests.factories import acting, unit_id

NUMBERS = Random(1)


def quick(session: Session) -> Published:
    """The shipped questionnaire of one tap."""
    found = current_for(session, Purpose.QUICK)
    assert found is not None
    return found


def give(
    session: Session,
    unit: str,
    levels: Mapping[int, int],
    *,
    on: date = date(2026, 10, 14),
    **more: Any,
) -> None:
    """Ballots of one tap, so many of each level."""
    version, month = quick(session).version_id, on.year * 100 + on.month
    for level, number in levels.items():
        session.add_all(
            Ballot(
                id=NUMBERS.getrandbits(62),
                unit_id=unit_id(session, unit),
                given_on=on,
                month=month,
                digest="",
                **{
                    "version_id": version,
                    "way": BallotWay.KIOSK,
                    "answers": {"service": level},
                    "words": {},
                    "doubts": [],
                    **more,
                },
            )
            for _ in range(number)
        )
    session.add(SurveyMark(unit_id=unit_id(session, unit), month=month, campaign_id=more.get("campaign_id")))
    session.flush()


def count(session: Session, now: datetime) -> None:
    """The worker counts what waits."""
    act = acting(session, "system", now)
    for bucket in marked_survey_months(session):
        count_ballots(act, bucket)
    session.commit()


def campaign(
    session: Session, now: datetime, *, status: CampaignStatus = CampaignStatus.CLOSED
) -> SurveyCampaign:
    """A sampled survey of the whole province."""
    row = SurveyCampaign(
        name="Khảo sát quý III",
        unit_id=unit_id(session, "BA"),
        version_id=quick(session).version_id,
        population=Population.DOSSIERS,
        first_on=date(2026, 7, 1),
        last_on=date(2026, 9, 30),
        margin=0.05,
        response_percent=60,
        seed="1",
        status=status,
        closes_on=date(2026, 10, 31),
        made_at=now,
        closed_at=now if status is CampaignStatus.CLOSED else None,
    )
    session.add(row)
    session.flush()
    return row


def point(session: Session, now: datetime, *, number: int, unit: str = "HCC") -> int:
    """A kiosk of the one-stop centre."""
    row = SurveyPoint(
        code=f"quay{number}",
        kind=PointKind.KIOSK,
        name=f"Quầy số {number}",
        unit_id=unit_id(session, unit),
        questionnaire_id=quick(session).questionnaire_id,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row.id
