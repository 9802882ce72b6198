"""Clock policies and switches: rows follow one another, with their footing, and bind only what comes later."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.kinds import Channel
from portal.domain.policies import Leg, UnitPolicy
from portal.models.audit import AuditEntry
from portal.models.policy import ClockPolicyRow
from portal.queries.settings import load_settings
from portal.services.change_policy import (
    SWITCHES,
    ClockFacts,
    Footing,
    Switch,
    add_clock_policy,
    checked_switch,
    confirm_clock_policy,
    confirm_switch,
    end_clock_policy,
    set_switch,
    shipped_value,
)
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import acting, opened_case, unit_id

ON = date(2026, 12, 1)
FOOTING = Footing(ON, "Quyết định 15/QĐ-UBND")
FACTS = ClockFacts("HOTLINE_ANSWER", Leg.ANSWER, 2, TimeUnit.WORKING_DAYS)


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def shipped(session: Session, leg: Leg = Leg.ANSWER) -> ClockPolicyRow:
    return session.scalars(select(ClockPolicyRow).where(ClockPolicyRow.leg == leg)).one()


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def refused(field: str, code: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda error: (error.field, error.code) == (field, code))


def test_the_row_it_follows_ends_the_day_before(session: Session, now: datetime) -> None:
    old = shipped(session)
    new = add_clock_policy(acting(session, "administrator", now), FACTS, FOOTING)
    assert (old.amount, old.valid_to, new.valid_to) == (3, date(2026, 11, 30), None)
    assert actions(session) == ["clock_policy_added"]


@pytest.mark.parametrize(
    "condition", [{"channel": Channel.HOTLINE}, {"leg": Leg.TRANSFER}, {"unit_id": "TB"}]
)
def test_a_row_of_other_cases_goes_on(session: Session, now: datetime, condition: dict[str, Any]) -> None:
    old = shipped(session)
    if "unit_id" in condition:
        condition = {"unit_id": unit_id(session, "TB")}
    add_clock_policy(acting(session, "administrator", now), replace(FACTS, **condition), FOOTING)
    assert old.valid_to is None


@pytest.mark.parametrize(
    ("facts", "footing", "field", "code"),
    [
        ({"code": " "}, {}, "code", "missing"),
        ({"amount": 0}, {}, "amount", "out_of_range"),
        ({"amount": 10_000_000}, {}, "amount", "out_of_range"),
        ({}, {"legal_basis": " "}, "legal_basis", "missing"),
        ({}, {"confirmed_by": "Pháp"}, "confirmed_on", "missing"),
        ({}, {"confirmed_on": date(2026, 11, 20)}, "confirmed_by", "missing"),
        ({}, {"confirmed_by": "Pháp", "confirmed_on": date(2026, 11, 21)}, "confirmed_on", "future"),
        ({}, {"valid_from": date(2018, 1, 1)}, "valid_from", "row_later"),
    ],
)
def test_it_refuses_what_is_unfit(
    session: Session,
    now: datetime,
    facts: dict[str, Any],
    footing: dict[str, Any],
    field: str,
    code: str,
) -> None:
    with refused(field, code):
        add_clock_policy(
            acting(session, "administrator", now), replace(FACTS, **facts), replace(FOOTING, **footing)
        )


def test_it_binds_nothing_that_was_received_before(session: Session, now: datetime) -> None:
    opened_case(session, now)
    today = replace(FOOTING, valid_from=now.date())
    with refused("valid_from", "cases_received"):
        add_clock_policy(acting(session, "administrator", now), FACTS, today)
    # Where nothing has been received yet, a rule may hold from today on.
    elsewhere = replace(FACTS, unit_id=unit_id(session, "TB"))
    assert add_clock_policy(acting(session, "administrator", now), elsewhere, today).valid_from == now.date()


def test_a_row_ends_but_never_the_last_term_of_the_answer(session: Session, now: datetime) -> None:
    act, transfer = acting(session, "administrator", now), shipped(session, Leg.TRANSFER)
    with refused("last_on", "past"):
        end_clock_policy(act, transfer.id, last_on=date(2026, 11, 19))
    with refused("last_on", "needed"):
        end_clock_policy(act, shipped(session).id, last_on=ON)
    end_clock_policy(act, transfer.id, last_on=ON)
    assert transfer.valid_to == ON
    assert actions(session) == ["clock_policy_ended"]


def test_it_keeps_who_confirmed_and_when(session: Session, now: datetime) -> None:
    act, row = acting(session, "administrator", now), shipped(session)
    with refused("confirmed_by", "missing"):
        confirm_clock_policy(act, row.id, by=" ", on=now.date())
    with refused("confirmed_on", "future"):
        confirm_clock_policy(act, row.id, by="Trần Thị Pháp", on=ON)
    confirm_clock_policy(act, row.id, by=" Trần Thị Pháp ", on=now.date())
    assert (row.confirmed_by, row.confirmed_on) == ("Trần Thị Pháp", now.date())
    switch = set_switch(act, Switch("two_persons", False), FOOTING)
    confirm_switch(act, switch.id, by="Trần Thị Pháp", on=now.date())
    assert switch.confirmed_on == now.date()


# --- switches --------------------------------------------------------------------------------------


def test_every_switch_can_be_set_to_what_is_shipped(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    for name in SWITCHES:
        set_switch(act, Switch(name, shipped_value(name), unit_id(session, "TB")), FOOTING)
    settings = load_settings(session)
    assert settings.unit_policy(unit_id(session, "TB"), ON) == UnitPolicy()


def test_a_switch_holds_for_the_unit_and_those_below_from_its_day(session: Session, now: datetime) -> None:
    given = Switch("accepts_anonymous", False, unit_id(session, "SCT"))
    set_switch(acting(session, "administrator", now), given, FOOTING)
    settings = load_settings(session)

    def anonymous(code: str, on: date) -> bool:
        return settings.unit_policy(unit_id(session, code), on).accepts_anonymous

    assert not anonymous("QLNL", ON)
    assert anonymous("QLNL", date(2026, 11, 30))
    assert anonymous("TB", ON)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("longest_wait", -1, "out_of_range"),
        ("longest_wait", 366, "out_of_range"),
        ("warn_at_percent", 100, "out_of_range"),
        ("escalate_to_leader_after", -1, "out_of_range"),
        ("longest_wait", "5", "out_of_range"),
        ("satisfied_by", "nobody", "unknown"),
        ("office_hours", "7h30", "hours"),
        ("office_hours", "11:30-07:30", "hours"),
    ],
)
def test_it_refuses_a_value_that_is_none(name: str, value: Any, code: str) -> None:
    with refused("value", code):
        checked_switch(name, value)


@pytest.mark.parametrize("role", ["leader", "coordinator", "outsider", "sender"])
def test_it_is_the_administrators_alone(session: Session, now: datetime, role: str) -> None:
    act, row = acting(session, role, now), shipped(session)
    with pytest.raises(NotPermitted):
        add_clock_policy(act, FACTS, FOOTING)
    with pytest.raises(NotPermitted):
        end_clock_policy(act, row.id, last_on=ON)
    with pytest.raises(NotPermitted):
        confirm_clock_policy(act, row.id, by="Ai đó", on=now.date())
    with pytest.raises(NotPermitted):
        set_switch(act, Switch("two_persons", False, unit_id(session, "TB")), FOOTING)
    assert actions(session) == []
