"""The dashboard: rates with their parts, tables that add up, numbers that lead to what they count."""

from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.models.bookkeeping import Heartbeat
from portal.models.figure import Basis, FigureMark
from tests.factories import answered_case, unit_id
from tests.services.test_count_held import routed_late
from tests.support.client import CheckingClient
from tests.support.figures import ballots, count_all, keep_month
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.oversight.conftest import Staff


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


def words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def tables(page: Page) -> dict[str, list[list[str]]]:
    """The tables of a page by caption, as rows of words."""
    return {
        words(next(table.iter("caption"))): [
            [words(cell) for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")
        ]
        for table in page.all("table")
    }


def tiles(page: Page) -> dict[str, str]:
    """The numbers in large type by what they are called; of two the first."""
    found: dict[str, str] = {}
    for node in page.all("div"):
        if "app-figure" in (node.get("class") or "").split():
            value, label, *_note = [words(part) for part in node if part.tag == "span"]
            found.setdefault(label, value)
    return found


def number(text: str) -> int:
    return int(text.replace(".", ""))


def test_it_shows_the_rate_with_a_comma_and_its_parts(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=3, in_time=1, kept_by_notice=1, late=1)
    page = overseer.page("/oversight/dashboard")
    assert page.heading == "Số liệu tháng 11/2026"
    assert tiles(page)["trả lời đúng hạn"] == "66,67%"
    assert "2 trên 3" in page.text


def test_it_speaks_english_with_a_point(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=3, in_time=2, late=1)
    overseer.set_cookie("language", "en", domain="127.0.0.1")
    assert "66.67%" in overseer.page("/oversight/dashboard").text


def test_its_tables_add_up_to_the_last_row(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=9, in_time=4, late=2, open=2, stopped=1)
    keep_month(session, "TB", 202610, received=1500, in_time=1000, kept_by_notice=200, late=300)
    keep_month(session, "TB", 202611, received=3, in_time_after_extension=1, open=2)
    page = overseer.page("/oversight/dashboard", period="2026-Q4")

    for caption in ("Trả lời đúng hạn theo đơn vị, quý IV/2026", "Tiếp nhận theo đơn vị, quý IV/2026"):
        _heads, *rows, total = tables(page)[caption]
        assert total[0] == "Cộng"
        columns = list(zip(*rows, strict=True))[1:]
        for column, whole in zip(columns, total[1:], strict=True):
            if "%" not in whole:
                assert sum(map(number, column)) == number(whole)
    received = tables(page)["Tiếp nhận theo đơn vị, quý IV/2026"][-1]
    # Received is made of the six parts after it; overdue is part of the open ones.
    assert number(received[1]) == sum(map(number, received[2:8])) == 1512


def test_each_number_leads_to_what_it_counts(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    count_all(session, now)
    page = overseer.page("/oversight/dashboard")
    counted = [node.get("href") or "" for node in page.all("a") if "/cases?" in (node.get("href") or "")]
    assert len(counted) >= 15
    for href in set(counted):
        assert case.reference in overseer.page(href).text


def test_it_leads_from_units_and_months_to_their_own_pages(
    overseer: CheckingClient, session: Session
) -> None:
    keep_month(session, "TB", 202610, received=1, late=1)
    keep_month(session, "LH", 202610, received=1, in_time=1)
    page = overseer.page("/oversight/dashboard", period="2026-10")
    commune = overseer.page(page.links["UBND xã Thanh Bình"])
    assert tiles(commune)["trả lời đúng hạn"] == "0,00%"
    assert commune.heading == "Số liệu tháng 10/2026"
    assert overseer.page(page.links["10/2026"]).heading == "Số liệu tháng 10/2026"


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Quý", "Số liệu quý IV/2026"),
        ("6 tháng", "Số liệu 6 tháng cuối năm 2026"),
        ("Năm", "Số liệu năm 2026"),
        ("Tháng 10/2026", "Số liệu tháng 10/2026"),
    ],
)
def test_it_goes_to_other_periods(
    overseer: CheckingClient, session: Session, label: str, heading: str
) -> None:
    page = overseer.page("/oversight/dashboard")
    assert overseer.page(page.links[label]).heading == heading


def test_it_offers_no_future(overseer: CheckingClient) -> None:
    page = overseer.page("/oversight/dashboard", period="2026-11")
    assert "Tháng 12/2026" not in page.links
    assert overseer.page("/oversight/dashboard", period="").heading == "Số liệu tháng 11/2026"


@pytest.mark.parametrize("period", ["2026-12", "2027-01", "2026-13", "abc"])
@pytest.mark.parametrize(
    "address",
    [
        "dashboard",
        "dashboard.csv",
        "dashboard.xlsx",
        "dashboard/cases?part=late&basis=due",
        "dossiers",
        "dossiers/rows?part=late&basis=due",
        "surveys",
        "surveys/words",
        "evaluation",
    ],
)
def test_a_period_that_is_none_is_not_there(staff: Staff, address: str, period: str) -> None:
    """Figures of another period than the address names would be taken for those asked for."""
    mark = "&" if "?" in address else "?"
    assert staff("leader").get(f"/oversight/{address}{mark}period={period}").status_code == 404


def test_its_trend_ends_with_the_running_month(overseer: CheckingClient, session: Session) -> None:
    """What falls due later is no month of the past twelve."""
    keep_month(session, "TB", 202610, received=2, in_time=1, late=1)
    keep_month(session, "TB", 202612, basis=Basis.DUE, received=1, open=1)
    page = overseer.page("/oversight/dashboard", period="2026")
    trend = tables(page)["Mười hai tháng đến 11/2026"]
    assert [row[0] for row in trend[1:]] == ["10/2026"]
    assert trend[1][1:] == ["2", "2", "1", "0", "50,00%"]


def test_it_shows_no_percentage_below_five_ballots(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9, ratings=ballots(4))
    keep_month(session, "LH", 202611, received=9, in_time=9, ratings=ballots(3, 2))
    page = overseer.page("/oversight/dashboard")
    caption = "Sự hài lòng theo đơn vị, tháng 11/2026"
    rows = {row[0]: row[1:] for row in tables(page)[caption]}
    assert rows["UBND xã Thanh Bình"] == ["4", *["dưới 5 phiếu"] * 3]
    assert rows["UBND xã Lộc Hưng"][:2] == ["5", "60,00% (23,07 – 88,24)"]
    assert tiles(page)["Kết quả giải quyết"] == "77,78%"

    few = overseer.page("/oversight/dashboard", unit=str(unit_id(session, "TB")))
    assert tiles(few)["Kết quả giải quyết"] == "–"
    assert "4 phiếu, chưa đủ 5 phiếu để nêu tỷ lệ" in few.text


def test_it_ranks_no_unit_with_few_cases(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=10, in_time=9, late=1)
    keep_month(session, "LH", 202611, received=9, in_time=9)
    page = overseer.page("/oversight/dashboard")
    assert tables(page)["Xếp hạng đơn vị, tháng 11/2026"][1:] == [["1", "UBND xã Thanh Bình", "90,00%", "10"]]
    assert "1 đơn vị có dưới 10 việc đến hạn nên chưa xếp hạng." in page.text


def test_it_counts_suggestions_and_praise_apart(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, kind=Kind.PRAISE, received=3, open=3)
    keep_month(session, "TB", 202611, received=1, in_time=1, for_reference=2)
    page = overseer.page("/oversight/dashboard")
    assert tiles(page)["tiếp nhận"] == "1"
    apart = {row[0]: row[1] for row in tables(page)["Tính riêng, tháng 11/2026"]}
    assert (apart["Khen ngợi"], apart["Góp ý"], apart["Thông tin tham khảo"]) == ("3", "0", "2")


def test_it_says_how_everything_is_counted(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=1, in_time=1)
    page = overseer.page("/oversight/dashboard")
    assert "Tính đến 09:00 20/11/2026." in page.text
    assert "Định nghĩa phiên bản 2.0. Số liệu tính đến 09:00 20/11/2026." in page.text
    assert "Mẫu số: việc đến hạn." in page.text
    sections = list(page.all("section"))
    assert len(sections) == 11  # no ranking of a single unit
    assert all(list(section.iter("dl")) for section in sections)


def test_it_says_that_a_recount_is_under_way(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    assert "đang được tính lại" not in overseer.page("/oversight/dashboard").text
    session.add(Heartbeat(name="count", at=now - timedelta(minutes=1)))
    session.add(FigureMark(basis=Basis.DUE, unit_id=1, month=202611))
    page = overseer.page("/oversight/dashboard")
    assert "Tính đến 08:59 20/11/2026. Có thay đổi đang được tính lại" in page.text


def test_it_says_what_would_be_there(overseer: CheckingClient) -> None:
    assert "Kỳ này chưa có số liệu" in overseer.page("/oversight/dashboard").text


def test_it_shows_the_units_within_reach_only(staff: Staff, session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=1, in_time=1)
    keep_month(session, "TB", 202611, received=1, late=1)
    leader = staff("leader")
    page = leader.page("/oversight/dashboard")
    assert tiles(page)["tiếp nhận"] == "1"
    assert "UBND xã Thanh Bình" not in page.text
    leader.page("/oversight/dashboard", 404, unit=str(unit_id(session, "TB")))
    leader.page("/oversight/dashboard", 404, unit="9" * 12)


def test_it_is_closed_to_those_without_figures(staff: Staff) -> None:
    for address in ("", ".csv", ".xlsx", "/cases?part=late&basis=due"):
        assert staff("officer").get(f"/oversight/dashboard{address}").status_code == 403


def test_it_leads_an_administrator_to_no_case(staff: Staff, session: Session) -> None:
    """Who configures reads figures but no cases."""
    keep_month(session, "TB", 202611, received=1, late=1)
    page = staff("administrator").page("/oversight/dashboard")
    assert tiles(page)["trễ hạn"] == "1"
    assert [node for node in page.all("a") if "/cases?" in (node.get("href") or "")] == []


def test_it_shows_a_coordinator_no_way_to_who_rated(staff: Staff, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9, ratings=ballots(5))
    assert "part=rated" in staff("overseer").page("/oversight/dashboard").html
    assert "part=rated" not in staff("coordinator").page("/oversight/dashboard").html


def test_it_takes_few_statements_whatever_there_is(overseer: CheckingClient, session: Session) -> None:
    for month in range(202601, 202612):
        for unit in ("QLNL", "QLTM", "TB", "LH", "TP"):
            keep_month(session, unit, month, received=2, in_time=1, late=1, answer_tenths={"7": 2})
    overseer.page("/oversight/dashboard")  # the settings are read once per revision
    with counted_statements() as sent:
        overseer.page("/oversight/dashboard", period="2026")
    assert len(sent) <= 9, sent


def test_it_tells_how_long_each_unit_held_the_cases(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    case = routed_late(session, now)
    count_all(session, now)
    page = overseer.page("/oversight/dashboard")
    table = tables(page)["Thời gian giữ theo đơn vị, tháng 11/2026"]
    assert table[0] == ["Đơn vị", "Số lượt giữ", "Trung vị (giờ)", "Chín phần mười (giờ)", "Tổng (giờ)"]
    assert sorted(table[1:]) == [
        ["Cộng", "2", "1,0", "1,5", "2,5"],
        ["Phòng Quản lý năng lượng", "1", "1,5", "1,5", "1,5"],
        ["Phòng Quản lý thương mại", "1", "1,0", "1,0", "1,0"],
    ]
    assert "mỗi việc tính một lượt cho từng đơn vị đã giữ việc đó" in page.text
    hrefs = {node.get("href") or "" for node in page.all("a")}
    held = [href for href in hrefs if "part=held" in href]
    assert len(held) == 3
    for href in held:
        listed = overseer.page(href)
        assert case.reference in listed.text
        assert "giữ việc được trả lời trong tháng 11/2026" in listed.text


def test_the_public_is_not_told_who_held_a_case(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    routed_late(session, now)
    count_all(session, now)
    assert "Thời gian giữ" not in client.page("/figures", period="2026-11").text
