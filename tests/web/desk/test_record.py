"""The written record of a call: corrected on the case page, every version to be read with its marks."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.models.case import Case
from portal.services.open_case import open_case
from tests.factories import acting, new_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff
from tests.web.public.following import follow

RIGHT = "Điện áp tại ấp Bình Hòa yếu kéo dài."


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    call = new_case(session, channel=Channel.HOTLINE)
    found = open_case(acting(session, "operator", now), call)
    session.commit()
    return found


def correct(client: CheckingClient, case: Case, *, status: int = 200, **typed: str) -> Page:
    page = client.page(f"/desk/cases/{case.reference}")
    form = page.form(f"/desk/cases/{case.reference}/correct-record")
    assert form.fields["words"] == [case.body]
    told = {"words": RIGHT, "reason": "Nghe nhầm tên ấp.", **typed}
    return client.send(form, status=status, **told)


def test_the_operator_corrects_it(staff: Staff, case: Case) -> None:
    page = correct(staff("operator"), case)
    assert RIGHT in page.text
    assert "Bản ghi đã được đính chính" in page.text
    assert "Nghe nhầm tên ấp." in page.text
    versions = staff("operator").page(f"/desk/cases/{case.reference}/record")
    assert "Bản thứ 2 (hiện nay)" in versions.text
    assert "<ins>" in versions.html
    assert "<del>" in versions.html


def test_it_keeps_what_was_typed(staff: Staff, case: Case) -> None:
    page = correct(staff("operator"), case, status=422, reason=" ")
    assert "Xin ghi lý do." in page.text
    assert page.form(f"/desk/cases/{case.reference}/correct-record").fields["words"] == [RIGHT]


def test_it_is_not_offered_to_others(staff: Staff, case: Case) -> None:
    assert "correct-record" not in staff("leader").page(f"/desk/cases/{case.reference}").html


def test_there_are_no_versions_of_what_was_never_corrected(staff: Staff, case: Case) -> None:
    staff("operator").page(f"/desk/cases/{case.reference}/record", status=404)


def test_the_outsider_sees_none(staff: Staff, case: Case) -> None:
    correct(staff("operator"), case)
    staff("outsider").page(f"/desk/cases/{case.reference}/record", status=404)


def test_the_case_page_needs_no_further_statement(staff: Staff, case: Case) -> None:
    client = staff("operator")
    correct(client, case)
    address = f"/desk/cases/{case.reference}"
    with counted_statements() as statements:
        client.get(address)
    assert len(statements) <= 8, "\n".join(statements)


def test_the_sender_sees_the_present_one_and_that_it_was_corrected(
    staff: Staff, client: CheckingClient, session: Session, case: Case
) -> None:
    correct(staff("operator"), case)
    page = follow(client, session, case)
    assert RIGHT in page.text
    assert "đã được đính chính lúc" in page.text
    assert "Nghe nhầm tên ấp." not in page.text
