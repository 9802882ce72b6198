"""The certificates of agencies on the pages of administration."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.demo.sample_pictures import sample_seal, sample_signature
from portal.models.letter import UnitCertificate
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.support.keys import PASSWORD, SIGNER, key_of
from tests.support.page import Page
from tests.web.admin.conftest import entry

Changes = Callable[[], Sequence[tuple[str, str]]]


@pytest.fixture
def address(session: Session) -> str:
    return f"/admin/certificates/{unit_id(session, 'SCT')}"


def upload(client: CheckingClient, address: str, *, status: int = 200, **given: Any) -> Page:
    typed: dict[str, Any] = {
        "certificate": (BytesIO(key_of(SIGNER).pkcs12), "so-cong-thuong.p12"),
        "password": PASSWORD,
        "signature": (BytesIO(sample_signature(SIGNER)), "ky.png"),
        "seal": (BytesIO(sample_seal("Sở Công Thương")), "dau.png"),
    }
    return client.send(entry(client.page(address)), status=status, **{**typed, **given})


def test_a_certificate_is_kept_tried_and_removed(
    administrator: CheckingClient, session: Session, address: str, changes: Changes,
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        page = upload(administrator, address)
    assert "Đã lưu chứng thư số" in page.text
    assert changes()[-1] == ("certificate_kept", "Sở Công Thương")
    row = session.scalars(select(UnitCertificate)).one()
    page = administrator.page(address)
    assert row.subject in page.text
    assert PASSWORD not in page.html + caplog.text + capsys.readouterr().out
    assert PASSWORD.encode() not in row.sealed_password
    tried = administrator.get(f"{address}/test.pdf")
    assert (tried.status_code, tried.mimetype) == (200, "application/pdf")
    assert tried.data.count(b"/ByteRange") == 2
    administrator.send(page.form(f"{address}/remove"))
    assert session.scalars(select(UnitCertificate)).all() == []
    assert administrator.get(f"{address}/test.pdf").status_code == 404
    assert changes()[-1] == ("certificate_removed", "Sở Công Thương")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"password": "wrong"}, "Không mở được tệp: sai mật khẩu, hoặc không phải tệp PKCS#12."),
        ({"certificate": (BytesIO(b"x"), "x.p12")}, "Không mở được tệp"),
        ({"certificate": (BytesIO(b""), "")}, "Xin chọn tệp .p12 hoặc .pfx."),
        ({"seal": (BytesIO(b"x"), "x.png")}, "Không đọc được ảnh chữ ký hoặc con dấu."),
        ({"password": "x" * 201}, "Mật khẩu dài quá 200 ký tự."),
    ],
)
def test_a_file_that_cannot_sign_is_refused(
    administrator: CheckingClient, session: Session, address: str, given: dict[str, Any], sentence: str
) -> None:
    page = upload(administrator, address, status=422, **given)
    assert sentence in page.text
    assert session.scalars(select(UnitCertificate)).all() == []


@pytest.mark.parametrize(
    ("days", "words", "warned"),
    [
        (200, "dùng được", False),
        (31, "dùng được", False),
        (30, "sắp hết hạn", True),
        (-1, "đã hết hạn", True),
    ],
)
def test_it_warns_thirty_days_ahead(
    administrator: CheckingClient, session: Session, address: str, now: datetime,
    days: int, words: str, warned: bool,
) -> None:  # fmt: skip
    upload(administrator, address)
    session.scalars(select(UnitCertificate)).one().valid_until = now.date() + timedelta(days=days)
    session.flush()
    assert words in administrator.page("/admin/certificates").text
    assert ("Chứng thư số của Sở Công Thương hết hạn" in administrator.page("/admin/").text) is warned


def test_who_governs_a_part_keeps_the_certificates_of_that_part_alone(
    local_administrator: CheckingClient, address: str
) -> None:
    assert local_administrator.get(address).status_code == 404
    assert "Sở Công Thương" not in local_administrator.page("/admin/certificates").text.partition("Hồ Văn")[2]
