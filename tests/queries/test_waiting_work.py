"""What waits for whom, as the head of the desk counts it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.people import Actor
from portal.domain.states import Outcome
from portal.domain.time import local_day
from portal.queries import waiting_work as work
from portal.queries.inbox import bounded_count, counted
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from portal.services.open_case import NewSender
from portal.services.publish_answer import PublicText, draft_publication
from portal.services.refuse_case import propose_refusal
from portal.services.reopen_case import request_reopening
from tests.factories import accepted_case, acting, answered_case, opened_case, person

pytestmark = pytest.mark.usefixtures("standing_office")


def waiting(session: Session, role: str, now: datetime) -> dict[str, int]:
    actor, today = person(session, role, now), local_day(now)
    wanted: dict[str, Callable[[Actor], Select[Any]]] = {
        "mine": lambda who: work.on_my_desk(who, today),
        "unit": lambda who: work.in_my_units(who, today),
        "route": work.to_route,
        "answers": work.answers_to_approve,
        "publications": work.publications_to_approve,
        "reopenings": work.reopenings_to_decide,
        "refusals": work.refusals_to_decide,
        "call backs": lambda who: work.to_call_back(who, today),
    }
    session.flush()
    counts = counted(session, [bounded_count(name, make(actor)) for name, make in wanted.items()])
    return {name: count for name, count in counts.items() if count}


def test_it_counts_what_waits_for_each(session: Session, now: datetime) -> None:
    officer = acting(session, "officer", now)
    submitted = accepted_case(session, now)
    submit_answer(officer, submitted, save_draft(officer, submitted, AnswerText("Đã sửa.", Outcome.HANDLED)))
    draft_publication(officer, answered_case(session, now), PublicText("A", "B", "C"), submit=True)
    request_reopening(acting(session, "sender", now), answered_case(session, now), reason="Vẫn yếu.")
    opened_case(session, now, category_id=None)
    assert waiting(session, "officer", now) == {"mine": 2, "unit": 2}
    assert waiting(session, "leader", now) == {"unit": 2, "answers": 1, "publications": 1, "reopenings": 1}
    assert waiting(session, "coordinator", now) == {"unit": 3, "route": 1, "publications": 1}
    assert waiting(session, "outsider", now) == {}


def test_it_counts_refusals_for_somebody_else_to_decide(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    propose_refusal(acting(session, "leader", now), case, reason="unclear", text="Xin gửi lại rõ hơn.")
    assert "refusals" not in waiting(session, "leader", now)
    assert "refusals" not in waiting(session, "officer", now)
    assert waiting(session, "coordinator", now)["refusals"] == 1
    assert waiting(session, "outsider", now) == {}


def test_it_counts_who_is_to_be_phoned_today(session: Session, now: datetime) -> None:
    sender = NewSender(name="Lê Văn An", phone="0912000345")
    answered_case(session, now, sender=sender, reply_by=ReplyBy.PHONE)
    assert waiting(session, "officer", now) == {"call backs": 1}
    assert waiting(session, "overseer", now) == {}
