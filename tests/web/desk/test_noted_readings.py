"""Whoever reads an applicant's data, or opens a slip to be printed, leaves a trace without a word of the data."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.audit import AuditEntry
from portal.services.configure import Change
from tests.dossier_factories import filed_dossier
from tests.factories import person
from tests.web.desk.conftest import Staff

CODE = "H99.15-261103-0001"
PAGE = f"/desk/dossiers/{CODE}"


@pytest.mark.parametrize(
    ("address", "reading"), [(PAGE, Change.APPLICANT_READ), (f"{PAGE}/receipt", Change.SLIP_PRINTED)]
)
def test_each_reading_is_kept(
    staff: Staff, session: Session, now: datetime, address: str, reading: Change
) -> None:
    dossier = filed_dossier(session, now)
    officer = staff("officer")
    for _ in range(2):
        officer.page(address)
    rows = session.scalars(select(AuditEntry)).all()
    me = person(session, "officer", now).account_id
    assert [(row.action, row.subject, row.account_id, row.unit_id, row.at) for row in rows] == [
        (reading.value, CODE, me, dossier.unit_id, now)
    ] * 2
    assert {(row.before, row.after) for row in rows} == {(None, None)}


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/receipt"])
def test_who_finds_nothing_has_read_nothing(
    staff: Staff, session: Session, now: datetime, address: str
) -> None:
    filed_dossier(session, now)
    staff("outsider").page(address, status=404)
    assert session.scalars(select(AuditEntry)).all() == []


def test_administrators_see_who_read(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    staff("officer").page(PAGE)
    text = staff("administrator").page("/admin/audit").text
    assert f"Xem thông tin người nộp hồ sơ: {CODE}" in text
