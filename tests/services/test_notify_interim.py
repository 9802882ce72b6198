"""The interim notice: with co-ordinating units named, before the first due; it opens the second due date."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import Outcome
from portal.domain.time import local_day
from portal.domain.verdict import Verdict
from portal.models.case import Case
from portal.queries.settings import load_settings
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.ask_opinion import Question, ask_opinion, cancel_opinion
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.notify_interim import latest_expected, notify_interim
from tests.factories import accepted_case, acting, switch, unit_id
from tests.support.records import last_event, leg, told_sender

pytestmark = pytest.mark.usefixtures("standing_office")


def coordinated(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    asked = Question(text="Khi nào thay?", due_on=case.due_on, unit_id=unit_id(session, "LH"))
    ask_opinion(acting(session, "officer", now), case, asked)
    return case


def latest(session: Session, now: datetime, case: Case) -> date:
    return latest_expected(acting(session, "officer", now), leg(session, case))


def answer(session: Session, case: Case, at: datetime, *, apology: str = "") -> None:
    officer, leader = acting(session, "officer", at), acting(session, "leader", at)
    written = save_draft(officer, case, AnswerText("Đã thay.", Outcome.HANDLED, apology))
    submit_answer(officer, case, written)
    approve_answer(leader, case, written)
    issue_answer(leader, case, written)
    session.flush()


def test_it_opens_the_second_due_date_and_tells_the_sender(session: Session, now: datetime) -> None:
    case = coordinated(session, now)
    first, until = case.due_on, latest(session, now, case)
    notify_interim(acting(session, "officer", now), case, expected_on=until, text=" Cần đo kiểm. ")
    assert case.due_on == until > first
    assert leg(session, case).first_due_on == first
    facts = last_event(session, case).facts
    assert last_event(session, case).kind is EventKind.INTERIM_NOTICE_SENT
    assert facts["unit_ids"] == [unit_id(session, "LH")]
    assert (facts["expected_on"], facts["text"]) == (until.isoformat(), "Cần đo kiểm.")
    assert told_sender(session, case)[-1] == "interim_notice"
    assert leg(session, case, Leg.INTERIM_NOTICE).satisfied_at == now


def test_the_second_due_date_is_fifteen_working_days_from_receipt(session: Session, now: datetime) -> None:
    case = coordinated(session, now)
    calendar = load_settings(session).reckoning(case.receiving_unit_id, now.date()).calendar
    assert calendar.working_days_between(local_day(now), latest(session, now, case)) == 15


@pytest.mark.parametrize(
    ("after", "verdict"),
    [(2, Verdict.IN_TIME), (14, Verdict.KEPT_BY_NOTICE), (30, Verdict.LATE)],
)
def test_the_verdict_tells_them_apart(session: Session, now: datetime, after: int, verdict: Verdict) -> None:
    case = coordinated(session, now)
    notify_interim(acting(session, "officer", now), case, expected_on=latest(session, now, case), text="")
    answer(session, case, now + timedelta(days=after), apology="Xin lỗi, thiếu vật tư." if after > 20 else "")
    assert case.verdict is verdict


def test_where_the_policy_says_so_it_opens_nothing(session: Session, now: datetime) -> None:
    switch(session, "interim_opens_second", False)
    case = coordinated(session, now)
    due_on = case.due_on
    notify_interim(acting(session, "officer", now), case, expected_on=latest(session, now, case), text="")
    assert case.due_on == due_on
    answer(session, case, now + timedelta(days=14), apology="Xin lỗi, thiếu vật tư.")
    assert case.verdict is Verdict.LATE


def test_it_is_refused_without_a_coordinating_unit(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as refused:
        notify_interim(acting(session, "officer", now), case, expected_on=case.due_on, text="")
    assert refused.value.code == "no_units"


def test_one_that_was_taken_back_does_not_count(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    officer = acting(session, "officer", now)
    asked = ask_opinion(officer, case, Question("Khi nào?", case.due_on, unit_id(session, "LH")))
    cancel_opinion(officer, case, asked.id, reason="Nhầm")
    with pytest.raises(RuleBroken) as refused:
        notify_interim(officer, case, expected_on=case.due_on, text="")
    assert refused.value.code == "no_units"


def test_it_is_sent_once_and_in_time(session: Session, now: datetime) -> None:
    case = coordinated(session, now)
    until = latest(session, now, case)
    after = acting(session, "officer", now + timedelta(days=9))
    with pytest.raises(RuleBroken) as late:
        notify_interim(after, case, expected_on=until, text="")
    assert late.value.code == "overdue"
    officer = acting(session, "officer", now)
    notify_interim(officer, case, expected_on=until, text="")
    with pytest.raises(RuleBroken) as again:
        notify_interim(officer, case, expected_on=until, text="")
    assert again.value.code == "sent_before"


def test_an_outsider_and_a_coordinator_send_none(session: Session, now: datetime) -> None:
    case = coordinated(session, now)
    for role in ("outsider", "coordinator"):
        with pytest.raises(NotPermitted):
            notify_interim(acting(session, role, now), case, expected_on=case.due_on, text="")


def test_an_answer_without_notice_stops_its_clock(session: Session, now: datetime) -> None:
    case = coordinated(session, now)
    answer(session, case, now)
    assert leg(session, case, Leg.INTERIM_NOTICE).stopped
