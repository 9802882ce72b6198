"""Opinions of other units: asked, given, taken back, reminded of; the unit that asks stays responsible."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.queries.opinions import asked_opinion, awaited_by, coordinated_opinion, owed_by
from portal.services.ask_opinion import Question, ask_opinion, cancel_opinion
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.give_opinion import give_from_outside, give_opinion
from portal.services.remind_opinions import due_opinions, remind_opinion
from tests.factories import accepted_case, acting, divert_case, opened_case, person, unit_id
from tests.support.records import kinds, last_event, legs, messages, told_sender, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

# The leader of the commune that is asked.
CHIEF = "lochung.chutich@binhan.example"
WHAT = "Khi nào thay máy biến áp?"
OUTSIDE = {"unit_id": None, "outside_name": "Công ty  Điện lực", "outside_email": "vanthu@dienluc.example"}


def question(session: Session, case: Case, **given: Any) -> Question:
    usual = {"text": f" {WHAT} ", "due_on": case.due_on, "unit_id": unit_id(session, "LH")}
    return Question(**{**usual, **given})


def asked(session: Session, now: datetime, **given: Any) -> tuple[Case, Opinion]:
    case = accepted_case(session, now)
    return case, ask_opinion(acting(session, "officer", now), case, question(session, case, **given))


def test_it_asks_and_the_clock_runs_on(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    due_on = case.due_on
    opinion = ask_opinion(acting(session, "officer", now), case, question(session, case))
    assert (opinion.question, opinion.is_open, case.opinion_count) == (WHAT, True, 1)
    assert last_event(session, case).kind is EventKind.OPINION_ASKED
    assert case.due_on == due_on
    assert told_staff(session, case, "staff_opinion_asked") == {CHIEF}


def test_it_starts_the_clock_of_the_interim_notice_once(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert Leg.INTERIM_NOTICE not in legs(session, case)
    officer = acting(session, "officer", now)
    ask_opinion(officer, case, question(session, case))
    ask_opinion(officer, case, question(session, case, unit_id=unit_id(session, "TP")))
    assert Leg.INTERIM_NOTICE in legs(session, case)


def test_the_unit_sees_the_question_and_answers(session: Session, now: datetime) -> None:
    case, opinion = asked(session, now)
    outsider = acting(session, "outsider", now)
    assert [each.opinion.id for each in owed_by(session, outsider.actor).rows] == [opinion.id]
    assert coordinated_opinion(session, outsider.actor, case.reference) == opinion.id
    give_opinion(outsider, case, opinion, text=" Tuần sau. ")
    assert (opinion.text, opinion.given_by_id, opinion.check_after) == (
        "Tuần sau.",
        outsider.actor.account_id,
        None,
    )
    assert last_event(session, case).kind is EventKind.OPINION_GIVEN
    assert not owed_by(session, outsider.actor).rows
    with pytest.raises(RuleBroken) as again:
        give_opinion(outsider, case, opinion, text="Tháng sau.")
    assert again.value.code == "not_open"


def test_nobody_else_answers(session: Session, now: datetime) -> None:
    case, opinion = asked(session, now, unit_id=unit_id(session, "TP"))
    assert asked_opinion(session, person(session, "outsider", now), opinion.id) is None
    with pytest.raises(NotPermitted):
        give_opinion(acting(session, "outsider", now), case, opinion, text="Tuần sau.")


def test_an_outsider_asks_nothing(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    with pytest.raises(NotPermitted):
        ask_opinion(acting(session, "outsider", now), case, question(session, case))


def test_the_asking_unit_sees_what_it_waits_for(session: Session, now: datetime) -> None:
    _case, opinion = asked(session, now)
    assert [each.opinion.id for each in awaited_by(session, person(session, "leader", now)).rows] == [
        opinion.id
    ]
    assert not awaited_by(session, person(session, "outsider", now)).rows


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"text": "  "}, "question", "missing"),
        ({"text": "x" * 10_001}, "question", "too_long"),
        ({"unit_id": 9_999}, "unit_id", "unknown"),
        ({"unit_id": None}, "unit_id", "nobody_asked"),
        ({**OUTSIDE, "outside_email": "vanthu"}, "outside_email", "malformed"),
        ({"due_on": None}, "due_on", "missing"),
    ],
)
def test_it_refuses_what_is_missing(
    session: Session, now: datetime, given: dict[str, Any], field: str, code: str
) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken) as refused:
        ask_opinion(acting(session, "officer", now), case, question(session, case, **given))
    assert (refused.value.field, refused.value.code) == (field, code)
    assert EventKind.OPINION_ASKED not in kinds(session, case)


def test_it_asks_neither_itself_nor_twice(session: Session, now: datetime) -> None:
    case, _opinion = asked(session, now)
    officer = acting(session, "officer", now)
    for unit, code in ((case.unit_id, "own_unit"), (unit_id(session, "LH"), "asked_before")):
        with pytest.raises(RuleBroken) as refused:
            ask_opinion(officer, case, question(session, case, unit_id=unit))
        assert refused.value.code == code


def test_it_is_asked_only_of_a_case_in_work(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    with pytest.raises(IllegalStep):
        ask_opinion(acting(session, "leader", now), case, question(session, case))


def test_a_question_is_taken_back_with_a_reason(session: Session, now: datetime) -> None:
    case, opinion = asked(session, now)
    officer = acting(session, "officer", now)
    with pytest.raises(RuleBroken):
        cancel_opinion(officer, case, opinion.id, reason=" ")
    cancel_opinion(officer, case, opinion.id, reason="Đã rõ")
    assert not opinion.is_open
    with pytest.raises(RuleBroken):
        cancel_opinion(officer, case, opinion.id, reason="Đã rõ")
    with pytest.raises(RuleBroken):
        give_opinion(acting(session, "outsider", now), case, opinion, text="Tuần sau.")


def test_it_takes_back_nothing_of_another_case(session: Session, now: datetime) -> None:
    _case, opinion = asked(session, now)
    other = accepted_case(session, now)
    with pytest.raises(RuleBroken):
        cancel_opinion(acting(session, "officer", now), other, opinion.id, reason="Đã rõ")
    assert opinion.is_open


def test_a_party_outside_is_mailed_and_answers_until_the_link_expires(
    session: Session, now: datetime
) -> None:
    case, opinion = asked(session, now, **OUTSIDE)
    assert opinion.outside_name == "Công ty Điện lực"
    assert told_sender(session, case)[-1] == "opinion_asked"
    assert messages(session, case, template="opinion_asked")[0].recipient == "vanthu@dienluc.example"
    system = acting(session, "system", now)
    with pytest.raises(RuleBroken):
        give_from_outside(system, case, opinion, text="Tuần sau.", name=" ")
    late = acting(session, "system", now + timedelta(days=40))
    with pytest.raises(RuleBroken) as expired:
        give_from_outside(late, case, opinion, text="Tuần sau.", name="Ông Ba")
    assert expired.value.code == "link_expired"
    give_from_outside(system, case, opinion, text="Tuần sau.", name=" Ông  Ba ")
    assert (opinion.text, opinion.given_as) == ("Tuần sau.", "Ông Ba")


def test_whoever_was_asked_is_reminded_twice(session: Session, now: datetime) -> None:
    case, opinion = asked(session, now)
    assert not due_opinions(session, now)
    for day in range(1, 12):
        later = now + timedelta(days=day)
        for each in due_opinions(session, later):
            assert remind_opinion(acting(session, "system", later), each)
        session.flush()
    assert opinion.reminders_sent == ["opinion_last_day", "opinion_overdue"]
    assert opinion.check_after is None
    assert {CHIEF, "officer"} == told_staff(session, case, "staff_opinion_reminder")


def test_a_diverted_case_reminds_and_shows_nobody(session: Session, now: datetime) -> None:
    case, opinion = asked(session, now)
    divert_case(acting(session, "officer", now), case, procedure="denunciation")
    session.flush()
    later = now + timedelta(days=9)
    assert due_opinions(session, later) == [opinion.id]
    remind_opinion(acting(session, "system", later), opinion.id)
    assert not told_staff(session, case, "staff_opinion_reminder")
    outsider = person(session, "outsider", now)
    assert not owed_by(session, outsider).rows
    assert asked_opinion(session, outsider, opinion.id) is None
    assert coordinated_opinion(session, outsider, case.reference) is None


def test_the_sender_is_told_nothing_of_the_question(session: Session, now: datetime) -> None:
    case, _opinion = asked(session, now)
    assert told_sender(session, case) == ["received"]
    assert session.scalars(select(Opinion)).one().outside_email == ""
