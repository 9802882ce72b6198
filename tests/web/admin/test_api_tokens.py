"""Tokens of other software on the pages of administration."""

import re
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.api_token import ApiToken
from portal.services.api_tokens import digest_of
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.web.admin.conftest import entry

PAGE = "/admin/api-tokens"
Changes = Callable[[], Sequence[tuple[str, str]]]


def test_a_token_is_shown_once(administrator: CheckingClient, session: Session, changes: Changes) -> None:
    page = administrator.page(PAGE)
    shown = administrator.send(entry(page), name="Một cửa", unit_id=str(unit_id(session, "SCT")))
    found = re.search(r"ppt_[\w-]{43}", shown.text)
    assert found is not None
    row = session.scalars(select(ApiToken)).one()
    assert (row.digest, row.ending) == (digest_of(found[0]), found[0][-4:])
    assert found[0] not in administrator.page(PAGE).text
    assert changes()[-1] == ("api_token_made", "Một cửa")


def test_it_asks_for_a_name(administrator: CheckingClient, session: Session) -> None:
    page = administrator.send(entry(administrator.page(PAGE)), name=" ", status=422)
    assert "Xin nhập tên." in page.text
    assert session.scalars(select(ApiToken)).all() == []


def test_a_token_is_revoked(administrator: CheckingClient, session: Session, changes: Changes) -> None:
    administrator.send(entry(administrator.page(PAGE)), name="Một cửa", unit_id=str(unit_id(session, "SCT")))
    row = session.scalars(select(ApiToken)).one()
    page = administrator.page(PAGE)
    assert "đã thu hồi" in administrator.send(page.form(f"{PAGE}/{row.id}/revoke")).text
    session.refresh(row)
    assert row.revoked_at is not None
    assert changes()[-1] == ("api_token_revoked", "Một cửa")


def test_who_governs_a_part_sees_and_makes_tokens_of_that_part_alone(
    administrator: CheckingClient, local_administrator: CheckingClient, session: Session
) -> None:
    administrator.send(entry(administrator.page(PAGE)), name="Một cửa", unit_id=str(unit_id(session, "SCT")))
    row = session.scalars(select(ApiToken)).one()
    page = local_administrator.page(PAGE)
    assert "Tạo mã mới" in page.text
    assert f"…{row.ending}" not in page.text
    form = entry(page)
    fields = {**form.fields, "name": "X", "unit_id": str(unit_id(session, "SCT"))}
    assert local_administrator.post(PAGE, data=fields).status_code == 403
    address = f"{PAGE}/{row.id}/revoke"
    token = {"csrf_token": form.fields["csrf_token"]}
    assert local_administrator.post(address, data=token).status_code == 404
