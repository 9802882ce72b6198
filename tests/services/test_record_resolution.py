"""That a matter is settled: a fact apart from its answer, with a day and evidence of its own."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.figure import FigureMark
from portal.models.resolution import Resolution
from portal.queries.followed import followed_case
from portal.queries.public_pictures import offered_pictures
from portal.queries.resolutions import resolved_day, standing_resolution
from portal.services.errors import RuleBroken
from portal.services.record_resolution import LONGEST_REMARK, record_resolution, withdraw_resolution
from portal.services.reopen_case import reopen
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    divert_case,
    evidence,
    resolve,
    resolved_case,
)
from tests.services.who_may import WHY, disputed
from tests.support.records import last_event

pytestmark = pytest.mark.usefixtures("standing_office")


def files_of(session: Session, case: Case) -> list[Attachment]:
    return list(session.scalars(select(Attachment).where(Attachment.case_id == case.id)))


def test_it_puts_on_record_when_and_how(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    row = standing_resolution(session, case)
    assert row is not None
    assert (row.resolved_on, row.remark, row.unit_id) == (
        date(2026, 11, 20), "Đã thay máy biến áp.", case.unit_id,
    )  # fmt: skip
    assert case.resolved_on == date(2026, 11, 20)
    said = last_event(session, case)
    assert said.kind is EventKind.RESOLVED
    assert said.facts == {"resolved_on": "2026-11-20", "text": "Đã thay máy biến áp."}


def test_it_keeps_its_evidence_apart(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    (file,) = files_of(session, case)
    assert (file.by_sender, file.upload_key, file.answer_id) == (False, None, None)
    followed = followed_case(session, case.reference)
    assert followed is not None
    assert (followed.evidence, followed.files_of(None)) == ([file], [])


def test_it_changes_neither_state_nor_verdict(session: Session, now: datetime) -> None:
    """Nobody inflates the one with the other (rules §2)."""
    case = answered_case(session, now)
    before = (case.state, case.verdict, case.answered_at, case.due_on)
    resolve(acting(session, "officer", now + timedelta(days=9)), case)
    assert (case.state, case.verdict, case.answered_at, case.due_on) == before
    assert case.verdict is Verdict.IN_TIME


def test_it_has_the_figures_counted_anew(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    session.query(FigureMark).delete()
    resolve(acting(session, "officer", now), case)
    session.flush()
    assert session.scalars(select(FigureMark.month)).all()


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"resolved_on": None}, "resolved_on", "missing"),
        ({"resolved_on": date(2026, 11, 19)}, "resolved_on", "before_receipt"),
        ({"resolved_on": date(2026, 11, 24)}, "resolved_on", "future"),
        ({"remark": "  "}, "remark", "how_resolved"),
        ({"remark": "a" * (LONGEST_REMARK + 1)}, "remark", "too_long"),
        ({"upload_key": "nothing came under this one"}, "files", "no_evidence"),
    ],
)
def test_it_refuses_what_proves_nothing(
    session: Session, now: datetime, given: dict[str, Any], field: str, code: str
) -> None:
    case, act = answered_case(session, now), acting(session, "officer", now + timedelta(days=3))
    usual = {"resolved_on": date(2026, 11, 23), "remark": "Đã sửa.", "upload_key": evidence(act)}
    with pytest.raises(RuleBroken) as broken:
        record_resolution(act, case, **{**usual, **given})
    assert (broken.value.field, broken.value.code) == (field, code)
    assert (case.resolved_on, session.scalars(select(Resolution)).all()) == (None, [])


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 11, 23)])
def test_it_takes_the_day_of_receipt_and_today(session: Session, now: datetime, on: date) -> None:
    case, act = answered_case(session, now), acting(session, "leader", now + timedelta(days=3))
    record_resolution(act, case, resolved_on=on, remark="Đã sửa.", upload_key=evidence(act))
    assert case.resolved_on == on


def test_it_needs_an_answer_first(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    with pytest.raises(IllegalStep):
        resolve(acting(session, "officer", now), case)


def test_it_stands_once(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    with pytest.raises(RuleBroken):
        resolve(acting(session, "officer", now), case)


def test_it_may_be_recorded_while_a_request_waits(session: Session, now: datetime) -> None:
    case = disputed(session, now)
    resolve(acting(session, "officer", now), case)
    assert (case.state, case.resolved_on) == (State.REOPEN_REQUESTED, date(2026, 11, 20))


# --- taking it back ---------------------------------------------------------------------------------


def test_it_is_taken_back_with_the_reason(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    withdraw_resolution(acting(session, "leader", now), case, reason=" Lại hỏng. ")
    row = session.scalars(select(Resolution)).one()
    assert (case.resolved_on, row.withdraw_reason, row.withdrawn_at) == (None, "Lại hỏng.", now)
    said = last_event(session, case)
    assert (said.kind, said.facts) == (EventKind.RESOLUTION_WITHDRAWN, {"reason": "Lại hỏng."})


def test_it_shows_the_sender_no_evidence_that_was_taken_back(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    withdraw_resolution(acting(session, "leader", now), case, reason=WHY)
    followed = followed_case(session, case.reference)
    assert followed is not None
    assert (followed.files, followed.resolution) == ([], None)
    assert len(files_of(session, case)) == 1


def test_it_may_be_recorded_again(session: Session, now: datetime) -> None:
    case, act = resolved_case(session, now), acting(session, "officer", now)
    withdraw_resolution(act, case, reason=WHY)
    again = resolve(act, case)
    assert standing_resolution(session, case) is again
    followed = followed_case(session, case.reference)
    assert followed is not None
    assert [file.resolution_id for file in followed.files] == [again.id]


def test_it_is_taken_back_while_the_case_is_looked_at_again(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    reopen(acting(session, "overseer", now), case, reason=WHY)
    withdraw_resolution(acting(session, "leader", now), case, reason=WHY)
    assert (case.state.value, case.resolved_on) == ("in_progress", None)


@pytest.mark.parametrize(("reason", "code"), [("  ", "missing"), (WHY, "not_resolved")])
def test_it_wants_a_reason_and_something_to_take_back(
    session: Session, now: datetime, reason: str, code: str
) -> None:
    case = answered_case(session, now) if code == "not_resolved" else resolved_case(session, now)
    with pytest.raises(RuleBroken) as broken:
        withdraw_resolution(acting(session, "leader", now), case, reason=reason)
    assert broken.value.code == code


# --- who sees what ----------------------------------------------------------------------------------


def test_it_tells_everybody_no_more_than_the_day(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    assert resolved_day(session, case.id) == date(2026, 11, 20)
    assert offered_pictures(session, case.id, None) == []


def test_it_tells_nothing_of_a_sealed_case(session: Session, now: datetime) -> None:
    case = resolved_case(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="complaint")
    session.flush()
    row = session.scalars(select(Resolution).execution_options(populate_existing=True)).one()
    assert (row.remark, resolved_day(session, case.id), files_of(session, case)) == ("", None, [])
