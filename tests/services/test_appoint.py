"""Appointments on both databases: rights begin and end with their dates."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.appointment import AppointmentRow
from portal.services.appoint import Leave, Office, appoint, end_appointment, end_deputy, governed, name_deputy
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import acting, person, unit_id
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")
TODAY = date(2026, 11, 20)


def office(session: Session, **given: object) -> Office:
    usual: dict[str, object] = {"unit_id": unit_id(session, "QLTM"), "role": Role.LEADER, "valid_from": TODAY}
    return Office(**{**usual, **given})  # type: ignore[arg-type]


def test_it_gives_rights_from_the_first_to_the_last_day(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    term = office(session, valid_from=TODAY + timedelta(days=1), valid_to=TODAY + timedelta(days=2))
    appoint(act, account_of(session, "officer").id, term)
    held = [person(session, "officer", now + timedelta(days=day)).has_role(Role.LEADER) for day in range(4)]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [(-10, -1, False), (-10, 0, True), (5, None, True), (11, None, False)],
    ids=["before", "up to its first day", "within", "after"],
)
def test_it_gives_no_role_twice_at_the_same_time(
    session: Session, now: datetime, first: int, last: int | None, taken: bool
) -> None:
    act, officer = acting(session, "administrator", now), account_of(session, "officer").id
    appoint(act, officer, office(session, valid_to=TODAY + timedelta(days=10)))
    again = office(
        session,
        valid_from=TODAY + timedelta(days=first),
        valid_to=TODAY + timedelta(days=last) if last is not None else None,
    )
    if not taken:
        assert appoint(act, officer, again).id
        return
    with pytest.raises(RuleBroken) as broken:
        appoint(act, officer, again)
    assert broken.value.code == "held_already"


def test_it_ends_rights_with_the_last_day(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = appoint(act, account_of(session, "officer").id, office(session))
    end_appointment(act, row.id, last_on=TODAY)
    assert person(session, "officer", now).has_role(Role.LEADER)
    assert not person(session, "officer", now + timedelta(days=1)).has_role(Role.LEADER)


def test_it_takes_back_what_has_not_begun(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = appoint(
        act, account_of(session, "officer").id, office(session, valid_from=TODAY + timedelta(days=5))
    )
    end_appointment(act, row.id, last_on=TODAY)
    session.flush()
    assert session.get(AppointmentRow, row.id) is None


def test_it_lets_nobody_appoint_themselves_or_be_their_own_choice(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    oneself = account_of(session, "administrator").id
    with pytest.raises(RuleBroken, match="oneself"):
        appoint(act, oneself, office(session))
    with pytest.raises(RuleBroken, match="oneself"):
        name_deputy(act, account_of(session, "leader").id, Leave(oneself, TODAY, TODAY))


def test_it_lets_a_deputy_act_on_the_days_of_the_leave(session: Session, now: datetime) -> None:
    act, leader = acting(session, "administrator", now), account_of(session, "leader").id
    colleague = account_of(session, "colleague").id
    row = name_deputy(act, leader, Leave(colleague, TODAY - timedelta(days=1), TODAY + timedelta(days=1)))
    assert person(session, "colleague", now).stands_in_for == {leader}
    with pytest.raises(RuleBroken, match="overlaps"):
        name_deputy(act, leader, Leave(account_of(session, "officer").id, TODAY, TODAY))
    end_deputy(act, row.id)
    assert person(session, "colleague", now).stands_in_for == frozenset()


@pytest.mark.parametrize("role", ["officer", "leader", "outsider"])
def test_it_refuses_everybody_but_administrators(session: Session, now: datetime, role: str) -> None:
    act, somebody = acting(session, role, now), account_of(session, "coordinator").id
    with pytest.raises(NotPermitted):
        appoint(act, somebody, office(session))
    with pytest.raises(NotPermitted):
        governed(act, somebody)
    with pytest.raises(NotPermitted):
        end_appointment(act, session.query(AppointmentRow.id).limit(1).scalar(), last_on=TODAY)
