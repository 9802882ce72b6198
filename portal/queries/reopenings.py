"""How often the sender of a case has asked to have it looked at again (rules §6)."""

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.models.case import Case, CaseEvent


def times_asked() -> ScalarSelect[int]:
    """The number of requests of each case in a statement about cases; granted, refused or open."""
    asked = select(func.count()).select_from(CaseEvent).where(CaseEvent.case_id == Case.id)
    return asked.where(CaseEvent.kind == EventKind.REOPENING_REQUESTED).correlate(Case).scalar_subquery()


def goes_to_oversight(session: Session, case_id: int) -> bool:
    """Whether the request before us is not the first: the leader has decided once already."""
    return (session.scalar(select(times_asked()).where(Case.id == case_id)) or 0) > 1
