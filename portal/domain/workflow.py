"""The workflow: one transition table decides which event may follow in which state (rules §2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import By, Permission
from portal.domain.refusal import REFUSABLE
from portal.domain.states import OPEN_STATES, State

RECEIVED, ROUTED, IN_PROGRESS = State.RECEIVED, State.ROUTED, State.IN_PROGRESS
WAITING, ANSWERED, CLOSED = State.WAITING_FOR_SENDER, State.ANSWERED, State.CLOSED
ANY_STATE = frozenset(State)


class Target(StrEnum):
    """Where a transition leads when it is not one fixed state."""

    SAME = "same"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: the event, the states it may happen in, where it leads, who may, and what it must say.

    A need such as "kind or category_id" is met by either fact.
    """

    event: EventKind
    sources: frozenset[State]
    target: State | Target
    permission: Permission | None
    by: frozenset[By] = frozenset()
    needs: tuple[str, ...] = ()
    # Whoever holds this for the receiving unit may take the step too, but only in the act that opens the case.
    at_entry: Permission | None = None

    def may_be_done_by(self, actor: Actor, *unit_ids: int | None) -> bool:
        """Whether an actor may take this step for a case of these units (rules §2, §13)."""
        if actor.by is not None:
            return actor.by in self.by
        return self.permission is not None and actor.may(self.permission, *unit_ids)

    def may_be_done_at_entry_by(self, actor: Actor, receiving_unit_id: int) -> bool:
        """Whether an actor may take this step for a case that is being opened in the same act."""
        return self.at_entry is not None and actor.may(self.at_entry, receiving_unit_id)

    def missing(self, facts: Mapping[str, Any]) -> str | None:
        """The first need that the facts do not meet."""
        return next((need for need in self.needs if _is_unmet(need, facts)), None)


def _is_unmet(need: str, facts: Mapping[str, Any]) -> bool:
    given = (facts.get(name) for name in need.split(" or "))
    return all(value is None or not str(value).strip() for value in given)


def _row(  # noqa: PLR0917 -- called as the rows of a table
    event: EventKind,
    sources: Iterable[State],
    target: State | Target,
    permission: Permission | None = None,
    *,
    by: Iterable[By] = (),
    needs: tuple[str, ...] = (),
    at_entry: Permission | None = None,
) -> Transition:
    return Transition(event, frozenset(sources), target, permission, frozenset(by), needs, at_entry)


E, P = EventKind, Permission
_SENDER, _SYSTEM = (By.SENDER,), (By.SYSTEM,)

TRANSITIONS: tuple[Transition, ...] = (
    # By a rule the system routes; by hand a coordinator or the operator at entry gives a reason.
    _row(
        E.ROUTED,
        {RECEIVED},
        ROUTED,
        P.ROUTE,
        by=_SYSTEM,
        needs=("unit_id", "reason"),
        at_entry=P.ENTER_CASES,
    ),
    _row(E.REROUTED, {ROUTED, IN_PROGRESS}, ROUTED, P.ROUTE, by=_SYSTEM, needs=("unit_id", "reason")),
    _row(E.ACCEPTED, {ROUTED, IN_PROGRESS}, IN_PROGRESS, P.ACCEPT, needs=("officer_id",)),
    _row(E.ASSIGNED, {ROUTED, IN_PROGRESS}, IN_PROGRESS, P.ASSIGN, by=_SYSTEM, needs=("officer_id",)),
    _row(E.RETURNED, {ROUTED, IN_PROGRESS}, RECEIVED, P.RETURN, needs=("reason",)),
    # Undone is where it was before: routed to the receiving unit, taken to its unit, given to who had it.
    _row(E.STEP_UNDONE, {ROUTED}, RECEIVED, P.UNDO, needs=("unit_id",)),
    _row(E.STEP_UNDONE, {IN_PROGRESS}, ROUTED, P.UNDO, needs=("unit_id",)),
    _row(E.GIVEN_BACK, {IN_PROGRESS}, Target.SAME, P.UNDO, needs=("officer_id",)),
    _row(E.RECLASSIFIED, OPEN_STATES, Target.SAME, P.RECLASSIFY, needs=("kind or category_id", "reason")),
    _row(E.ASKED, {IN_PROGRESS}, WAITING, P.ASK, needs=("text",)),
    _row(E.REPLIED, {WAITING}, IN_PROGRESS, P.NOTE, by=_SENDER, needs=("text",)),
    _row(E.WAIT_EXPIRED, {WAITING}, IN_PROGRESS, by=_SYSTEM),
    _row(E.EXTENDED, {IN_PROGRESS, WAITING}, Target.SAME, P.EXTEND, needs=("reason", "until")),
    # Answering while waiting is allowed (rules §3).
    _row(E.ANSWERED, {IN_PROGRESS, WAITING}, ANSWERED, P.WRITE_ANSWER, needs=("answer_id", "outcome")),
    # The answer of the main case has reached the sender of a merged one (rules §2).
    _row(E.ANSWERED, {State.MERGED}, ANSWERED, by=_SYSTEM, needs=("answer_id", "outcome")),
    _row(E.CLOSED, {ANSWERED}, CLOSED, P.CLOSE, by=_SYSTEM),
    _row(
        E.REOPENING_REQUESTED,
        {ANSWERED, CLOSED},
        State.REOPEN_REQUESTED,
        P.NOTE,
        by=_SENDER,
        needs=("reason",),
    ),
    _row(E.REOPENED, {State.REOPEN_REQUESTED}, IN_PROGRESS, P.DECIDE_REOPENING, needs=("reason",)),
    # Oversight may reopen without a request.
    _row(E.REOPENED, {ANSWERED, CLOSED}, IN_PROGRESS, P.REOPEN_BY_OVERSIGHT, needs=("reason",)),
    _row(
        E.REOPENING_REFUSED,
        {State.REOPEN_REQUESTED},
        Target.BEFORE,
        P.DECIDE_REOPENING,
        needs=("reason",),
    ),
    _row(
        E.REFUSAL_PROPOSED,
        REFUSABLE,
        Target.SAME,
        P.PROPOSE_REFUSAL,
        needs=("reason_code", "text"),
    ),
    _row(
        E.REFUSED,
        REFUSABLE,
        State.NOT_ACCEPTED,
        P.REFUSE,
        needs=("reason_code", "text"),
    ),
    _row(
        E.HANDED_OVER,
        {RECEIVED, ROUTED, IN_PROGRESS},
        State.HANDED_OVER,
        P.HAND_OVER,
        needs=("agency", "slip_id"),
    ),
    _row(E.WITHDRAWN, OPEN_STATES, State.WITHDRAWN, P.RECORD_WITHDRAWAL, by=_SENDER, needs=("reason",)),
    # By the system where the sender says "me too", or repeats the very same words.
    _row(E.MERGED, OPEN_STATES, State.MERGED, P.MERGE, by=_SYSTEM, needs=("main_case_id",)),
    # By the system when the main case ends without an answer.
    _row(E.UNMERGED, {State.MERGED}, Target.BEFORE, P.MERGE, by=_SYSTEM, needs=("main_case_id",)),
    # A published text is withdrawn with it (rules §7).
    _row(
        E.DIVERTED,
        ANY_STATE - {State.DIVERTED},
        State.DIVERTED,
        P.DIVERT,
        by=_SYSTEM,  # the parts of a case that is diverted
        needs=("procedure",),
    ),
)

# A merged case keeps its own clock; an answered one still runs where the public answer counts and is not out.
CLOCK_MAY_RUN = OPEN_STATES | {State.MERGED, ANSWERED, CLOSED}

# Events that change no state, with the states in which they make sense.
NOTES: dict[EventKind, frozenset[State]] = {
    E.CALL_ATTACHED: OPEN_STATES,
    # Unasked, by the sender; once there is an answer they rate it or ask to have it looked at again.
    E.ADDED: OPEN_STATES | {State.MERGED},
    # What staff wrote down of a call, as a new version.
    E.RECORD_CORRECTED: OPEN_STATES,
    E.SPLIT: frozenset({IN_PROGRESS, WAITING}),
    E.CHILD_ANSWERED: ANY_STATE - {State.DIVERTED},
    E.CASE_JOINED: ANY_STATE - {State.DIVERTED, State.MERGED},
    E.CASE_LEFT: ANY_STATE,
    E.REFUSAL_DECLINED: REFUSABLE,
    E.OPINION_ASKED: frozenset({IN_PROGRESS, WAITING}),
    E.OPINION_GIVEN: OPEN_STATES,
    E.OPINION_CANCELLED: OPEN_STATES,
    E.INTERIM_NOTICE_SENT: frozenset({IN_PROGRESS, WAITING}),
    E.ANSWER_DRAFTED: frozenset({IN_PROGRESS, WAITING}),
    E.ANSWER_SUBMITTED: frozenset({IN_PROGRESS, WAITING}),
    E.ANSWER_APPROVED: frozenset({IN_PROGRESS, WAITING}),
    E.ANSWER_SENT_BACK: frozenset({IN_PROGRESS, WAITING}),
    E.PUBLISHED: frozenset({ANSWERED, CLOSED, State.REOPEN_REQUESTED, IN_PROGRESS, WAITING}),
    E.PUBLICATION_DECLINED: frozenset({ANSWERED, CLOSED, State.REOPEN_REQUESTED}),
    E.PUBLICATION_WITHDRAWN: ANY_STATE,
    E.RATED: frozenset({ANSWERED, CLOSED, State.REOPEN_REQUESTED}),
    E.RESOLVED: frozenset({ANSWERED, CLOSED, State.REOPEN_REQUESTED}),
    # What turns out not to be settled must not go on saying so while the case is looked at again.
    E.RESOLUTION_WITHDRAWN: frozenset({ANSWERED, CLOSED, State.REOPEN_REQUESTED, IN_PROGRESS, WAITING}),
    E.CHASED: OPEN_STATES,
    E.NOTED: ANY_STATE - {State.DIVERTED},
    E.DUE_MOVED: ANY_STATE - {State.DIVERTED},
    E.WARNED: CLOCK_MAY_RUN,
    E.OVERDUE_NOTICED: CLOCK_MAY_RUN,
    E.ESCALATED: CLOCK_MAY_RUN,
    # Its unit is no more; the successor goes on with it (rules §13).
    E.UNIT_SUCCEEDED: OPEN_STATES,
    E.CALLED_BACK: ANY_STATE - {State.DIVERTED},
    E.DELIVERY_FAILED: ANY_STATE - {State.DIVERTED},
    E.VERDICT_RESTATED: ANY_STATE - {State.DIVERTED},
    # A letter promises and apologises; it neither answers nor moves a date.
    **dict.fromkeys(
        (
            *(E.APOLOGY_DRAFTED, E.APOLOGY_SENT_BACK, E.APOLOGY_APPROVED, E.APOLOGY_DISCARDED),
            *(E.APOLOGISED, E.APOLOGY_DELIVERED),
        ),
        ANY_STATE - {State.DIVERTED},
    ),
}


class WorkflowError(Exception):
    """An event that the workflow does not allow; carries facts, no words for people.

    Not frozen: context managers write the traceback of what passes through them.
    """


@dataclass(unsafe_hash=True)
class IllegalStep(WorkflowError):
    """The event cannot happen in this state."""

    event: EventKind
    state: State | None


@dataclass(unsafe_hash=True)
class MissingFact(WorkflowError):
    """The event must say more."""

    event: EventKind
    fact: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: its state, and the state a refused reopening or an unmerging leads back to."""

    state: State
    before: State | None = None


def transition_for(event: EventKind, state: State) -> Transition | None:
    """The row for an event in a state, if it may happen there."""
    rows = (row for row in TRANSITIONS if row.event is event and state in row.sources)
    return next(rows, None)


def apply(standing: Standing | None, event: EventKind, facts: Mapping[str, Any]) -> Standing:
    """Where a case stands after an event. Raises IllegalStep or MissingFact."""
    if standing is None:
        if event is not E.RECEIVED:
            raise IllegalStep(event, None)
        return Standing(State.RECEIVED)
    if event in NOTES:
        if standing.state not in NOTES[event]:
            raise IllegalStep(event, standing.state)
        return standing
    row = transition_for(event, standing.state)
    if row is None:
        raise IllegalStep(event, standing.state)
    missing = row.missing(facts)
    if missing is not None:
        raise MissingFact(event, missing)
    return _moved(standing, row)


def _moved(standing: Standing, row: Transition) -> Standing:
    if row.target is Target.SAME:
        return standing
    if row.target is Target.BEFORE:
        if standing.before is None:
            raise IllegalStep(row.event, standing.state)
        return _back_in(standing.before)
    target = State(row.target)
    if target in (State.REOPEN_REQUESTED, State.MERGED):
        return Standing(target, standing.state)
    return Standing(target)


def _back_in(state: State) -> Standing:
    # A merging forgets whether the reopening was requested of an answered or a closed case, but a
    # refusal must lead somewhere: to answered, which closes by itself when its window is over.
    return Standing(state, ANSWERED if state is State.REOPEN_REQUESTED else None)


def replay(events: Iterable[tuple[EventKind, Mapping[str, Any]]]) -> Standing:
    """Where a case stands after all its events, oldest first. Raises as `apply` does."""
    standing: Standing | None = None
    for event, facts in events:
        standing = apply(standing, event, facts)
    if standing is None:
        raise IllegalStep(E.RECEIVED, None)
    return standing


def possible_events(state: State) -> frozenset[EventKind]:
    """The events of the transition table that may happen in a state, whoever acts."""
    return frozenset(row.event for row in TRANSITIONS if state in row.sources)


class Desk(StrEnum):
    """Whose list a case is in; never nobody's (rules §2)."""

    COORDINATOR = "coordinator"
    UNIT = "unit"
    OFFICER = "officer"
    LEADER = "leader"
    ARCHIVE = "archive"
    SEALED = "sealed"


def desk_of(state: State, *, officer_id: int | None) -> Desk:
    """In whose list a case stands: the coordinator's queue, its unit's, its officer's, the leader's."""
    if state is State.DIVERTED:
        return Desk.SEALED
    if state is State.RECEIVED:
        return Desk.COORDINATOR
    if state is State.REOPEN_REQUESTED:
        return Desk.LEADER
    if state not in OPEN_STATES:
        return Desk.ARCHIVE
    return Desk.OFFICER if officer_id else Desk.UNIT
