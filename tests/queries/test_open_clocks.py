"""The running clocks, a batch at a time, each once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.policies import Leg
from portal.queries import open_clocks
from portal.queries.open_clocks import Stretch, cases_with_senders, names_of_cases, running_clocks
from tests.factories import answered_case, opened_case, unit_id
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")
EARLY = date(2026, 1, 1)


def found(session: Session, stretch: Stretch) -> list[tuple[int, Leg]]:
    return [(clock.case_id, clock.leg) for batch in running_clocks(session, stretch) for clock in batch]


def test_it_finds_each_running_clock_once(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_clocks, "BATCH", 4)
    cases = [opened_case(session, now + timedelta(minutes=number)) for number in range(5)]
    session.flush()
    clocks = found(session, Stretch(EARLY))
    assert len(clocks) == len(set(clocks))
    assert {case_id for case_id, leg in clocks if leg is Leg.ANSWER} == {case.id for case in cases}


def test_it_leaves_out_what_is_satisfied_or_due_before(session: Session, now: datetime) -> None:
    answered = answered_case(session, now)
    case = opened_case(session, now)
    session.flush()
    assert answered.id not in {case_id for case_id, _leg in found(session, Stretch(EARLY))}
    assert (case.id, Leg.ANSWER) in found(session, Stretch(case.due_on))
    assert (case.id, Leg.ANSWER) not in found(session, Stretch(case.due_on + timedelta(days=1)))


def test_it_keeps_to_the_receiving_units_it_is_asked_for(session: Session, now: datetime) -> None:
    commune = unit_id(session, "TB")
    theirs = opened_case(session, now, receiving_unit_id=commune)
    opened_case(session, now)
    session.flush()
    clocks = found(session, Stretch(EARLY, frozenset({commune})))
    assert {case_id for case_id, _leg in clocks} == {theirs.id}


def test_it_asks_once_for_many_cases(session: Session, now: datetime) -> None:
    cases = [opened_case(session, now + timedelta(minutes=number)) for number in range(3)]
    session.flush()
    session.expunge_all()
    ids = [case.id for case in cases]
    with counted_statements() as sent:
        rows = cases_with_senders(session, ids)
        assert [rows[each].sender.email for each in ids] == ["an@example.com"] * 3
    assert len(sent) == 1
    assert names_of_cases(session, ids) == {case.id: (case.reference, case.unit_id) for case in cases}
