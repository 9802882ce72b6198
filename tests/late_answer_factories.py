"""Cases whose answer is late, and letters of apology about them at each stage, as plain functions."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.apologies import DelayReason, Way
from portal.domain.states import Outcome
from portal.models.case import Case
from portal.models.letter import Letter
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.approve_letter import approve_letter
from portal.services.draft_case_letter import draft_case_letter
from portal.services.draft_letter import Edits, save_letter
from portal.services.issue_letter import issue_letter
from tests.dossier_factories import OFFICE, later
from tests.factories import accepted_case, acting
from tests.fakes import FakePorts

REASON = "Việc đo điện áp phải chờ đơn vị quản lý lưới điện"


def overdue_case(session: Session, now: datetime, **given: Any) -> Case:
    """A case taken ten days ago that nobody has answered since."""
    return accepted_case(session, now - timedelta(days=10), **given)


def answer_late(session: Session, now: datetime, case: Case) -> Case:
    """Answer a case with the apology an answer that comes late has in it."""
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    text = AnswerText("Đã kiểm tra và thay máy biến áp.", Outcome.HANDLED, apology="Xin lỗi vì trả lời chậm.")
    answer = save_draft(officer, case, text)
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    session.flush()
    return case


def late_case(session: Session, now: datetime, **given: Any) -> Case:
    """A case that was answered today, days after its answer was due."""
    return answer_late(session, now, overdue_case(session, now, **given))


def drafted_case_letter(session: Session, now: datetime, case: Case) -> Letter:
    """A letter the officer has written, with its reason; while there is no answer it is promised in a week."""
    officer = acting(session, "officer", now)
    letter = draft_case_letter(officer, case)
    new_due_at = None if letter.apology_only else later(now)
    save_letter(officer, case, letter, edits=Edits(DelayReason.VERIFICATION, REASON, new_due_at))
    session.flush()
    return letter


def approved_case_letter(
    session: Session, now: datetime, case: Case, *, fakes: FakePorts | None = None
) -> Letter:
    """A letter the head of the agency has approved."""
    letter = drafted_case_letter(session, now, case)
    ports = (fakes or FakePorts()).ports
    approve_letter(acting(session, "director", now), case, letter, ports=ports, office=OFFICE)
    session.flush()
    return letter


def issued_case_letter(session: Session, now: datetime, case: Case, way: Way = Way.PRINT) -> Letter:
    """A letter handed over."""
    letter = approved_case_letter(session, now, case)
    issue_letter(acting(session, "officer", now), case, letter, way=way)
    session.flush()
    return letter
