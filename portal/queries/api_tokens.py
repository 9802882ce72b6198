"""Tokens of other software, for who configures their units."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.api_token import ApiToken

__all__ = ["ApiToken", "api_token", "api_tokens"]


def api_tokens(session: Session, unit_ids: Iterable[int]) -> Sequence[ApiToken]:
    """The tokens of units, those in use first, newest first."""
    wanted = select(ApiToken).where(ApiToken.unit_id.in_(sorted(unit_ids)))
    return session.scalars(wanted.order_by(ApiToken.revoked_at.is_not(None), ApiToken.id.desc())).all()


def api_token(session: Session, unit_ids: Iterable[int], token_id: int) -> ApiToken | None:
    """One of them."""
    wanted = select(ApiToken).where(ApiToken.id == token_id, ApiToken.unit_id.in_(sorted(unit_ids)))
    return session.scalar(wanted)
