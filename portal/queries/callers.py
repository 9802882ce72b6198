"""Who has called before: the cases of a phone number, for the operator who answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from portal.domain.contact import e164
from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.text import nfc
from portal.models.case import Case, CaseEvent, Sender
from portal.queries.cases import visible_to
from portal.queries.contacts import HAS_PHONE, latest_of

__all__ = ["Caller", "Case", "attached_already", "caller_of"]

MOST_SHOWN = 10
# The same words on the same case so soon are a second press of the same key.
SAME_CALL = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a number: of its newest cases the open ones first; `more` when there are others."""

    phone: str
    cases: tuple[Case, ...] = ()
    more: bool = False

    @property
    def latest(self) -> Sender | None:
        """The sender as they gave themselves last."""
        newest = max(self.cases, key=lambda case: case.id, default=None)
        return newest.sender if newest else None


def caller_of(session: Session, actor: Actor, typed: str) -> Caller:
    """The cases of a number, however it is written, that the actor may see; sealed ones never."""
    phone = e164(typed)
    if not phone:
        return Caller("")
    wanted = (
        select(Case)
        .join(Case.sender)
        .where(Case.id.in_(latest_of([and_(HAS_PHONE, Sender.phone == phone)])), visible_to(actor))
        .options(contains_eager(Case.sender))
        .order_by(Case.is_open.desc(), Case.id.desc())
        .limit(MOST_SHOWN + 1)
    )
    found = session.scalars(wanted).all()
    return Caller(phone, tuple(found[:MOST_SHOWN]), len(found) > MOST_SHOWN)


def attached_already(
    session: Session, case: Case, *, account_id: int | None, text: str, now: datetime
) -> bool:
    """Whether this person has just attached these very words to the case: a key pressed twice."""
    wanted = select(CaseEvent).where(
        CaseEvent.case_id == case.id,
        CaseEvent.kind == EventKind.CALL_ATTACHED,
        CaseEvent.actor_id == account_id,
        CaseEvent.at > now - SAME_CALL,
    )
    events: Sequence[CaseEvent] = session.scalars(wanted).all()
    return any(event.facts.get("text") == nfc(text).strip() for event in events)
