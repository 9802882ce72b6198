"""Filters under a name: one's own and those of colleagues in the same unit."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.queries.saved_filters import saved_filters
from portal.services.save_filter import NewFilter, save_filter
from tests.factories import acting, person

pytestmark = pytest.mark.usefixtures("standing_office")


def names(session: Session, role: str, now: datetime) -> list[str]:
    return [row.name for row in saved_filters(session, person(session, role, now))]


def test_it_finds_ones_own_and_shared_ones_by_name(session: Session, now: datetime) -> None:
    officer = acting(session, "officer", now)
    save_filter(officer, NewFilter("b riêng", {}))
    save_filter(officer, NewFilter("a chung", {}, shared=True))
    assert names(session, "officer", now) == ["a chung", "b riêng"]
    assert names(session, "colleague", now) == ["a chung"]
    assert names(session, "outsider", now) == []
