"""The latest answers of a unit in a category."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.queries import issued_answers
from portal.queries.issued_answers import latest_answers
from tests.factories import accepted_case, acting, answered_case, category_id, divert_case, person

pytestmark = pytest.mark.usefixtures("standing_office")


def references(session: Session, case: Case, now: datetime, *, role: str = "officer") -> list[str]:
    return [each.reference for each in latest_answers(session, person(session, role, now), case, now=now)]


def test_it_finds_those_of_the_same_unit_and_category(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    first, second = answered_case(session, now), answered_case(session, now)
    answered_case(session, now - timedelta(days=120))  # long ago
    other = answered_case(session, now)
    other.category_id = category_id(session, "fuel")
    session.flush()
    assert references(session, case, now) == [second.reference, first.reference]
    assert references(session, first, now) == [second.reference]  # never itself


def test_it_shows_nothing_to_who_may_not_see_them(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    answered_case(session, now)
    assert references(session, case, now, role="outsider") == []


def test_it_leaves_sealed_ones_out(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    divert_case(acting(session, "operator", now), answered_case(session, now), to="Thanh tra")
    session.flush()
    assert references(session, case, now) == []


def test_it_is_bounded(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issued_answers, "LATEST", 1)
    case, _, newest = accepted_case(session, now), answered_case(session, now), answered_case(session, now)
    assert references(session, case, now) == [newest.reference]
