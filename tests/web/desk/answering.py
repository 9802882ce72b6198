"""Writing and deciding about answers through the pages."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.states import Outcome
from portal.models.answer import Answer
from portal.models.case import Case
from portal.services.answer_case import AnswerText, current_answer, save_draft, submit_answer
from tests.factories import acting
from tests.support.client import CheckingClient
from tests.support.page import Page

WORDS = "Đã kiểm tra và thay máy biến áp."


def answer_of(session: Session, case: Case, now: datetime) -> Answer:
    found = current_answer(acting(session, "system", now), case)
    assert found is not None
    return found


def page_of(client: CheckingClient, case: Case) -> Page:
    return client.page(f"/desk/cases/{case.reference}/answer")


def write(client: CheckingClient, case: Case, step: str, *, status: int = 200, **typed: Any) -> Page:
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer")
    given: dict[str, Any] = {"body": WORDS, "outcome": "handled", "step": step, **typed}
    return client.send(form, status=status, **given)


def submitted(session: Session, case: Case, now: datetime) -> Answer:
    officer = acting(session, "officer", now)
    answer = save_draft(officer, case, AnswerText(WORDS, Outcome.HANDLED))
    submit_answer(officer, case, answer)
    session.flush()
    return answer


def decide(client: CheckingClient, case: Case, step: str, *, status: int = 200, **typed: Any) -> Page:
    form = page_of(client, case).form(f"/desk/cases/{case.reference}/answer/decision")
    return client.send(form, status=status, step=step, **typed)
