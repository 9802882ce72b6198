"""Keeping a filter under a name."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.desk import SavedFilter
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.save_filter import NewFilter, forget_filter, save_filter
from tests.factories import acting, unit_id

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_keeps_a_filter_with_its_owner_and_unit(session: Session, now: datetime) -> None:
    row = save_filter(acting(session, "officer", now), NewFilter("  Gọi   điện ", {"channel": "hotline"}))
    assert (row.name, row.query, row.shared) == ("Gọi điện", {"channel": "hotline"}, False)
    assert row.unit_id == unit_id(session, "QLNL")


def test_it_replaces_ones_own_of_the_same_name_alone(session: Session, now: datetime) -> None:
    officer, colleague = acting(session, "officer", now), acting(session, "colleague", now)
    save_filter(colleague, NewFilter("Gọi điện", {"state": "routed"}))
    save_filter(officer, NewFilter("Gọi điện", {"channel": "hotline"}))
    save_filter(officer, NewFilter("Gọi điện", {"channel": "email"}))
    rows = session.scalars(select(SavedFilter).order_by(SavedFilter.id)).all()
    assert [row.query for row in rows] == [{"state": "routed"}, {"channel": "email"}]


def test_it_wants_a_name(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken) as refused:
        save_filter(acting(session, "officer", now), NewFilter("   ", {}))
    assert (refused.value.field, refused.value.code) == ("name", "missing")


def test_it_is_for_staff_alone(session: Session, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        save_filter(acting(session, "sender", now), NewFilter("Gọi điện", {}))


def test_it_forgets_ones_own_filters_alone(session: Session, now: datetime) -> None:
    officer, colleague = acting(session, "officer", now), acting(session, "colleague", now)
    mine, theirs = save_filter(officer, NewFilter("A", {})), save_filter(colleague, NewFilter("B", {}))
    forget_filter(officer, mine.id)
    forget_filter(officer, theirs.id)
    assert session.scalars(select(SavedFilter.name)).all() == ["B"]
