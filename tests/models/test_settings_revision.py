"""A change of what officials configure is seen by every process; a change of anything else is not one."""

from datetime import date, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.calendar import DayKind
from portal.domain.clock import TimeUnit
from portal.domain.permissions import Role
from portal.domain.policies import Leg
from portal.domain.states import Level
from portal.domain.successions import SuccessionKind
from portal.domain.time import VIETNAM
from portal.extensions import Base
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.bookkeeping import Heartbeat, SettingsRevision
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.category import Area, Category
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.settings_revision import SETTINGS, raise_revision
from portal.models.succession import Succession, SuccessionPart, UnitVersion
from portal.models.survey import FramingSite
from portal.models.unit import Unit
from tests.factories import accepted_case, unit_id
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = date(2026, 12, 1)
NOW = datetime(2026, 11, 20, 9, tzinfo=VIETNAM)


def token(session: Session) -> str:
    return session.scalars(select(SettingsRevision.token)).one()


def fresh_rows(session: Session) -> list[Base]:
    """One new row of every table that the settings are made of."""
    unit, officer = unit_id(session, "QLNL"), account_of(session, "officer").id
    return [
        AppointmentRow(account_id=officer, unit_id=unit, role=Role.LEADER, valid_from=DAY),
        Deputy(account_id=officer, deputy_id=officer, from_on=DAY, to_on=DAY),
        CalendarRow(on=DAY, kind=DayKind.OFF, name="Nghỉ", source=""),
        CalendarYear(year=2030),
        Area(name="xã Mới"),
        Category(code="new", name="Mới"),
        ClockPolicyRow(code="X", leg=Leg.ANSWER, amount=1, time_unit=TimeUnit.DAYS, valid_from=DAY),
        UnitPolicyRow(name="two_persons", value=False, valid_from=DAY),
        RoutingRuleRow(position=1, unit_id=unit, words=[]),
        Unit(code="NEW", name="Mới", level=Level.DIVISION, valid_from=DAY),
        FramingSite(origin="https://xa.example", made_at=NOW),
        UnitVersion(unit_id=unit, valid_from=DAY, valid_to=DAY, code="OLD", name="Cũ", level=Level.DIVISION),
    ]


def planned(session: Session) -> list[Base]:
    """The rows of one plan, the part after the whole it needs."""
    plan = Succession(
        key="0" * 36,
        kind=SuccessionKind.ABOLISHED,
        legal_basis="Nghị quyết",
        takes_effect_on=DAY,
        made_at=NOW,
    )
    session.add(plan)
    session.flush()
    return [SuccessionPart(succession_id=plan.id, from_unit_id=unit_id(session, "QLNL"))]


def test_it_is_raised_by_a_new_row_of_every_table(session: Session) -> None:
    rows = fresh_rows(session)
    before = token(session)
    rows += planned(session)
    assert token(session) != before  # by the plan itself
    assert {Succession, *(type(row) for row in rows)} == set(SETTINGS)
    seen = [token(session)]
    for row in rows:
        session.add(row)
        session.flush()
        seen.append(token(session))
    assert len(set(seen)) == len(rows) + 1


def test_it_is_raised_by_a_change_and_by_a_deletion(session: Session) -> None:
    row = session.scalars(select(RoutingRuleRow).limit(1)).one()
    seen = [token(session)]
    row.position = 5
    session.flush()
    seen.append(token(session))
    session.delete(row)
    session.flush()
    seen.append(token(session))
    assert len(set(seen)) == 3


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("name", "Bùi Huy"),
        ("post", "Phó phòng"),
        ("email", "huy@binhan.example"),
        ("active", False),
        ("language", "en"),
        ("mails_at_once", True),
    ],
)
def test_it_is_raised_by_what_others_see_of_a_person(session: Session, fact: str, value: object) -> None:
    before = token(session)
    setattr(account_of(session, "officer"), fact, value)
    session.flush()
    assert token(session) != before


def test_it_is_not_raised_by_a_sign_in(session: Session, now: datetime) -> None:
    before = token(session)
    account = account_of(session, "officer")
    account.tf_last_counter, account.update_datetime, account.password = 7, now, "other"
    session.flush()
    assert token(session) == before


def test_it_is_not_raised_by_the_work_of_the_day(session: Session, now: datetime) -> None:
    before = token(session)
    accepted_case(session, now)
    session.add(Heartbeat(name="x", at=now))
    session.flush()
    assert token(session) == before


def test_it_is_undone_with_the_change(session: Session) -> None:
    before = token(session)
    attempt = session.begin_nested()
    session.add(CalendarYear(year=2030))
    session.flush()
    attempt.rollback()
    assert token(session) == before


def test_it_is_raised_by_hand_for_bulk_changes(session: Session) -> None:
    before = token(session)
    session.execute(update(Account).values(active=False))
    assert token(session) == before
    raise_revision(session)
    assert token(session) != before
