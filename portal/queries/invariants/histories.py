"""The state of every case is what its events add up to."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from portal.domain.events import EventKind
from portal.domain.states import OPEN_STATES
from portal.domain.workflow import WorkflowError, replay
from portal.models.case import Case, CaseEvent
from portal.queries.invariants.check import BATCH, Data, Tally


def states_equal_replay(data: Data, tally: Tally) -> Iterator[int]:
    """Replaying its numbered events gives each case's state, the state before, and whether it is open."""
    last = 0
    while cases := _cases(data, last):
        first, last = cases[0].id, cases[-1].id
        histories = _histories(data, first, last)
        for case in cases:
            _check(case, histories.get(case.id, []), tally)
        tally.checked += len(cases)
        yield len(cases)


def _cases(data: Data, after: int) -> list[Row[Any]]:
    columns = (
        Case.id,
        Case.reference,
        Case.state,
        Case.state_before,
        Case.is_open,
        Case.event_count,
        Case.sealed,
    )
    return list(data.session.execute(select(*columns).where(Case.id > after).order_by(Case.id).limit(BATCH)))


def _histories(data: Data, first: int, last: int) -> dict[int, list[Row[Any]]]:
    columns = (CaseEvent.case_id, CaseEvent.number, CaseEvent.kind, CaseEvent.facts)
    wanted = select(*columns).where(CaseEvent.case_id.between(first, last))
    rows = data.session.execute(wanted.order_by(CaseEvent.case_id, CaseEvent.number))
    return {case_id: list(events) for case_id, events in groupby(rows, key=lambda row: row.case_id)}


def _check(case: Row[Any], events: list[Row[Any]], tally: Tally) -> None:
    numbers = [event.number for event in events]
    tally.expect(numbers == list(range(1, case.event_count + 1)), case.reference, fault="events are missing")
    try:
        standing = replay((EventKind(event.kind), event.facts) for event in events)
    except WorkflowError as error:
        tally.expect(False, case.reference, fault=f"its events cannot be replayed: {type(error).__name__}")
        return
    tally.expect(
        standing.state == case.state, case.reference, fault=f"state {case.state}, events {standing.state}"
    )
    tally.expect(standing.before == case.state_before, case.reference, fault="the state before differs")
    tally.expect(
        case.is_open == (case.state in OPEN_STATES), case.reference, fault="open differs from its state"
    )
