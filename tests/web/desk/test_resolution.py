"""Putting on record that a matter is settled: with evidence, nothing typed is lost, and nobody else's business."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.queries.followed import followed_case
from tests.conftest import visitor
from tests.factories import accepted_case, answered_case, resolved_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff
from tests.web.public.writing import picture

WAY, DONE = "Ghi nhận đã giải quyết", "Đã thay máy biến áp, đo lại đủ 220 V."


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return answered_case(session, now)


def record(client: CheckingClient, case: Case, *, status: int = 200, **typed: object) -> Page:
    page = client.page(client.page(f"/desk/cases/{case.reference}").links[WAY])
    form = page.form(f"/desk/cases/{case.reference}/resolution")
    return client.send(form, status=status, **{"remark": DONE, **typed})


def test_it_records_with_evidence(staff: Staff, session: Session, case: Case) -> None:
    page = record(staff("officer"), case, files=[picture()])
    assert "Đã giải quyết ngày 20/11/2026" in page.text
    for words in (DONE, "cong-to.jpg", "Phòng Quản lý năng lượng", "đã giải quyết ngày 20/11/2026"):
        assert words in page.text
    assert WAY not in page.links
    followed = followed_case(session, case.reference)
    assert followed is not None
    assert [file.name for file in followed.evidence] == ["cong-to.jpg"]


def test_it_wants_evidence(staff: Staff, case: Case) -> None:
    page = record(staff("officer"), case, status=422)
    assert "Xin kèm ít nhất một ảnh hoặc văn bản làm minh chứng." in page.text
    assert "không bắt buộc" not in page.text
    assert DONE in page.text
    assert case.resolved_on is None


def test_it_keeps_the_files_when_something_is_wrong(staff: Staff, session: Session, case: Case) -> None:
    client = staff("officer")
    page = record(client, case, status=422, resolved_on="24/11/2026", files=[picture()])
    assert "không thể sau hôm nay" in page.text
    assert "cong-to.jpg" in page.text
    form = page.form(f"/desk/cases/{case.reference}/resolution")
    assert "Đã giải quyết ngày 19/11/2026" not in client.send(form, resolved_on="20/11/2026").text
    followed = followed_case(session, case.reference)
    assert followed is not None
    assert len(followed.evidence) == 1


def test_it_lets_a_file_be_taken_out_again(staff: Staff, session: Session, case: Case) -> None:
    client = staff("officer")
    page = record(client, case, status=422, resolved_on="", files=[picture()])
    form = page.form(f"/desk/cases/{case.reference}/resolution")
    dropped = next(node.get("value") for node in page.all("input") if node.get("name") == "drop")
    page = client.send(form, status=422, resolved_on="20/11/2026", drop=[dropped])
    assert "minh chứng" in page.text
    assert case.resolved_on is None


def test_it_takes_no_file_that_is_none_of_these(staff: Staff, case: Case) -> None:
    page = record(staff("officer"), case, status=422, files=[picture("virus.exe")])
    assert "Chỉ nhận ảnh" in page.text


@pytest.mark.parametrize("role", ["coordinator", "operator", "overseer"])
def test_it_is_offered_to_the_unit_alone(staff: Staff, case: Case, role: str) -> None:
    client = staff(role)
    assert WAY not in client.page(f"/desk/cases/{case.reference}").links
    assert client.get(f"/desk/cases/{case.reference}/resolution").status_code == 403


def test_it_is_not_there_for_outsiders(staff: Staff, case: Case) -> None:
    assert staff("outsider").get(f"/desk/cases/{case.reference}/resolution").status_code in {403, 404}


def test_it_is_not_there_before_the_answer(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert staff("officer").get(f"/desk/cases/{case.reference}/resolution").status_code == 404


def test_it_is_taken_back_on_the_page_of_the_case(staff: Staff, session: Session, now: datetime) -> None:
    case, client = resolved_case(session, now), staff("leader")
    page = client.page(f"/desk/cases/{case.reference}")
    form = page.form(f"/desk/cases/{case.reference}/withdraw-resolution")
    assert "Xin ghi lý do." in client.send(form, status=422, reason="").text
    page = client.send(form, reason="Điện lại yếu.")
    assert "Đã rút ghi nhận đã giải quyết." in page.text
    assert "Điện lại yếu." in page.text
    assert WAY in page.links


def test_it_costs_the_page_of_the_case_no_statement(staff: Staff, session: Session, now: datetime) -> None:
    address, client = f"/desk/cases/{resolved_case(session, now).reference}", staff("officer")
    client.page(address)
    session.rollback()
    with counted_statements() as sent:
        client.page(address)
    assert len(sent) <= 8, "\n".join(sent)


def test_its_files_are_for_those_who_see_the_case(
    staff: Staff, app: Flask, session: Session, case: Case, fakes: FakePorts
) -> None:
    record(staff("officer"), case, files=[picture()])
    followed = followed_case(session, case.reference)
    assert followed is not None
    address = f"/desk/cases/{case.reference}/files/{followed.evidence[0].id}"
    assert staff("leader").get(address).status_code == 200
    assert staff("outsider").get(address).status_code == 404
    assert visitor(app, session).get(address).status_code == 302


# --- chasing ----------------------------------------------------------------------------------------


def test_it_urges_the_unit(staff: Staff, session: Session, now: datetime) -> None:
    case, client = accepted_case(session, now), staff("overseer")
    for _ in range(2):
        page = client.page(f"/desk/cases/{case.reference}")
        page = client.send(page.form(f"/desk/cases/{case.reference}/chase"), text="Đề nghị trả lời.")
    assert "đã đôn đốc 2 lần, gần nhất 09:00 20/11/2026" in page.text
    assert "Đề nghị trả lời." in page.text
    assert "đã đôn đốc 2 lần" in staff("officer").page("/desk/inbox").text


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator"])
def test_it_offers_chasing_to_those_above_alone(
    staff: Staff, session: Session, now: datetime, role: str
) -> None:
    case = accepted_case(session, now)
    page = staff(role).page(f"/desk/cases/{case.reference}")
    assert not any((form.get("action") or "").endswith("/chase") for form in page.all("form"))


def test_it_offers_no_chasing_of_what_is_answered(staff: Staff, case: Case) -> None:
    assert "Đôn đốc đơn vị" not in staff("overseer").page(f"/desk/cases/{case.reference}").text
