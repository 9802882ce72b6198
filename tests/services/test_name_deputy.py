"""Absences: who may name whom for which days, and what a deputy may do then."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Permission, Role
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.audit import AuditEntry
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.name_deputy import (
    Absence,
    end_absence,
    led_people,
    left_behind,
    possible_deputies,
    stand_in,
)
from tests.factories import acting, unit_id
from tests.support.records import account_of


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture
def absence(session: Session, today: date) -> Absence:
    """The officer away from today to tomorrow, the colleague standing in."""
    officer, colleague = account_of(session, "officer"), account_of(session, "colleague")
    return Absence(officer.id, colleague.id, today, today + timedelta(days=1))


def the_row(session: Session) -> Deputy:
    return session.scalars(select(Deputy)).one()


def test_a_deputy_does_the_work_meanwhile_and_not_after(
    session: Session, now: datetime, absence: Absence
) -> None:
    stand_in(acting(session, "officer", now), absence)
    for days, away in ((0, True), (1, True), (2, False)):
        colleague = acting(session, "colleague", now + timedelta(days=days)).actor
        assert (absence.account_id in colleague.work_of) is away


def test_it_leaves_a_trace(session: Session, now: datetime, absence: Absence) -> None:
    row = stand_in(acting(session, "officer", now), absence)
    end_absence(acting(session, "leader", now), row.id)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["deputy_named", "deputy_ended"]
    assert entries[1].account_id == account_of(session, "leader").id


@pytest.mark.parametrize("role", ["leader", "director"])
def test_a_leader_names_one_for_their_people(
    session: Session, now: datetime, absence: Absence, role: str
) -> None:
    stand_in(acting(session, role, now), absence)
    assert the_row(session).account_id == absence.account_id


@pytest.mark.parametrize("role", ["colleague", "outsider", "coordinator", "administrator", "overseer"])
def test_nobody_else_does(session: Session, now: datetime, absence: Absence, role: str) -> None:
    with pytest.raises(NotPermitted):
        stand_in(acting(session, role, now), absence)


@pytest.mark.parametrize("role", [Role.SEALED_CASE_OFFICER, Role.ADMINISTRATOR])
def test_a_leader_cannot_hand_on_what_is_not_theirs(
    session: Session, now: datetime, absence: Absence, role: Role
) -> None:
    # Else a leader could make themselves the deputy of whoever keeps the sealed cases.
    qlnl = unit_id(session, "QLNL")
    session.add(
        AppointmentRow(account_id=absence.account_id, unit_id=qlnl, role=role, valid_from=date(2026, 1, 1))
    )
    session.flush()
    with pytest.raises(NotPermitted):
        stand_in(acting(session, "leader", now), absence)
    stand_in(acting(session, "officer", now), absence)


def test_colleagues_and_the_unit_above_may_stand_in(session: Session, now: datetime) -> None:
    act = acting(session, "officer", now)
    names = {each.name for each in possible_deputies(act, account_of(session, "officer").id)}
    assert names == {"Ngô Thị Bích Ngọc", "Hoàng Đức Thắng", "Võ Thị Mai Lan"}


def test_who_has_no_colleagues_finds_somebody_further_up(session: Session, now: datetime) -> None:
    act = acting(session, "officer", now)
    officer = account_of(session, "officer")
    for role in ("colleague", "leader", "director"):
        account_of(session, role).active = False
    session.flush()
    act = acting(session, "officer", now)
    above = {post.account_id for post in act.settings.posts if post.unit_id == unit_id(session, "BA")}
    assert {each.id for each in possible_deputies(act, officer.id)} == above


@pytest.mark.parametrize("role", ["officer", "outsider"])
def test_neither_oneself_nor_a_stranger_stands_in(
    session: Session, now: datetime, absence: Absence, role: str
) -> None:
    wrong = replace(absence, deputy_id=account_of(session, role).id)
    with pytest.raises(RuleBroken) as broken:
        stand_in(acting(session, "officer", now), wrong)
    assert (broken.value.field, broken.value.code) == ("deputy_id", "unknown")


def test_who_is_away_too_does_not_stand_in(session: Session, now: datetime, absence: Absence) -> None:
    leader = account_of(session, "leader")
    other = Absence(absence.deputy_id, leader.id, absence.to_on, absence.to_on)
    stand_in(acting(session, "colleague", now), other)
    with pytest.raises(RuleBroken) as broken:
        stand_in(acting(session, "officer", now), absence)
    assert (broken.value.field, broken.value.code) == ("deputy_id", "away")


def test_who_goes_away_is_told_whom_they_leave_behind(
    session: Session, now: datetime, absence: Absence
) -> None:
    stand_in(acting(session, "officer", now), absence)
    leader = account_of(session, "leader")
    other = Absence(absence.deputy_id, leader.id, absence.to_on, absence.to_on)
    act = acting(session, "colleague", now)
    stand_in(act, other)
    assert [each.id for each in left_behind(act, other)] == [absence.account_id]


@pytest.mark.parametrize(
    ("from_on", "to_on", "field", "code"),
    [
        (-1, 1, "from_on", "past"),
        (2, 1, "to_on", "before_start"),
        # touches the standing absence on its last day
        (1, 3, "from_on", "overlaps"),
        # encloses it
        (0, 9, "from_on", "overlaps"),
    ],
)
def test_it_wants_sensible_days(
    session: Session, now: datetime, absence: Absence, from_on: int, to_on: int, field: str, code: str
) -> None:
    stand_in(acting(session, "officer", now), absence)
    first, last = now.date() + timedelta(days=from_on), now.date() + timedelta(days=to_on)
    with pytest.raises(RuleBroken) as broken:
        stand_in(acting(session, "officer", now), replace(absence, from_on=first, to_on=last))
    assert (broken.value.field, broken.value.code) == (field, code)


def test_the_next_absence_may_follow_at_once(session: Session, now: datetime, absence: Absence) -> None:
    stand_in(acting(session, "officer", now), absence)
    after = absence.to_on + timedelta(days=1)
    stand_in(acting(session, "officer", now), replace(absence, from_on=after, to_on=after))


def test_who_is_back_ends_it_with_yesterday(session: Session, now: datetime, absence: Absence) -> None:
    row = stand_in(acting(session, "officer", now), absence)
    tomorrow = now + timedelta(days=1)
    end_absence(acting(session, "officer", tomorrow), row.id)
    assert the_row(session).to_on == now.date()
    assert absence.account_id not in acting(session, "colleague", tomorrow).actor.work_of


def test_what_has_not_begun_is_taken_back(session: Session, now: datetime, absence: Absence) -> None:
    row = stand_in(acting(session, "officer", now), absence)
    end_absence(acting(session, "officer", now), row.id)
    assert session.scalars(select(Deputy)).all() == []


def test_what_is_over_stays(session: Session, now: datetime, absence: Absence) -> None:
    row = stand_in(acting(session, "officer", now), absence)
    with pytest.raises(RuleBroken):
        end_absence(acting(session, "officer", now + timedelta(days=2)), row.id)


@pytest.mark.parametrize("role", ["colleague", "outsider"])
def test_others_do_not_end_it(session: Session, now: datetime, absence: Absence, role: str) -> None:
    row = stand_in(acting(session, "officer", now), absence)
    with pytest.raises(NotPermitted):
        end_absence(acting(session, role, now), row.id)


def test_a_leader_leads_those_of_the_units_below(session: Session, now: datetime) -> None:
    def emails(role: str) -> set[str]:
        ids = [each.id for each in led_people(acting(session, role, now))]
        return {row.email.split("@")[0] for row in session.scalars(select(Account)) if row.id in ids}

    assert emails("leader") == {"chuyenvien", "chuyenvien2"}
    assert {"lanhdao", "qltm", "vanphong"} <= emails("director")
    assert emails("officer") == emails("coordinator") == set()


def test_a_deputy_has_no_more_than_the_holder(session: Session, now: datetime, absence: Absence) -> None:
    stand_in(acting(session, "officer", now), absence)
    assert not acting(session, "colleague", now).actor.may(Permission.APPROVE_ANSWER)
