"""Extending: once, by the leader, before the due date, to a working day within the unit's longest extension."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import Outcome
from portal.domain.verdict import Verdict
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.extend_case import extend_case
from tests.factories import accepted_case, acting
from tests.support.records import last_event, leg, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")

WHY = "Phải đo kiểm tại chỗ"


def later(session: Session, case_due: date, working_days: int) -> date:
    """So many working days after a day, in weeks without holidays."""
    day = case_due
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def test_it_gives_a_later_due_date_and_tells_the_sender(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before, until = case.due_on, later(session, case.due_on, 3)
    extend_case(acting(session, "leader", now), case, until=until, reason=f" {WHY} ")
    assert case.due_on == until
    assert leg(session, case, Leg.ANSWER).extended_until == until
    assert last_event(session, case).kind is EventKind.EXTENDED
    assert last_event(session, case).facts == {
        "reason": WHY,
        "until": until.isoformat(),
        "due_before": before.isoformat(),
    }
    assert told_sender(session, case)[-1] == "extended"


def test_an_answer_within_it_is_in_time_after_extension(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    extend_case(acting(session, "leader", now), case, until=later(session, case.due_on, 3), reason=WHY)
    after = now + timedelta(days=7)
    officer, leader = acting(session, "officer", after), acting(session, "leader", after)
    answer = save_draft(officer, case, AnswerText("Đã sửa.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    assert case.verdict is Verdict.IN_TIME_AFTER_EXTENSION


def test_it_happens_once(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    leader = acting(session, "leader", now)
    extend_case(leader, case, until=later(session, case.due_on, 1), reason=WHY)
    with pytest.raises(RuleBroken) as broken:
        extend_case(leader, case, until=later(session, case.due_on, 1), reason=WHY)
    assert broken.value.code == "extended_before"


@pytest.mark.parametrize(
    ("days", "code"), [(0, "not_later"), (11, "too_far")], ids=["the due day itself", "beyond the longest"]
)
def test_it_stays_within_bounds(session: Session, now: datetime, days: int, code: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        extend_case(acting(session, "leader", now), case, until=later(session, case.due_on, days), reason=WHY)
    assert (broken.value.field, broken.value.code) == ("until", code)


def test_it_promises_no_day_of_rest(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    saturday = case.due_on + timedelta(days=(5 - case.due_on.weekday()) % 7 or 7)
    with pytest.raises(RuleBroken) as broken:
        extend_case(acting(session, "leader", now), case, until=saturday, reason=WHY)
    assert broken.value.code == "day_of_rest"


def test_it_comes_before_the_due_date_or_never(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    late = now + timedelta(days=10)
    with pytest.raises(RuleBroken) as broken:
        extend_case(acting(session, "leader", late), case, until=late.date() + timedelta(days=1), reason=WHY)
    assert broken.value.code == "overdue"


@pytest.mark.parametrize(
    ("field", "given"), [("reason", {"reason": " "}), ("until", {"until": None})], ids=["reason", "day"]
)
def test_it_wants_a_day_and_a_reason(
    session: Session, now: datetime, field: str, given: dict[str, object]
) -> None:
    case = accepted_case(session, now)
    wanted: dict[str, object] = {"until": later(session, case.due_on, 1), "reason": WHY, **given}
    with pytest.raises(RuleBroken) as broken:
        extend_case(acting(session, "leader", now), case, **wanted)  # type: ignore[arg-type]
    assert (broken.value.field, broken.value.code) == (field, "missing")


@pytest.mark.parametrize("role", ["officer", "coordinator", "operator", "overseer", "sender"])
def test_it_is_the_leaders_alone(session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    with pytest.raises(NotPermitted):
        extend_case(acting(session, role, now), case, until=later(session, case.due_on, 1), reason=WHY)
