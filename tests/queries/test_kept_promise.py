"""The promise on the first page: the last whole month that has anything, else the running one."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.queries.kept_promise import kept_promise
from portal.queries.settings import load_settings
from tests.factories import answered_case, opened_case
from tests.support.figures import count_all

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_says_nothing_while_nothing_has_fallen_due(session: Session, now: datetime) -> None:
    opened_case(session, now)
    count_all(session, now)
    assert kept_promise(session, load_settings(session), now) is None


def test_it_takes_the_running_month_while_the_last_one_is_empty(session: Session, now: datetime) -> None:
    answered_case(session, now)
    count_all(session, now)
    found = kept_promise(session, load_settings(session), now)
    assert found is not None
    assert (found.period.code, found.figures.due.due) == ("2026-11", 1)


def test_it_prefers_the_last_whole_month(session: Session, now: datetime) -> None:
    answered_case(session, now)
    answered_case(session, now - timedelta(days=30))
    count_all(session, now)
    found = kept_promise(session, load_settings(session), now)
    assert found is not None
    assert found.period.code == "2026-10"
