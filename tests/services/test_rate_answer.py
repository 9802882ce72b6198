"""Rating an answer: once for each round, its levels kept out of the history."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.ratings import Level, Rating
from portal.domain.states import State
from portal.models.rating import RatingRow
from portal.services.end_case import close_case, withdraw_case
from portal.services.errors import RuleBroken
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import reopen
from tests.factories import accepted_case, acting, answered_case, opened_case
from tests.services.test_issue_answer import answer_at
from tests.services.who_may import WHY, Maker, disputed, waiting
from tests.support.records import kinds, last_event

pytestmark = pytest.mark.usefixtures("standing_office")

GOOD = Rating(Level.SATISFIED, Level.NEUTRAL, Level.VERY_SATISFIED, " Ca\u0309m ơn ")
BAD = Rating(Level.DISSATISFIED, Level.DISSATISFIED, Level.DISSATISFIED)


def test_it_keeps_what_the_sender_thinks(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    row = rate_answer(acting(session, "sender", now), case, GOOD)
    assert (row.result, row.time, row.attitude, row.comment) == (4, 3, 5, "Cảm ơn")
    assert (row.round, row.rated_at, case.state) == (1, now, State.ANSWERED)


def test_it_keeps_the_levels_out_of_the_history(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    rate_answer(acting(session, "sender", now), case, GOOD)
    rated = last_event(session, case)
    assert (rated.kind, rated.facts) == (EventKind.RATED, {"round": 1})


def test_it_keeps_the_first_rating_of_a_round(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    first = rate_answer(acting(session, "sender", now), case, GOOD)
    assert rate_answer(acting(session, "sender", now), case, BAD) is first
    assert kinds(session, case).count(EventKind.RATED) == 1


def test_it_asks_anew_in_each_round(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    rate_answer(acting(session, "sender", now), case, BAD)
    reopen(acting(session, "overseer", now), case, reason=WHY)
    answer_at(session, case, now)
    rate_answer(acting(session, "sender", now), case, GOOD)
    rows = session.scalars(select(RatingRow).order_by(RatingRow.round)).all()
    assert [(row.round, row.result) for row in rows] == [(1, 2), (2, 4)]


def test_it_takes_a_rating_of_closed_and_disputed_answers(session: Session, now: datetime) -> None:
    closed = answered_case(session, now)
    close_case(acting(session, "leader", now), closed)
    for case in (closed, disputed(session, now)):
        assert rate_answer(acting(session, "sender", now), case, GOOD).case_id == case.id


@pytest.mark.parametrize("make", [opened_case, accepted_case, waiting])
def test_it_takes_none_before_there_is_an_answer(session: Session, now: datetime, make: Maker) -> None:
    case = make(session, now)
    with pytest.raises(RuleBroken, match="not_answered"):
        rate_answer(acting(session, "sender", now), case, GOOD)


def test_it_takes_none_of_what_was_withdrawn(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason=WHY)
    with pytest.raises(RuleBroken, match="not_answered"):
        rate_answer(acting(session, "sender", now), case, GOOD)


def test_it_cuts_a_comment_that_never_ends(session: Session, now: datetime) -> None:
    endless = Rating(Level.SATISFIED, Level.SATISFIED, Level.SATISFIED, "a" * 5_000)
    assert (
        len(rate_answer(acting(session, "sender", now), answered_case(session, now), endless).comment)
        == 2_000
    )
