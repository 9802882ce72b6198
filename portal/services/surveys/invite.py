"""Invitations to a ballot: one for each case or dossier and way, with a token that nobody can guess."""

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import randbits

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.reference import ALPHABET, LOOKALIKES
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation
from portal.services.act import Act

TOKEN_LENGTH = 16  # symbols of 23: 72 bits


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation asks about what: a case or a dossier, for its unit."""

    unit_id: int
    case_id: int | None = None
    dossier_id: int | None = None
    campaign_id: int | None = None


def invite(act: Act, key: bytes, invited: Invited, *, version_id: int, way: BallotWay, ends_on: date) -> str:
    """Make an invitation and return its token; the token of the one there is, where there is one already."""
    row = _found(act.session, invited, way)
    if row is None:
        number = randbits(62)
        row = Invitation(
            id=number,
            digest=digest_of(token_of(key, number)),
            version_id=version_id,
            unit_id=invited.unit_id,
            case_id=invited.case_id,
            dossier_id=invited.dossier_id,
            campaign_id=invited.campaign_id,
            way=way,
            made_at=act.now,
            ends_on=ends_on,
        )
        act.session.add(row)
        act.session.flush()
    return token_of(key, row.id)


def token_of(key: bytes, invitation_id: int) -> str:
    """The token of an invitation: derived, so that the database alone gives nobody one."""
    number = int.from_bytes(hmac.digest(key, f"survey-{invitation_id}".encode(), "sha256"), "big")
    symbols = ""
    for _ in range(TOKEN_LENGTH):
        number, remainder = divmod(number, len(ALPHABET))
        symbols += ALPHABET[remainder]
    return symbols


def invitation_for(session: Session, token: str) -> Invitation | None:
    """The invitation that a token, however spaced or cased, belongs to."""
    wanted = select(Invitation).where(Invitation.digest == digest_of(read_token(token)))
    return session.scalars(wanted).one_or_none()


def read_token(typed: str) -> str:
    """A typed token as it was printed, look-alikes put right."""
    return "".join(char for char in typed.upper() if char.isalnum()).translate(LOOKALIKES)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def _found(session: Session, invited: Invited, way: BallotWay) -> Invitation | None:
    if invited.case_id is None and invited.dossier_id is None:
        return None
    wanted = select(Invitation).where(
        Invitation.case_id == invited.case_id,
        Invitation.dossier_id == invited.dossier_id,
        Invitation.campaign_id == invited.campaign_id,
        Invitation.way == way,
    )
    return session.scalars(wanted.limit(1)).first()
