"""The files that go with an answer."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import IllegalAnswerStep
from portal.domain.states import Outcome
from portal.models.answer import Answer
from portal.models.case import Case
from portal.ports import Ports, Unavailable
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from portal.services.attach_to_answer import answer_files, attach_to_answer, drop_from_answer
from portal.services.errors import NotPermitted
from portal.services.keep_uploads import Upload
from tests.factories import accepted_case, acting, switch
from tests.fakes import FakePorts

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def fakes() -> FakePorts:
    return FakePorts()


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


@pytest.fixture
def draft(session: Session, now: datetime, case: Case) -> Answer:
    return save_draft(acting(session, "officer", now), case, AnswerText("Đã sửa.", Outcome.HANDLED))


def ports_of(fakes: FakePorts) -> Ports:
    return fakes.ports


def test_it_keeps_files_with_the_answer(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    officer = acting(session, "officer", now)
    uploads = [Upload("a.pdf", b"1"), Upload("b.jpg", b"2"), Upload("lại.pdf", b"1")]
    problems = attach_to_answer(officer, case, draft, uploads=uploads, ports=ports_of(fakes))
    rows = answer_files(officer, draft)
    assert problems == []
    assert [(row.name, row.by_sender, row.case_id) for row in rows] == [
        ("a.pdf", False, case.id),
        ("b.jpg", False, case.id),  # the same file twice is kept once
    ]
    assert fakes.files.files[rows[0].file_key] == b"1"
    assert fakes.files.files[rows[1].thumbnail_key] == b"thumbnail"


def test_it_says_why_a_file_is_not_taken(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    switch(session, "attachments_per_case", 1)
    officer = acting(session, "officer", now)
    uploads = [Upload("x.exe", b"1"), Upload("leer.pdf", b""), Upload("a.pdf", b"2"), Upload("b.pdf", b"3")]
    problems = attach_to_answer(officer, case, draft, uploads=uploads, ports=ports_of(fakes))
    assert [(each.name, each.code) for each in problems] == [
        ("x.exe", "type"),
        ("leer.pdf", "empty"),
        ("b.pdf", "too_many"),
    ]


def test_it_says_that_the_store_is_away(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    fakes.files.problem = Unavailable("full")
    officer = acting(session, "officer", now)
    problems = attach_to_answer(officer, case, draft, uploads=[Upload("a.pdf", b"1")], ports=ports_of(fakes))
    assert [each.code for each in problems] == ["unavailable"]


def test_it_is_for_those_who_write_the_answer(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    for role in ("operator", "coordinator", "outsider"):
        with pytest.raises(NotPermitted):
            attach_to_answer(acting(session, role, now), case, draft, uploads=[], ports=ports_of(fakes))
        with pytest.raises(NotPermitted):
            drop_from_answer(acting(session, role, now), case, draft, file_id=1)


def test_it_is_over_once_the_answer_is_submitted(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    officer = acting(session, "officer", now)
    submit_answer(officer, case, draft)
    with pytest.raises(IllegalAnswerStep):
        attach_to_answer(officer, case, draft, uploads=[], ports=ports_of(fakes))


def test_it_lets_a_file_go_for_the_sweeper(
    session: Session, now: datetime, case: Case, draft: Answer, fakes: FakePorts
) -> None:
    officer = acting(session, "officer", now)
    attach_to_answer(officer, case, draft, uploads=[Upload("a.pdf", b"1")], ports=ports_of(fakes))
    (row,) = answer_files(officer, draft)
    drop_from_answer(officer, case, draft, file_id=row.id)
    assert answer_files(officer, draft) == []
    assert (row.case_id, row.answer_id) == (None, None)
    assert row.file_key in fakes.files.files
