"""The clocks that run, in batches, for those who reckon them anew."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from portal.models.case import Case
from portal.models.clock import CaseClock

BATCH = 1000
KEY = (CaseClock.due_on, CaseClock.case_id, CaseClock.leg, CaseClock.round)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which running clocks a change can concern: due from a day on, of certain units or of all."""

    due_from: date
    unit_ids: frozenset[int] | None = None


def running_clocks(session: Session, stretch: Stretch) -> Iterator[Sequence[CaseClock]]:
    """The running clocks of a stretch by due date, a batch at a time.

    A clock whose due date is moved on while the caller goes through them comes again in a later batch.
    """
    wanted = select(CaseClock).where(
        CaseClock.satisfied_at.is_(None), ~CaseClock.stopped, CaseClock.due_on >= stretch.due_from
    )
    if stretch.unit_ids is not None:
        wanted = wanted.where(CaseClock.unit_id.in_(stretch.unit_ids))
    wanted = wanted.order_by(*KEY).limit(BATCH)
    page = wanted
    while batch := session.scalars(page).all():
        last = batch[-1]
        # Taken before the caller changes anything: the next page starts behind the date it was read with.
        after = (last.due_on, last.case_id, last.leg, last.round)
        yield batch
        page = wanted.where(tuple_(*KEY) > after)


def cases_with_senders(session: Session, case_ids: Collection[int]) -> dict[int, Case]:
    """The cases with these numbers, each with its sender."""
    wanted = select(Case).where(Case.id.in_(case_ids)).options(joinedload(Case.sender))
    return {case.id: case for case in session.scalars(wanted)}


def names_of_cases(session: Session, case_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Reference and unit of the cases with these numbers."""
    rows = session.execute(select(Case.id, Case.reference, Case.unit_id).where(Case.id.in_(case_ids)))
    return {row.id: (row.reference, row.unit_id) for row in rows}
