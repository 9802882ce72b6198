"""What an actor may do with a case now: the workflow's next events, as far as they are theirs to take."""

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.workflow import possible_events, transition_for
from portal.models.case import Case
from portal.services.transition import units_concerned


def open_steps(actor: Actor, case: Case) -> frozenset[EventKind]:
    """The events of the transition table that this actor may let happen to the case as it stands."""
    return frozenset(event for event in possible_events(case.state) if may_happen(actor, case, event))


def may_happen(actor: Actor, case: Case, event: EventKind) -> bool:
    """Whether this actor may let an event happen to the case as it stands."""
    row = transition_for(event, case.state)
    if row is None or row.permission is None:
        return False
    return row.may_be_done_by(actor, *units_concerned(row.permission, case))
