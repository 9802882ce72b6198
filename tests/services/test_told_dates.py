"""The date first promised and the appointment in force, as one file after the other tells them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.dossier import Dossier
from portal.services.import_dossiers import tell_dossiers
from tests.dossier_factories import COLUMNS, day, filed_dossier, issued_letter, told_row
from tests.factories import acting

pytestmark = pytest.mark.usefixtures("standing_office")

FIRST, MOVED = date(2026, 11, 20), date(2026, 11, 27)
Tell = Callable[..., tuple[date, date]]


@pytest.fixture
def tell(session: Session, now: datetime) -> Tell:
    """Tell the dossier of the factories again; returns the promise and the appointment."""

    def tell(**given: Any) -> tuple[date, date]:
        row = told_row(received=day(date(2026, 11, 10)), **given)
        columns = COLUMNS | {"supplement_requests"}
        tell_dossiers(acting(session, "system", now), [row], columns)
        wanted = select(Dossier).where(Dossier.code == row.code)
        found = session.scalars(wanted.execution_options(populate_existing=True)).one()
        return found.first_due_on, found.due_on

    return tell


@pytest.mark.parametrize(
    ("supplements", "expected"),
    [
        # No reason in law to move the promise: the appointment moves, the outcome is measured by the promise.
        (0, (FIRST, MOVED)),
        # The papers had to be completed, and the time begins anew: a new slip is a new promise.
        (1, (MOVED, MOVED)),
    ],
)
def test_a_later_file_moves_the_date(tell: Tell, supplements: int, expected: tuple[date, date]) -> None:
    tell(due=day(FIRST))
    assert tell(due=day(MOVED), supplement_requests=supplements) == expected


def test_a_date_told_at_last_takes_the_place_of_a_reckoned_one(tell: Tell) -> None:
    first, appointment = tell(due=None)
    assert first == appointment != MOVED
    assert tell(due=day(MOVED)) == (MOVED, MOVED)


def test_without_a_date_the_appointment_that_was_told_stays(tell: Tell) -> None:
    tell(due=day(FIRST))
    assert tell(due=None) == (FIRST, FIRST)


def test_a_reckoned_date_moves_with_the_receipt(session: Session, now: datetime) -> None:
    filed_dossier(session, now, due=None, received=day(date(2026, 11, 10)))
    before = session.scalars(select(Dossier)).one().due_on
    moved = filed_dossier(session, now, due=None, received=day(date(2026, 11, 11)))
    assert moved.first_due_on == moved.due_on > before


def test_a_date_that_was_moved_moves_back(tell: Tell) -> None:
    tell(due=day(FIRST))
    tell(due=day(MOVED))
    assert tell(due=day(FIRST)) == (FIRST, FIRST)


@pytest.mark.parametrize("supplements", [0, 2])
def test_after_a_letter_the_promise_stays_whatever_is_told(
    session: Session, now: datetime, tell: Tell, supplements: int
) -> None:
    dossier = filed_dossier(session, now, received=day(date(2026, 11, 10)), due=day(FIRST))
    issued_letter(session, now, dossier)
    later_still = date(2026, 12, 11)
    assert tell(due=day(later_still), supplement_requests=supplements) == (FIRST, later_still)


def test_the_one_stop_software_that_never_heard_of_the_letter_does_not_undo_it(
    session: Session, now: datetime, tell: Tell
) -> None:
    dossier = filed_dossier(session, now, received=day(date(2026, 11, 10)), due=day(FIRST))
    issued_letter(session, now, dossier)
    assert tell(due=day(FIRST)) == (FIRST, MOVED)
    assert tell(due=day(FIRST), supplement_requests=0) == (FIRST, MOVED)


def test_what_was_marked_as_solved_stays_marked(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    dossier.solved_on = now.date() - timedelta(days=1)
    session.flush()
    again = filed_dossier(session, now, counter="Quầy 9")
    assert again.solved_on == now.date() - timedelta(days=1)
    assert again.counter == "Quầy 9"
