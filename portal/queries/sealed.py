"""What the stub of a sealed case says: which procedure, handed to whom, and who opened it (rules §7)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.models.case import Case, CaseEvent
from portal.models.desk import SealedOpening

__all__ = ["Case", "SealedOpening", "diversions", "openings"]


def diversions(session: Session, case_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The facts with which each of some sealed cases was diverted."""
    if not case_ids:
        return {}
    wanted = select(CaseEvent).where(CaseEvent.case_id.in_(case_ids), CaseEvent.kind == EventKind.DIVERTED)
    return {event.case_id: {**event.facts, "at": event.at} for event in session.scalars(wanted)}


def openings(session: Session, case_id: int) -> Sequence[SealedOpening]:
    """Every opening of a sealed case, newest first."""
    wanted = select(SealedOpening).where(SealedOpening.case_id == case_id)
    return session.scalars(wanted.order_by(SealedOpening.id.desc())).all()
