"""The worker looks at every leg whose moment has come; one that raises is put off."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.policies import Leg
from portal.jobs.remind import send_reminders
from portal.models.clock import CaseClock
from tests.factories import accepted_case
from tests.jobs.conftest import Clock, Work
from tests.support.records import leg, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_reminds_of_every_leg_that_is_due(work: Work, clock: Clock, session: Session) -> None:
    cases = [accepted_case(session, clock.moment) for _ in range(3)]
    assert work(send_reminders) == 0
    clock.moment += timedelta(days=5)
    assert work(send_reminders) == 3
    assert all(told_staff(session, case, "staff_reminder") == {"officer"} for case in cases)
    assert work(send_reminders) == 0


def test_it_puts_off_a_leg_that_raises_and_goes_on(work: Work, clock: Clock, session: Session) -> None:
    broken, sound = accepted_case(session, clock.moment), accepted_case(session, clock.moment)
    mine = update(CaseClock).where(CaseClock.case_id == broken.id, CaseClock.leg == Leg.ANSWER)
    session.execute(mine.values(reminders_sent=["never heard of"]))
    clock.moment += timedelta(days=5)
    assert work(send_reminders) == 1
    assert told_staff(session, sound, "staff_reminder") == {"officer"}
    clock_of_broken = leg(session, broken)
    assert clock_of_broken.check_after == clock.moment + timedelta(minutes=30)
    assert clock_of_broken.last_error == "ValueError"
