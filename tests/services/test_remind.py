"""Warnings and escalation: whom they reach, when, each once, and for cases that nobody has taken."""

from datetime import date, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.settings_revision import raise_revision
from portal.services.end_case import withdraw_case
from portal.services.remind import due_clocks, put_off, remind
from tests.factories import (
    CAST,
    accepted_case,
    acting,
    answered_case,
    opened_case,
    published_case,
    switch,
    unit_id,
)
from tests.services.who_may import unrouted
from tests.support.records import account_of, last_event, leg, messages

pytestmark = pytest.mark.usefixtures("standing_office")

# A case of Friday 20 November, 9:00, is due by the end of Thursday the 26th.
HALF_TIME, LAST_DAY, OVERDUE = "23T16:30", "26T07:30", "27T07:30"
TO_LEADER, TO_OVERSIGHT = "30T07:30", "2026-12-02T07:30"


def vn(text: str) -> datetime:
    return datetime.fromisoformat(f"{text if len(text) > 8 else '2026-11-' + text}+07:00")


def remind_of(session: Session, case: Case, at: str, kind: Leg = Leg.ANSWER) -> set[str]:
    """Who is told about a leg at a moment."""
    before = {row.id for row in messages(session, case)}
    session.flush()
    remind(acting(session, "system", vn(at)), (case.id, kind, 1))
    session.flush()
    fresh = [row for row in messages(session, case) if row.id not in before]
    assert {row.template for row in fresh} <= {"staff_reminder", "staff_publication_reminder"}
    return {part for part, email in CAST.items() if email in {row.recipient for row in fresh}}


@pytest.mark.parametrize(
    ("at", "event", "reminder"),
    [
        (HALF_TIME, EventKind.WARNED, "half_time"),
        (LAST_DAY, EventKind.WARNED, "last_day"),
        (OVERDUE, EventKind.OVERDUE_NOTICED, "overdue"),
        (TO_LEADER, EventKind.ESCALATED, "escalated_to_leader"),
        (TO_OVERSIGHT, EventKind.ESCALATED, "escalated_to_oversight"),
    ],
)
def test_it_speaks_at_its_moments(
    session: Session, now: datetime, at: str, event: EventKind, reminder: str
) -> None:
    case = accepted_case(session, now)
    assert remind_of(session, case, at)
    said = last_event(session, case)
    assert (said.kind, said.facts) == (event, {"reminder": reminder, "leg": "answer"})
    assert leg(session, case).reminders_sent == [reminder]


def test_it_is_looked_at_from_one_moment_to_the_next(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    seen = [leg(session, case).check_after]
    for at in (HALF_TIME, LAST_DAY, OVERDUE, TO_LEADER, TO_OVERSIGHT):
        remind_of(session, case, at)
        seen.append(leg(session, case).check_after)
    assert seen == [*map(vn, (HALF_TIME, LAST_DAY, OVERDUE, TO_LEADER, TO_OVERSIGHT)), None]


def test_it_says_the_latest_alone_after_an_outage(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    remind_of(session, case, TO_LEADER)
    assert leg(session, case).reminders_sent == ["escalated_to_leader"]
    assert leg(session, case).check_after == vn(TO_OVERSIGHT)


def test_it_finds_the_legs_whose_moment_has_come(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    session.flush()
    assert due_clocks(session, vn("23T16:29")) == []
    assert due_clocks(session, vn(HALF_TIME)) == [(case.id, Leg.ANSWER, 1)]


def test_it_says_nothing_before_or_twice(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert remind_of(session, case, "23T16:29") == set()
    assert remind_of(session, case, HALF_TIME) == {"officer"}
    assert remind_of(session, case, HALF_TIME) == set()


def test_it_never_writes_at_night(session: Session, now: datetime) -> None:
    """A worker that comes late on Saturday keeps the mail until Monday morning."""
    case = accepted_case(session, now)
    remind_of(session, case, "28T23:00")
    assert {row.check_after for row in messages(session, case, template="staff_reminder")} == {vn(TO_LEADER)}


def test_it_follows_the_policy_of_the_receiving_unit(session: Session, now: datetime) -> None:
    switch(session, "warn_at_percent", 0)
    switch(session, "escalate_to_leader_after", 0)
    switch(session, "escalate_to_oversight_after", 1)
    case = opened_case(session, now)
    seen = [leg(session, case).check_after]
    for at in (LAST_DAY, OVERDUE, TO_LEADER):
        assert remind_of(session, case, at)
        seen.append(leg(session, case).check_after)
    assert seen == [vn(LAST_DAY), vn(OVERDUE), vn(TO_LEADER), None]
    assert leg(session, case).reminders_sent == ["last_day", "overdue", "escalated_to_oversight"]


def test_it_keeps_the_ladder_a_leg_began_with(session: Session, now: datetime) -> None:
    """A policy changed on the way neither silences nor restarts what runs."""
    case = opened_case(session, now)
    remind_of(session, case, OVERDUE)
    switch(session, "escalate_to_leader_after", 0, since=date(2026, 11, 27))
    assert remind_of(session, case, TO_LEADER) == {"leader"}
    assert leg(session, case).check_after == vn(TO_OVERSIGHT)


# --- whom -----------------------------------------------------------------------------------------


def test_it_tells_the_officer_first_and_then_upwards(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    moments = (HALF_TIME, LAST_DAY, OVERDUE, TO_LEADER, TO_OVERSIGHT)
    officer, above = {"officer"}, {"officer", "leader"}
    assert [remind_of(session, case, at) for at in moments] == [
        officer, officer, above, above, {*above, "overseer"},
    ]  # fmt: skip


def test_it_tells_the_leader_of_a_case_nobody_has_taken(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert remind_of(session, case, HALF_TIME) == {"leader"}
    assert remind_of(session, case, "23T07:30", Leg.ACCEPTANCE) == {"leader"}


@pytest.mark.parametrize("receiver", ["BA", "SCT"])
def test_it_tells_the_coordinator_of_a_case_in_the_queue(
    session: Session, now: datetime, receiver: str
) -> None:
    case = opened_case(session, now, category_id=None, receiving_unit_id=unit_id(session, receiver))
    assert remind_of(session, case, HALF_TIME) == {"coordinator"}


def test_it_tells_oversight_of_a_case_left_in_the_queue(session: Session, now: datetime) -> None:
    assert remind_of(session, unrouted(session, now), TO_OVERSIGHT) == {"coordinator", "overseer"}


def test_it_tells_the_leader_above_where_the_unit_has_none(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leave(session, "leader")
    assert remind_of(session, case, OVERDUE) == {"officer", "director"}


def test_it_tells_the_deputy_of_an_absent_officer(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ids = {"account_id": account_of(session, "officer").id, "deputy_id": account_of(session, "colleague").id}
    session.add(Deputy(from_on=date(2026, 11, 23), to_on=date(2026, 11, 25), **ids))
    session.flush()
    assert remind_of(session, case, HALF_TIME) == {"officer", "colleague"}
    assert remind_of(session, case, LAST_DAY) == {"officer"}


def stand_in(session: Session, holder: str, deputy: str) -> None:
    ids = {"account_id": account_of(session, holder).id, "deputy_id": account_of(session, deputy).id}
    session.add(Deputy(from_on=date(2026, 11, 23), to_on=date(2026, 12, 4), **ids))
    session.flush()


def test_it_tells_the_deputy_of_an_absent_leader(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    stand_in(session, "leader", "colleague")
    assert remind_of(session, case, HALF_TIME) == {"officer"}
    assert remind_of(session, case, OVERDUE) == {"officer", "leader", "colleague"}


def test_it_tells_the_deputy_of_an_absent_coordinator(session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    stand_in(session, "coordinator", "operator")
    assert remind_of(session, case, HALF_TIME) == {"coordinator", "operator"}


def test_it_tells_the_deputy_of_an_absent_overseer(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    stand_in(session, "overseer", "director")
    assert remind_of(session, case, TO_OVERSIGHT) == {"officer", "leader", "overseer", "director"}


def test_it_tells_no_deputy_who_has_left(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    stand_in(session, "leader", "colleague")
    account_of(session, "colleague").active = False
    session.flush()
    assert remind_of(session, case, OVERDUE) == {"officer", "leader"}


@pytest.mark.parametrize("how", ["signed off", "moved away"])
def test_it_tells_the_leader_when_the_officer_is_gone(session: Session, now: datetime, how: str) -> None:
    case = accepted_case(session, now)
    if how == "signed off":
        account_of(session, "officer").active = False
        session.flush()
    else:
        leave(session, "officer")
    assert remind_of(session, case, HALF_TIME) == {"leader"}


def leave(session: Session, role: str) -> None:
    """The appointment of a member of the cast has ended."""
    mine = update(AppointmentRow).where(AppointmentRow.account_id == account_of(session, role).id)
    session.execute(mine.values(valid_to=date(2026, 11, 20)))
    raise_revision(session)


# --- what it leaves alone -------------------------------------------------------------------------


def test_it_leaves_an_answered_case_alone(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    assert leg(session, case).check_after is None
    assert due_clocks(session, vn(TO_OVERSIGHT)) == []


@pytest.mark.parametrize("satisfied_by", ["public", "both"])
def test_it_tells_of_an_answer_that_is_not_published(
    session: Session, now: datetime, satisfied_by: str
) -> None:
    """Where the public answer counts an answered case runs on: those who publish must know."""
    switch(session, "satisfied_by", satisfied_by)
    case = answered_case(session, now)
    publishers = {"leader", "coordinator"}
    assert [remind_of(session, case, at) for at in (HALF_TIME, OVERDUE, TO_OVERSIGHT)] == [
        publishers, publishers, {*publishers, "overseer"},
    ]  # fmt: skip
    told = messages(session, case, template="staff_publication_reminder")
    assert len(told) == 7
    assert last_event(session, case).kind is EventKind.ESCALATED
    assert due_clocks(session, vn("2026-12-31T09:00")) == []


def test_it_is_silent_once_the_answer_is_published(session: Session, now: datetime) -> None:
    switch(session, "satisfied_by", "public")
    case = published_case(session, now)
    assert leg(session, case).check_after is None
    assert due_clocks(session, vn(TO_OVERSIGHT)) == []


def test_it_looks_once_at_what_has_ended(session: Session, now: datetime) -> None:
    """Looked at for ever it would keep all others waiting."""
    case = accepted_case(session, now)
    clock = leg(session, case)
    withdraw_case(acting(session, "sender", now), case, reason="Xong rồi.")
    clock.stopped, clock.check_after = False, vn(HALF_TIME)
    assert remind_of(session, case, HALF_TIME) == set()
    assert due_clocks(session, vn(TO_OVERSIGHT)) == []


def test_it_puts_off_a_leg_that_raised(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    session.flush()
    put_off(acting(session, "system", vn(HALF_TIME)), (case.id, Leg.ANSWER, 1), ValueError("private"))
    clock = leg(session, case)
    assert (clock.check_after, clock.last_error) == (vn("23T17:00"), "ValueError")


def test_it_puts_off_no_leg_that_was_satisfied_meanwhile(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    put_off(acting(session, "system", vn(HALF_TIME)), (case.id, Leg.ANSWER, 1), ValueError())
    assert leg(session, case).check_after is None


def test_it_is_not_restarted_by_an_edit(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    before = leg(session, case).check_after
    account = session.get_one(Account, account_of(session, "officer").id)
    account.post = "Chuyên viên chính"
    case.place = "Ấp 2"
    session.flush()
    assert session.get_one(CaseClock, (case.id, Leg.ANSWER, 1)).check_after == before
