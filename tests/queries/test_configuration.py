"""What an administrator may see of the configuration: within reach, and with what is ended."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.people import SENDER, SYSTEM, Actor, Appointment
from portal.domain.permissions import Role
from portal.models.appointment import AppointmentRow
from portal.models.audit import AuditEntry
from portal.models.unit import Unit
from portal.queries import configuration
from portal.queries.configuration import (
    AuditFilter,
    audit_entries,
    governed_people,
    has_whole_reach,
    reach_of,
)
from portal.queries.settings import load_settings
from tests.factories import CAST, person, unit_id
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")
TODAY = date(2026, 11, 20)


def administrator_of(session: Session, code: str) -> Actor:
    """An administrator of a unit and those below it."""
    unit = unit_id(session, code)
    reach = load_settings(session).units_below(unit)
    return Actor(None, "Quản trị", (Appointment(Role.ADMINISTRATOR, unit, reach),))


def test_it_tells_who_governs_the_whole_office(session: Session, now: datetime) -> None:
    settings = load_settings(session)
    assert has_whole_reach(settings, person(session, "administrator", now))
    assert has_whole_reach(settings, SYSTEM)
    for actor in (administrator_of(session, "SCT"), person(session, "overseer", now), SENDER):
        assert not has_whole_reach(settings, actor)


def test_it_reaches_a_unit_and_those_below(session: Session) -> None:
    reach = reach_of(load_settings(session), administrator_of(session, "SCT"))
    assert {unit_id(session, "SCT"), unit_id(session, "QLNL")} <= reach
    assert unit_id(session, "TB") not in reach


def test_it_finds_those_all_of_whose_offices_are_within_reach(session: Session) -> None:
    settings, actor = load_settings(session), administrator_of(session, "SCT")
    officer, leader = account_of(session, "officer"), account_of(session, "leader")
    elsewhere = AppointmentRow(
        account_id=leader.id, unit_id=unit_id(session, "TB"), role=Role.OFFICER, valid_from=TODAY
    )
    session.add(elsewhere)
    found = governed_people(session, settings, actor, today=TODAY)
    assert officer.id in found
    assert leader.id not in found
    elsewhere.valid_to = date(2026, 11, 19)
    elsewhere.valid_from = date(2026, 1, 1)
    assert leader.id in governed_people(session, settings, actor, today=TODAY)


def test_it_finds_nobody_for_who_governs_nothing(session: Session, now: datetime) -> None:
    actor = person(session, "officer", now)
    assert governed_people(session, load_settings(session), actor, today=TODAY) == {}


def test_it_lists_closed_units_too(session: Session) -> None:
    row = session.get_one(Unit, unit_id(session, "QLCN"))
    row.valid_to = TODAY
    assert row in configuration.units(session)


def test_it_finds_a_unit_within_reach_alone(session: Session) -> None:
    settings, actor = load_settings(session), administrator_of(session, "SCT")
    for code, seen in (("QLNL", True), ("TB", False)):
        found = configuration.unit(session, unit_id(session, code), settings=settings, actor=actor)
        assert (found is not None) is seen


def entry(session: Session, subject: str, code: str | None) -> None:
    unit = unit_id(session, code) if code else None
    row = AuditEntry(
        at=datetime.fromisoformat("2026-11-20T09:00+07:00"),
        account_id=None,
        unit_id=unit,
        action="unit_changed",
        subject=subject,
        folded=subject.lower(),
        before=None,
        after=None,
    )
    session.add(row)
    session.flush()


def test_it_keeps_changes_of_other_units_and_of_the_whole_to_those_they_concern(session: Session) -> None:
    for subject, code in (("ours", "QLNL"), ("theirs", "TB"), ("all", None)):
        entry(session, subject, code)
    settings, local = load_settings(session), administrator_of(session, "SCT")
    seen = audit_entries(session, AuditFilter(), settings=settings, actor=local)
    assert [row.subject for row in seen] == ["ours"]
    everything = audit_entries(session, AuditFilter(), settings=settings, actor=SYSTEM)
    assert [row.subject for row in everything] == ["all", "theirs", "ours"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (AuditFilter(words="ME Hai"), ["hai me"]),
        (AuditFilter(words="100%"), ["100% xong"]),  # no wildcard
        (AuditFilter(action="rule_moved"), []),
        (AuditFilter(before_id=0), []),
    ],
)
def test_it_narrows_the_changes(session: Session, where: AuditFilter, found: list[str]) -> None:
    for subject in ("hai me", "100% xong", "1000 xong"):
        entry(session, subject, None)
    rows = audit_entries(session, where, settings=load_settings(session), actor=SYSTEM)
    assert [row.subject for row in rows] == found


def test_it_knows_the_cast(session: Session) -> None:
    ids = [account_of(session, role).id for role in CAST]
    held = configuration.appointments(session, ids)
    assert {row.account_id for row in held} == set(ids)
    assert {row.id for row in held} <= {row.id for row in configuration.appointments_now(session, TODAY)}
