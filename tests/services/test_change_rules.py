"""Routing rules are kept in order, checked against units and officers, and every change leaves a trace."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.models.audit import AuditEntry
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from portal.services.change_rules import RuleFacts, change_rule, create_rule, move_rule
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import acting, opened_case, unit_id
from tests.support.records import account_of


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def order(session: Session) -> list[int]:
    return list(session.scalars(select(RoutingRuleRow.id).order_by(RoutingRuleRow.position)))


def entries(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_a_new_rule_stands_behind_the_others(session: Session, now: datetime) -> None:
    facts = RuleFacts(unit_id(session, "QLTM"), words=(" bình  gas ", "bình gas", ""), note=" Vì sao ")
    row = create_rule(acting(session, "administrator", now), facts)
    assert order(session)[-1] == row.id
    assert (row.words, row.note) == (["bình gas"], "Vì sao")
    entry = entries(session)[0]
    assert entry.action == "rule_created"
    assert entry.after is not None
    assert entry.after["words"] == ["bình gas"]


def test_a_rule_that_is_switched_off_keeps_the_cases_it_routed(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    row = session.get_one(RoutingRuleRow, case.route_rule_id)
    facts = RuleFacts(row.unit_id, category_id=row.category_id, active=False)
    change_rule(acting(session, "administrator", now), row.id, facts)
    assert case.unit_id == row.unit_id
    assert opened_case(session, now).route_rule_id is None
    assert (entries(session)[0].before, entries(session)[0].after) == ({"active": True}, {"active": False})


@pytest.mark.parametrize(("start", "up", "end"), [(2, True, 1), (2, False, 3), (0, True, 0), (-1, False, -1)])
def test_a_rule_changes_places_with_its_neighbour(
    session: Session, now: datetime, start: int, up: bool, end: int
) -> None:
    before = order(session)
    move_rule(acting(session, "administrator", now), before[start], up=up)
    after = order(session)
    assert after[end] == before[start]
    assert sorted(after) == sorted(before)
    assert len(entries(session)) == (start != end)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"unit_id": 0}, "unit_id"), ({"category_id": 0}, "category_id"), ({"area_id": 0}, "area_id")],
)
def test_it_refuses_what_is_not_there(
    session: Session, now: datetime, wrong: dict[str, int], field: str
) -> None:
    facts = replace(RuleFacts(unit_id(session, "QLTM")), **wrong)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        create_rule(acting(session, "administrator", now), facts)
    assert (refused.value.field, refused.value.code) == (field, "unknown")


def test_it_refuses_a_closed_unit(session: Session, now: datetime) -> None:
    session.get_one(Unit, unit_id(session, "QLTM")).valid_to = date(2026, 11, 19)
    session.flush()
    with pytest.raises(RuleBroken):
        create_rule(acting(session, "administrator", now), RuleFacts(unit_id(session, "QLTM")))


@pytest.mark.parametrize(("role", "fits"), [("officer", True), ("leader", True), ("outsider", False)])
def test_it_takes_only_who_handles_cases_in_that_unit(
    session: Session, now: datetime, role: str, fits: bool
) -> None:
    facts = RuleFacts(
        unit_id(session, "QLNL"), officer_id=account_of(session, role).id, channel=Channel.HOTLINE
    )
    act = acting(session, "administrator", now)
    if fits:
        assert create_rule(act, facts).officer_id == facts.officer_id
        return
    with pytest.raises(RuleBroken) as refused:
        create_rule(act, facts)
    assert refused.value.code == "not_in_unit"


@pytest.mark.parametrize("role", ["leader", "coordinator", "overseer", "sender"])
def test_it_is_the_administrators_alone(session: Session, now: datetime, role: str) -> None:
    act, rule_id = acting(session, role, now), order(session)[0]
    facts = RuleFacts(unit_id(session, "QLTM"))
    with pytest.raises(NotPermitted):
        create_rule(act, facts)
    with pytest.raises(NotPermitted):
        change_rule(act, rule_id, facts)
    with pytest.raises(NotPermitted):
        move_rule(act, rule_id, up=False)
    assert entries(session) == []
