"""The canned texts that fit a case: those of its category and outcome, and those for any."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.domain.states import Outcome
from portal.models.desk import CannedText

__all__ = ["CannedText", "canned_texts"]


def canned_texts(
    session: Session, category_ids: Sequence[int], *, outcome: Outcome | None = None
) -> Sequence[CannedText]:
    """Texts in use for a category or those above it, and for any.

    Those of the outcome come first and those of another outcome last; among them those of the category itself first.
    """
    fitting = or_(CannedText.category_id.is_(None), CannedText.category_id.in_(category_ids))
    texts = session.scalars(
        select(CannedText).where(CannedText.active, fitting).order_by(CannedText.title)
    ).all()
    nearness = {category_id: place for place, category_id in enumerate(category_ids)}

    def place(text: CannedText) -> tuple[int, int]:
        near = nearness.get(text.category_id or 0, len(nearness))
        return _distance(text.outcome, outcome), near

    return sorted(texts, key=place)


def _distance(of_text: Outcome | None, wanted: Outcome | None) -> int:
    """0 where the outcome fits, 1 where the text is for any or none is chosen yet, 2 where it is another."""
    if of_text is None or wanted is None:
        return 1
    return 0 if of_text is wanted else 2
