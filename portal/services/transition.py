"""The one door to a case's state: it checks, writes the event, and moves the state. Nothing else does."""

from typing import Any

from sqlalchemy import delete

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import HOLDERS_ONLY, RECEIVERS_ONLY, Permission
from portal.domain.refusal import REFUSABLE
from portal.domain.states import OPEN_STATES, State
from portal.domain.workflow import NOTES, Standing, apply, transition_for
from portal.models.case import Case, CaseEvent, CaseWords
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, NotPermitted
from portal.services.figure_marks import mark_dossier, mark_figures, mark_held


def record(act: Act, case: Case, event: EventKind, **facts: Any) -> CaseEvent:
    """Let an event happen to a case, with its facts.

    Raises IllegalStep or MissingFact when the workflow forbids it, NotPermitted when the actor may not.
    """
    after = apply(Standing(case.state, case.state_before), event, facts)
    _check_permission(act, case, event)
    return _happen(act, case, event, facts=facts, after=after)


def begin(act: Act, case: Case, **facts: Any) -> CaseEvent:
    """The first event of a new case."""
    return _happen(act, case, EventKind.RECEIVED, facts=facts, after=apply(None, EventKind.RECEIVED, facts))


def require(actor: Actor, permission: Permission, case: Case) -> None:
    """Refuse an actor who may not do something with a case. Raises NotPermitted."""
    if not actor.may(permission, *units_concerned(permission, case)):
        raise NotPermitted(permission)


def units_concerned(permission: Permission, case: Case) -> tuple[int, ...]:
    """The units in one of which a permission must be held to act on a case."""
    if permission in HOLDERS_ONLY:
        return (case.unit_id,)
    if permission in RECEIVERS_ONLY:
        return (case.receiving_unit_id,)
    return (case.unit_id, case.receiving_unit_id)


def check_seen(case: Case, seen_version: int | None) -> None:
    """Refuse to act on a page that is out of date. Raises ChangedMeanwhile."""
    if seen_version is not None and case.version != seen_version:
        raise ChangedMeanwhile(case.reference)


def _check_permission(act: Act, case: Case, event: EventKind) -> None:
    if event in NOTES:
        return
    row = transition_for(event, case.state)
    if row is None or act.actor.by in row.by:
        return
    if case.entered_at == act.now and row.may_be_done_at_entry_by(act.actor, case.receiving_unit_id):
        return
    if row.permission is None:
        raise NotPermitted(None)
    require(act.actor, row.permission, case)


def _happen(act: Act, case: Case, event: EventKind, *, facts: dict[str, Any], after: Standing) -> CaseEvent:
    mark_figures(act, case)
    mark_held(act, case, event)
    mark_dossier(act, case, event)
    case.event_count += 1
    row = CaseEvent(
        case_id=case.id,
        number=case.event_count,
        kind=event,
        at=act.now,
        actor_id=act.actor.account_id,
        by=act.actor.by or "",
        unit_id=case.unit_id,
        facts=facts,
    )
    act.keep(row)
    _move(act, case, after)
    return row


def _move(act: Act, case: Case, after: Standing) -> None:
    case.state, case.state_before = after.state, after.before
    case.is_open = after.state in OPEN_STATES
    if after.state not in REFUSABLE:
        case.refusal_proposer_id = None
    if after.state is State.DIVERTED and not case.sealed:
        case.sealed = True
        act.session.execute(delete(CaseWords).where(CaseWords.case_id == case.id))
