"""What pages read with a million cases, an index leads to: no statement goes through a whole table."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.time import local_day
from portal.models.case import Case
from portal.queries import waiting_work as work
from portal.queries.approvals import (
    waiting_answers,
    waiting_publications,
    waiting_refusals,
    waiting_reopenings,
)
from portal.queries.call_backs import call_back_page
from portal.queries.callers import caller_of
from portal.queries.case_file import case_file
from portal.queries.case_search import find_cases
from portal.queries.cases import case_for
from portal.queries.coordination import queue_page
from portal.queries.followed import followed_case
from portal.queries.inbox import (
    Asked,
    Filter,
    Pile,
    Whose,
    bounded_count,
    case_page,
    counted,
    open_cases,
)
from portal.queries.issued_answers import latest_answers
from portal.queries.similar_cases import neighbours_of
from tests.factories import person, published_case
from tests.support.statements import counted_statements, plans

pytestmark = pytest.mark.usefixtures("standing_office")

LARGE = (
    *("cases", "senders", "case_events", "case_clocks", "case_words", "answers", "publications", "messages"),
    *("attachments", "ratings", "call_backs"),
)
GONE_THROUGH = re.compile(rf"^SCAN ({'|'.join(LARGE)})(?! USING)\b", re.MULTILINE)

Read = Callable[[Session, Any, Case, datetime], object]
READ: dict[str, Read] = {
    "case page": lambda session, who, case, _now: case_file(session, who, case.reference),
    "one case": lambda session, who, case, _now: case_for(session, who, case.reference),
    "neighbours": lambda session, who, case, _now: neighbours_of(session, who, case),
    "latest answers": lambda session, who, case, now: latest_answers(session, who, case, now=now),
    "follow page": lambda session, _who, case, _now: followed_case(session, case.reference),
    "caller": lambda session, who, _case, _now: caller_of(session, who, "0912000345"),
    "queue": lambda session, who, _case, now: queue_page(session, who, today=local_day(now)),
    "answers": lambda session, who, _case, _now: waiting_answers(session, who, None),
    "publications": lambda session, who, _case, _now: waiting_publications(session, who, None),
    "reopenings": lambda session, who, _case, _now: waiting_reopenings(session, who, None),
    "refusals": lambda session, who, _case, _now: waiting_refusals(session, who, None),
    "call backs": lambda session, who, _case, _now: call_back_page(session, who),
    "oldest of the dashboard": lambda session, who, _case, now: case_page(
        session, who, Asked(Whose.UNIT, Filter(pile=Pile.OVERDUE), page=1), today=local_day(now)
    ),
    "today of the dashboard": lambda session, who, _case, now: counted(
        session,
        [
            bounded_count(pile, open_cases(who, Asked(Whose.UNIT, Filter(pile=pile)), today=local_day(now)))
            for pile in (Pile.OVERDUE, Pile.DUE_TODAY, Pile.AWAITING_APPROVAL)
        ],
    ),
    "search by phone": lambda session, who, _case, _now: find_cases(session, who, "0912000345"),
    "search by words": lambda session, who, _case, _now: find_cases(session, who, "điện yếu"),
    "search by reference": lambda session, who, case, _now: find_cases(session, who, case.reference),
    "head of the desk": lambda session, who, _case, now: counted(
        session,
        [
            bounded_count("mine", work.on_my_desk(who, local_day(now))),
            bounded_count("unit", work.in_my_units(who, local_day(now))),
            bounded_count("to_route", work.to_route(who)),
            bounded_count("answers", work.answers_to_approve(who)),
            bounded_count("publications", work.publications_to_approve(who)),
            bounded_count("reopenings", work.reopenings_to_decide(who)),
            bounded_count("refusals", work.refusals_to_decide(who)),
            bounded_count("call_backs", work.to_call_back(who, local_day(now))),
        ],
    ),
}


@pytest.mark.parametrize("role", ["operator", "coordinator", "officer", "leader", "overseer"])
@pytest.mark.parametrize("name", READ)
def test_it_goes_through_no_table(session: Session, now: datetime, name: str, role: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    case = published_case(session, now)
    actor = person(session, role, now)
    session.flush()
    session.expire_all()
    with counted_statements() as sent:
        READ[name](session, actor, case, now)
    assert GONE_THROUGH.findall(plans(session, sent)) == []


@pytest.mark.parametrize("name", ["caller", "neighbours"])
def test_cases_of_a_number_are_read_off_its_index_the_newest_first(
    name: str, session: Session, now: datetime
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    case, officer = published_case(session, now), person(session, "officer", now)
    with counted_statements() as sent:
        READ[name](session, officer, case, now)
    plan = plans(session, sent)
    assert "USING COVERING INDEX ix_senders_phone (phone=?)" in plan
    assert "LIST SUBQUERY" in plan  # whose ends are the bounds: nothing is sorted out of all there are
