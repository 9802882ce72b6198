"""The register: every line of a period, of the units one may have it for; a sealed case never."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel, SenderKind
from portal.domain.states import Outcome, State
from portal.models.case import Case
from portal.queries.register import (
    PAGE,
    Span,
    count_lines,
    register_lines,
    register_page,
    registers_of,
)
from portal.queries.settings import load_settings
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.open_case import NewSender
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    category_id,
    divert_case,
    opened_case,
    person,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noise(standing_office: None, session: Session, now: datetime) -> None:
    """Cases of the day before and the day after the period, and a sealed one within it."""
    opened_case(session, datetime(2026, 10, 31, 23, 59, tzinfo=now.tzinfo))
    opened_case(session, datetime(2026, 12, 1, 0, 0, tzinfo=now.tzinfo))
    divert_case(acting(session, "operator", now), opened_case(session, now), procedure="denunciation")
    session.flush()


def november(session: Session, role: str, now: datetime, unit: str | None = None) -> Span:
    settings = load_settings(session)
    chosen = settings.unit_by_code(unit) if unit else None
    units = registers_of(settings, person(session, role, now), chosen.id if chosen else None)
    return Span(date(2026, 11, 1), date(2026, 11, 30), units)


def test_it_holds_the_period_first_and_last_minute_included(session: Session, now: datetime) -> None:
    first = opened_case(session, datetime(2026, 11, 1, 0, 0, tzinfo=now.tzinfo))
    last = opened_case(session, datetime(2026, 11, 30, 23, 59, tzinfo=now.tzinfo))
    span = november(session, "coordinator", now)
    assert [line.reference for line in register_lines(session, span)] == [first.reference, last.reference]
    assert [line.id for line in register_page(session, span)] == [last.id, first.id]
    assert count_lines(session, span) == 2


def test_it_tells_everything_the_law_asks_for(session: Session, now: datetime) -> None:
    sender = NewSender(
        kind=SenderKind.ORGANISATION,
        name="Lê Văn An",
        organisation="Hợp tác xã Suối Đá",
        phone="0912 000 345",
        email="an@example.com",
        address="ấp Suối Đá",
    )
    case = answered_case(session, now, sender=sender)
    (line,) = register_lines(session, november(session, "coordinator", now))
    assert (line.register_number, line.reference, line.received_at) == (
        case.register_number,
        case.reference,
        now,
    )
    assert (line.name, line.organisation, line.phone) == ("Lê Văn An", "Hợp tác xã Suối Đá", "+84912000345")
    assert (line.email, line.address, line.sender_kind) == (
        "an@example.com",
        "ấp Suối Đá",
        SenderKind.ORGANISATION,
    )
    assert (line.state, line.outcome, line.unit_id) == (State.ANSWERED, Outcome.HANDLED, case.unit_id)
    assert (line.entered_by_id, line.answered_at, line.document_number) == (None, now, None)


def test_it_names_the_document_of_the_answer(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, AnswerText("Đã thay.", Outcome.HANDLED, as_document=True))
    (before,) = register_lines(session, november(session, "coordinator", now))
    assert before.document_number is None
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    session.flush()
    (line,) = register_lines(session, november(session, "coordinator", now))
    assert (line.document_number, line.document_symbol) == (1, "SCT-QLNL")


def test_it_names_who_took_a_call(session: Session, now: datetime) -> None:
    case = opened_case(session, now, channel=Channel.HOTLINE)
    case.entered_by_id = person(session, "operator", now).account_id
    session.flush()
    (line,) = register_lines(session, november(session, "coordinator", now))
    assert line.entered_by_id == case.entered_by_id


def test_it_can_be_had_for_one_unit(session: Session, now: datetime) -> None:
    energy = opened_case(session, now)
    roads = opened_case(session, now, category_id=category_id(session, "conduct"))
    assert lines_of(session, now, "coordinator", "QLNL") == [energy.id]
    assert lines_of(session, now, "coordinator", "BA") == [energy.id, roads.id]
    assert lines_of(session, now, "coordinator", "LH") == []


def lines_of(session: Session, now: datetime, role: str, unit: str | None = None) -> list[int]:
    return [line.id for line in register_lines(session, november(session, role, now, unit))]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("coordinator", True),
        ("overseer", True),
        ("leader", True),  # of the unit that has the case
        ("operator", False),
        ("officer", False),
        ("outsider", False),
        ("administrator", False),
        ("sealed_case_officer", False),
    ],
)
def test_it_is_for_those_who_may_have_it(session: Session, now: datetime, role: str, seen: bool) -> None:
    case = opened_case(session, now)
    assert lines_of(session, now, role) == ([case.id] if seen else [])
    # Asking for a unit by name opens nothing more.
    assert lines_of(session, now, role, "BA") == ([case.id] if seen else [])


def test_it_keeps_another_units_register_from_a_leader(session: Session, now: datetime) -> None:
    opened_case(session, now, category_id=category_id(session, "fuel"))
    assert lines_of(session, now, "leader") == []


def test_it_pages_by_key(session: Session, now: datetime) -> None:
    cases: list[Case] = [opened_case(session, now - n * DAY / 10) for n in range(PAGE + 2)]
    span = november(session, "coordinator", now)
    first = register_page(session, span)
    assert len(first) == PAGE + 1
    rest = register_page(session, span, before_id=first[PAGE - 1].id)
    assert [line.id for line in (*first[:PAGE], *rest)] == [case.id for case in reversed(cases)]
