"""The index over the words of cases follows its table, whatever is done to it."""

from datetime import datetime

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from portal.models import case_words_index as made
from portal.models.case import CaseWords
from portal.queries.case_search import find_cases
from tests.factories import opened_case, person

pytestmark = pytest.mark.usefixtures("standing_office")


def found(session: Session, now: datetime, words: str) -> int:
    session.flush()
    return len(find_cases(session, person(session, "coordinator", now), words).rows)


def test_it_knows_the_words_of_a_new_case(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert found(session, now, "máy bơm") == 1


def test_it_follows_changed_words(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.execute(update(CaseWords).where(CaseWords.case_id == case.id).values(words="cot den nghieng"))
    assert (found(session, now, "máy bơm"), found(session, now, "cột đèn")) == (0, 1)


def test_it_forgets_words_that_are_gone(session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    session.execute(delete(CaseWords).where(CaseWords.case_id == case.id))
    assert found(session, now, "máy bơm") == 1
    assert other.id != case.id


def test_it_can_be_made_anew_from_the_words(session: Session, now: datetime) -> None:
    """As after a bulk load without it."""
    opened_case(session, now)
    sqlite = session.get_bind().dialect.name == "sqlite"
    for statement in made.DROP_ON_SQLITE if sqlite else made.DROP_ON_POSTGRESQL:
        session.execute(text(statement))
    for statement in made.MAKE_ON_SQLITE if sqlite else made.MAKE_ON_POSTGRESQL:
        session.execute(text(statement.replace("::", r"\:\:")))
    if sqlite:
        session.execute(text(made.REBUILD_ON_SQLITE))
    assert found(session, now, "máy bơm") == 1


def test_it_is_used_for_words(session: Session, now: datetime) -> None:
    opened_case(session, now)
    if session.get_bind().dialect.name == "sqlite":
        plan = session.execute(
            text("EXPLAIN QUERY PLAN SELECT rowid FROM case_words_index WHERE case_words_index MATCH 'dien'")
        ).all()
        assert "VIRTUAL TABLE INDEX" in plan[0][-1]
        return
    session.execute(text("SET LOCAL enable_seqscan = off"))
    asked = "to_tsvector('simple'::regconfig, words) @@ to_tsquery('simple'::regconfig, 'dien')"
    explained = session.connection().exec_driver_sql(f"EXPLAIN SELECT 1 FROM case_words WHERE {asked}").all()
    assert any("case_words_index" in row[0] for row in explained)
