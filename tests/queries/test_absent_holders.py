"""Whose work lies there today, and why: no open case is in nobody's list."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.appointment import AppointmentRow, Deputy
from portal.queries.absent_holders import Stranded, Why, absences_from, stranded, stranded_cases
from portal.services.ask_sender import ask_sender
from portal.services.take_case import accept_case
from tests.factories import accepted_case, acting, answered_case, divert_case, opened_case
from tests.support.records import account_of
from tests.support.statements import counted_statements


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def away(session: Session, role: str, *, deputy: str, on: date, days: int = 0) -> None:
    row = Deputy(
        account_id=account_of(session, role).id,
        deputy_id=account_of(session, deputy).id,
        from_on=on,
        to_on=on + timedelta(days=days),
    )
    session.add(row)
    session.flush()


def end_posts(session: Session, role: str, on: date) -> None:
    account_id = account_of(session, role).id
    for row in session.scalars(select(AppointmentRow).where(AppointmentRow.account_id == account_id)):
        row.valid_to = on
    session.flush()


def lying(session: Session, now: datetime, role: str = "leader") -> list[Stranded]:
    act = acting(session, role, now)
    return stranded(session, act.settings, act.actor, today=act.today)


def whys(session: Session, now: datetime, role: str = "leader") -> list[Why]:
    return [each.why for each in lying(session, now, role)]


def test_a_holder_at_work_leaves_nothing_behind(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    opened_case(session, now)
    assert lying(session, now) == []


def test_a_deputy_at_work_is_enough(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    away(session, "officer", deputy="colleague", on=now.date())
    assert lying(session, now) == []


def test_a_deputy_who_is_away_too_is_not(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    away(session, "officer", deputy="colleague", on=now.date())
    away(session, "colleague", deputy="leader", on=now.date())
    assert whys(session, now) == [Why.AWAY]
    # Tomorrow both are back.
    assert lying(session, now + timedelta(days=1)) == []


def test_a_deputy_who_has_left_is_not(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    away(session, "officer", deputy="colleague", on=now.date())
    account_of(session, "colleague").active = False
    session.flush()
    assert whys(session, now) == [Why.AWAY]


def test_a_deputy_without_any_office_is_not(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    away(session, "officer", deputy="colleague", on=now.date())
    end_posts(session, "colleague", now.date() - timedelta(days=1))
    assert whys(session, now) == [Why.AWAY]


def test_who_is_barred_leaves_their_work_behind(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    account_of(session, "officer").active = False
    session.flush()
    (found,) = lying(session, now)
    assert (found.why, found.count) == (Why.INACTIVE, 1)


def test_who_leaves_the_unit_does_from_the_day_after(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    end_posts(session, "officer", now.date())
    assert lying(session, now) == []
    assert whys(session, now + timedelta(days=1)) == [Why.NOT_APPOINTED]


def test_a_leader_above_may_hold_cases_of_a_unit_below(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    accept_case(acting(session, "director", now), case)
    session.flush()
    assert lying(session, now) == []


def test_waiting_cases_are_counted_and_ended_ones_are_not(session: Session, now: datetime) -> None:
    ask_sender(acting(session, "officer", now), accepted_case(session, now), text="Số công tơ?")
    answered_case(session, now)
    sealed = accepted_case(session, now)
    divert_case(acting(session, "leader", now), sealed, procedure="complaint")
    account_of(session, "officer").active = False
    session.flush()
    (found,) = lying(session, now)
    assert found.count == 1
    assert len(stranded_cases(session, [found])) == 1


@pytest.mark.parametrize(
    ("role", "seen"), [("director", 1), ("coordinator", 1), ("outsider", 0), ("overseer", 0)]
)
def test_it_is_told_to_those_who_reassign(session: Session, now: datetime, role: str, seen: int) -> None:
    accepted_case(session, now)
    account_of(session, "officer").active = False
    session.flush()
    assert len(lying(session, now, role)) == seen


def test_the_cases_stand_nearest_due_first(session: Session, now: datetime) -> None:
    later, sooner = accepted_case(session, now), accepted_case(session, now - timedelta(days=3))
    account_of(session, "officer").active = False
    session.flush()
    rows = stranded_cases(session, lying(session, now))
    assert [row.reference for row in rows] == [sooner.reference, later.reference]
    assert stranded_cases(session, []) == []


def test_it_takes_one_statement(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    act = acting(session, "leader", now)
    with counted_statements() as sent:
        stranded(session, act.settings, act.actor, today=act.today)
    assert len(sent) == 1


def test_absences_are_shown_from_today_on(session: Session, now: datetime) -> None:
    today = now.date()
    away(session, "officer", deputy="colleague", on=today - timedelta(days=9), days=3)
    away(session, "officer", deputy="colleague", on=today - timedelta(days=1), days=1)
    away(session, "leader", deputy="colleague", on=today + timedelta(days=5))
    officer, colleague = account_of(session, "officer").id, account_of(session, "colleague").id
    own = absences_from(session, [officer], deputy_id=officer, today=today)
    assert [row.from_on for row in own] == [today - timedelta(days=1)]
    standing_in = absences_from(session, [colleague], deputy_id=colleague, today=today)
    assert len(standing_in) == 2
