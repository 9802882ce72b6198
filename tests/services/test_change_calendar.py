"""A notice enters the calendar: what would move is what moves, on every case, with its reason."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.verdict import Verdict
from portal.models.account import Account
from portal.models.audit import AuditEntry
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.figure import Basis, FigureMark
from portal.models.message import Message
from portal.queries import open_clocks
from portal.queries.settings import load_settings, read_settings
from portal.services.ask_sender import ask_sender
from portal.services.change_calendar import Changes, DayChange, change_calendar, what_would_move
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.recompute_clocks import Move, Moves
from tests.factories import accepted_case, acting, answered_case, opened_case, person

NOTICE = "Thông báo 9999/TB-VPCP"
# The Tuesday before it is a day off already.
WEDNESDAY = date(2026, 11, 25)

pytestmark = pytest.mark.usefixtures("standing_office")


def day_off(on: date, unit_id: int | None = None) -> Changes:
    return Changes((DayChange(on, CalendarDay(on, DayKind.OFF, "Nghỉ bù", NOTICE), unit_id),))


def ordinary(on: date) -> Changes:
    return Changes((DayChange(on, None),))


def unit_id(session: Session, code: str) -> int:
    unit = load_settings(session).unit_by_code(code)
    assert unit is not None
    return unit.id


def due_moved(session: Session, case: Case) -> list[dict[str, str]]:
    wanted = select(CaseEvent.facts).where(
        CaseEvent.case_id == case.id, CaseEvent.kind == EventKind.DUE_MOVED
    )
    return list(session.scalars(wanted))


def change(session: Session, now: datetime, changes: Changes) -> Moves:
    moves = change_calendar(acting(session, "administrator", now), changes, notice=NOTICE)
    session.flush()
    return moves


def test_it_says_what_would_move_and_changes_nothing(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    moves = what_would_move(acting(session, "administrator", now), day_off(WEDNESDAY))
    assert moves == Moves(
        1, 0, (Move(case.id, date(2026, 11, 26), date(2026, 11, 27), case.reference, case.unit_id),)
    )
    session.flush()
    session.expire_all()
    assert case.due_on == date(2026, 11, 26)
    assert due_moved(session, case) == []


def test_it_moves_the_due_date_and_says_so_on_the_case(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    moves = change(session, now, day_off(WEDNESDAY))
    assert moves.total == 1
    assert case.due_on == date(2026, 11, 27)
    assert due_moved(session, case) == [{"from": "2026-11-26", "to": "2026-11-27", "notice": NOTICE}]
    clock = session.get_one(CaseClock, (case.id, Leg.ANSWER, 1))
    assert (clock.due_on, clock.due_at) == (case.due_on, case.due_at)


def test_it_tells_the_sender_and_the_officer(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    officer = session.get_one(Account, case.officer_id)
    officer.mails_at_once = True
    session.flush()
    change(session, now, day_off(WEDNESDAY))
    told = {row.template: row for row in session.scalars(select(Message))}
    assert told["due_moved"].recipient == "an@example.com"
    assert told["due_moved"].facts == {
        "old_due": "thứ Năm 26/11/2026",
        "new_due": "thứ Sáu 27/11/2026",
        "notice": NOTICE,
    }
    assert told["staff_due_moved"].account_id == officer.id


def test_it_brings_the_due_date_forward_when_a_day_off_goes(session: Session, now: datetime) -> None:
    change(session, now, day_off(WEDNESDAY))
    case = opened_case(session, now)
    assert case.due_on == date(2026, 11, 27)
    assert change(session, now, ordinary(WEDNESDAY)).total == 1
    assert case.due_on == date(2026, 11, 26)
    assert session.scalars(select(CalendarRow).where(CalendarRow.on == WEDNESDAY)).all() == []


def test_it_counts_a_saturday_worked_in_exchange(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    saturday = date(2026, 11, 21)
    worked = CalendarDay(saturday, DayKind.WORKED, "Làm việc bù", NOTICE)
    change(session, now, Changes((DayChange(saturday, worked),)))
    assert case.due_on == date(2026, 11, 25)


def test_it_has_both_months_counted_anew(session: Session, now: datetime) -> None:
    case = opened_case(session, now + timedelta(days=5))  # Wednesday 25/11, due Monday 30/11
    assert case.due_month == 202611
    session.query(FigureMark).delete()
    change(session, now + timedelta(days=5), day_off(date(2026, 11, 27)))
    assert case.due_month == 202612
    marked = session.scalars(select(FigureMark.month).where(FigureMark.basis == Basis.DUE)).all()
    assert {202611, 202612} <= set(marked)


def test_it_leaves_a_verdict_as_it_was_given(session: Session, now: datetime) -> None:
    answered = answered_case(session, now)
    moves = change(session, now, day_off(WEDNESDAY))
    assert moves.total == 0
    assert (answered.verdict, answered.due_on) == (Verdict.IN_TIME, date(2026, 11, 26))


def test_it_moves_inner_legs_without_a_word_to_the_sender(session: Session, now: datetime) -> None:
    case = opened_case(session, now)  # to be accepted within 8 working hours: Monday 9:00
    moves = change(session, now, day_off(date(2026, 11, 23)))
    assert moves.total == 1
    assert moves.inner == 1
    assert (
        session.get_one(CaseClock, (case.id, Leg.ACCEPTANCE, 1)).due_on == WEDNESDAY
    )  # past the day off of Tuesday
    assert len(due_moved(session, case)) == 1


def test_it_changes_nothing_the_second_time(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    change(session, now, day_off(WEDNESDAY))
    assert what_would_move(acting(session, "administrator", now), day_off(WEDNESDAY)) == Moves()
    assert change(session, now, day_off(WEDNESDAY)) == Moves()
    assert len(due_moved(session, case)) == 1
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_it_prolongs_a_wait_for_the_sender(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết số công tơ")
    session.flush()
    before = case.check_after
    assert before is not None
    change(session, now, day_off(WEDNESDAY))
    assert case.check_after == before + timedelta(days=1)
    clock = session.get_one(CaseClock, (case.id, Leg.ANSWER, 1))
    assert clock.pauses[-1][1] == case.check_after.isoformat()


def test_it_moves_only_the_cases_of_a_unit_for_a_local_day(session: Session, now: datetime) -> None:
    commune = unit_id(session, "TB")
    theirs = opened_case(session, now, receiving_unit_id=commune)
    ours = opened_case(session, now)
    act = acting(session, "administrator", now)
    assert what_would_move(act, day_off(WEDNESDAY, commune)).total == 1
    assert change(session, now, day_off(WEDNESDAY, commune)).total == 1
    assert (theirs.due_on, ours.due_on) == (date(2026, 11, 27), date(2026, 11, 26))
    assert read_settings(session).local_days[commune][0].on == WEDNESDAY


def test_it_keeps_due_dates_provisional_until_the_year_is_confirmed(session: Session, now: datetime) -> None:
    late = now.replace(month=12, day=30)
    case = opened_case(session, late)
    assert case.provisional
    moves = change(session, late, Changes(years=((2027, True),)))
    assert (moves.total, case.provisional) == (0, False)
    assert session.get_one(CalendarYear, 2027).confirmed
    assert due_moved(session, case) == []


def test_it_makes_a_year_that_gets_its_first_day_provisional(session: Session, now: datetime) -> None:
    change(session, now, day_off(date(2028, 1, 3)))
    assert not session.get_one(CalendarYear, 2028).confirmed


def test_it_moves_as_many_as_it_said(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_clocks, "BATCH", 7)
    cases = [opened_case(session, now + timedelta(minutes=number)) for number in range(40)]
    unmoved = [opened_case(session, now + timedelta(days=6), subject=f"Việc {number}") for number in range(5)]
    said = what_would_move(acting(session, "administrator", now), day_off(WEDNESDAY))
    done = change(session, now, day_off(WEDNESDAY))
    assert (said.total, said.inner) == (done.total, done.inner)
    assert said.total == len(cases)
    assert [len(due_moved(session, case)) for case in cases] == [1] * 40
    assert [len(due_moved(session, case)) for case in unmoved] == [0] * 5


def test_it_reckons_the_next_reminder_anew(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    clock = session.get_one(CaseClock, (case.id, Leg.ANSWER, 1))
    before = clock.check_after
    change(session, now, day_off(date(2026, 11, 23)))
    assert clock.check_after is not None
    assert before is not None
    assert clock.check_after > before


def test_it_writes_down_who_changed_what(session: Session, now: datetime) -> None:
    opened_case(session, now)
    change(session, now, day_off(WEDNESDAY))
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.account_id == person(session, "administrator", now).account_id
    assert entry.subject == NOTICE
    assert entry.before == {"2026-11-25": None, "moved": None}
    assert entry.after == {"2026-11-25": ["off", "Nghỉ bù", NOTICE], "moved": 1}


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator", "outsider"])
def test_it_refuses_everybody_but_administrators(session: Session, now: datetime, role: str) -> None:
    act = acting(session, role, now)
    with pytest.raises(NotPermitted):
        what_would_move(act, day_off(WEDNESDAY))
    with pytest.raises(NotPermitted):
        change_calendar(act, day_off(WEDNESDAY), notice=NOTICE)


@pytest.mark.parametrize(
    ("name", "source", "notice", "field"),
    [("", NOTICE, NOTICE, "name"), ("Nghỉ", " ", NOTICE, "source"), ("Nghỉ", NOTICE, " ", "notice")],
)
def test_it_wants_a_name_and_a_notice(
    session: Session, now: datetime, name: str, source: str, notice: str, field: str
) -> None:
    changes = Changes((DayChange(WEDNESDAY, CalendarDay(WEDNESDAY, DayKind.OFF, name, source)),))
    with pytest.raises(RuleBroken) as broken:
        change_calendar(acting(session, "administrator", now), changes, notice=notice)
    assert broken.value.field == field
