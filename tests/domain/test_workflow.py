"""The transition table: what may follow in which state, who may, and what must be said."""

import itertools

import pytest

from portal.domain.events import EventKind
from portal.domain.states import OPEN_STATES, STOPPED_STATES, State
from portal.domain.workflow import (
    NOTES,
    TRANSITIONS,
    Desk,
    IllegalStep,
    MissingFact,
    Standing,
    apply,
    desk_of,
    possible_events,
    replay,
    transition_for,
)
from tests.domain.cast import PEOPLE, UNIT, role_name
from tests.domain.transition_table import ROWS, WHOLE_FACTS, Row, target_of

E, S = EventKind, State
EVENTS_OF_THE_TABLE = sorted(set(E) - set(NOTES) - {E.RECEIVED})


@pytest.mark.parametrize("event", EVENTS_OF_THE_TABLE)
def test_it_lets_happen_what_the_rules_list_and_nothing_else(event: EventKind) -> None:
    before = S.ANSWERED
    for state in S:
        row = ROWS.get((event, state))
        if row is None:
            with pytest.raises(IllegalStep):
                apply(Standing(state, before), event, WHOLE_FACTS)
        else:
            assert apply(Standing(state, before), event, WHOLE_FACTS).state is target_of(row, before)


@pytest.mark.parametrize("expected", ROWS.values(), ids=lambda row: f"{row.event}-{row.source}")
def test_it_lets_those_act_whom_the_rules_name(expected: Row) -> None:
    row = transition_for(expected.event, expected.source)

    assert row is not None
    assert {role_name(person) for person in PEOPLE if row.may_be_done_by(person, UNIT)} == expected.who


@pytest.mark.parametrize("expected", ROWS.values(), ids=lambda row: f"{row.event}-{row.source}")
def test_it_lets_those_act_at_entry_whom_the_rules_name(expected: Row) -> None:
    row = transition_for(expected.event, expected.source)

    assert row is not None
    entering = {role_name(person) for person in PEOPLE if row.may_be_done_at_entry_by(person, UNIT)}
    assert entering - expected.who == expected.at_entry


@pytest.mark.parametrize("expected", ROWS.values(), ids=lambda row: f"{row.event}-{row.source}")
def test_it_refuses_an_event_that_does_not_say_enough(expected: Row) -> None:
    for need, blank in itertools.product(expected.needs, [None, "", "   "]):
        facts = {**WHOLE_FACTS, **dict.fromkeys(need.split(" or "), blank)}
        with pytest.raises(MissingFact) as refused:
            apply(Standing(expected.source, S.ANSWERED), expected.event, facts)
        assert refused.value == MissingFact(expected.event, need)


@pytest.mark.parametrize("said", ["kind", "category_id"])
def test_it_reclassifies_by_kind_or_by_category(said: str) -> None:
    standing = Standing(S.ROUTED)

    assert apply(standing, E.RECLASSIFIED, {said: "1", "reason": "nhầm"}) == standing


def test_it_takes_zero_for_a_fact() -> None:
    # An id or an index of 0 is said; only what is missing or blank is not.
    assert apply(Standing(S.ROUTED), E.ACCEPTED, {"officer_id": 0}).state is S.IN_PROGRESS


def test_it_begins_with_receipt_and_nothing_else() -> None:
    assert apply(None, E.RECEIVED, {}) == Standing(S.RECEIVED)
    for event in set(E) - {E.RECEIVED}:
        with pytest.raises(IllegalStep):
            apply(None, event, WHOLE_FACTS)


@pytest.mark.parametrize("state", list(S))
def test_it_receives_a_case_once(state: State) -> None:
    with pytest.raises(IllegalStep):
        apply(Standing(state), E.RECEIVED, {})


@pytest.mark.parametrize("event", list(NOTES))
def test_it_changes_no_state_by_a_note(event: EventKind) -> None:
    for state in S:
        standing = Standing(state, S.CLOSED)
        if state in NOTES[event]:
            assert apply(standing, event, {}) == standing
        else:
            with pytest.raises(IllegalStep):
                apply(standing, event, {})


def test_it_has_a_row_or_a_note_for_every_event() -> None:
    assert {row.event for row in TRANSITIONS} | set(NOTES) | {E.RECEIVED} == set(E)
    assert not {row.event for row in TRANSITIONS} & set(NOTES)


def test_it_never_has_two_rows_for_the_same_step() -> None:
    steps = [(row.event, source) for row in TRANSITIONS for source in row.sources]

    assert len(steps) == len(set(steps)) == len(ROWS)


@pytest.mark.parametrize(
    ("events", "standing"),
    [
        # The whole main way.
        ([E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ANSWERED, E.CLOSED], Standing(S.CLOSED)),
        # Waiting for the sender, once answered and once in vain.
        (
            [E.RECEIVED, E.ROUTED, E.ASSIGNED, E.ASKED, E.REPLIED, E.ASKED, E.WAIT_EXPIRED],
            Standing(S.IN_PROGRESS),
        ),
        # Answered while waiting.
        ([E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ASKED, E.ANSWERED], Standing(S.ANSWERED)),
        # Returned from another's desk, and routed again.
        ([E.RECEIVED, E.ROUTED, E.ACCEPTED, E.RETURNED, E.ROUTED, E.REROUTED], Standing(S.ROUTED)),
        # A reopening refused leads back to where it was asked for: answered ...
        (
            [E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ANSWERED, E.REOPENING_REQUESTED, E.REOPENING_REFUSED],
            Standing(S.ANSWERED),
        ),
        # ... or closed.
        (
            [
                *(E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ANSWERED, E.CLOSED),
                *(E.REOPENING_REQUESTED, E.REOPENING_REFUSED),
            ],
            Standing(S.CLOSED),
        ),
        # Reopened and answered again.
        (
            [E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ANSWERED, E.REOPENING_REQUESTED, E.REOPENED, E.ANSWERED],
            Standing(S.ANSWERED),
        ),
        # Merged and taken out again.
        ([E.RECEIVED, E.ROUTED, E.MERGED, E.UNMERGED], Standing(S.ROUTED)),
        ([E.RECEIVED, E.ROUTED, E.MERGED], Standing(S.MERGED, S.ROUTED)),
        # Merged while a reopening was asked for: once out again, the request can still be refused.
        (
            [
                *(E.RECEIVED, E.ROUTED, E.ACCEPTED, E.ANSWERED, E.REOPENING_REQUESTED),
                *(E.MERGED, E.UNMERGED, E.REOPENING_REFUSED),
            ],
            Standing(S.ANSWERED),
        ),
        # Diverted after everything, with notes in between.
        ([E.RECEIVED, E.NOTED, E.ROUTED, E.ACCEPTED, E.NOTED, E.ANSWERED, E.DIVERTED], Standing(S.DIVERTED)),
    ],
)
def test_it_adds_events_up(events: list[EventKind], standing: Standing) -> None:
    assert replay((event, WHOLE_FACTS) for event in events) == standing


@pytest.mark.parametrize("events", [[], [E.ROUTED], [E.RECEIVED, E.ANSWERED], [E.RECEIVED, E.RECEIVED]])
def test_it_refuses_a_history_that_cannot_be(events: list[EventKind]) -> None:
    with pytest.raises(IllegalStep):
        replay((event, WHOLE_FACTS) for event in events)


def test_it_has_no_state_to_step_back_to_where_none_was_kept() -> None:
    with pytest.raises(IllegalStep):
        apply(Standing(S.REOPEN_REQUESTED), E.REOPENING_REFUSED, WHOLE_FACTS)


@pytest.mark.parametrize("state", list(S))
def test_it_lists_the_possible_events_of_a_state(state: State) -> None:
    assert possible_events(state) == {event for event, source in ROWS if source is state}


@pytest.mark.parametrize(
    ("state", "officer_id", "desk"),
    [
        (S.RECEIVED, None, Desk.COORDINATOR),  # no rule matched
        (S.RECEIVED, 12, Desk.COORDINATOR),  # returned by an officer: no longer theirs
        (S.ROUTED, None, Desk.UNIT),  # nobody took it yet: the whole unit sees it
        (S.ROUTED, 12, Desk.OFFICER),  # routed straight to somebody
        (S.IN_PROGRESS, 12, Desk.OFFICER),
        (S.IN_PROGRESS, None, Desk.UNIT),  # its officer left: the unit's list, not nobody's
        (S.WAITING_FOR_SENDER, 12, Desk.OFFICER),  # waiting cases stay on the desk
        (S.REOPEN_REQUESTED, 12, Desk.LEADER),  # decided by the leader, not by the author
        (S.ANSWERED, 12, Desk.ARCHIVE),
        (S.CLOSED, 12, Desk.ARCHIVE),
        (S.MERGED, 12, Desk.ARCHIVE),
        (S.DIVERTED, 12, Desk.SEALED),  # out of every ordinary list
    ],
)
def test_it_puts_every_case_on_a_desk(state: State, officer_id: int | None, desk: Desk) -> None:
    assert desk_of(state, officer_id=officer_id) is desk


def test_it_divides_the_states_into_open_answered_and_stopped() -> None:
    assert OPEN_STATES | STOPPED_STATES | {S.ANSWERED, S.CLOSED} == set(S)
    assert not OPEN_STATES & STOPPED_STATES
