"""Reclassifying: another kind or category, the clock reckoned anew from receipt, the unit untouched."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.events import EventKind
from portal.domain.kinds import Kind
from portal.domain.policies import Leg
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.models.figure import FigureMark
from portal.models.policy import ClockPolicyRow
from portal.services.ask_sender import ask_sender
from portal.services.end_case import withdraw_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.reclassify_case import reclassify_case
from tests.factories import accepted_case, acting, category_id, opened_case
from tests.support.records import events, kinds, last_event, leg


@pytest.fixture(autouse=True)
def office(standing_office: None, session: Session) -> None:
    """The demo office, where questions are answered in five working days and roads in ten."""
    slower(session, "QUESTION_ANSWER", Leg.ANSWER, amount=5, kind=Kind.QUESTION)
    slower(session, "ROADS_ANSWER", Leg.ANSWER, amount=10, category_id=category_id(session, "roads"))


def slower(session: Session, code: str, leg: Leg, **row: object) -> None:
    """A further policy, in a further revision of the settings."""
    session.add(
        ClockPolicyRow(
            code=code,
            leg=leg,
            time_unit=TimeUnit.WORKING_DAYS,
            legal_basis="Quy chế của cơ quan",
            valid_from=date(2018, 1, 1),
            **row,
        )
    )
    session.flush()


def reclassified(session: Session, case: Case, now: datetime, **to: object) -> None:
    asked = {"kind": case.kind, "category_id": case.category_id, "reason": "Nhầm lĩnh vực", **to}
    reclassify_case(acting(session, "coordinator", now), case, **asked)  # type: ignore[arg-type]


def test_it_changes_kind_and_category_and_keeps_both(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    before, roads = case.category_id, category_id(session, "roads")
    reclassified(session, case, now, kind=Kind.PETITION, category_id=roads)
    assert (case.kind, case.category_id) == (Kind.PETITION, roads)
    (event,) = [each for each in events(session, case) if each.kind is EventKind.RECLASSIFIED]
    assert event.facts == {
        "kind": "petition",
        "category_id": roads,
        "from_kind": "feedback",
        "from_category_id": before,
        "reason": "Nhầm lĩnh vực",
    }


def test_it_leaves_the_case_where_it_is(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    where = (case.unit_id, case.state, case.route_rule_id, case.route_reason)
    reclassified(session, case, now, category_id=category_id(session, "roads"))
    assert (case.unit_id, case.state, case.route_rule_id, case.route_reason) == where


def test_it_reckons_the_due_date_anew_from_receipt(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert case.due_on == date(2026, 11, 26)
    reclassified(session, case, now + timedelta(days=3), category_id=category_id(session, "roads"))
    assert case.due_on == date(2026, 12, 7)
    clock = leg(session, case)
    assert (clock.amount, clock.due_on, clock.started_at) == (10, case.due_on, case.received_at)


def test_it_tells_the_sender_that_the_date_moved(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    reclassified(session, case, now, kind=Kind.QUESTION)
    event = last_event(session, case)
    assert event.kind is EventKind.DUE_MOVED
    # The reason that staff gave is theirs; the sender reads why the date moved.
    assert event.facts == {"from": "2026-11-26", "to": "2026-11-30", "notice": "Phân loại lại"}


def test_it_says_nothing_when_the_date_stays(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    reclassified(session, case, now, category_id=category_id(session, "fuel"))
    assert EventKind.DUE_MOVED not in kinds(session, case)


def test_it_keeps_the_pause_of_a_case_that_waits(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết số công tơ")
    paused = list(leg(session, case).pauses)
    reclassified(session, case, now, kind=Kind.QUESTION)
    assert leg(session, case).pauses == paused
    assert case.due_on == leg(session, case).due_on


def test_it_has_the_figures_of_both_months_counted_anew(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.flush()
    session.query(FigureMark).delete()
    reclassified(session, case, now, category_id=category_id(session, "roads"))
    session.flush()
    marked = {(row.basis.value, row.month) for row in session.query(FigureMark)}
    assert {("due", 202611), ("due", 202612), ("received", 202611)} <= marked


@pytest.mark.parametrize(
    ("to", "field", "code"),
    [
        ({}, "category_id", "unchanged"),
        ({"kind": Kind.PETITION, "reason": " "}, "reason", "missing"),
        ({"kind": Kind.COMPLAINT}, "kind", "other_procedure"),
        ({"kind": Kind.DENUNCIATION}, "kind", "other_procedure"),
        ({"category_id": 9_999}, "category_id", "unknown"),
    ],
)
def test_it_refuses_what_breaks_a_rule(
    session: Session, now: datetime, to: dict[str, object], field: str, code: str
) -> None:
    case = opened_case(session, now)
    with pytest.raises(RuleBroken) as refused:
        reclassified(session, case, now, **to)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert EventKind.RECLASSIFIED not in kinds(session, case)


def test_it_refuses_a_case_that_has_ended(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason="đã có điện")
    with pytest.raises(IllegalStep):
        reclassified(session, case, now, kind=Kind.PETITION)


@pytest.mark.parametrize("role", ["operator", "overseer", "outsider", "administrator"])
def test_it_refuses_who_may_not(session: Session, now: datetime, role: str) -> None:
    case = opened_case(session, now)
    with pytest.raises(NotPermitted):
        reclassify_case(acting(session, role, now), case, kind=Kind.PETITION, category_id=None, reason="Nhầm")
