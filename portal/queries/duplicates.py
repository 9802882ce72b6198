"""Cases that may be about the same matter as another one, with what speaks for each (rules §2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from portal.domain.duplicates import Matter, Resemblance, resemblance
from portal.domain.people import Actor
from portal.domain.states import State
from portal.domain.text import folded_words
from portal.domain.time import local_day
from portal.models.case import Case, Sender
from portal.queries.case_rows import OPEN
from portal.queries.cases import visible_to
from portal.queries.contacts import latest_of, same_contact

__all__ = ["Candidate", "candidates_for", "matter_of", "open_matters"]

# So far back, and so many of each kind, are compared.
LOOK_BACK = timedelta(days=60)
MOST_COMPARED = 60
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be about the same matter."""

    case: Case
    likeness: Resemblance


def matter_of(case: Case, sender: Sender | None = None) -> Matter:
    """A case as it is compared."""
    contacts = {sender.phone, sender.email.lower()} - {""} if sender else set()
    return Matter(
        words=tuple(folded_words(f"{case.body} {case.proposal}")),
        contacts=frozenset(contacts),
        category_id=case.category_id,
        area_id=case.area_id,
        received_on=local_day(case.received_at),
    )


def candidates_for(session: Session, actor: Actor, case: Case) -> list[Candidate]:
    """What the actor may see and might be the same matter, the likeliest first."""
    parts = [_near(case)]
    if case.sender.phone or case.sender.email:
        parts.append(_of_sender(case))
    ids = union(*(select(part.subquery().c.id) for part in parts)).subquery()
    wanted = (
        select(Case, Sender)
        .join(ids, ids.c.id == Case.id)
        .join(Sender, Sender.case_id == Case.id)
        .where(visible_to(actor), Case.id != case.id, Case.parent_id.is_(None))
        .where(or_(Case.is_open, Case.state == State.MERGED, Case.published_at.is_not(None)))
    )
    mine = matter_of(case, case.sender)
    found = [
        Candidate(row, resemblance(mine, matter_of(row, sender))) for row, sender in session.execute(wanted)
    ]
    likely = [each for each in found if each.likeness.is_enough]
    return sorted(likely, key=lambda each: (-each.likeness.score, each.case.id))[:MOST_SHOWN]


def open_matters(
    session: Session, *, category_id: int, area_ids: Sequence[int], since: datetime
) -> list[Case]:
    """Open cases of a field in an area, for a sender to recognise their own matter in; the caller shows no words."""
    wanted = select(Case).where(
        OPEN,
        Case.category_id == category_id,
        Case.area_id.in_(area_ids),
        Case.received_at >= since,
        Case.parent_id.is_(None),
    )
    return list(session.scalars(wanted.order_by(Case.id.desc()).limit(MOST_COMPARED)))


def _near(case: Case) -> Select[Any]:
    """Open cases of the same field and place, or of the same field where no place is known."""
    same: list[Any] = [OPEN, Case.category_id == case.category_id]
    if case.area_id is not None:
        same.append(Case.area_id == case.area_id)
    return select(Case.id).where(*same).order_by(Case.id.desc()).limit(MOST_COMPARED)


def _of_sender(case: Case) -> Select[Any]:
    since = case.received_at - LOOK_BACK
    theirs = latest_of(same_contact(case.sender))
    wanted = select(Case.id).where(Case.id.in_(theirs), Case.received_at >= since)
    return wanted.order_by(Case.id.desc()).limit(MOST_COMPARED)
