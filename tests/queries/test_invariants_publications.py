"""The invariants of the public page: what stands there passed the gate, pictures go with their version."""

from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.privacy.finding import PersonalData
from portal.models.answer import Publication
from portal.models.case import Case
from portal.services.gate_publication import dismiss_proposal
from tests.factories import acting, published_case
from tests.queries.checking import found, picture
from tests.support.records import publications_of

pytestmark = pytest.mark.usefixtures("standing_office")

OPEN, PICTURES = "no published version holds an open proposal", "pictures go with their version"


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    """A published case beside a sound one that nothing is done to."""
    published_case(session, now)
    return published_case(session, now)


def test_it_finds_a_number_that_slipped_through(session: Session, now: datetime, case: Case) -> None:
    assert found(session, OPEN, now) == set()
    slipped = update(Publication).where(Publication.case_id == case.id)
    session.execute(slipped.values(question="Gọi 0987 654 321."))
    assert found(session, OPEN, now) == {"phone stands open in its public version"}
    dismiss_proposal(
        acting(session, "officer", now),
        case,
        kind=PersonalData.PHONE,
        text="0987654321",
        reason="Tổ trực điện.",
    )
    assert found(session, OPEN, now) == set()


def test_it_finds_a_sender_who_is_known_by_another_name_now(
    session: Session, now: datetime, case: Case
) -> None:
    session.execute(update(Publication).values(answer="Đã trả lời Trần Quốc Bảo."))
    assert found(session, OPEN, now) == set()
    case.sender.name = "Trần Quốc Bảo"
    session.flush()
    assert found(session, OPEN, now) == {"sender_name stands open in its public version"}


def test_it_reads_the_words_of_pictures(session: Session, now: datetime, case: Case) -> None:
    row = picture(session, case, now)
    assert found(session, OPEN, now) == set()
    row.alternative = "Xe 70-A1 234.56"
    session.flush()
    assert found(session, OPEN, now) == {"plate stands open in its public version"}


def test_it_finds_a_picture_of_another_case_or_of_a_sealed_one(
    session: Session, now: datetime, case: Case
) -> None:
    row, other = picture(session, case, now), published_case(session, now)
    assert found(session, PICTURES, now) == set()
    row.publication_id = publications_of(session, other)[0].id
    session.flush()
    assert len(found(session, PICTURES, now)) == 1
    row.publication_id = publications_of(session, case)[0].id
    case.sealed = True
    session.flush()
    assert len(found(session, PICTURES, now)) == 1
