"""The ticket of a ballot: a signed mark of where, when and in which version a form was shown, with a key of its own.

It needs no session: a form in a frame of another site has none, and a kiosk stays open for days. Nobody's cookies
count for anything in a ballot, so a forged one could only be what anybody may send anyway.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.web.shared.acting import now

# Long enough for an interrupted evening; the keys of used ones are forgotten within a day.
LASTS = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Ticket:
    """When a form was shown, which version of a questionnaire it was, and its key."""

    shown_at: datetime
    key: str
    version_id: int

    @property
    def ends_at(self) -> datetime:
        """Until when the form can be sent."""
        return self.shown_at + LASTS

    @property
    def seconds(self) -> float:
        """How long ago it was shown."""
        return (now() - self.shown_at).total_seconds()


def new_ticket(place: str, version_id: int) -> str:
    """The ticket of a form that is shown now at a place."""
    written: Any = _signer().dumps([place, round(now().timestamp(), 1), token_urlsafe(12), version_id])
    return str(written)


def read_ticket(text: str, place: str) -> Ticket | None:
    """What a ticket says; None for one that is not ours, of another place, or too old."""
    ticket = _written(text, place)
    return ticket if ticket is not None and now() < ticket.ends_at else None


def shown_version(text: str, place: str) -> int | None:
    """The version that a form was, however long ago it was shown; None where the ticket is not ours."""
    ticket = _written(text, place)
    return ticket.version_id if ticket is not None else None


def _written(text: str, place: str) -> Ticket | None:
    try:
        where, shown, key, version_id = _signer().loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return Ticket(datetime.fromtimestamp(shown, UTC), key, version_id) if where == place else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="survey-ticket")
