"""Filters that people have given a name: their own, and those shared within their units."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.models.desk import SavedFilter

__all__ = ["SavedFilter", "saved_filters"]

MOST_SHOWN = 30


def saved_filters(session: Session, actor: Actor) -> Sequence[SavedFilter]:
    """The actor's own filters and those that colleagues share, by name."""
    units = {each.unit_id for each in actor.appointments}
    shared = and_(SavedFilter.shared, SavedFilter.unit_id.in_(sorted(units)))
    wanted = select(SavedFilter).where(or_(SavedFilter.account_id == actor.account_id, shared))
    return session.scalars(wanted.order_by(SavedFilter.name, SavedFilter.id).limit(MOST_SHOWN)).all()
