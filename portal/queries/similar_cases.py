"""What stands near a case: its sender's other cases, and published answers like the one it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Select, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.people import Actor
from portal.domain.states import State
from portal.models.answer import Publication
from portal.models.case import Case
from portal.models.columns import one_of
from portal.queries.cases import visible_to
from portal.queries.contacts import latest_of, same_contact

MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class OtherCase:
    """Another case of the same sender."""

    reference: str
    subject: str
    state: State
    received_at: datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """A published answer that resembles the case."""

    id: int
    reference: str
    title: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands near a case; the newest of the others, and the similar ones as the index ranked them."""

    others: tuple[OtherCase, ...] = ()
    similar: tuple[SimilarAnswer, ...] = ()


def neighbours_of(
    session: Session, actor: Actor, case: Case, *, publication_ids: Sequence[int] = ()
) -> Neighbours:
    """The sender's other cases that the actor may see, and the answers of these numbers: one statement."""
    parts = [part for part in (_others(actor, case), _similar(publication_ids)) if part is not None]
    if not parts:
        return Neighbours()
    wanted = parts[0] if len(parts) == 1 else union_all(*(_alone(part) for part in parts))
    rows = session.execute(wanted).all()
    others = tuple(OtherCase(*row[2:7]) for row in rows if row[0] == "other")
    similar = {row[1]: SimilarAnswer(row[1], row[2], row[3], row[5]) for row in rows if row[0] == "similar"}
    return Neighbours(others, tuple(similar[each] for each in publication_ids if each in similar))


def _others(actor: Actor, case: Case) -> Select[*tuple[Any, ...]] | None:
    contacts = list(same_contact(case.sender))
    if not contacts:
        return None
    return (
        select(
            literal("other").label("what"),
            Case.id,
            Case.reference,
            Case.subject,
            Case.state,
            Case.received_at.label("at"),
            Case.due_on,
        )
        .where(Case.id.in_(latest_of(contacts)), Case.id != case.id, visible_to(actor))
        .order_by(Case.id.desc())
        .limit(MOST_OTHERS)
    )


def _similar(publication_ids: Sequence[int]) -> Select[*tuple[Any, ...]] | None:
    if not publication_ids:
        return None
    return select(
        literal("similar").label("what"),
        Publication.id,
        Publication.reference,
        Publication.title.label("subject"),
        cast(null(), one_of(State)).label("state"),
        Publication.published_at.label("at"),
        cast(null(), Date).label("due_on"),
    ).where(Publication.id.in_(publication_ids), Publication.status == PublicationStatus.PUBLISHED)


def _alone(part: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A part of a union with a bracket of its own: SQLite takes no limit without."""
    return select(*part.subquery().c)
