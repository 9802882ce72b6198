"""The files of a case: for those who may see it, inert in the browser, and for nobody else."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from tests.factories import accepted_case, opened_case
from tests.fakes import FakePorts
from tests.web.desk.conftest import Staff


def attached(session: Session, case: Case, fakes: FakePorts, *, name: str = "công tơ.jpg") -> Attachment:
    picture = name.endswith("jpg")
    row = Attachment(
        case_id=case.id,
        file_key=fakes.files.put(b"content"),
        thumbnail_key=fakes.files.put(b"small") if picture else "",
        name=name,
        media_type="image/jpeg" if picture else "application/pdf",
        size=7,
        sha256="0" * 64,
        uploaded_at=case.received_at,
    )
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def test_it_lists_the_files(staff: Staff, session: Session, case: Case, fakes: FakePorts) -> None:
    row = attached(session, case, fakes)
    page = staff("officer").page(f"/desk/cases/{case.reference}")
    assert page.links["công tơ.jpg"] == f"/desk/cases/{case.reference}/files/{row.id}"
    assert f"/files/{row.id}/thumbnail" in page.html


def test_it_shows_a_picture_in_the_window(
    staff: Staff, session: Session, case: Case, fakes: FakePorts
) -> None:
    row = attached(session, case, fakes)
    answer = staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}")
    assert (answer.data, answer.mimetype) == (b"content", "image/jpeg")
    assert answer.headers["Content-Disposition"].startswith("inline")
    small = staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}/thumbnail")
    assert small.data == b"small"


def test_it_has_everything_else_saved(staff: Staff, session: Session, case: Case, fakes: FakePorts) -> None:
    row = attached(session, case, fakes, name="đơn.pdf")
    answer = staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}/thumbnail").status_code == 404


def test_it_lets_nothing_of_a_file_run(staff: Staff, session: Session, case: Case, fakes: FakePorts) -> None:
    row = attached(session, case, fakes)
    headers = staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].replace("; ", ";").strip() == "default-src 'none';sandbox"
    assert "no-store" in headers["Cache-Control"]


def test_it_is_not_there_for_an_outsider(
    staff: Staff, session: Session, case: Case, fakes: FakePorts
) -> None:
    row = attached(session, case, fakes)
    for address in ("", "/thumbnail"):
        answer = staff("outsider").get(f"/desk/cases/{case.reference}/files/{row.id}{address}")
        assert answer.status_code == 404


def test_it_is_not_there_under_another_case(
    staff: Staff, session: Session, now: datetime, case: Case, fakes: FakePorts
) -> None:
    row, other = attached(session, case, fakes), opened_case(session, now)
    assert staff("officer").get(f"/desk/cases/{other.reference}/files/{row.id}").status_code == 404


def test_it_is_not_there_when_the_store_has_lost_it(
    staff: Staff, session: Session, case: Case, fakes: FakePorts
) -> None:
    row = attached(session, case, fakes)
    fakes.files.files.clear()
    assert staff("officer").get(f"/desk/cases/{case.reference}/files/{row.id}").status_code == 404
