"""How long each unit held the answered cases, told from their histories."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.holding import Presence, held_until_answers
from portal.domain.periods import month_of
from portal.domain.time import local_day
from portal.models.case import Case, CaseEvent
from portal.queries.figure_parts import COUNTED, MAIN, STOPPED
from portal.queries.settings import Settings

# The cases whose time counts: answered, and not stopped or sealed since; reopened ones among them.
HELD = (COUNTED, ~STOPPED, Case.kind.in_(MAIN), Case.answered_at.is_not(None))


class Held(NamedTuple):
    """What a unit held of a case before its answers of one month, in office minutes."""

    case_id: int
    unit_id: int
    month: int
    minutes: int


def held_by_cases(
    session: Session, settings: Settings, case_ids: Collection[int], *, now: datetime
) -> Iterator[Held]:
    """The times of these cases, as far as they count: two statements."""
    columns = (Case.id, Case.received_at, Case.receiving_unit_id, Case.unit_id)
    cases = {row.id: row for row in session.execute(select(*columns).where(Case.id.in_(case_ids), *HELD))}
    happened = select(CaseEvent.case_id, CaseEvent.kind, CaseEvent.at, CaseEvent.unit_id, CaseEvent.facts)
    happened = happened.where(CaseEvent.case_id.in_(cases)).order_by(CaseEvent.case_id, CaseEvent.number)
    for case_id, events in groupby(session.execute(happened), key=lambda event: event.case_id):
        case = cases[case_id]
        reckoning = settings.reckoning(case.receiving_unit_id, local_day(case.received_at))
        here = Presence(case.received_at, case.unit_id, now)
        by_month: dict[tuple[int, int], int] = {}
        for each in held_until_answers(events, here, reckoning):
            key = (each.unit_id, month_of(local_day(each.answered_at)))
            by_month[key] = by_month.get(key, 0) + each.minutes
        yield from (Held(case_id, *key, minutes) for key, minutes in by_month.items())


def tenths_of(minutes: int) -> int:
    """Minutes as tenths of an hour, rounded up."""
    return -(-minutes // 6)
