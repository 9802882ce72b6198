"""The list of changes: who, what, before and after; found without accents, within reach."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.queries import configuration
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.admin.conftest import entry

PAGE = "/admin/audit"


def rename(client: CheckingClient, session: Session, code: str, name: str) -> None:
    client.send(entry(client.page(f"/admin/units/{unit_id(session, code)}")), name=name)


def found(client: CheckingClient, **typed: Any) -> Page:
    return client.send(client.page(PAGE).form(PAGE), **typed)


def test_it_says_that_nothing_was_changed(administrator: CheckingClient) -> None:
    assert "Không có thay đổi nào" in administrator.page(PAGE).text


def test_it_tells_who_changed_what_from_what_to_what(administrator: CheckingClient, session: Session) -> None:
    rename(administrator, session, "HCC", "Trung tâm Hành chính công tỉnh")
    text = administrator.page(PAGE).text
    for words in (
        "Sửa đơn vị: Trung tâm Hành chính công tỉnh",
        "Phạm Thu Trang",
        "Trung tâm Phục vụ hành chính công → Trung tâm Hành chính công tỉnh",
    ):
        assert words in text
    assert "0271 1022" not in text  # what stayed the same is not told


def test_it_finds_changes_without_accents_and_by_what_was_done(
    administrator: CheckingClient, session: Session
) -> None:
    rename(administrator, session, "HCC", "Trung tâm Hành chính công tỉnh")
    rename(administrator, session, "TB", "Ủy ban nhân dân xã Thanh Bình")
    page = found(administrator, words="uy ban")
    assert "Ủy ban nhân dân xã Thanh Bình" in page.text
    assert "Hành chính công tỉnh" not in page.text
    assert "Không có thay đổi nào" in found(administrator, action="rule_moved").text


def test_it_shows_older_changes_page_by_page(
    administrator: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configuration, "PAGE", 2)
    monkeypatch.setattr("portal.web.admin.audit.PAGE", 2)
    for number in range(3):
        rename(administrator, session, "HCC", f"Trung tâm {number}")
    page = administrator.page(PAGE)
    assert "Sửa đơn vị: Trung tâm 0" not in page.text
    older = administrator.send(page.form(f"{PAGE}#main"))
    assert "Sửa đơn vị: Trung tâm 0" in older.text


def test_it_shows_a_local_administrator_the_changes_of_their_units(
    administrator: CheckingClient, local_administrator: CheckingClient, session: Session
) -> None:
    rename(administrator, session, "TB", "Ủy ban nhân dân xã Thanh Bình")
    rename(administrator, session, "LH", "Ủy ban nhân dân xã Lộc Hưng")
    text = local_administrator.page(PAGE).text
    assert "Ủy ban nhân dân xã Lộc Hưng" in text
    assert "xã Thanh Bình" not in text
