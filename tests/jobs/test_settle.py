"""Waits that expire and windows that close, each in a transaction of its own."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.jobs.settle import settle_due_cases
from portal.models.case import Case, CaseEvent
from tests.factories import answered_case
from tests.jobs.conftest import Clock, Work
from tests.services.who_may import waiting

pytestmark = pytest.mark.usefixtures("standing_office")

MONTH = timedelta(days=30)


def test_it_settles_whatever_is_due(work: Work, clock: Clock, session: Session) -> None:
    asked, answered = waiting(session, clock.moment), answered_case(session, clock.moment)
    assert work(settle_due_cases) == 0
    clock.moment += MONTH
    assert work(settle_due_cases) == 2
    assert (asked.state, answered.state) == (State.IN_PROGRESS, State.CLOSED)
    assert work(settle_due_cases) == 0


def test_it_puts_off_a_case_that_raises_and_goes_on(work: Work, clock: Clock, session: Session) -> None:
    broken, sound = answered_case(session, clock.moment), answered_case(session, clock.moment)
    session.flush()
    # Its next event is there already, which no act of the portal can bring about.
    session.add(
        CaseEvent(
            case_id=broken.id,
            number=broken.event_count + 1,
            kind="noted",
            at=clock.moment,
            unit_id=broken.unit_id,
            facts={},
        )
    )
    session.execute(update(Case).where(Case.id == broken.id).values(check_after=clock.moment))
    clock.moment += MONTH
    assert work(settle_due_cases) == 1
    assert (broken.state, sound.state) == (State.ANSWERED, State.CLOSED)
    assert broken.check_after == clock.moment + timedelta(minutes=30)
