"""Actors: what somebody may do, where, and whose work is theirs."""

import pytest

from portal.domain.people import SENDER, SYSTEM, Actor, Appointment
from portal.domain.permissions import By, Permission, Role

DEPARTMENT, DIVISION, COMMUNE = 1, 2, 3

# A leader of the department with the division below it, who is also an officer of the commune.
LEADER = Appointment(Role.LEADER, DEPARTMENT, frozenset({DEPARTMENT, DIVISION}))
OFFICER = Appointment(Role.OFFICER, COMMUNE, frozenset({COMMUNE}))
SOMEBODY = Actor(7, "Nguyễn Thị Hạnh", (LEADER, OFFICER))


@pytest.mark.parametrize(
    ("permission", "unit_ids", "may"),
    [
        (Permission.APPROVE_ANSWER, (DEPARTMENT,), True),  # in their own unit
        (Permission.APPROVE_ANSWER, (DIVISION,), True),  # in the one below
        (Permission.APPROVE_ANSWER, (COMMUNE,), False),  # not where they are an officer
        (Permission.WRITE_ANSWER, (COMMUNE,), True),
        (Permission.APPROVE_ANSWER, (COMMUNE, DIVISION), True),  # any of the units of a case is enough
        (Permission.APPROVE_ANSWER, (None,), False),  # a case without a unit is nobody's by accident
        (Permission.APPROVE_ANSWER, (), True),  # somewhere at all: for menus
        (Permission.CONFIGURE, (DEPARTMENT,), False),
        (Permission.CONFIGURE, (), False),
    ],
)
def test_it_may_act_where_an_appointment_reaches(
    permission: Permission, unit_ids: tuple[int | None, ...], may: bool
) -> None:
    assert SOMEBODY.may(permission, *unit_ids) is may


def test_it_gathers_the_units_of_all_appointments() -> None:
    assert SOMEBODY.units_for(Permission.SEE_CASES) == {DEPARTMENT, DIVISION, COMMUNE}
    assert SOMEBODY.units_for(Permission.EXTEND) == {DEPARTMENT, DIVISION}


@pytest.mark.parametrize("actor", [SENDER, SYSTEM, Actor(8, "former colleague")])
@pytest.mark.parametrize("permission", list(Permission))
def test_it_permits_nothing_without_an_appointment(permission: Permission, actor: Actor) -> None:
    assert not actor.may(permission)
    assert not actor.may(permission, DEPARTMENT)


def test_it_knows_its_roles() -> None:
    assert SOMEBODY.has_role(Role.LEADER)
    assert not SOMEBODY.has_role(Role.OVERSEER)


def test_it_does_the_work_of_those_it_stands_in_for() -> None:
    deputy = Actor(8, "Trần Văn Bình", (Appointment(Role.OFFICER, DIVISION, frozenset({DIVISION}), 7),))

    assert deputy.stands_in_for == {7}
    assert deputy.work_of == {7, 8}
    assert SOMEBODY.work_of == {7}


def test_it_has_no_work_as_the_sender_or_the_system() -> None:
    assert (SENDER.by, SENDER.work_of) == (By.SENDER, frozenset())
    assert (SYSTEM.by, SYSTEM.work_of) == (By.SYSTEM, frozenset())


def test_an_administrator_opens_nothing_sealed_whatever_else_they_are() -> None:
    keeper = Appointment(Role.SEALED_CASE_OFFICER, DEPARTMENT, frozenset({DEPARTMENT}))
    administrator = Appointment(Role.ADMINISTRATOR, COMMUNE, frozenset({COMMUNE}))
    assert Actor(9, "keeper", (keeper,)).may(Permission.OPEN_SEALED, DEPARTMENT)
    both = Actor(9, "both", (keeper, administrator))
    assert not both.may(Permission.OPEN_SEALED, DEPARTMENT)
    assert not both.may(Permission.OPEN_SEALED)
    assert both.may(Permission.CONFIGURE)
