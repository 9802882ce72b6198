"""The charts of the dashboard: findings as titles, pictures that tables repeat, filters that stay in the address."""

from datetime import date, datetime
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.targets import TargetFigure
from portal.models.figure import Basis
from portal.models.policy import FigureTarget
from tests.dossier_factories import day, filed_dossier, issued_letter
from tests.factories import answered_case, opened_case, unit_id
from tests.services.test_count_dossiers import count_all as count_dossiers
from tests.support.client import CheckingClient
from tests.support.figures import ballots, count_all, keep_month
from tests.support.page import Page
from tests.support.successions import new_unit
from tests.web.oversight.conftest import Staff
from tests.web.oversight.test_dashboard import tables, tiles, words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


def titles(page: Page) -> list[str]:
    """What was found, chart by chart."""
    return [words(node) for node in page.all("p") if "app-chart__title" in (node.get("class") or "").split()]


def pictures(page: Page) -> list[Element]:
    return [node for node in page.all(f"{SVG}svg") if node.get("role") == "img"]


def target(session: Session, percent: int, figure: TargetFigure = TargetFigure.ANSWERS_ON_TIME) -> None:
    """The one target that holds, instead of those shipped."""
    session.query(FigureTarget).filter_by(figure=figure).delete()
    session.add(
        FigureTarget(figure=figure, hundredths=percent * 100, from_year=2026, unit_id=None, source="Kế hoạch")
    )
    session.flush()


def test_its_trend_says_how_far_the_target_is(overseer: CheckingClient, session: Session) -> None:
    target(session, 95)
    for month, late in ((202607, 1), (202608, 2), (202609, 3)):
        keep_month(session, "TB", month, received=20, in_time=20 - late, late=late)
    page = overseer.page("/oversight/dashboard", period="2026-09")
    assert "Trả lời đúng hạn 85,00% – thấp hơn chỉ tiêu 10,00 điểm; giảm 2 tháng liền" in titles(page)
    assert "17 trên 20; chỉ tiêu 95%: −10,00 điểm" in page.text


def test_each_picture_is_told_in_words_and_in_a_table(overseer: CheckingClient, session: Session) -> None:
    for unit in ("TB", "LH"):
        keep_month(session, unit, 202611, received=20, in_time=18, late=2, ratings=ballots(9, 3))
    page = overseer.page("/oversight/dashboard")
    assert len(titles(page)) >= 5
    assert len(pictures(page)) >= 8  # each once for a wide screen and once for a phone
    for picture in pictures(page):
        title, text = (picture.findtext(f"{SVG}{name}") for name in ("title", "desc"))
        assert title in titles(page)
        assert text
    for caption in ("Trả lời đúng hạn", "Tiếp nhận", "Sự hài lòng"):
        assert f"{caption} theo đơn vị, tháng 11/2026" in tables(page)
    assert "Xếp hạng đơn vị, tháng 11/2026" in tables(page)


def test_it_begins_with_today(overseer: CheckingClient, session: Session, now: datetime) -> None:
    opened_case(session, now)
    count_all(session, now)
    page = overseer.page("/oversight/dashboard")
    assert words(next(iter(page.all("h2")))) == "Hôm nay, 20/11/2026"
    shown = tiles(page)
    assert (shown["quá hạn"], shown["đến hạn hôm nay"], shown["câu trả lời chờ duyệt"]) == ("0", "0", "0")
    assert "1 việc đang xử lý, không việc nào quá hạn" in titles(page)
    backlog = {row[0]: row[1] for row in tables(page)["Việc đang xử lý theo hạn trả lời"]}
    assert backlog["Cộng"] == "1"


def test_it_leads_to_what_is_overdue_and_to_the_oldest(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    case.due_on = date(2026, 11, 13)
    session.flush()
    page = overseer.page("/oversight/dashboard", unit=str(case.unit_id))
    assert tiles(page)["quá hạn"] == "1"
    assert case.reference in overseer.page(page.links["quá hạn"]).text
    assert tiles(page)["ngày làm việc quá hạn của việc lâu nhất"] == "5"
    assert page.links["ngày làm việc quá hạn của việc lâu nhất"].endswith(case.reference)


def test_who_sees_no_cases_is_told_of_no_work(staff: Staff, session: Session, now: datetime) -> None:
    opened_case(session, now)
    count_all(session, now)
    page = staff("administrator").page("/oversight/dashboard")
    assert "quá hạn" not in tiles(page)
    assert "1 việc đang xử lý, không việc nào quá hạn" in titles(page)


def test_its_map_shades_units_by_months(overseer: CheckingClient, session: Session) -> None:
    target(session, 95)
    keep_month(session, "TB", 202610, received=20, in_time=20)
    keep_month(session, "TB", 202611, received=20, in_time=14, late=6)
    keep_month(session, "LH", 202611, received=4, in_time=3, late=1)
    page = overseer.page("/oversight/dashboard")
    heads, *rows = next(rows for caption, rows in tables(page).items() if "từng đơn vị" in caption)
    assert heads == ["Đơn vị", "10/2026", "11/2026"]
    assert rows == [
        ["UBND xã Thanh Bình", "100 (100,00%: 20 trên 20)", "70 (70,00%: 14 trên 20)"],
        ["UBND xã Lộc Hưng", "–", "3/4 (75,00%: 3 trên 4)"],  # too few for a shade
    ]
    shades = [node.get("class") for node in page.all("td") if "app-heat" in (node.get("class") or "")]
    assert shades == ["app-heat__heat-5", "app-heat__heat-1"]


@pytest.mark.parametrize(("months", "told"), [(3, False), (4, True)])
def test_a_wide_map_tells_that_it_scrolls_and_does_so_by_keys(
    overseer: CheckingClient, session: Session, months: int, told: bool
) -> None:
    for month in range(202612 - months, 202612):
        keep_month(session, "TB", month, received=20, in_time=20)
    page = overseer.page("/oversight/dashboard")
    region = next(node for node in page.all("div") if node.get("class") == "app-heat")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert ("Vuốt ngang để xem đủ các tháng." in page.text) is told
    hints = [node.get("id") for node in page.all("p") if node.get("class") == "app-heat__hint"]
    assert [region.get("aria-describedby")] == (hints or [None])


def test_its_map_counts_units_of_the_same_name_each(overseer: CheckingClient, session: Session) -> None:
    """Every commune has a division of culture: names are not unique."""
    target(session, 95)
    for code, commune in (("A", "TB"), ("B", "LH")):
        new_unit(session, code, "Phòng Văn hóa - Xã hội", below=commune)
    keep_month(session, "A", 202611, received=20, in_time=14, late=6)
    keep_month(session, "B", 202611, received=20, in_time=20)
    session.commit()
    found = titles(overseer.page("/oversight/dashboard"))
    assert (
        "1 trên 2 đơn vị đạt chỉ tiêu 95%; thấp nhất tính chung các tháng là Phòng Văn hóa - Xã hội, 70,00%"
        in found
    )


def test_it_shows_letters_of_apology_and_the_way_to_dossiers(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    target(session, 100, TargetFigure.APOLOGY_COVERAGE)
    filed_dossier(session, now, code="L-1", due=day(date(2026, 11, 16)), finished=day(date(2026, 11, 18)))
    issued_letter(session, now, filed_dossier(session, now, code="V-1", due=day(date(2026, 11, 18))))
    count_dossiers(session, now)
    keep_month(session, "TB", 202611, received=1, in_time=1)
    page = overseer.page("/oversight/dashboard")
    assert tiles(page)["hồ sơ trễ hạn có thư xin lỗi"] == "50,00%"
    assert "Có thư xin lỗi 1 trên 2; 1 hồ sơ không có thư kịp thời" in titles(page)
    dossiers = overseer.page(page.links["Số liệu hồ sơ một cửa và thư xin lỗi"])
    assert dossiers.heading == "Số liệu hồ sơ một cửa, tháng 11/2026"


def test_one_kind_stays_in_every_address(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9, ratings=ballots(9))
    keep_month(session, "TB", 202611, kind=Kind.QUESTION, received=4, in_time=1, late=3)
    page = overseer.page("/oversight/dashboard", period="2026-11", kind="question")
    assert page.heading == "Số liệu tháng 11/2026, loại: Hỏi đáp, đề nghị hướng dẫn"
    assert tiles(page)["trả lời đúng hạn"] == "25,00%"
    addresses = [page.links["Năm"], page.links["trễ hạn"], page.links["UBND xã Thanh Bình"]]
    assert all("kind=question" in each for each in addresses)
    # Who rated would stand out in so small a circle.
    assert "Sự hài lòng của người gửi" not in page.text
    assert "part=rated" not in page.html
    overseer.page(
        "/oversight/dashboard/cases", 404, period="2026-11", part="rated", basis="due", kind="question"
    )


def test_a_kind_counted_apart_narrows_nothing(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9)
    page = overseer.page("/oversight/dashboard", period="2026-11", kind="praise")
    assert tiles(page)["tiếp nhận"] == "9"


def test_rows_of_one_kind_are_of_that_kind(overseer: CheckingClient, session: Session, now: datetime) -> None:
    one = answered_case(session, now)
    other = answered_case(session, now, kind=Kind.QUESTION)
    count_all(session, now)
    page = overseer.page("/oversight/dashboard", kind="question")
    listed = overseer.page(page.links["trả lời đúng hạn"]).text
    assert other.reference in listed
    assert one.reference not in listed


def test_files_of_one_kind_tell_no_ratings(overseer: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, kind=Kind.QUESTION, received=9, in_time=9, ratings=ballots(9))
    whole = overseer.get("/oversight/dashboard.csv?period=2026-11").text
    assert "Hài lòng" in whole
    assert "Hài lòng" not in overseer.get("/oversight/dashboard.csv?period=2026-11&kind=question").text
    assert overseer.get("/oversight/dashboard.xlsx?period=2026-11&kind=question").status_code == 200


def test_open_cases_of_long_ago_are_in_the_backlog(overseer: CheckingClient, session: Session) -> None:
    """Older than the twelve months that are shown otherwise."""
    overdue = {"2024-05-10": 2}
    keep_month(session, "TB", 202405, basis=Basis.RECEIVED, received=2, open=2, open_due=overdue)
    page = overseer.page("/oversight/dashboard", unit=str(unit_id(session, "TB")))
    assert any(title.startswith("2 trên 2 việc đang xử lý đã quá hạn") for title in titles(page))
    assert tables(page)["Việc đang xử lý theo hạn trả lời"][-1] == ["Cộng", "2"]
