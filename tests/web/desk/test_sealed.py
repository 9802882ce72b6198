"""Sealed cases: stubs without a word of content, opened one at a time, every opening kept."""

from datetime import datetime
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.desk import SealedOpening
from portal.models.sealed import SealedContent, SealedFile
from tests.factories import acting, divert_case, opened_case, unit_id
from tests.fakes import FakePorts
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

WORDS = "Tôi tố cáo ông trưởng ấp nhận tiền của dân."


def sealed_case(session: Session, now: datetime) -> Case:
    case = opened_case(session, now, subject="Trưởng ấp nhận tiền", body=WORDS)
    divert_case(acting(session, "operator", now), case, procedure="denunciation", to="Thanh tra tỉnh")
    session.flush()
    return case


def opened_by(session: Session) -> list[tuple[int, datetime]]:
    return [(row.account_id, row.opened_at) for row in session.scalars(select(SealedOpening))]


def test_it_shows_stubs_without_content(staff: Staff, session: Session, now: datetime) -> None:
    case, open_one = sealed_case(session, now), opened_case(session, now)
    page = staff("sealed_case_officer").page("/desk/sealed")
    for shown in (case.reference, "Tố cáo", "Thanh tra tỉnh", "Biểu mẫu trên trang", "20/11/2026"):
        assert shown in page.text
    for hidden in (WORDS, "Trưởng ấp nhận tiền", "Lê Văn An", "0912 000 345", open_one.reference):
        assert hidden not in page.html
    assert opened_by(session) == []


def test_it_opens_one_case_and_keeps_that_it_did(staff: Staff, session: Session, now: datetime) -> None:
    case, client = sealed_case(session, now), staff("sealed_case_officer")
    form = client.page("/desk/sealed").form(f"/desk/sealed/{case.reference}")
    page = client.send(form)
    for shown in (WORDS, "Lê Văn An", "0912 000 345", "an@example.com", "Thanh tra tỉnh", "Đỗ Thanh Sơn"):
        assert shown in page.text
    keeper = acting(session, "sealed_case_officer", now).actor.account_id
    assert opened_by(session) == [(keeper, now)]


def test_it_says_what_would_be_there(staff: Staff) -> None:
    assert "Không có hồ sơ niêm phong" in staff("sealed_case_officer").page("/desk/sealed").text


@pytest.mark.parametrize(
    "role",
    ["operator", "coordinator", "officer", "leader", "director", "overseer", "administrator", "outsider"],
)
def test_it_is_closed_to_everybody_else(
    staff: Staff, session: Session, now: datetime, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = sealed_case(session, now), staff(role)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    # The answer is the same whether there is such a case or not.
    answers = [client.get("/desk/sealed")]
    answers += [client.post(f"/desk/sealed/{each}") for each in (case.reference, "PA-7K3M-2XYC")]
    assert {answer.status_code for answer in answers} == {403}
    assert opened_by(session) == []


def test_it_opens_nothing_that_is_not_sealed(
    staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = opened_case(session, now), staff("sealed_case_officer")
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    for reference in (case.reference, "PA-7K3M-2XYC"):
        assert client.post(f"/desk/sealed/{reference}").status_code == 404
    assert opened_by(session) == []


def test_it_is_not_opened_by_an_address(staff: Staff, session: Session, now: datetime) -> None:
    case = sealed_case(session, now)
    assert staff("sealed_case_officer").get(f"/desk/sealed/{case.reference}").status_code == 405


def test_it_asks_little_of_the_database(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(5):
        sealed_case(session, now)
    client = staff("sealed_case_officer")
    with counted_statements() as sent:
        client.page("/desk/sealed")
    assert len(sent) <= 5, sent


def test_it_hands_out_a_file_and_keeps_that_it_did(
    staff: Staff, fakes: FakePorts, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    attached(session, now, case, fakes.files.put(b"%PDF-1.7 evidence"))
    divert_case(acting(session, "operator", now), case, ports=fakes.ports)
    file = session.scalars(select(SealedFile)).one()
    client = staff("sealed_case_officer")
    page = client.send(client.page("/desk/sealed").form(f"/desk/sealed/{case.reference}"))
    answer = client.post(f"/desk/sealed/{case.reference}/files/{file.id}", data=token_of(page))
    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7 evidence")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(opened_by(session)) == 2


def test_it_hands_out_no_file_of_another_case(
    staff: Staff, fakes: FakePorts, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = sealed_case(session, now), opened_case(session, now)
    file = attached(session, now, other, fakes.files.put(b"%PDF-1.7"))
    for role, status in (("sealed_case_officer", 404), ("coordinator", 403)):
        client = staff(role)
        monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
        assert client.post(f"/desk/sealed/{case.reference}/files/{file.id}").status_code == status


@pytest.mark.parametrize("damage", [b"gAAAAA-not-what-was-sealed", b""])
def test_it_says_that_it_cannot_be_opened(
    staff: Staff, session: Session, now: datetime, damage: bytes
) -> None:
    case, client = sealed_case(session, now), staff("sealed_case_officer")
    form = client.page("/desk/sealed").form(f"/desk/sealed/{case.reference}")
    session.get_one(SealedContent, case.id).ciphertext = damage
    session.flush()
    page = client.send(form, status=503)
    assert "khóa để mở không có trên máy chủ" in page.text
    assert len(opened_by(session)) == 1


def test_it_does_not_take_the_content_of_another_case(staff: Staff, session: Session, now: datetime) -> None:
    """Who can write into the database must not have one case shown under another's name."""
    case, other = sealed_case(session, now), sealed_case(session, now)
    client = staff("sealed_case_officer")
    form = client.page("/desk/sealed").form(f"/desk/sealed/{case.reference}")
    session.get_one(SealedContent, case.id).ciphertext = session.get_one(SealedContent, other.id).ciphertext
    session.flush()
    assert WORDS not in client.send(form, status=503).html


def test_it_opens_the_cases_of_units_below(staff: Staff, session: Session, now: datetime) -> None:
    case = sealed_case(session, now)
    case.receiving_unit_id = unit_id(session, "TB")
    session.flush()
    client = staff("sealed_case_officer")
    assert WORDS in client.send(client.page("/desk/sealed").form(f"/desk/sealed/{case.reference}")).text


def attached(session: Session, now: datetime, case: Case, key: str) -> Attachment:
    row = Attachment(
        case_id=case.id,
        file_key=key,
        name="bang-chung.pdf",
        media_type="application/pdf",
        size=17,
        sha256=sha256(b"%PDF-1.7 evidence").hexdigest(),
        uploaded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def token_of(page: Page) -> dict[str, str]:
    fields = next(node for node in page.all("input") if node.get("name") == "csrf_token")
    return {"csrf_token": fields.get("value", "")}
