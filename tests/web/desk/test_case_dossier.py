"""The dossier beside a case that is about it: for those who may see it, at the cost of one statement."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.models.case import Case
from tests.dossier_factories import filed_dossier, issued_letter
from tests.factories import accepted_case
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

CODE = "H99.15-261103-0001"


def case_about(session: Session, now: datetime, code: str = CODE) -> Case:
    case = accepted_case(session, now)
    case.dossier_code = code
    session.commit()
    return case


def page_of(staff: Staff, case: Case, role: str = "officer") -> Page:
    return staff(role).page(f"/desk/cases/{case.reference}")


def test_it_shows_where_the_dossier_stands(staff: Staff, session: Session, now: datetime) -> None:
    issued_letter(session, now, filed_dossier(session, now))
    page = page_of(staff, case_about(session, now, CODE.lower()))
    card = page.text.partition(f"Hồ sơ {CODE}")[2]
    for shown in (
        "Trong hạn",
        "Cấp thẻ an toàn điện",
        "thứ Sáu 20/11/2026",
        "16:00",
        "01/PXL-SCT (20/11/2026)",
    ):
        assert shown in card


def test_it_shows_nothing_of_a_dossier_that_is_not_there(
    staff: Staff, session: Session, now: datetime
) -> None:
    page = page_of(staff, case_about(session, now))
    assert "Hẹn trả lần đầu" not in page.text


def test_it_shows_nothing_of_a_dossier_of_other_units(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now, unit_code="TB", procedure_code="1.003738.000.00.00.H99")
    page = page_of(staff, case_about(session, now))
    assert "Hẹn trả lần đầu" not in page.text


def test_it_costs_one_statement_more(staff: Staff, session: Session, now: datetime) -> None:
    issued_letter(session, now, filed_dossier(session, now))
    case = case_about(session, now)
    client, address = staff("officer"), f"/desk/cases/{case.reference}"
    client.page(address)
    session.rollback()
    with counted_statements() as sent:
        client.page(address)
    assert len(sent) <= 8, sent
