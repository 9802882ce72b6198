"""Sending a message to the sender once more."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.message import MessageStatus
from tests.factories import accepted_case
from tests.support.records import messages
from tests.web.desk.conftest import Staff


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    (receipt,) = messages(session, case, template="received")
    receipt.status, receipt.last_error, receipt.check_after = MessageStatus.FAILED, "550 no such box", None
    session.flush()
    return case


def test_it_sends_a_failed_message_again(staff: Staff, session: Session, case: Case) -> None:
    (receipt,) = messages(session, case)
    client, address = staff("officer"), f"/desk/cases/{case.reference}"
    page = client.page(address)
    assert "gửi không được" in page.text
    assert "550 no such box" in page.text
    page = client.send(page.form(f"{address}/messages/{receipt.id}/resend"))
    assert "Thư sẽ được gửi lại trong ít phút." in page.text
    assert (receipt.status, receipt.last_error) == (MessageStatus.QUEUED, "")


def test_it_sends_nothing_that_is_under_way(staff: Staff, session: Session, case: Case) -> None:
    (receipt,) = messages(session, case)
    client, address = staff("officer"), f"/desk/cases/{case.reference}"
    form = client.page(address).form(f"{address}/messages/{receipt.id}/resend")
    client.send(form)
    assert "không cần gửi lại" in client.send(form).text
    assert "Gửi lại" not in client.page(address).text


def test_it_is_no_overseers_to_send(staff: Staff, session: Session, case: Case) -> None:
    (receipt,) = messages(session, case)
    client = staff("overseer")
    assert "Gửi lại" not in client.page(f"/desk/cases/{case.reference}").text
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    address = f"/desk/cases/{case.reference}/messages/{receipt.id}/resend"
    assert client.post(address, data={"csrf_token": token}).status_code == 403


def test_it_is_not_there_for_an_outsider(staff: Staff, session: Session, case: Case) -> None:
    (receipt,) = messages(session, case)
    client = staff("outsider")
    token = client.page("/desk/search").form("/desk/search").fields["csrf_token"]
    address = f"/desk/cases/{case.reference}/messages/{receipt.id}/resend"
    assert client.post(address, data={"csrf_token": token}).status_code == 404
