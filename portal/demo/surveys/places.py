"""The counters, kiosks, pages and frames of the demo office, and the sampled survey it has held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.domain.reference import ALPHABET
from portal.domain.surveys.sampling import allocated, drawn, sample_size, to_invite
from portal.domain.surveys.ways import WAY_OF_POINT, BallotWay, CampaignStatus, PointKind, Population
from portal.domain.time import local_day
from portal.models.ballot import Invitation, SurveyCampaign
from portal.models.dossier import Dossier
from portal.models.survey import SurveyPoint
from portal.queries.surveys.questionnaires import Published
from portal.services.surveys.invite import digest_of, token_of

# unit, kind, questionnaire, name
POINTS = (
    ("HCC", PointKind.COUNTER, "one_stop", "Quầy số 1 – Đăng ký kinh doanh"),
    ("HCC", PointKind.COUNTER, "one_stop", "Quầy số 2 – Công Thương"),
    ("HCC", PointKind.COUNTER, "one_stop", "Quầy số 3 – Đất đai"),
    ("HCC", PointKind.COUNTER, "one_stop", "Quầy số 4 – Tư pháp, hộ tịch"),
    ("HCC", PointKind.KIOSK, "quick", "Ki-ốt sảnh chính"),
    ("HCC", PointKind.KIOSK, "quick", "Ki-ốt cửa ra"),
    ("HCC", PointKind.PAGE, "one_stop", "Trang khảo sát của Trung tâm"),
    ("TB", PointKind.COUNTER, "one_stop", "Bộ phận một cửa xã Thanh Bình"),
    ("TB", PointKind.KIOSK, "quick", "Ki-ốt UBND xã Thanh Bình"),
    ("TB", PointKind.EMBEDDED, "one_stop", "Trang thông tin xã Thanh Bình"),
    ("TP", PointKind.COUNTER, "one_stop", "Bộ phận một cửa phường Tân Phú"),
    ("TP", PointKind.KIOSK, "quick", "Ki-ốt UBND phường Tân Phú"),
    ("LH", PointKind.COUNTER, "one_stop", "Bộ phận một cửa xã Lộc Hưng"),
    ("LH", PointKind.KIOSK, "quick", "Ki-ốt UBND xã Lộc Hưng"),
)
MARGIN = Decimal("0.050")
RESPONSE = 60  # percent


def make_points(
    session: Session,
    random: Random,
    now: datetime,
    *,
    units: Mapping[str, int],
    asked: Mapping[str, Published],
) -> dict[tuple[int, BallotWay], Sequence[SurveyPoint]]:
    """The standing ways in, by unit and way."""
    found: dict[tuple[int, BallotWay], list[SurveyPoint]] = {}
    for unit, kind, code, name in POINTS:
        point = SurveyPoint(
            code="".join(random.choices(ALPHABET, k=8)).lower(),
            kind=kind,
            name=name,
            unit_id=units[unit],
            questionnaire_id=asked[code].questionnaire_id,
            made_at=now - timedelta(days=380),
        )
        session.add(point)
        found.setdefault((point.unit_id, WAY_OF_POINT[kind]), []).append(point)
    session.flush()
    return {place: tuple(points) for place, points in found.items()}


@dataclass(frozen=True)
class Sample:
    """A sampled survey that is over, and for whom each of its ballots was given."""

    campaign: SurveyCampaign
    unit_ids: Sequence[int]


def hold_sample(
    session: Session, random: Random, now: datetime, *, asked: Published, unit_id: int, key: bytes
) -> Sample | None:
    """Ask a sample of those whose dossiers were returned in two months; None where there were none."""
    today = local_day(now)
    first, last = today - timedelta(days=125), today - timedelta(days=65)
    wanted = select(Dossier.id, Dossier.unit_id).where(Dossier.returned_at.is_not(None))
    returned = [
        row
        for row in session.execute(wanted.add_columns(Dossier.returned_at))
        if first <= local_day(row.returned_at) <= last
    ]
    if len(returned) < RESPONSE:
        return None
    by_unit: dict[str, list[str]] = {}
    for row in returned:
        by_unit.setdefault(str(row.unit_id), []).append(str(row.id))
    seed = f"{random.getrandbits(64):016x}"
    size = to_invite(sample_size(len(returned), MARGIN), RESPONSE)
    strata = allocated({unit: len(ids) for unit, ids in by_unit.items()}, size)
    campaign = SurveyCampaign(
        name=f"Khảo sát người nộp hồ sơ, {first.month}–{last.month}/{last.year}",
        unit_id=unit_id,
        version_id=asked.version_id,
        population=Population.DOSSIERS,
        first_on=first,
        last_on=last,
        margin=MARGIN,
        response_percent=RESPONSE,
        seed=seed,
        strata={unit: {"all": len(by_unit[unit]), "drawn": number} for unit, number in strata.items()},
        status=CampaignStatus.CLOSED,
        closes_on=today - timedelta(days=30),
        made_at=now - timedelta(days=62),
        drawn_at=now - timedelta(days=61),
        started_at=now - timedelta(days=60),
        closed_at=now - timedelta(days=29),
    )
    session.add(campaign)
    session.flush()
    invited = [(int(unit), each) for unit, n in strata.items() for each in drawn(by_unit[unit], n, seed=seed)]
    answered = [random.random() * 100 < RESPONSE + 4 for _ in invited]
    rows = [
        _invitation(campaign, random, now, key=key, invited=(unit, int(dossier), used))
        for (unit, dossier), used in zip(invited, answered, strict=True)
    ]
    session.execute(insert(Invitation), rows)
    return Sample(campaign, [unit for (unit, _dossier), used in zip(invited, answered, strict=True) if used])


def _invitation(
    campaign: SurveyCampaign, random: Random, now: datetime, *, key: bytes, invited: tuple[int, int, bool]
) -> dict[str, object]:
    unit_id, dossier_id, used = invited
    number = random.getrandbits(62)
    return {
        "id": number,
        "digest": digest_of(token_of(key, number)),
        "version_id": campaign.version_id,
        "unit_id": unit_id,
        "campaign_id": campaign.id,
        "dossier_id": dossier_id,
        "way": random.choice((BallotWay.EMAIL_LINK, BallotWay.SMS_LINK)),
        "made_at": now - timedelta(days=60),
        "ends_on": campaign.closes_on,
        "used": used,
        "reminders": 0 if used else 2,
    }
