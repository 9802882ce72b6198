"""Files of dossiers at the desk: brought, their columns told, looked at, applied or left; only by who may."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.imports.stages import ImportStatus
from portal.jobs.work_imports import work_imports
from portal.models.dossier import Dossier
from portal.models.dossier_import import DossierImport, ImportSource
from tests.factories import unit_id
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.dossier_files import SAMPLES, TRADE_PROCEDURE, csv_bytes, line
from tests.support.page import Page
from tests.support.records import account_of
from tests.web.desk.conftest import Staff

PAGE = "/desk/dossier-imports"
Work = Callable[[], int]


@pytest.fixture
def work(app: Flask, session: Session, fakes: FakePorts) -> Work:
    """The worker's round."""

    def work() -> int:
        session.commit()
        with app.app_context():
            done = work_imports(app.extensions["portal.ports"])
        session.expire_all()
        return done

    return work


def bring(client: CheckingClient, content: bytes, name: str = "ho-so.csv", *, status: int = 200) -> Page:
    form = client.page(PAGE).form(PAGE)
    return client.send(form, file=(BytesIO(content), name), source="Phần mềm một cửa", status=status)


def brought(client: CheckingClient, content: bytes) -> Page:
    """Bring a file and take the columns as they were guessed."""
    page = bring(client, content)
    return client.send(page.form(page.address))


def row(session: Session) -> DossierImport:
    wanted = select(DossierImport).order_by(DossierImport.id.desc()).limit(1)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Dossier)) or 0


def test_a_file_goes_from_the_hand_to_the_register(staff: Staff, session: Session, work: Work) -> None:
    client = staff("coordinator")
    page = bring(client, (SAMPLES / "good.xlsx").read_bytes(), "tháng 10.xlsx")
    assert page.title.startswith("Ghép cột của tệp")
    assert "H99.15-260901-0001" in page.text
    page = client.send(page.form(page.address))
    assert "Đang đọc tệp" in page.text
    assert client.get(page.address).headers["Refresh"] == "2"
    assert (work(), count(session)) == (1, 0)
    page = client.page(page.address)
    assert "Refresh" not in client.get(page.address).headers
    assert "Ghi 35 hồ sơ vào sổ" in page.text
    page = client.send(page.form(f"{page.address}/apply"))
    assert "Đang chuẩn bị và ghi vào sổ" in page.text
    assert (work(), work(), count(session)) == (1, 0, 35)
    found = row(session)
    assert (found.status, found.new, found.wrong) == (ImportStatus.APPLIED, 35, 0)
    assert found.applied_by_id == found.brought_by_id == account_of(session, "coordinator").id
    assert "Trần Văn Khoa" in client.page(page.address).text
    assert "tháng 10.xlsx" in client.page(PAGE).text


def test_wrong_cells_stand_on_the_page_and_in_a_file(staff: Staff, session: Session, work: Work) -> None:
    client = staff("coordinator")
    address = brought(client, csv_bytes([line(1), line(2, received="31/02/2026", phone="=1+1")])).address
    work()
    page = client.page(address)
    assert "ngày không có thật" in page.text
    assert "Dòng 3" in page.text
    response = client.get(f"{address}/errors.csv")
    text = response.get_data().decode("utf-8-sig")
    assert response.get_data().startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[0] == "Dòng,Cột,Giá trị,Lý do"
    assert "3,received,31/02/2026,ngày không có thật" in text
    client.send(page.form(f"{address}/apply"))
    work()
    assert count(session) == 1


def test_only_the_first_hundred_wrong_cells_stand_on_the_page(staff: Staff, work: Work) -> None:
    client = staff("coordinator")
    lines = [line(number, received="x") for number in range(1, 131)]
    address = brought(client, csv_bytes(lines)).address
    work()
    page = client.page(address)
    assert "Dòng 101" in page.text
    assert "Dòng 102" not in page.text
    assert "Tệp này không có gì để ghi." in page.text
    assert len(client.get(f"{address}/errors.csv").get_data(as_text=True).splitlines()) == 131


def test_columns_with_other_names_are_told_and_remembered(staff: Staff, session: Session, work: Work) -> None:
    client = staff("coordinator")
    lines = [{f"C-{name}": value for name, value in line(number).items()} for number in (1, 2)]
    page = bring(client, csv_bytes(lines))
    page = client.send(page.form(page.address), status=422)
    assert "Chưa chọn cột cho trường bắt buộc “Mã hồ sơ”." in page.text
    told: dict[str, Any] = {
        name: f"C-{name}" for name in ("code", "procedure_code", "unit_code", "received", "due")
    }
    page = client.send(page.form(page.address), **told)
    work()
    assert "Ghi 2 hồ sơ vào sổ" in client.page(page.address).text
    assert session.scalars(select(ImportSource.name)).all() == ["Phần mềm một cửa"]
    again = bring(client, csv_bytes(lines))
    assert "Đã ghép như tệp trước của nguồn này" in again.text
    assert again.form(again.address).fields["code"] == ["C-code"]


def test_one_column_cannot_hold_two_things(staff: Staff) -> None:
    client = staff("coordinator")
    page = bring(client, csv_bytes([line()]))
    page = client.send(page.form(page.address), due="received", status=422)
    assert "Cột “received” được ghép cho hai trường." in page.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Xin chọn tệp XLSX hoặc CSV."),
        ((SAMPLES / "macros.xlsm").read_bytes(), "Tệp chứa macro nên không được nhận."),
        ((SAMPLES / "old.xls").read_bytes(), "Tệp ở định dạng Excel cũ (.xls)."),
        ((SAMPLES / "not_a_table.csv").read_bytes(), "Không tìm thấy bảng trong tệp"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(
    staff: Staff, session: Session, content: bytes, sentence: str
) -> None:
    page = bring(staff("coordinator"), content, status=422)
    assert sentence in page.text
    assert session.scalar(select(func.count()).select_from(DossierImport)) == 0


def test_a_file_that_breaks_further_down_says_where(staff: Staff, session: Session, work: Work) -> None:
    client = staff("coordinator")
    content = csv_bytes([line(number) for number in range(1, 50)]) + b'"open,1\n'
    address = brought(client, content).address
    work()
    page = client.page(address)
    assert "Dấu ngoặc kép ở dòng 51 không khép lại đúng chỗ." in page.text
    assert row(session).status is ImportStatus.FAILED


def test_a_disk_that_is_away_changes_nothing_and_the_file_can_be_tried_again(
    staff: Staff, session: Session, work: Work, fakes: FakePorts
) -> None:
    client = staff("coordinator")
    address = brought(client, csv_bytes([line()])).address
    fakes.files.problem = OSError("away")
    work()
    assert "Việc đọc hoặc ghi tệp bị gián đoạn." in client.page(address).text
    fakes.files.problem = None
    page = client.page(f"{address}/columns")
    client.send(page.form(page.address))
    work()
    assert row(session).status is ImportStatus.PREVIEWED


def test_the_same_file_again_is_said_to_be_the_same(staff: Staff, work: Work) -> None:
    client = staff("coordinator")
    first = brought(client, csv_bytes([line()])).address
    assert "Đúng tệp này" not in client.page(first).text
    again = brought(client, csv_bytes([line()])).address
    assert "Đúng tệp này đã được đưa lên" in client.page(again).text


def test_a_file_can_be_left(staff: Staff, session: Session, work: Work) -> None:
    client = staff("coordinator")
    address = brought(client, csv_bytes([line()])).address
    work()
    page = client.page(address)
    assert "Không hồ sơ nào thay đổi." in client.send(page.form(f"{address}/discard")).text
    assert (row(session).status, count(session)) == (ImportStatus.DISCARDED, 0)
    late = client.open(f"{address}/apply", method="POST", data=page.form(f"{address}/apply").fields)
    assert late.status_code == 409


def test_a_file_is_seen_by_who_speaks_for_its_unit_alone(staff: Staff, session: Session, work: Work) -> None:
    address = brought(staff("director"), csv_bytes([line()])).address
    assert row(session).unit_id == unit_id(session, "SCT")
    assert staff("coordinator").get(address).status_code == 200
    # The head of a division of the department speaks for the division, not for the department.
    assert staff("leader").get(address).status_code == 404
    assert staff("leader").get(f"{address}/errors.csv").status_code == 404
    assert staff("officer").get(address).status_code == 404
    assert staff("officer").get(PAGE).status_code == 403


def test_the_worker_reads_with_the_rights_of_who_brought_the_file(
    staff: Staff, session: Session, work: Work
) -> None:
    lines = [line(1), line(2, unit_code="QLTM", procedure_code=TRADE_PROCEDURE)]
    brought(staff("leader"), csv_bytes(lines))
    work()
    assert (row(session).new, row(session).wrong) == (1, 1)


def test_the_list_goes_on_behind_its_first_page(staff: Staff, session: Session, now: datetime) -> None:
    client = staff("coordinator")
    root, account = unit_id(session, "BA"), account_of(session, "coordinator")
    for number in range(25):
        session.add(
            DossierImport(
                kind="dossiers", source="X", file_name=f"{number}.csv", file_key="0" * 32, sha256="0" * 64,
                unit_id=root, brought_by_id=account.id, brought_at=now, status=ImportStatus.DISCARDED,
            )
        )  # fmt: skip
    session.flush()
    page = client.page(PAGE)
    assert "24.csv" in page.text
    assert "4.csv" not in page.text.split()
    assert "4.csv" in client.page(PAGE, before=str(row(session).id - 19)).text
