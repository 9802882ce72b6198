"""The targets of figures, as they are kept."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.targets import Target
from portal.models.policy import FigureTarget

__all__ = ["FigureTarget", "target_row", "target_rows", "targets"]


def target_rows(session: Session) -> Sequence[FigureTarget]:
    """All targets, those of all units first."""
    wanted = select(FigureTarget).order_by(FigureTarget.figure, FigureTarget.unit_id, FigureTarget.from_year)
    return session.scalars(wanted).all()


def targets(session: Session) -> list[Target]:
    """All targets as figures are measured by them."""
    return [
        Target(row.figure, Decimal(row.hundredths) / 100, row.from_year, row.unit_id, row.source)
        for row in target_rows(session)
    ]


def target_row(session: Session, target_id: int) -> FigureTarget | None:
    """The target with a number."""
    return session.get(FigureTarget, target_id)
