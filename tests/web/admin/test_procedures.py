"""The catalogue of procedures on the pages of administration: searched, kept by files, in and out of use."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.imports.stages import ImportStatus
from portal.models.bookkeeping import Heartbeat
from portal.models.dossier_import import DossierImport
from portal.models.procedure import Procedure
from portal.queries.public_figures import counted_revision
from portal.services.heartbeat import LONG_AGO
from tests.dossier_factories import PROCEDURE
from tests.support.client import CheckingClient
from tests.support.dossier_files import SAMPLES, csv_bytes
from tests.support.page import Page
from tests.web.admin.conftest import entry

PAGE = "/admin/procedures"
Changes = Callable[[], Sequence[tuple[str, str]]]
NEW = {
    "Mã thủ tục": "9.000001",
    "Tên thủ tục": "Cấp giấy phép thử",
    "Mã đơn vị": "QLNL",
    "Thời hạn cam kết": "5 ngày làm việc",
    "Các bước": "Tiếp nhận: 1 ngày; Thẩm định: 4 ngày",
}


def found(session: Session, code: str = PROCEDURE) -> Procedure:
    return session.scalars(select(Procedure).where(Procedure.code == code)).one()


def bring(client: CheckingClient, content: bytes, *, status: int = 200) -> Page:
    form = entry(client.page(f"{PAGE}/import"))
    return client.send(form, file=(BytesIO(content), "danh-muc.csv"), status=status)


def test_it_finds_procedures_without_accents(administrator: CheckingClient, session: Session) -> None:
    page = administrator.page(PAGE, words="ruou ban le")
    assert "Cấp Giấy phép bán lẻ rượu" in page.text
    assert found(session).name not in page.text
    assert "Không tìm thấy thủ tục nào" in administrator.page(PAGE, words="xyzzy").text


def test_the_list_goes_on_behind_its_first_page(administrator: CheckingClient, session: Session) -> None:
    codes = list(session.scalars(select(Procedure.code).order_by(Procedure.code)))
    assert codes[0] in administrator.page(PAGE).text
    page = administrator.page(PAGE, after=codes[-2])
    assert codes[-1] in page.text
    assert codes[-2] not in page.text


def test_a_procedure_is_shown_with_its_steps(administrator: CheckingClient, session: Session) -> None:
    row = found(session)
    page = administrator.page(f"{PAGE}/{row.id}")
    assert row.steps[0]["name"] in page.text
    assert f"{row.amount} ngày làm việc" in page.text


def test_a_procedure_goes_out_of_use_and_back(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    address = f"{PAGE}/{found(session).id}"
    page = administrator.send(administrator.page(address).form(f"{address}/withdraw"))
    assert "đã thôi áp dụng" in page.text
    session.expire_all()
    assert not found(session).active
    administrator.send(administrator.page(address).form(f"{address}/restore"))
    session.expire_all()
    assert found(session).active
    assert changes()[-2:] == [("procedure_changed", PROCEDURE)] * 2


def test_a_file_is_looked_at_before_anything_changes(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    before = session.scalar(select(func.count()).select_from(Procedure))
    wrong = {**NEW, "Mã thủ tục": "9.000002", "Mã đơn vị": "XYZ", "Thời hạn cam kết": "mai"}
    page = bring(administrator, csv_bytes([NEW, wrong]))
    assert "Cập nhật 1 thủ tục" in page.text
    assert "mã đơn vị không có trong hệ thống" in page.text
    assert session.scalar(select(func.count()).select_from(Procedure)) == before
    administrator.send(page.form(f"{page.address}/apply"))
    row = found(session, "9.000001")
    assert (row.amount, [each["name"] for each in row.steps]) == (5, ["Tiếp nhận", "Thẩm định"])
    assert changes()[-1] == ("procedure_created", "9.000001")
    kept = session.scalars(select(DossierImport)).one()
    assert (kept.status, kept.applied_by_id) == (ImportStatus.APPLIED, kept.brought_by_id)
    again = bring(administrator, csv_bytes([NEW]))
    assert f"{again.address}/apply" not in again.html
    assert "Đã bỏ tệp." in administrator.send(again.form(f"{again.address}/discard")).text


def test_figures_are_added_up_anew_after_each_change(administrator: CheckingClient, session: Session) -> None:
    """Shares of procedures go by the catalogue. It is no sign of life of the worker, though."""
    address = f"{PAGE}/{found(session).id}"
    revisions, beaten = [counted_revision(session)], session.scalar(select(func.max(Heartbeat.at)))
    administrator.send(administrator.page(address).form(f"{address}/withdraw"))
    revisions.append(counted_revision(session))
    page = bring(administrator, csv_bytes([NEW]))
    assert counted_revision(session) == revisions[-1]  # it was but looked at
    administrator.send(page.form(f"{page.address}/apply"))
    revisions.append(counted_revision(session))
    assert len(set(revisions)) == 3
    assert session.scalar(select(func.max(Heartbeat.at))) in {beaten, LONG_AGO}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Xin chọn tệp XLSX hoặc CSV."),
        ((SAMPLES / "macros.xlsm").read_bytes(), "Tệp chứa macro nên không được nhận."),
        (csv_bytes([{"Mã thủ tục": "1", "Tên thủ tục": "x"}]), "Chưa chọn cột cho trường bắt buộc"),
    ],
)
def test_a_file_it_cannot_use_is_refused(
    administrator: CheckingClient, session: Session, content: bytes, sentence: str
) -> None:
    assert sentence in bring(administrator, content, status=422).text
    assert session.scalars(select(DossierImport)).all() == []


def test_who_governs_a_part_changes_that_part_alone(
    administrator: CheckingClient, local_administrator: CheckingClient, session: Session
) -> None:
    assert found(session).name not in local_administrator.page(PAGE).text
    assert local_administrator.get(f"{PAGE}/{found(session).id}").status_code == 404
    page = bring(local_administrator, csv_bytes([NEW]))
    assert "mã đơn vị không có trong hệ thống" in page.text
    theirs = bring(administrator, csv_bytes([NEW]))
    assert local_administrator.get(theirs.address).status_code == 404
