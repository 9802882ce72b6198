"""The invariant of resolutions: the day on a case is that of the one that stands, and it has evidence."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.resolution import Resolution
from portal.services.record_resolution import withdraw_resolution
from tests.factories import acting, answered_case, divert_case, resolved_case
from tests.queries.checking import found

pytestmark = pytest.mark.usefixtures("standing_office")

NAME = "cases show their resolution"
OTHER_DAY = {"its day of resolution is not that of the one that stands"}


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    """A resolved case beside sound ones that nothing is done to."""
    answered_case(session, now)
    resolved_case(session, now)
    withdraw_resolution(acting(session, "leader", now), resolved_case(session, now), reason="Lại hỏng.")
    divert_case(acting(session, "coordinator", now), resolved_case(session, now), procedure="complaint")
    return resolved_case(session, now)


def test_it_finds_nothing_wrong_with_sound_ones(session: Session, now: datetime, case: Case) -> None:
    assert found(session, NAME, now) == set()


@pytest.mark.parametrize("day", [None, date(2026, 11, 19)])
def test_it_finds_another_day(session: Session, now: datetime, case: Case, day: date | None) -> None:
    session.execute(update(Case).where(Case.id == case.id).values(resolved_on=day))
    assert found(session, NAME, now) == OTHER_DAY


def test_it_finds_a_day_without_a_resolution(session: Session, now: datetime, case: Case) -> None:
    mine = update(Resolution).where(Resolution.case_id == case.id)
    session.execute(mine.values(withdrawn_at=now))
    assert found(session, NAME, now) == OTHER_DAY


def test_it_finds_one_without_evidence(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(Attachment).where(Attachment.case_id == case.id))
    assert found(session, NAME, now) == {"resolved without evidence"}
