"""A new holiday moves the promised dates that were reckoned here, and no others."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.dossiers import DossierEventKind
from portal.models.dossier import Dossier, DossierEvent
from portal.services.change_calendar import Changes, DayChange, change_calendar, what_would_move
from tests.dossier_factories import day, filed_dossier, issued_letter
from tests.factories import acting

pytestmark = pytest.mark.usefixtures("standing_office")

HOLIDAY = date(2026, 11, 23)
NOTICE = "Thông báo nghỉ bù"


def a_holiday() -> Changes:
    return Changes((DayChange(HOLIDAY, CalendarDay(HOLIDAY, DayKind.OFF, "Nghỉ bù", "Thông báo 1/TB-UBND")),))


def reckoned(session: Session, now: datetime, code: str) -> Dossier:
    # Some working days from Thursday 19/11 by the procedure's own time, over a holiday on Tuesday.
    return filed_dossier(session, now, code=code, received=day(date(2026, 11, 19)), due=None)


def test_what_was_reckoned_moves_and_what_a_slip_told_stands(session: Session, now: datetime) -> None:
    ours, told = (
        reckoned(session, now, "R-1"),
        filed_dossier(session, now, code="T-1", due=day(date(2026, 12, 1))),
    )
    before = ours.due_on
    assert before > HOLIDAY
    administrator = acting(session, "administrator", now)
    assert what_would_move(administrator, a_holiday()).dossiers == 1
    assert ours.due_on == before

    assert change_calendar(administrator, a_holiday(), notice=NOTICE).dossiers == 1
    session.flush()
    assert ours.first_due_on == ours.due_on
    assert ours.due_on > before
    assert told.due_on == date(2026, 12, 1)
    event = session.scalars(select(DossierEvent).where(DossierEvent.kind == DossierEventKind.DUE_MOVED)).one()
    assert event.facts["notice"] == NOTICE
    assert event.facts["from"] == before.isoformat()


def test_what_a_letter_promised_stands(session: Session, now: datetime) -> None:
    dossier = reckoned(session, now, "R-2")
    issued_letter(session, now, dossier)
    promised = dossier.due_on
    assert change_calendar(acting(session, "administrator", now), a_holiday(), notice=NOTICE).dossiers == 0
    assert dossier.due_on == promised


def test_the_same_holiday_twice_moves_nothing(session: Session, now: datetime) -> None:
    reckoned(session, now, "R-3")
    administrator = acting(session, "administrator", now)
    change_calendar(administrator, a_holiday(), notice=NOTICE)
    session.flush()
    again = acting(session, "administrator", now)
    assert change_calendar(replace(again), a_holiday(), notice=NOTICE).dossiers == 0
