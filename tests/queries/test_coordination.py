"""The coordinator's queue, what came back, and the quality of rules; each within the units one routes for."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.models.case import Case
from portal.queries.coordination import (
    PAGE,
    RuleQuality,
    last_returns,
    movements,
    queue_page,
    rule_quality,
    waiting_case,
)
from portal.services.open_case import open_case
from portal.services.route_case import Destination, return_case, route_by_hand
from tests.factories import acting, category_id, divert_case, new_case, opened_case, person, unit_id
from tests.support.records import events

DAY = timedelta(days=1)
LACKING = ["outsider", "operator", "officer", "leader", "overseer", "administrator", "sealed_case_officer"]


@pytest.fixture(autouse=True)
def noise(standing_office: None, session: Session, now: datetime) -> None:
    """A case that a rule routed, and one that is sealed."""
    opened_case(session, now - 9 * DAY)
    sealed = unrouted(session, now - 8 * DAY)
    divert_case(acting(session, "coordinator", now), sealed, procedure="complaint")
    session.flush()


def unrouted(session: Session, now: datetime) -> Case:
    return opened_case(session, now, category_id=category_id(session, "conduct"))


def returned(session: Session, now: datetime) -> Case:
    case = opened_case(session, now)
    return_case(acting(session, "leader", now), case, reason="Đường dây của xã quản lý")
    session.flush()
    return case


def test_it_holds_what_no_rule_matched_and_what_came_back(session: Session, now: datetime) -> None:
    new, back = unrouted(session, now), returned(session, now - DAY)
    page = queue_page(session, person(session, "coordinator", now), today=now.date())
    assert page.cases == (back, new)  # what falls due first stands first
    assert {each: event.facts["reason"] for each, event in page.returns.items()} == {
        back.id: "Đường dây của xã quản lý"
    }


def test_it_shows_the_last_return_only(session: Session, now: datetime) -> None:
    case = returned(session, now)
    to = Destination(case.receiving_unit_id, "thử")
    route_by_hand(acting(session, "coordinator", now), case, to)
    energy = acting(session, "coordinator", now).settings.unit_by_code("QLNL")
    assert energy is not None
    route_by_hand(acting(session, "coordinator", now), case, Destination(energy.id, "lại"))
    return_case(acting(session, "leader", now), case, reason="Vẫn không phải")
    session.flush()
    assert last_returns(session, [case.id])[case.id].facts["reason"] == "Vẫn không phải"
    assert last_returns(session, []) == {}


def test_it_pages_by_key(session: Session, now: datetime) -> None:
    cases = [unrouted(session, now - n * DAY) for n in range(PAGE + 2, 0, -1)]
    who = person(session, "coordinator", now)
    first = queue_page(session, who, today=now.date())
    assert (len(first.cases), first.previous) == (PAGE, None)
    rest = queue_page(session, who, today=now.date(), place=first.next)
    assert [*first.cases, *rest.cases] == cases
    assert rest.next is None


@pytest.mark.parametrize("role", LACKING)
def test_it_is_empty_for_those_who_do_not_route(session: Session, now: datetime, role: str) -> None:
    case = returned(session, now)
    who = person(session, role, now)
    assert queue_page(session, who, today=now.date()).cases == ()
    assert waiting_case(session, who, case.reference) is None
    assert movements(session, who) == ()
    assert rule_quality(session, who) == {}


def test_it_finds_one_case_of_the_queue(session: Session, now: datetime) -> None:
    who = person(session, "coordinator", now)
    case, routed = unrouted(session, now), opened_case(session, now)
    assert waiting_case(session, who, case.reference) is case
    assert waiting_case(session, who, routed.reference) is None


def test_it_does_not_find_a_sealed_case_by_its_reference(session: Session, now: datetime) -> None:
    case = unrouted(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    session.flush()
    assert waiting_case(session, person(session, "coordinator", now), case.reference) is None


def test_it_lists_what_moved_newest_first(session: Session, now: datetime) -> None:
    back = returned(session, now - DAY)
    on = opened_case(session, now)
    route_by_hand(acting(session, "coordinator", now), on, Destination(back.receiving_unit_id, "liên ngành"))
    session.flush()
    moved = movements(session, person(session, "coordinator", now))
    assert [(each.case, each.event.facts["reason"]) for each in moved] == [
        (on, "liên ngành"),
        (back, "Đường dây của xã quản lý"),
    ]


def test_it_hides_the_movements_of_a_sealed_case(session: Session, now: datetime) -> None:
    case = returned(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    session.flush()
    assert movements(session, person(session, "coordinator", now)) == ()


def test_it_counts_what_became_of_a_rules_cases(session: Session, now: datetime) -> None:
    kept, back, on = opened_case(session, now), returned(session, now), opened_case(session, now)
    rule_id = kept.route_rule_id
    assert rule_id is not None
    coordinator = acting(session, "coordinator", now)
    route_by_hand(coordinator, on, Destination(back.receiving_unit_id, "liên ngành"))
    # A choice by hand is no rule's, whatever becomes of it.
    route_by_hand(coordinator, on, Destination(kept.unit_id, "xét lại"))
    return_case(acting(session, "leader", now), on, reason="không phải")
    session.flush()
    found = rule_quality(session, person(session, "coordinator", now))
    # The fourth is the noise.
    assert found == {rule_id: RuleQuality(rule_id, routed=4, returned=1, overridden=1)}
    assert found[rule_id].kept == 2


def test_it_counts_what_the_operator_decided_otherwise(session: Session, now: datetime) -> None:
    ruled = opened_case(session, now)
    chosen = {
        "unit_id": unit_id(session, "TB"),
        "unit_reason": "Người gọi nói rõ",
        "channel": Channel.HOTLINE,
    }
    case = open_case(acting(session, "operator", now), new_case(session, **chosen))
    same = {**chosen, "unit_id": ruled.unit_id}
    open_case(acting(session, "operator", now), new_case(session, **same))  # as the rule would have it
    session.flush()
    rule_id = ruled.route_rule_id
    assert rule_id is not None
    assert events(session, case)[-1].facts["passed_over_rule_id"] == rule_id
    found = rule_quality(session, person(session, "coordinator", now))[rule_id]
    # The noise, the one ruled, and the one decided otherwise.
    assert (found.routed, found.overridden, found.kept) == (3, 1, 2)
