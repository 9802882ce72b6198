"""The lists of the desk: scope, order, pages, heaps, filters, counts, and that an index carries each of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Label
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.kinds import Channel, Kind
from portal.domain.people import Actor
from portal.domain.states import Outcome, State
from portal.domain.time import local_day
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.case import Case
from portal.queries import inbox
from portal.queries.inbox import (
    Asked,
    CasePage,
    Filter,
    Pile,
    Whose,
    bounded_count,
    case_page,
    counted,
    pile_counts,
)
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from portal.services.ask_sender import ask_sender
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    category_id,
    divert_case,
    opened_case,
    person,
    unit_id,
)
from tests.support.records import account_of
from tests.support.statements import counted_statements, plans

MINE, UNIT = Asked(Whose.MINE), Asked(Whose.UNIT)


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """The demo office."""


def listed(session: Session, actor: Actor, asked: Asked, now: datetime) -> CasePage:
    session.flush()
    return case_page(session, actor, asked, today=local_day(now))


def references(cases: Iterable[Case]) -> list[str]:
    return [case.reference for case in cases]


def shown(page: CasePage) -> list[str]:
    return [row.reference for row in page.rows]


def narrowed(asked: Asked, **wanted: object) -> Asked:
    return replace(asked, filter=replace(asked.filter, **wanted))  # type: ignore[arg-type]


# --- whose ----------------------------------------------------------------------------------------


def test_it_lists_what_one_holds_what_falls_due_first(session: Session, now: datetime) -> None:
    later, sooner = accepted_case(session, now), accepted_case(session, now - timedelta(days=2))
    opened_case(session, now)  # nobody's yet
    page = listed(session, person(session, "officer", now), MINE, now)
    assert shown(page) == references([sooner, later])


def test_it_lists_what_the_unit_has_whoever_holds_it(session: Session, now: datetime) -> None:
    taken, waiting = accepted_case(session, now), opened_case(session, now)
    page = listed(session, person(session, "colleague", now), UNIT, now)
    assert shown(page) == references([taken, waiting])


@pytest.mark.parametrize("whose", list(Whose))
def test_it_shows_an_outsider_nothing(session: Session, now: datetime, whose: Whose) -> None:
    accepted_case(session, now)
    outsider = person(session, "outsider", now)
    assert listed(session, outsider, Asked(whose), now) == CasePage(())
    assert listed(session, outsider, narrowed(Asked(whose), officer_id=1), now) == CasePage(())
    assert set(counts(session, outsider, Asked(whose), now).values()) == {0}


def test_it_lists_the_work_of_those_one_stands_in_for(session: Session, now: datetime) -> None:
    case, today = accepted_case(session, now), local_day(now)
    officer, colleague = account_of(session, "officer"), account_of(session, "colleague")
    session.add(Deputy(account_id=officer.id, deputy_id=colleague.id, from_on=today, to_on=today))
    session.flush()
    assert shown(listed(session, person(session, "colleague", now), MINE, now)) == [case.reference]
    tomorrow = now + timedelta(days=1)
    assert shown(listed(session, person(session, "colleague", tomorrow), MINE, tomorrow)) == []


def test_it_keeps_from_a_holder_who_left_what_they_held(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    officer = account_of(session, "officer")
    for row in session.query(AppointmentRow).filter_by(account_id=officer.id):
        row.unit_id = unit_id(session, "QLTM")
    session.flush()
    assert shown(listed(session, person(session, "officer", now), MINE, now)) == []


def test_it_never_lists_a_sealed_case(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    for asked in (MINE, UNIT, narrowed(UNIT, state=State.DIVERTED)):
        assert shown(listed(session, person(session, "leader", now), asked, now)) == []


# --- order and pages ------------------------------------------------------------------------------


def test_it_pages_by_key_there_and_back(session: Session, now: datetime) -> None:
    cases = [accepted_case(session, now) for _ in range(3)]
    cases += [accepted_case(session, now - timedelta(days=1)) for _ in range(2)]
    officer, asked = person(session, "officer", now), replace(MINE, page=2)
    wanted = references(sorted(cases, key=lambda case: (case.due_on, case.id)))

    first = listed(session, officer, asked, now)
    second = listed(session, officer, replace(asked, place=first.next), now)
    third = listed(session, officer, replace(asked, place=second.next), now)
    assert shown(first) + shown(second) + shown(third) == wanted
    assert (first.previous, third.next) == (None, None)
    assert shown(listed(session, officer, replace(asked, place=third.previous), now)) == shown(second)
    back = listed(session, officer, replace(asked, place=second.previous), now)
    assert (shown(back), back.previous) == (shown(first), None)


def test_it_lists_the_same_whether_units_are_asked_one_by_one_or_together(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("electricity", "fuel", "industrial_safety", "one_stop"):
        for days in (0, 1):
            opened_case(session, now - timedelta(days=days), category_id=category_id(session, code))
    coordinator, asked = person(session, "coordinator", now), replace(UNIT, page=3)
    one_by_one = listed(session, coordinator, asked, now)
    next_one = listed(session, coordinator, replace(asked, place=one_by_one.next), now)
    monkeypatch.setattr(inbox, "MOST_BRANCHES", 1)
    assert listed(session, coordinator, asked, now) == one_by_one
    assert listed(session, coordinator, replace(asked, place=one_by_one.next), now) == next_one


def test_it_lists_ended_cases_newest_first(session: Session, now: datetime) -> None:
    older, newer = answered_case(session, now), answered_case(session, now)
    asked = replace(narrowed(UNIT, state=State.ANSWERED), page=1)
    officer = person(session, "officer", now)
    first = listed(session, officer, asked, now)
    assert shown(first) == [newer.reference]
    second = listed(session, officer, replace(asked, place=first.next), now)
    assert shown(second) == [older.reference]
    assert shown(listed(session, officer, replace(asked, place=second.previous), now)) == [newer.reference]
    assert shown(listed(session, officer, narrowed(MINE, state=State.ANSWERED), now)) == references([
        newer,
        older,
    ])


# --- heaps, filters, counts -----------------------------------------------------------------------


def counts(session: Session, actor: Actor, asked: Asked, now: datetime) -> dict[str, int]:
    session.flush()
    return counted(session, columns(actor, asked, now))


def columns(actor: Actor, asked: Asked, now: datetime) -> list[Label[int]]:
    return [bounded_count(name, rows) for name, rows in pile_counts(actor, asked, local_day(now)).items()]


def one_of_each(session: Session, now: datetime) -> dict[Pile, Case]:
    """A case in every heap, beside one that is in none but "all"."""
    accepted_case(session, now)
    overdue = accepted_case(session, now - timedelta(days=10))
    today = accepted_case(session, now - timedelta(days=3))
    assert today.due_on == local_day(now)
    submitted, waiting = accepted_case(session, now), accepted_case(session, now)
    officer = acting(session, "officer", now)
    submit_answer(officer, submitted, save_draft(officer, submitted, AnswerText("Đã sửa.", Outcome.HANDLED)))
    ask_sender(officer, waiting, text="Ở ấp nào?")
    return {
        Pile.OVERDUE: overdue,
        Pile.DUE_TODAY: today,
        Pile.AWAITING_APPROVAL: submitted,
        Pile.WAITING_FOR_SENDER: waiting,
        Pile.NOT_TAKEN: opened_case(session, now),
    }


def test_it_sorts_open_cases_into_heaps_and_counts_them(session: Session, now: datetime) -> None:
    heaps, officer = one_of_each(session, now), person(session, "officer", now)
    for pile, case in heaps.items():
        assert shown(listed(session, officer, narrowed(UNIT, pile=pile), now)) == [case.reference]
    unit, mine = counts(session, officer, UNIT, now), counts(session, officer, MINE, now)
    # The overdue one has no letter of apology either.
    assert unit == {"all": 6, "no_letter": 1, **{pile.value: 1 for pile in heaps}}
    assert mine == {**unit, "all": 5, "not_taken": 0}


def test_it_counts_the_filtered_rows_alone(session: Session, now: datetime) -> None:
    one_of_each(session, now)
    officer = person(session, "officer", now)
    assert set(counts(session, officer, narrowed(UNIT, channel=Channel.HOTLINE), now).values()) == {0}


def test_it_counts_no_further_than_it_must(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(5):
        accepted_case(session, now)
    assert counts(session, person(session, "officer", now), MINE, now)["all"] == 3


def test_it_counts_nothing_without_asking(session: Session) -> None:
    with counted_statements() as sent:
        assert counted(session, []) == {}
    assert sent == []


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        ({"channel": Channel.WEB_FORM}, {"channel": Channel.HOTLINE}),
        ({"kind": Kind.FEEDBACK}, {"kind": Kind.PRAISE}),
        ({"state": State.IN_PROGRESS}, {"state": State.ROUTED}),
        ({"due_from": date(2026, 11, 26)}, {"due_from": date(2026, 11, 27)}),
        ({"due_to": date(2026, 11, 26)}, {"due_to": date(2026, 11, 25)}),
        ({"category_ids": frozenset({7})}, {"category_ids": frozenset()}),
        ({"area_ids": None}, {"area_ids": frozenset({1})}),
        ({"unit_ids": None}, {"unit_ids": frozenset({1})}),
    ],
    ids=lambda wanted: next(iter(wanted)),
)
def test_it_narrows_a_list(
    session: Session, now: datetime, wanted: dict[str, object], other: dict[str, object]
) -> None:
    case, officer = accepted_case(session, now), person(session, "officer", now)
    assert case.category_id == 7
    assert shown(listed(session, officer, narrowed(UNIT, **wanted), now)) == [case.reference]
    assert shown(listed(session, officer, narrowed(UNIT, **other), now)) == []


def test_it_narrows_to_one_officer(session: Session, now: datetime) -> None:
    case, leader = accepted_case(session, now), person(session, "leader", now)
    officer, colleague = account_of(session, "officer").id, account_of(session, "colleague").id
    assert shown(listed(session, leader, narrowed(UNIT, officer_id=officer), now)) == [case.reference]
    assert shown(listed(session, leader, narrowed(UNIT, officer_id=colleague), now)) == []
    assert counts(session, leader, narrowed(UNIT, officer_id=colleague), now)["all"] == 0


def test_it_tells_the_answers_progress(session: Session, now: datetime) -> None:
    heaps = one_of_each(session, now)
    asked = narrowed(UNIT, pile=Pile.AWAITING_APPROVAL)
    (row,) = listed(session, person(session, "leader", now), asked, now).rows
    assert (row.answer_status, row.version) == (
        AnswerStatus.SUBMITTED,
        heaps[Pile.AWAITING_APPROVAL].version,
    )


# --- indexes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (MINE, "ix_cases_officer_due (officer_id=?)"),
        (narrowed(MINE, pile=Pile.OVERDUE), "ix_cases_officer_due (officer_id=? AND due_on<?)"),
        (UNIT, "ix_cases_unit_due (unit_id=?)"),
        (narrowed(UNIT, pile=Pile.DUE_TODAY), "ix_cases_unit_due (unit_id=? AND due_on=?)"),
        (narrowed(UNIT, pile=Pile.NOT_TAKEN), "ix_cases_unit_state_due (unit_id=? AND state=?)"),
        (narrowed(UNIT, state=State.ANSWERED), "ix_cases_unit_id (unit_id=?)"),
    ],
    ids=["mine", "overdue", "unit", "due today", "not taken", "ended"],
)
def test_it_walks_an_index(session: Session, now: datetime, asked: Asked, index: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    with counted_statements() as sent:
        listed(session, person(session, "officer", now), asked, now)
    plan = plans(session, [statement for statement in sent if "FROM cases" in statement])
    assert index in plan
    assert "SCAN cases" not in plan


def test_it_walks_all_open_cases_for_many_units(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    monkeypatch.setattr(inbox, "MOST_BRANCHES", 1)
    with counted_statements() as sent:
        listed(session, person(session, "coordinator", now), UNIT, now)
    plan = plans(session, [statement for statement in sent if "FROM cases" in statement])
    assert "ix_cases_open_due" in plan, plan


def test_it_counts_over_an_index(session: Session, now: datetime) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    with counted_statements() as sent:
        counts(session, person(session, "leader", now), UNIT, now)
    assert "SCAN cases" not in plans(session, [statement for statement in sent if "cases" in statement])


def test_it_reads_a_list_and_its_counts_in_one_statement_each(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    actor = person(session, "coordinator", now)
    session.flush()
    with counted_statements() as sent:
        case_page(session, actor, UNIT, today=local_day(now))
        counted(session, columns(actor, UNIT, now))
    assert len(sent) == 2


def test_it_takes_the_filter_of_everything_for_none() -> None:
    assert Asked(Whose.UNIT).filter == Filter()
    assert not Filter(state=State.ROUTED).ended
    assert Filter(state=State.CLOSED).ended
