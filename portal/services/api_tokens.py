"""Tokens by which other software tells us of its dossiers: made, used and revoked."""

from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.models.api_token import ApiToken
from portal.services.act import Act
from portal.services.configure import Change, note_change, require_reach
from portal.services.errors import RuleBroken

LONGEST_NAME = 80
PREFIX = "ppt_"  # so that a token left lying about is recognised for what it is


def make_token(act: Act, name: str, unit_id: int) -> tuple[ApiToken, str]:
    """A new token for a unit and those below it, and the token itself, which is told this once.

    Raises NotPermitted, RuleBroken.
    """
    require_reach(act, unit_id)
    name = " ".join(nfc(name).split())
    if not name:
        raise RuleBroken("name", "missing")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", "too_long")
    token = PREFIX + token_urlsafe(32)
    row = ApiToken(
        name=name,
        digest=digest_of(token),
        ending=token[-4:],
        unit_id=unit_id,
        made_by_id=act.actor.account_id,
        made_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    note_change(act, Change.API_TOKEN_MADE, name, after={"ending": row.ending}, unit_id=unit_id)
    return row, token


def revoke_token(act: Act, row: ApiToken) -> None:
    """Let a token open nothing any more. Raises NotPermitted."""
    require_reach(act, row.unit_id)
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_by_id = act.now, act.actor.account_id
    act.session.flush()
    note_change(act, Change.API_TOKEN_REVOKED, row.name, before={"ending": row.ending}, unit_id=row.unit_id)


def token_in_use(session: Session, token: str) -> ApiToken | None:
    """The token that was shown, unless it was revoked."""
    wanted = select(ApiToken).where(ApiToken.digest == digest_of(token), ApiToken.revoked_at.is_(None))
    return session.scalar(wanted)


def digest_of(token: str) -> str:
    """How a token is kept: nobody finds 256 random bits by their digest."""
    return sha256(token.encode()).hexdigest()


def teller(act: Act, row: ApiToken) -> Actor:
    """The software a token is for: it may tell of the dossiers of its units and do nothing else."""
    below = act.settings.units_below(row.unit_id)
    reach = act.settings.tree.with_predecessors(below, act.today)
    return Actor(None, row.name, _units={Permission.IMPORT_DOSSIERS: reach})
