"""Remedies at every stage, for tests."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.remedies import RATED, RemedySource
from portal.models.remedy import Remedy
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.surveys.low_items import LowItem, join_each
from portal.services.surveys.publish_remedy import PublicWords, publish_remedy
from portal.services.surveys.write_remedy import RemedyPlan, finish_remedy, plan_remedy
from tests.factories import CAST, acting, unit_id

SIGNS = LowItem(RemedySource.SURVEY, 1, "signs", Bilingual("Biển chỉ dẫn dễ thấy", "Signs are easy to see"))
WAITING = LowItem(RemedySource.SURVEY, 1, "seats", Bilingual("Chỗ ngồi chờ đầy đủ", "There are enough seats"))
ATTITUDE = LowItem(RemedySource.RATING, 0, "attitude", RATED["attitude"])
KEY = "2f0a1c9e-6a0f-4c7b-8b55-0f9f2f6d2a11"
SAID = PublicWords("Khó tìm quầy nhận hồ sơ.", "Đã lắp bảng chỉ dẫn ở cửa vào.")


def account_id(session: Session, role: str) -> int:
    """The account of a member of the cast."""
    people = load_settings(session).people.values()
    return next(each.id for each in people if each.email == CAST[role])


def opened_remedy(
    session: Session, now: datetime, item: LowItem = SIGNS, *, unit: str = "QLNL", low: int = 1
) -> Remedy:
    """A remedy that low ratings have opened; of the energy division, where the officer works."""
    for _ in range(low):
        join_each(acting(session, "sender", now), [item], unit_id=unit_id(session, unit))
    wanted = select(Remedy).where(Remedy.unit_id == unit_id(session, unit), Remedy.item == item.item)
    return (
        session.scalars(wanted.order_by(Remedy.id.desc()).execution_options(populate_existing=True)).first()
        or Remedy()
    )


def plan_for(act: Act, *, role: str = "officer", days: int = 14, on: date | None = None) -> RemedyPlan:
    """A sound plan."""
    due_on = on or act.today + timedelta(days=days)
    return RemedyPlan("Bảng chỉ dẫn bị che khuất.", "Lắp bảng mới.", account_id(act.session, role), due_on)


def planned_remedy(session: Session, now: datetime, item: LowItem = SIGNS, **given: str) -> Remedy:
    """A remedy that the leader has planned for the officer."""
    remedy, leader = opened_remedy(session, now, item, **given), acting(session, "leader", now)  # type: ignore[arg-type]
    role = "leader" if item.source is RemedySource.RATING else "officer"
    plan_remedy(leader, remedy, plan_for(leader, role=role), seen=remedy.version)
    return remedy


def done_remedy(session: Session, now: datetime, item: LowItem = SIGNS, **given: str) -> Remedy:
    """A remedy that the leader has marked done."""
    remedy, leader = planned_remedy(session, now, item, **given), acting(session, "leader", now)
    finish_remedy(leader, remedy, evidence="Đã lắp bảng mới.", upload_key=KEY, seen=remedy.version)
    return remedy


def published_remedy(session: Session, now: datetime, item: LowItem = SIGNS, **given: str) -> Remedy:
    """A remedy that the leader has told the public of."""
    remedy = done_remedy(session, now, item, **given)
    publish_remedy(acting(session, "leader", now), remedy, SAID, seen=remedy.version)
    return remedy
