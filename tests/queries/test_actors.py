"""Who acts: the appointments of today, one's own and those one stands in for."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.models.appointment import AppointmentRow, Deputy
from tests.factories import CAST, person, unit_id
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = timedelta(days=1)


def reach(session: Session, actor: Actor) -> set[str]:
    """The codes of the units in which somebody sees cases."""
    units = ("BA", "SCT", "VP", "QLTM", "QLNL", "QLCN", "KTAT", "HCC", "TB", "TP", "LH")
    return {code for code in units if actor.may(Permission.SEE_CASES, unit_id(session, code))}


@pytest.mark.parametrize(
    ("role", "units"),
    [
        ("officer", {"QLNL"}),
        ("outsider", {"LH"}),
        ("leader", {"QLNL"}),
        ("director", {"SCT", "VP", "QLTM", "QLNL", "QLCN", "KTAT"}),
        ("administrator", set()),
        ("sealed_case_officer", set()),
    ],
)
def test_it_reaches_as_far_as_the_role_does(
    session: Session, now: datetime, role: str, units: set[str]
) -> None:
    assert reach(session, person(session, role, now)) == units


@pytest.mark.parametrize("role", ["operator", "coordinator", "overseer"])
def test_it_reaches_everything_below_the_root(session: Session, now: datetime, role: str) -> None:
    assert len(reach(session, person(session, role, now))) == 11


def test_it_holds_from_the_first_day_to_the_last(session: Session, now: datetime) -> None:
    first, last = now + DAY, now + DAY * 2
    row = AppointmentRow(
        account_id=account_of(session, "officer").id,
        unit_id=unit_id(session, "VP"),
        role=Role.LEADER,
        valid_from=first.date(),
        valid_to=last.date(),
    )
    session.add(row)
    session.flush()
    days = [now, first, last, last + DAY]
    leads = [person(session, "officer", day).has_role(Role.LEADER) for day in days]
    assert leads == [False, True, True, False]


def test_it_counts_the_day_in_viet_nam(session: Session, now: datetime) -> None:
    """Half past midnight in Hà Nội is still yesterday in Greenwich."""
    night = datetime.fromisoformat("2026-11-20T17:30+00:00")
    row = AppointmentRow(
        account_id=account_of(session, "officer").id,
        unit_id=unit_id(session, "VP"),
        role=Role.LEADER,
        valid_from=date(2026, 11, 21),
    )
    session.add(row)
    session.flush()
    assert person(session, "officer", night).has_role(Role.LEADER)
    assert not person(session, "officer", now).has_role(Role.LEADER)


def stand_in(session: Session, absent: str, deputy: str, first: date, last: date) -> None:
    ids = {"account_id": account_of(session, absent).id, "deputy_id": account_of(session, deputy).id}
    session.add(Deputy(from_on=first, to_on=last, **ids))
    session.flush()


def test_it_stands_in_for_an_absent_holder(session: Session, now: datetime) -> None:
    stand_in(session, "leader", "colleague", date(2026, 11, 20), date(2026, 11, 23))
    deputy = person(session, "colleague", now)
    energy = unit_id(session, "QLNL")
    assert deputy.may(Permission.APPROVE_ANSWER, energy)
    assert deputy.stands_in_for == {account_of(session, "leader").id}
    assert deputy.work_of == {account_of(session, "leader").id, account_of(session, "colleague").id}
    for day in (now - DAY, now + DAY * 4):
        assert not person(session, "colleague", day).may(Permission.APPROVE_ANSWER, energy)


def test_it_leaves_the_absent_holder_their_rights(session: Session, now: datetime) -> None:
    stand_in(session, "leader", "colleague", date(2026, 11, 20), date(2026, 11, 23))
    assert person(session, "leader", now).may(Permission.APPROVE_ANSWER, unit_id(session, "QLNL"))


def test_it_does_not_stand_in_for_who_stands_in(session: Session, now: datetime) -> None:
    """A deputy's deputy has the deputy's own rights and no further ones."""
    stand_in(session, "director", "leader", date(2026, 11, 20), date(2026, 11, 20))
    stand_in(session, "leader", "colleague", date(2026, 11, 20), date(2026, 11, 20))
    assert reach(session, person(session, "colleague", now)) == {"QLNL"}


def test_it_knows_the_cast(session: Session, now: datetime) -> None:
    for role in CAST:
        actor = person(session, role, now)
        assert (actor.account_id, actor.name) == (
            account_of(session, role).id,
            account_of(session, role).name,
        )
        assert len(actor.appointments) == 1
