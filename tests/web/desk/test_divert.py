"""Diverting a case: asked once more, then sealed at once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.adapters.vault import FernetVault
from portal.domain.states import State
from portal.models.case import Case
from portal.services.note_case import note_case
from tests.factories import accepted_case, acting
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import last_event
from tests.web.desk.conftest import Staff


@pytest.fixture
def case(staff: Staff, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def divert(client: CheckingClient, case: Case, *, status: int = 200, **typed: Any) -> Page:
    page = client.page(client.page(f"/desk/cases/{case.reference}").links[WAY])
    assert "Không thể tự hoàn tác" in page.text
    return client.send(page.form(f"/desk/cases/{case.reference}/divert"), status=status, **typed)


WAY = "Đây là khiếu nại hoặc tố cáo: chuyển thủ tục khác"


def test_it_seals_a_case_at_once(staff: Staff, session: Session, case: Case) -> None:
    client = staff("officer")
    page = divert(client, case, procedure="denunciation", to="Thanh tra tỉnh")
    assert page.address == "/desk/inbox"
    assert (case.state, case.sealed) == (State.DIVERTED, True)
    assert last_event(session, case).facts == {"procedure": "denunciation", "to": "Thanh tra tỉnh"}
    assert client.get(f"/desk/cases/{case.reference}").status_code == 404


def test_it_wants_to_know_which_procedure(staff: Staff, case: Case) -> None:
    page = divert(staff("officer"), case, status=422, procedure=None, to="Thanh tra tỉnh")
    assert "Xin chọn khiếu nại hoặc tố cáo." in page.text
    assert "Thanh tra tỉnh" in page.html
    assert not case.sealed


def test_it_is_not_done_on_a_page_out_of_date(
    staff: Staff, session: Session, now: datetime, case: Case
) -> None:
    client, address = staff("officer"), f"/desk/cases/{case.reference}/divert"
    form = client.page(address).form(address)
    note_case(acting(session, "leader", now), case, text="Chưa chuyển.")
    session.flush()
    page = client.send(form, status=409, procedure="complaint")
    assert "Chưa chuyển." in page.text
    assert not case.sealed


def test_it_is_no_overseers_to_do(staff: Staff, case: Case) -> None:
    client = staff("overseer")
    assert WAY not in client.page(f"/desk/cases/{case.reference}").links
    assert client.get(f"/desk/cases/{case.reference}/divert").status_code == 403


def test_it_is_not_there_for_an_outsider(staff: Staff, case: Case) -> None:
    assert staff("outsider").get(f"/desk/cases/{case.reference}/divert").status_code == 404


def test_it_is_not_done_without_a_key(
    staff: Staff, session: Session, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a diversion would leave the words in the open and say that they are sealed."""
    client = staff("officer")
    ports = replace(client.application.extensions["portal.ports"], vault=FernetVault(tuple))
    monkeypatch.setitem(client.application.extensions, "portal.ports", ports)
    page = divert(client, case, status=422, procedure="denunciation")
    assert "thiếu khóa" in page.text
    assert not case.sealed
