"""Random people of the cast drive a case; only the rules decide how far they get."""

from collections.abc import Mapping
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.states import OPEN_STATES, STOPPED_STATES, State
from portal.domain.workflow import (
    NOTES,
    Desk,
    Standing,
    WorkflowError,
    apply,
    desk_of,
    replay,
    transition_for,
)
from tests.domain.cast import OTHER_UNIT, PEOPLE, UNIT, role_name
from tests.domain.transition_table import ROWS, WHOLE_FACTS, Row, target_of

TAKES_IT = {EventKind.ACCEPTED, EventKind.ASSIGNED}
LETS_IT_GO = {EventKind.ROUTED, EventKind.REROUTED, EventKind.RETURNED}


class NotPermittedError(Exception):
    """The step is legal, but not for this person."""


def take_step(person: Actor, standing: Standing, event: EventKind, facts: Mapping[str, Any]) -> Standing:
    """What the one door to a case's state does: the workflow first, then the permission."""
    after = apply(standing, event, facts)
    row = transition_for(event, standing.state)
    if row is not None and not row.may_be_done_by(person, UNIT):
        raise NotPermittedError
    return after


class CaseStory(RuleBasedStateMachine):
    """A case, its history, and everybody who tries something with it."""

    @initialize()
    def receive(self) -> None:
        self.history: list[tuple[EventKind, Mapping[str, Any]]] = [(EventKind.RECEIVED, {})]
        self.standing = Standing(State.RECEIVED)
        self.officer_id: int | None = None

    @rule(
        person=st.sampled_from(PEOPLE),
        event=st.sampled_from(EventKind),
        forgotten=st.none() | st.integers(0, 1),
    )
    def anybody_tries_anything(self, person: Actor, event: EventKind, forgotten: int | None) -> None:
        self.attempt(person, event, forgotten)

    @rule(data=st.data(), forgotten=st.sampled_from([None, None, None, 0]))
    def somebody_permitted_acts(self, data: st.DataObject, forgotten: int | None) -> None:
        self.attempt_one_of(self.legal_rows(), data, forgotten)

    @rule(data=st.data())
    def the_case_moves_on(self, data: st.DataObject) -> None:
        """Most legal steps lead to an early end or nowhere; left to them, few stories would get far."""
        rows = [
            row for row in self.legal_rows() if row.target not in STOPPED_STATES | {"SAME", State.RECEIVED}
        ]
        self.attempt_one_of(rows, data, None)

    def legal_rows(self) -> list[Row]:
        return [row for row in ROWS.values() if row.source is self.standing.state]

    def attempt_one_of(self, rows: list[Row], data: st.DataObject, forgotten: int | None) -> None:
        if rows:
            row = data.draw(st.sampled_from(rows))
            permitted = [person for person in PEOPLE if role_name(person) in row.who]
            self.attempt(data.draw(st.sampled_from(permitted)), row.event, forgotten)

    def attempt(self, person: Actor, event: EventKind, forgotten: int | None) -> None:
        facts, complete = self.facts_for(event, forgotten)
        expected = self.expected_state(person, event) if complete else None
        try:
            after = take_step(person, self.standing, event, facts)
        except (WorkflowError, NotPermittedError):
            assert expected is None, f"{event} by {role_name(person)} was refused in {self.standing}"
            return
        assert after.state is expected, f"{event} by {role_name(person)} led to {after}"
        self.happened(event, facts, after)

    def facts_for(self, event: EventKind, forgotten: int | None) -> tuple[Mapping[str, Any], bool]:
        """The facts told, with one need forgotten, and whether they suffice."""
        row = ROWS.get((event, self.standing.state))
        if row is None or forgotten is None or forgotten >= len(row.needs):
            return WHOLE_FACTS, True
        left_out = row.needs[forgotten].split(" or ")
        return {name: fact for name, fact in WHOLE_FACTS.items() if name not in left_out}, False

    def expected_state(self, person: Actor, event: EventKind) -> State | None:
        """Where the rules say this leads; None when they forbid it."""
        if event in NOTES:
            return self.standing.state if self.standing.state in NOTES[event] else None
        row = ROWS.get((event, self.standing.state))
        if row is None or role_name(person) not in row.who:
            return None
        return target_of(row, self.standing.before)

    def happened(self, event: EventKind, facts: Mapping[str, Any], after: Standing) -> None:
        self.history.append((event, facts))
        self.standing = after
        if event in TAKES_IT:
            self.officer_id = int(facts["officer_id"])
        if event in LETS_IT_GO:
            self.officer_id = None

    @invariant()
    def its_events_add_up_to_its_state(self) -> None:
        assert replay(self.history) == self.standing

    @invariant()
    def it_is_in_somebodys_list(self) -> None:
        desk = desk_of(self.standing.state, officer_id=self.officer_id)
        assert (desk in {Desk.ARCHIVE, Desk.SEALED}) is (self.standing.state not in OPEN_STATES)
        assert (desk is Desk.OFFICER) <= (self.officer_id is not None)

    @invariant()
    def it_can_go_on_while_open(self) -> None:
        legal = [row for (_, source), row in ROWS.items() if source is self.standing.state]
        leaving = {target_of(row, self.standing.before) for row in legal} - {self.standing.state, None}
        assert leaving or self.standing.state is State.DIVERTED or self.standing.state not in OPEN_STATES

    @invariant()
    def it_keeps_the_state_before_only_where_it_leads_back(self) -> None:
        leads_back = self.standing.state in {State.REOPEN_REQUESTED, State.MERGED}
        assert (self.standing.before is not None) is leads_back


TestCaseStory = CaseStory.TestCase
TestCaseStory.settings = settings(max_examples=60, stateful_step_count=40)


def test_it_knows_who_is_who() -> None:
    assert {role_name(person) for person in PEOPLE} >= set().union(*(row.who for row in ROWS.values()))
    assert all(
        OTHER_UNIT not in appointment.reach for person in PEOPLE[:7] for appointment in person.appointments
    )
