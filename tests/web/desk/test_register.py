"""The register: previewed for a period, exported with all columns of the law, logged, closed to others."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from portal.domain.kinds import SenderKind
from portal.services.open_case import NewSender
from portal.web.desk.register_columns import COLUMNS
from tests.factories import acting, answered_case, category_id, divert_case, opened_case, published_case
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

DAY = timedelta(days=1)
NOVEMBER: dict[str, Any] = {"first": "01/11/2026", "last": "30/11/2026", "unit": ""}


def exported(client: CheckingClient) -> list[dict[str, Any]]:
    """The lines of this month's workbook, by heading."""
    form = client.page("/desk/register").form("/desk/register/export")
    answer = client.post("/desk/register/export", data=form.fields)
    assert answer.status_code == 200
    sheet: Any = load_workbook(BytesIO(answer.data)).active
    _title, _gap, headings, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


# --- the page -------------------------------------------------------------------------------------


def test_it_shows_this_month_newest_first(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now - 30 * DAY, sender=NewSender(name="Tháng trước", email="a@example.com"))
    opened_case(session, now - DAY, sender=NewSender(name="Hôm qua", email="b@example.com"))
    opened_case(session, now, sender=NewSender(name="Hôm nay", email="c@example.com"))
    page = staff("coordinator").page("/desk/register")
    assert page.html.index("Hôm nay") < page.html.index("Hôm qua")
    assert "Tháng trước" not in page.text
    assert "2 dòng." in page.text


def test_it_is_narrowed_to_a_unit(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now, sender=NewSender(name="Về điện", email="a@example.com"))
    fuel = category_id(session, "fuel")
    opened_case(session, now, category_id=fuel, sender=NewSender(name="Về xăng", email="b@example.com"))
    trade = acting(session, "coordinator", now).settings.unit_by_code("QLTM")
    assert trade is not None
    page = staff("coordinator").page("/desk/register", **{**NOVEMBER, "unit": str(trade.id)})
    assert ("Về xăng" in page.text, "Về điện" in page.text) == (True, False)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first": ""}, "first"),
        ({"last": "32/11/2026"}, "last"),
        ({"last": "31/10/2026"}, "last"),
        ({"first": "01/01/2020"}, "last"),
    ],
)
def test_it_says_what_is_wrong_with_a_period(staff: Staff, typed: dict[str, Any], field: str) -> None:
    client = staff("coordinator")
    assert client.page("/desk/register", 422, **{**NOVEMBER, **typed}).words_of(f"{field}-error")
    form = client.page("/desk/register", **NOVEMBER)
    assert "Sổ không có dòng nào" in form.text


def test_it_exports_nothing_for_a_period_that_makes_no_sense(
    staff: Staff, session: Session, now: datetime
) -> None:
    opened_case(session, now)
    client = staff("coordinator")
    form = client.page("/desk/register").form("/desk/register/export")
    client.send(form, status=422, last="31/10/2026")


def test_it_leads_from_page_to_page(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(26):
        opened_case(session, now)
    client = staff("coordinator")
    page = client.page("/desk/register")
    after = client.get(page.links["Trang sau"]).get_data(as_text=True)
    assert (page.text.count("Lê Văn An"), after.count("Lê Văn An")) == (25, 1)


# --- the workbook ---------------------------------------------------------------------------------


def test_it_has_all_columns_of_the_law() -> None:
    headings = " ".join(column.heading for column in COLUMNS)
    for wanted in (
        "Số thứ tự",
        "Ngày, giờ tiếp nhận",
        "Hình thức tiếp nhận",
        "Người tiếp nhận",
        "Họ tên",
        "Địa chỉ",
        "Điện thoại",
        "Thư điện tử",
        "Cá nhân, tổ chức",
        "Nội dung",
        "Loại",
        "Lĩnh vực",
        "Phân loại",
        "Chuyển đến",
        "Ngày chuyển",
        "Cơ quan có thẩm quyền xử lý",
        "Kết quả xử lý",
        "Ngày công khai",
        "Hình thức công khai",
        "Mã phản ánh",
    ):
        assert wanted in headings


def test_it_exports_a_published_answer_with_everything(staff: Staff, session: Session, now: datetime) -> None:
    sender = NewSender(
        kind=SenderKind.ORGANISATION,
        name="Lê Văn An",
        organisation="Hợp tác xã Suối Đá",
        phone="+84912000345",
        email="an@example.com",
    )
    case = published_case(session, now, sender=sender)
    (line,) = exported(staff("coordinator"))
    here = now.replace(tzinfo=None)
    assert line["Số thứ tự"] == case.register_number
    assert line["Ngày, giờ tiếp nhận"] == here
    assert (line["Hình thức tiếp nhận"], line["Người tiếp nhận"]) == (
        "Biểu mẫu trên trang",
        "Cổng trực tuyến",
    )
    assert line["Điện thoại"] == "0912 000 345"
    assert line["Cá nhân, tổ chức"] == "Tổ chức: Hợp tác xã Suối Đá"
    assert line["Nội dung"] == f"{case.subject}.\n{case.body}"
    assert (line["Loại"], line["Lĩnh vực"]) == ("Phản ánh", "Điện lực")
    assert line["Phân loại"] == "Thuộc thẩm quyền đơn vị trực thuộc, cấp dưới"
    assert (line["Chuyển đến"], line["Ngày chuyển"]) == ("Phòng Quản lý năng lượng", here)
    assert (line["Kết quả xử lý"], line["Đúng hạn, trễ hạn"]) == ("Đã xử lý", "Đúng hạn")
    assert line["Ngày công khai"] == here
    assert line["Hình thức công khai kết quả"] == (
        "Đăng trên trang thông tin điện tử; Trả lời người gửi: thư điện tử"
    )
    assert line["Mã phản ánh"] == case.reference


def test_it_classifies_what_is_not_handled_yet(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now, category_id=category_id(session, "conduct"))
    (line,) = exported(staff("coordinator"))
    assert (line["Phân loại"], line["Kết quả xử lý"], line["Chuyển đến"]) == (
        "Đang phân loại",
        "Mới tiếp nhận",
        None,
    )


def test_it_speaks_vietnamese_whatever_the_reader_reads(
    staff: Staff, session: Session, now: datetime
) -> None:
    answered_case(session, now)
    client = staff("coordinator")
    client.set_cookie("language", "en")
    (line,) = exported(client)
    assert line["Kết quả xử lý"] == "Đã xử lý"


def test_it_writes_what_people_wrote_as_text(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now, subject='=HYPERLINK("http://evil.example")', body="=1+1")
    (line,) = exported(staff("coordinator"))
    assert line["Nội dung"].startswith("=HYPERLINK")


def test_it_never_holds_a_sealed_case(staff: Staff, session: Session, now: datetime) -> None:
    kept, sealed = opened_case(session, now), opened_case(session, now)
    divert_case(acting(session, "operator", now), sealed, procedure="denunciation")
    session.flush()
    client = staff("coordinator")
    assert [line["Mã phản ánh"] for line in exported(client)] == [kept.reference]
    assert "1 dòng." in client.page("/desk/register").text


def test_it_logs_who_took_it_and_nobody_in_it(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now)
    client = staff("coordinator")
    form = client.page("/desk/register").form("/desk/register/export")
    with capture_logs() as logs:
        client.post("/desk/register/export", data=form.fields)
    (line,) = [each for each in logs if each["event"] == "register_exported"]
    coordinator = acting(session, "coordinator", now).actor
    assert (line["account_id"], line["lines"], line["first"]) == (coordinator.account_id, 1, "2026-11-01")
    assert "Lê Văn An" not in str(logs)


# --- who may --------------------------------------------------------------------------------------


def test_it_gives_a_leader_their_own_units(staff: Staff, session: Session, now: datetime) -> None:
    own = opened_case(session, now)
    opened_case(session, now, category_id=category_id(session, "fuel"))
    assert [line["Mã phản ánh"] for line in exported(staff("leader"))] == [own.reference]


@pytest.mark.parametrize("role", ["operator", "officer", "outsider", "administrator", "sealed_case_officer"])
def test_it_is_closed_to_others(
    staff: Staff, session: Session, now: datetime, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_case(session, now)
    client = staff(role)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    assert client.get("/desk/register").status_code == 403
    assert client.post("/desk/register/export", data=NOVEMBER).status_code == 403


def test_it_asks_little_of_the_database(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(5):
        opened_case(session, now)
    client = staff("coordinator")
    with counted_statements() as sent:
        client.page("/desk/register")
    assert len(sent) <= 5, sent
    form = client.page("/desk/register").form("/desk/register/export")
    with counted_statements() as sent:
        client.post("/desk/register/export", data=form.fields)
    assert len(sent) <= 3, sent


def test_printed_on_a3_all_columns_can_be_read() -> None:
    """At least 6 points: a column is as wide as so many digits of 7 dots, and A3 has some 1,530 dots across."""
    assert 11 * 1530 / sum(7 * column.width + 5 for column in COLUMNS) > 6
    # A date that does not fit is shown as ###.
    moments = {column.heading: column.width for column in COLUMNS if column.heading.startswith("Ngày")}
    assert min(moments.values()) >= 15
