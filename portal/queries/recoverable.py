"""The cases whose codes may be sent to the contact on record, for a sender who has lost them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from portal.domain.contact import e164, is_email
from portal.domain.reference import read_reference
from portal.domain.states import State
from portal.models.case import Case, Sender
from portal.queries.contacts import HAS_EMAIL, HAS_PHONE

__all__ = ["Case", "Sender", "meant", "recoverable_cases"]

MOST = 5
# Answers older than this are not asked for by telephone either.
RECENT = timedelta(days=365)
# As the indexes have it, or SQLite would not use them.


def meant(typed: str) -> str:
    """What was typed in its kept form: a reference, an e-mail address or a phone number; "" when none of them."""
    words = typed.strip()
    if reference := read_reference(words):
        return reference
    return words.lower() if is_email(words) else e164(words)


def recoverable_cases(session: Session, known: str, now: datetime) -> list[Case]:
    """The case with a reference, or the latest of a contact; newest first, never a sealed one or a part.

    Of a contact: those open, or answered within the last twelve months, at most five.
    """
    wanted = select(Case).join(Case.sender).options(contains_eager(Case.sender))
    wanted = wanted.where(~Case.sealed, Case.parent_id.is_(None), _is_about(known))
    if not read_reference(known):
        waiting = or_(Case.is_open, Case.state == State.MERGED, Case.answered_at > now - RECENT)
        wanted = wanted.where(waiting)
    return list(session.scalars(wanted.order_by(Case.id.desc()).limit(MOST)))


def _is_about(known: str) -> ColumnElement[bool]:
    if reference := read_reference(known):
        return Case.reference == reference
    if is_email(known):
        return and_(HAS_EMAIL, Sender.email == known)
    return and_(HAS_PHONE, Sender.phone == known)
