"""The invariants of the whole office: its figures, its desks, its outbox and what it keeps sealed; each can fail."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.letter_form import LetterForm
from portal.models.answer import Answer, Publication
from portal.models.appointment import AppointmentRow
from portal.models.case import Case, CaseEvent, CaseWords, Sender
from portal.models.figure import FigureMark, HeldFigure, HeldMark, MonthlyFigure
from portal.models.letter import Letter
from portal.models.message import CallBack, Message, MessageStatus
from portal.models.sealed import SealedContent
from portal.models.settings_revision import raise_revision
from tests.factories import acting, answered_case, divert_case, opened_case, published_case, unit_id
from tests.late_answer_factories import issued_case_letter, overdue_case
from tests.queries.checking import check, count, found
from tests.services.test_reopen_case import reopened_once
from tests.services.who_may import disputed, submitted, to_call, unrouted
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")

LATER = datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    """An answered case beside a sound one that nothing is done to, the figures counted."""
    answered_case(session, now)
    case = answered_case(session, now)
    count(session, now)
    return case


# --- figures --------------------------------------------------------------------------------------


def test_it_finds_parts_that_do_not_add_up(session: Session, now: datetime, case: Case) -> None:
    session.execute(update(MonthlyFigure).values(late=MonthlyFigure.late + 1))
    assert all("parts" in fault for fault in found(session, "parts add up", now))
    assert found(session, "parts add up", now)


def test_it_finds_a_whole_that_is_not_there(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(MonthlyFigure))
    assert {fault[:9] for fault in found(session, "parts add up", now)} == {"0 counted"}


def test_it_leaves_out_what_is_being_counted(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(MonthlyFigure))
    for basis, column in (("received", Case.received_month), ("due", Case.due_month)):
        for unit, month in {tuple(row) for row in session.query(Case.unit_id, column)}:
            session.execute(insert(FigureMark).values(basis=basis, unit_id=unit, month=month))
    assert found(session, "parts add up", now) == set()


def test_it_finds_times_held_that_no_history_tells(session: Session, now: datetime, case: Case) -> None:
    assert check(session, "times held equal a recount", now) == (2, [])
    session.execute(update(HeldFigure).values(minutes=HeldFigure.minutes + 1))
    assert found(session, "times held equal a recount", now) == {
        "2 stays of 1 minutes counted, 2 stays of 0 minutes held"
    }
    session.execute(delete(HeldFigure))
    assert len(found(session, "times held equal a recount", now)) == 1


def test_it_leaves_out_times_that_are_being_told_anew(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(HeldFigure))
    session.execute(insert(HeldMark).values(case_id=case.id))
    assert found(session, "times held equal a recount", now) == set()


# --- desks ----------------------------------------------------------------------------------------


def nobody_left(session: Session, *roles: str) -> None:
    """These members of the cast have left the office."""
    ids = [account_of(session, role).id for role in roles]
    left = update(AppointmentRow).where(AppointmentRow.account_id.in_(ids))
    session.execute(left.values(valid_to=date(2026, 11, 19)))
    raise_revision(session)


@pytest.mark.parametrize(
    ("make", "gone", "desk"),
    [
        (unrouted, ("coordinator",), "coordinator"),
        (opened_case, ("officer", "colleague", "leader", "director"), "unit"),
        (submitted, ("officer", "colleague", "leader", "director"), "officer"),
        (disputed, ("leader", "director"), "leader"),
        (reopened_once, ("overseer",), "leader"),
    ],
)
def test_it_finds_a_case_that_is_in_nobodys_list(
    session: Session,
    now: datetime,
    make: Callable[[Session, datetime], Case],
    gone: tuple[str, ...],
    desk: str,
) -> None:
    make(session, now)
    assert found(session, "no case in nobody's list", now) == set()
    nobody_left(session, *gone)
    assert found(session, "no case in nobody's list", now) == {f"nobody keeps the {desk} desk of its unit"}


def test_it_takes_no_officer_of_a_unit_above_for_one_of_the_unit(session: Session, now: datetime) -> None:
    """An officer works for one unit only and does not see the cases of those below."""
    opened_case(session, now)
    nobody_left(session, "officer", "colleague", "leader", "director")
    somebody = account_of(session, "administrator").id
    session.add(
        AppointmentRow(
            account_id=somebody, unit_id=unit_id(session, "BA"), role="officer", valid_from=date(2025, 7, 1)
        )
    )
    assert len(found(session, "no case in nobody's list", now)) == 1


# --- outbox ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"check_after": None},
        {"status": MessageStatus.FAILED},
        {"status": MessageStatus.SENT, "check_after": None},
        {"status": MessageStatus.SENT, "sent_at": LATER},
    ],
)
def test_it_finds_a_message_that_waits_for_nothing(
    session: Session, now: datetime, case: Case, values: dict[str, object]
) -> None:
    session.execute(update(Message).where(Message.case_id == case.id).values(**values))
    assert found(session, "outbox consistent", now) == {"its status and moments disagree"}


def test_it_finds_an_answer_that_nobody_was_told(session: Session, now: datetime, case: Case) -> None:
    session.execute(delete(Message).where(Message.case_id == case.id))
    checked, breaches = check(session, "answers reach their senders", now)
    assert [breach.row for breach in breaches] == [case.reference]
    assert checked == 2


def test_it_takes_a_call_for_a_message(session: Session, now: datetime) -> None:
    to_call(session, now)
    assert found(session, "answers reach their senders", now) == set()
    session.execute(delete(CallBack))
    assert found(session, "answers reach their senders", now) != set()


def test_it_wants_no_call_about_a_sealed_case(session: Session, now: datetime) -> None:
    case = to_call(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert found(session, "answers reach their senders", now) == set()


@pytest.mark.parametrize("how", ["in the search of staff", "published"])
def test_it_finds_a_sealed_case_within_reach(session: Session, now: datetime, how: str) -> None:
    case = published_case(session, now)
    session.execute(update(Case).where(Case.id == case.id).values(sealed=True))
    if how == "published":
        session.execute(delete(CaseWords).where(CaseWords.case_id == case.id))
    assert any(how in fault for fault in found(session, "sealed cases out of reach", now))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Case, {"subject": "Trưởng ấp"}),
        (Case, {"area_id": 1}),  # where it happened tells who it is about
        (Sender, {"phone": "+84912000345"}),
        (Answer, {"remark": "Ông An"}),
        (Publication, {"title": "Ông An"}),
        (Message, {"facts": {"reason": "Ông An"}}),
        (CaseEvent, {"facts": {"text": "Ông An"}}),
    ],
)
def test_it_finds_words_of_a_sealed_case(
    session: Session, now: datetime, table: Any, change: dict[str, Any]
) -> None:
    case = published_case(session, now)
    divert_case(acting(session, "coordinator", now), case)
    assert check(session, "sealed cases sealed", now) == (1, [])
    own = Case.id if table is Case else table.case_id
    session.execute(update(table).where(own == case.id).values(change))
    assert found(session, "sealed cases sealed", now) == {"words of a sealed case"}


def test_it_finds_sealed_content_that_is_nowhere_or_too_much(session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    for each in (case, other):
        divert_case(acting(session, "coordinator", now), each)
    session.flush()
    session.execute(delete(SealedContent).where(SealedContent.case_id == case.id))
    session.execute(update(Case).where(Case.id == other.id).values(sealed=False))
    assert found(session, "sealed cases sealed", now) == {
        "sealed, but its content is nowhere",
        "not sealed, but it has sealed content",
    }


# --- letters --------------------------------------------------------------------------------------


def test_it_finds_a_letter_that_its_case_does_not_tell_of(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    assert found(session, "letters keep their promise", now) == set()
    session.execute(delete(CaseEvent).where(CaseEvent.kind == EventKind.APOLOGISED))
    fault = "issued, but not in the history of its case"
    assert found(session, "letters keep their promise", now) == {fault}
    session.execute(update(Letter).where(Letter.id == letter.id).values(form=LetterForm.OF_2025))
    assert "not about one dossier or one case" in found(session, "letters keep their promise", now)
