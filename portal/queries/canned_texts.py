"""The canned texts that fit a case: those of its category and those for any."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.models.desk import CannedText

__all__ = ["CannedText", "canned_texts"]


def canned_texts(session: Session, category_ids: Sequence[int]) -> Sequence[CannedText]:
    """Texts in use for a category or those above it, and for any; those of the category itself first."""
    fitting = or_(CannedText.category_id.is_(None), CannedText.category_id.in_(category_ids))
    texts = session.scalars(
        select(CannedText).where(CannedText.active, fitting).order_by(CannedText.title)
    ).all()
    nearness = {category_id: place for place, category_id in enumerate(category_ids)}
    return sorted(texts, key=lambda text: nearness.get(text.category_id or 0, len(nearness)))
