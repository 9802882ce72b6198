"""What must always be true of the live data: each check passes on a sound office, and can fail."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.queries.invariants import deadlines
from portal.services.reopen_case import reopen
from tests.factories import acting, answered_case, opened_case, switch
from tests.queries.checking import BY_NAME, check, found, sound_office
from tests.services.who_may import WHY, submitted

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    """An answered case beside a sound one that nothing is done to."""
    opened_case(session, now)
    return answered_case(session, now)


def test_it_finds_nothing_wrong_with_a_sound_office(session: Session, now: datetime) -> None:
    sound_office(session, now)
    for name in BY_NAME:
        checked, breaches = check(session, name, now)
        assert (breaches, checked > 0) == ([], True), name


def test_it_finds_nothing_wrong_where_the_public_answer_counts(session: Session, now: datetime) -> None:
    """Reopened before it was published, a case runs two rounds and shows the second."""
    switch(session, "satisfied_by", "public")
    case = answered_case(session, now)
    reopen(acting(session, "overseer", now + timedelta(days=3)), case, reason=WHY)
    checked, breaches = check(session, "cases show their deadline", now)
    assert (checked, breaches) == (1, [])
    assert found(session, "clocks equal recomputation", now) == set()


def test_it_finds_nothing_wrong_with_an_empty_office(session: Session, now: datetime) -> None:
    assert {name: check(session, name, now) for name in BY_NAME} == dict.fromkeys(BY_NAME, (0, []))


# --- state equals replayed events -----------------------------------------------------------------


def broken(session: Session, case: Case, now: datetime, **values: object) -> set[str]:
    """What the replay says of a case whose columns were changed behind the portal's back."""
    session.execute(update(Case).where(Case.id == case.id).values(**values))
    return found(session, "state equals replayed events", now)


def test_it_finds_a_state_that_no_event_led_to(session: Session, now: datetime, case: Case) -> None:
    assert broken(session, case, now, state=State.CLOSED) == {"state closed, events answered"}


def test_it_finds_a_case_that_is_open_in_a_closed_state(session: Session, now: datetime, case: Case) -> None:
    assert broken(session, case, now, is_open=True) == {"open differs from its state"}


def test_it_finds_a_state_before_that_never_was(session: Session, now: datetime, case: Case) -> None:
    assert broken(session, case, now, state_before=State.CLOSED) == {"the state before differs"}


def test_it_finds_an_event_that_was_taken_out(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.number == 3))
    assert "events are missing" in found(session, "state equals replayed events", now)


def test_it_finds_a_history_that_cannot_be(session: Session, now: datetime, case: Case) -> None:
    wrong = update(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.number == 2)
    session.execute(wrong.values(kind=EventKind.CLOSED))
    faults = found(session, "state equals replayed events", now)
    assert faults == {"its events cannot be replayed: IllegalStep"}


# --- clocks ---------------------------------------------------------------------------------------


def with_clock(session: Session, case: Case, **values: object) -> None:
    mine = update(CaseClock).where(CaseClock.case_id == case.id, CaseClock.leg == Leg.ANSWER)
    session.execute(mine.values(**values))


def test_it_finds_a_due_date_that_its_facts_do_not_give(session: Session, now: datetime, case: Case) -> None:
    with_clock(session, opened_case(session, now), due_on=date(2026, 11, 27))
    assert found(session, "clocks equal recomputation", now) == {"due 2026-11-27, not 2026-11-26"}


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"first_due_on": date(2026, 11, 27)}, "first due date"),
        ({"due_at": datetime(2026, 11, 28, tzinfo=UTC)}, "due moment"),
    ],
)
def test_it_finds_a_moment_that_its_facts_do_not_give(
    session: Session, now: datetime, case: Case, values: dict[str, object], fault: str
) -> None:
    with_clock(session, opened_case(session, now), **values)
    assert found(session, "clocks equal recomputation", now) == {fault}


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"verdict": None}, "satisfied without a verdict"),
        ({"verdict": Verdict.LATE, "late_by": 1}, "the verdict does not fit its dates"),
        ({"late_by": 2}, "late by no day, or in time by some"),
    ],
)
def test_it_finds_a_verdict_that_does_not_fit(
    session: Session, now: datetime, case: Case, values: dict[str, object], fault: str
) -> None:
    with_clock(session, case, **values)
    assert found(session, "clocks equal recomputation", now) == {fault}


def test_it_looks_at_every_round_however_the_batches_fall(
    session: Session, now: datetime, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    reopen(acting(session, "overseer", now), case, reason=WHY)
    checked, _ = check(session, "clocks equal recomputation", now)
    for size in (1, 2, 3):
        monkeypatch.setattr(deadlines, "BATCH", size)
        assert check(session, "clocks equal recomputation", now) == (checked, [])


def test_it_takes_the_last_moment_for_late_where_a_day_ends(session: Session, now: datetime) -> None:
    """An answer at the very midnight that ends the due date is late."""
    case = submitted(session, now)
    with_clock(session, case, satisfied_at=case.due_at, verdict=Verdict.LATE, late_by=1)
    assert found(session, "clocks equal recomputation", now) == set()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"due_on": date(2026, 11, 25)}, "the case shows another due date"),
        ({"due_month": 202612}, "the month of its due date"),
    ],
)
def test_it_finds_a_case_that_shows_another_date(
    session: Session, now: datetime, values: dict[str, object], fault: str
) -> None:
    case = opened_case(session, now)
    session.execute(update(Case).where(Case.id == case.id).values(**values))
    assert found(session, "cases show their deadline", now) == {fault}
