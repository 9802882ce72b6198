"""The canned texts that fit a case."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.states import Outcome
from portal.models.desk import CannedText
from portal.queries.canned_texts import canned_texts
from tests.factories import category_id

pytestmark = pytest.mark.usefixtures("standing_office")


def text(session: Session, code: str, *, category: str | None = None, **given: Any) -> None:
    number = category_id(session, category) if category else None
    session.add(CannedText(code=code, title=code, body=code, category_id=number, **{"active": True, **given}))
    session.flush()


def test_it_finds_those_of_the_category_and_those_for_any(session: Session) -> None:
    text(session, "a-general")
    text(session, "z-electricity", category="electricity")
    text(session, "land", category="land")
    text(session, "retired", category="electricity", active=False)
    found = canned_texts(session, (category_id(session, "electricity"),))
    assert [row.code for row in found] == ["z-electricity", "a-general"]


def test_it_offers_those_of_the_outcome_first_and_those_of_another_last(session: Session) -> None:
    text(session, "a-other", category="electricity", outcome=Outcome.EXPLAINED)
    text(session, "b-any", category="electricity")
    text(session, "c-outcome", outcome=Outcome.HANDLED)
    text(session, "d-both", category="electricity", outcome=Outcome.HANDLED)
    chain = (category_id(session, "electricity"),)
    found = canned_texts(session, chain, outcome=Outcome.HANDLED)
    assert [row.code for row in found] == ["d-both", "c-outcome", "b-any", "a-other"]
    assert [row.code for row in canned_texts(session, chain)] == ["a-other", "b-any", "d-both", "c-outcome"]


def test_it_finds_those_for_any_where_there_is_no_category(session: Session) -> None:
    text(session, "general")
    text(session, "land", category="land")
    assert [row.code for row in canned_texts(session, ())] == ["general"]
