"""Reading a file of a case: only for those who may see the case."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.services.read_attachment import read_attachment
from tests.factories import accepted_case, acting, divert_case

pytestmark = pytest.mark.usefixtures("standing_office")


def attached(session: Session, case: Case) -> Attachment:
    row = Attachment(
        case_id=case.id,
        file_key="0" * 32,
        name="a.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=case.received_at,
    )
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("officer", True),
        ("coordinator", True),
        ("overseer", True),
        ("outsider", False),
        ("administrator", False),
    ],
)
def test_it_is_there_for_those_who_may_see_the_case(
    session: Session, now: datetime, role: str, sees: bool
) -> None:
    case = accepted_case(session, now)
    row = attached(session, case)
    assert (read_attachment(acting(session, role, now), case.reference, row.id) is row) is sees


def test_it_is_not_there_under_another_reference(session: Session, now: datetime) -> None:
    case, other = accepted_case(session, now), accepted_case(session, now)
    row = attached(session, case)
    assert read_attachment(acting(session, "officer", now), other.reference, row.id) is None


def test_it_is_not_there_once_the_case_is_sealed(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    row = attached(session, case)
    divert_case(acting(session, "leader", now), case, procedure="complaint")
    session.flush()
    assert read_attachment(acting(session, "leader", now), case.reference, row.id) is None
