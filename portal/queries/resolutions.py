"""Resolutions: the one that stands for a case, and the day that everybody may know."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.resolution import Resolution

__all__ = ["Resolution", "resolved_day", "standing_resolution"]


def standing_resolution(session: Session, case: Case) -> Resolution | None:
    """What stands as the resolution of a case; no statement for a case without one."""
    if case.resolved_on is None:
        return None
    wanted = select(Resolution).where(Resolution.case_id == case.id, Resolution.withdrawn_at.is_(None))
    return session.scalars(wanted).one_or_none()


def resolved_day(session: Session, case_id: int) -> date | None:
    """The day on which a published matter was settled, if it was; nothing else of it is public."""
    return session.scalar(select(Case.resolved_on).where(Case.id == case_id, ~Case.sealed))
