"""The dashboard taken along: a workbook with charts and definitions, and a CSV that Excel reads."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from portal.models.settings_revision import raise_revision
from portal.models.unit import Unit
from portal.web.shared.figures.definitions import VERSION
from tests.factories import unit_id
from tests.services.test_count_held import routed_late
from tests.support.figures import ballots, count_all, keep_month
from tests.web.oversight.conftest import Staff


def keep_some(session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=4, in_time=2, late=1, open=1, answer_tenths={"75": 3})
    keep_month(session, "TB", 202611, received=5, in_time=5, ratings=ballots(4, 1), answer_tenths={"150": 5})


def test_it_gives_a_workbook_with_charts_and_every_definition(staff: Staff, session: Session) -> None:
    keep_some(session)
    answer = staff("overseer").get("/oversight/dashboard.xlsx?period=2026-11")
    assert "filename=so-lieu-2026-11.xlsx" in answer.headers["Content-Disposition"]
    book: Any = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == [
        *("Đến hạn", "Tiếp nhận", "Thời gian", "Thời gian giữ", "Công khai", "Hài lòng"),
        *("Theo tháng", "Tính riêng", "Định nghĩa"),
    ]
    due = book["Đến hạn"]
    assert [cell.value for cell in due[4]][:4] == ["Phòng Quản lý năng lượng", 3, 2, 0]
    assert [due["A6"].value, due["B6"].value] == ["Cộng", 8]
    assert (due["H6"].value, due["H6"].number_format) == (0.875, "0.00%")
    assert [len(book[name]._charts) for name in ("Đến hạn", "Tiếp nhận", "Theo tháng")] == [1, 1, 1]
    assert book["Định nghĩa"]["A1"].value == f"Cách tính từng số liệu, phiên bản {VERSION}"
    assert book["Định nghĩa"].max_row > 20


def test_it_draws_the_parts_and_not_the_whole(staff: Staff, session: Session) -> None:
    keep_some(session)
    book: Any = load_workbook(BytesIO(staff("overseer").get("/oversight/dashboard.xlsx").data))
    received = book["Tiếp nhận"]._charts[0]
    heads = [received.series[place].tx.strRef.f for place in range(6)]
    assert heads == [f"'Tiếp nhận'!${column}$3" for column in "CDEFGH"]
    assert received.series[0].val.numRef.f == "'Tiếp nhận'!$C$4:$C$5"  # the row of totals is no unit


def test_it_gives_a_csv_for_excel(staff: Staff, session: Session) -> None:
    keep_some(session)
    answer = staff("overseer").get("/oversight/dashboard.csv?period=2026-11")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    by_unit = {row["Mã đơn vị"]: row for row in rows}
    assert set(by_unit) == {"QLNL", "TB", ""}
    assert by_unit[""]["Tiếp nhận – Tiếp nhận"] == "9"
    assert by_unit["QLNL"]["Đến hạn – Tỷ lệ trả lời đúng hạn"] == "66.67"
    assert by_unit["TB"]["Thời gian – Trung vị (ngày)"] == "2.0"
    assert by_unit["TB"]["Hài lòng – Tỷ lệ hài lòng: kết quả giải quyết"] == "80.00"
    assert by_unit["QLNL"]["Hài lòng – Tỷ lệ hài lòng: kết quả giải quyết"] == ""


def test_no_name_runs_as_a_formula(staff: Staff, session: Session) -> None:
    keep_some(session)
    unit = session.get_one(Unit, unit_id(session, "QLNL"))
    unit.name = '=HYPERLINK("https://example.org")'
    raise_revision(session)
    answer = staff("overseer").get("/oversight/dashboard.csv?period=2026-11")
    rows = {row["Mã đơn vị"]: row for row in csv.DictReader(StringIO(answer.data.decode("utf-8-sig")))}
    assert rows["QLNL"]["Đơn vị"] == '\'=HYPERLINK("https://example.org")'
    assert rows["TB"]["Đơn vị"] == "UBND xã Thanh Bình"


def test_it_gives_what_is_within_reach_only(staff: Staff, session: Session) -> None:
    keep_some(session)
    leader = staff("leader")
    text = leader.get("/oversight/dashboard.csv").data.decode("utf-8-sig")
    assert "QLNL" in text
    assert "TB," not in text
    assert leader.get(f"/oversight/dashboard.csv?unit={unit_id(session, 'TB')}").status_code == 404


def test_it_takes_the_time_held_along(staff: Staff, session: Session, now: datetime) -> None:
    routed_late(session, now)
    count_all(session, now)
    overseer = staff("overseer")
    book: Any = load_workbook(BytesIO(overseer.get("/oversight/dashboard.xlsx?period=2026-11").data))
    rows = {
        row[0].value: [cell.value for cell in row][1:5] for row in book["Thời gian giữ"].iter_rows(min_row=4)
    }
    assert rows["Phòng Quản lý năng lượng"] == [1, 1.5, 1.5, 1.5]
    assert rows["Cộng"] == [2, 1, 1.5, 2.5]
    text = overseer.get("/oversight/dashboard.csv?period=2026-11").data.decode("utf-8-sig")
    assert "Thời gian giữ – Số lượt giữ" in text
