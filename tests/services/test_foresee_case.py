"""What would happen to a draft: the same as what then happens to the case."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel, Kind
from portal.domain.time import VIETNAM
from portal.models.case import Case
from portal.queries.settings import load_settings
from portal.services.foresee_case import Draft, foresee_case
from tests.factories import category_id, opened_case

pytestmark = pytest.mark.usefixtures("standing_office")


def draft(session: Session, now: datetime, **given: Any) -> Draft:
    root = load_settings(session).unit_by_code("BA")
    assert root is not None
    usual: dict[str, Any] = {
        "kind": Kind.FEEDBACK,
        "channel": Channel.HOTLINE,
        "receiving_unit_id": root.id,
        "received_at": now,
    }
    return Draft(**{**usual, **given})


def test_it_foresees_what_then_happens(session: Session, now: datetime) -> None:
    category = category_id(session, "electricity")
    outlook = foresee_case(load_settings(session), draft(session, now, category_id=category))
    case = opened_case(session, now, category_id=category, channel=Channel.HOTLINE)
    assert (outlook.unit_id, outlook.reason) == (case.unit_id, case.route_reason)
    assert outlook.explanation is not None
    assert outlook.explanation.deadline.due_on == case.due_on


def test_it_foresees_no_unit_where_no_rule_matches(session: Session, now: datetime) -> None:
    outlook = foresee_case(load_settings(session), draft(session, now))
    assert (outlook.unit_id, outlook.reason) == (None, "")
    assert outlook.explanation is not None


def test_it_reckons_from_the_day_it_came_in(session: Session, now: datetime) -> None:
    came = datetime(2026, 11, 16, 9, 0, tzinfo=VIETNAM)
    outlook = foresee_case(load_settings(session), draft(session, now, received_at=came))
    assert outlook.explanation is not None
    assert outlook.explanation.deadline.due_on == date(2026, 11, 19)


def test_it_explains_in_the_readers_language(session: Session, now: datetime) -> None:
    wanted = draft(session, now, category_id=category_id(session, "electricity"))
    outlook = foresee_case(load_settings(session), wanted, "en")
    assert "Energy Division" in outlook.reason


def test_it_changes_nothing(session: Session, now: datetime) -> None:
    foresee_case(load_settings(session), draft(session, now))
    assert not session.new
    assert session.scalar(select(func.count()).select_from(Case)) == 0
