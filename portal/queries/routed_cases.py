"""The cases of the past as routing rules see them, streamed for a replay; nothing of the sender is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind
from portal.models.case import Case, CaseEvent
from portal.queries.case_rows import LISTED

BATCH = 500


@dataclass(frozen=True, slots=True)
class RoutedCase:
    """A case with what a rule may look at, where it was first sent, and who has it now.

    Without a first unit it waits for the coordinator.
    """

    id: int
    reference: str
    kind: Kind
    channel: Channel
    category_id: int | None
    area_id: int | None
    subject: str
    body: str
    unit_id: int
    answered_at: datetime | None
    first_unit_id: int | None = None


def routed_cases(session: Session, since: datetime, *, batch: int = BATCH) -> Iterator[RoutedCase]:
    """All cases received since a moment, but those sealed and the parts of others, in the order of their entry."""
    after = 0
    while rows := _batch(session, since, after=after, batch=batch):
        first = _first_units(session, [row.id for row in rows])
        for row in rows:
            yield replace(row, first_unit_id=first.get(row.id))
        after = rows[-1].id


def _batch(session: Session, since: datetime, *, after: int, batch: int) -> list[RoutedCase]:
    wanted = (
        select(
            Case.id,
            Case.reference,
            Case.kind,
            Case.channel,
            Case.category_id,
            Case.area_id,
            Case.subject,
            Case.body,
            Case.unit_id,
            Case.answered_at,
        )
        .where(Case.id > after, LISTED, Case.received_at >= since, Case.parent_id.is_(None))
        .order_by(Case.id)
        .limit(batch)
    )
    return [RoutedCase(*row) for row in session.execute(wanted)]


def _first_units(session: Session, ids: Sequence[int]) -> dict[int, int]:
    events = select(CaseEvent.case_id, CaseEvent.facts).where(
        CaseEvent.case_id.in_(ids), CaseEvent.kind == EventKind.ROUTED
    )
    first: dict[int, int] = {}
    for case_id, facts in session.execute(events.order_by(CaseEvent.case_id, CaseEvent.number)):
        first.setdefault(case_id, facts["unit_id"])
    return first
