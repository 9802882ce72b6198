"""Bulk steps as their own person sees them, and those the worker goes on with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from portal.domain.bulk import BulkKind, Fate, Stage
from portal.domain.people import Actor
from portal.models.bulk import BulkCase, BulkStep
from portal.models.case import Case
from portal.queries.case_rows import COLUMNS, CaseRow, case_row
from portal.queries.cases import visible_to

__all__ = ["BulkKind", "BulkStep", "Fate", "Stage"]


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One of the cases of a step; without a row where the person may not see it, or no longer."""

    fate: Fate
    why: dict[str, Any] | None
    before: dict[str, Any] | None
    row: CaseRow | None


def own_step(session: Session, actor: Actor, step_id: str) -> BulkStep | None:
    """A step of the actor's own; nobody else's is there."""
    wanted = select(BulkStep).where(BulkStep.id == step_id, BulkStep.account_id == actor.account_id)
    return session.scalars(wanted).one_or_none()


def rows_of(session: Session, actor: Actor, step: BulkStep) -> list[BulkRow]:
    """All cases of a step in the order of the list they were chosen from: one statement."""
    seen = and_(Case.id == BulkCase.case_id, visible_to(actor))
    wanted = select(BulkCase.fate, BulkCase.why, BulkCase.before, *COLUMNS).outerjoin(Case, seen)
    wanted = wanted.where(BulkCase.step_id == step.id).order_by(BulkCase.number)
    return [
        BulkRow(fate, why, before, case_row(columns) if columns[0] is not None else None)
        for fate, why, before, *columns in session.execute(wanted)
    ]


def steps_to_advance(session: Session, now: datetime) -> Sequence[str]:
    """The steps that the worker goes on with now, the oldest first."""
    wanted = select(BulkStep.id).where(BulkStep.check_after <= now)
    return session.scalars(wanted.order_by(BulkStep.check_after)).all()
