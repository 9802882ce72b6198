"""Results of surveys: series apart, labels, nothing of few, words in groups, and who sees what."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, CampaignStatus
from portal.models.ballot import Ballot
from portal.models.survey import SurveyPoint
from portal.models.survey_figure import SurveyMark
from portal.queries.surveys.questionnaires import current_for
from portal.services.surveys.manage_points import PointFacts, save_point, stand_of_point
from tests.ballot_factories import NUMBERS, campaign, count, give, point
from tests.factories import acting, unit_id
from tests.services.surveys.remedies import ATTITUDE, done_remedy, opened_remedy
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.oversight.conftest import Staff
from tests.web.oversight.test_dashboard import tables, tiles

HERE = "/oversight/surveys"


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


def rows_of(page: Page, start: str) -> list[list[str]]:
    return next(rows for caption, rows in tables(page).items() if caption.startswith(start))


def test_it_says_what_would_be_there(overseer: CheckingClient) -> None:
    assert "Kỳ này chưa có kết quả khảo sát" in overseer.page(HERE).text
    assert "Kỳ này chưa có phiếu khảo sát" in overseer.page(HERE, period="2026-10").text


def test_it_shows_a_share_with_its_label_and_gap(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 6, 4: 3, 2: 1})
    count(session, now)
    page = overseer.page(HERE)
    assert tiles(page)["hài lòng (khảo sát của đơn vị)"] == "90,00%"
    assert "phiếu tự nguyện, không đại diện" in page.text
    row = rows_of(page, "So với chỉ tiêu")[1]
    assert row[1:] == ["10", "90,00%", "95,00%", "−5,00"]
    assert "SIPAS" not in page.text


def test_each_item_has_its_interval_and_levels(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 6, 4: 3, 2: 1})
    count(session, now)
    _heads, row = rows_of(overseer.page(HERE), "Từng câu hỏi")
    assert row[1:] == ["10", "90,00%", "59,58 – 98,21", "6", "3", "0", "1", "0"]


def test_samples_and_volunteers_are_never_added_up(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    drawn = campaign(session, now)
    give(session, "HCC", {5: 8})
    give(session, "HCC", {5: 5, 1: 5}, campaign_id=drawn.id)
    count(session, now)
    page = overseer.page(HERE)
    first, second = rows_of(page, "So với chỉ tiêu")[1:3]
    assert (first[0], first[1:3]) == ("Khảo sát quý III – mẫu ngẫu nhiên", ["10", "50,00%"])
    assert (second[0], second[1:3]) == ("Đánh giá nhanh – phiếu tự nguyện, không đại diện", ["8", "100,00%"])
    assert "chọn ngẫu nhiên từ hồ sơ đã trả kết quả, từ 01/07/2026 đến 30/09/2026." in page.text
    assert "5 trên 10 lượt trả lời" in page.text
    other = overseer.page(page.links["Đánh giá nhanh 8"])
    assert tiles(other)["hài lòng (khảo sát của đơn vị)"] == "100,00%"


def test_nothing_of_fewer_than_five_ballots_is_shown(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 3, 1: 1})
    count(session, now)
    page = overseer.page(HERE)
    assert "Chưa đủ phiếu để nêu kết quả" in page.text
    assert "%" not in rows_of(page, "So với chỉ tiêu")[1][2]
    assert "0,00" not in page.text.split("Khắc phục")[0].replace("95,00", "")


def test_few_ballots_do_not_follow_from_the_others(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 40})
    give(session, "TB", {5: 6, 4: 1})
    give(session, "TP", {5: 20})
    give(session, "LH", {1: 2})
    count(session, now)
    page = overseer.page(HERE)
    # The two of Lộc Hưng wait until the year is over; then they take the smallest of the others along.
    assert tiles(page)["phiếu hợp lệ"] == "67"
    assert "có dưới 5 phiếu thì phiếu được tính vào quý" in page.text
    units = [row[0] for row in rows_of(page, "Hài lòng theo đơn vị")[1:]]
    assert "UBND xã Lộc Hưng" not in units
    assert len(units) == 3
    alone = overseer.page(HERE, unit=str(unit_id(session, "LH")))
    assert "Chưa đủ phiếu để nêu kết quả" in alone.text
    assert "phiếu hợp lệ" not in tiles(alone)
    assert tiles(overseer.page(HERE, unit=str(unit_id(session, "TP"))))["phiếu hợp lệ"] == "20"


def test_a_month_of_few_does_not_follow_from_the_year(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 12}, on=date(2025, 10, 5))
    give(session, "HCC", {1: 2}, on=date(2025, 11, 5))
    count(session, now)
    for period in ("2025-10", "2025-Q4", "2025"):
        assert tiles(overseer.page(HERE, period=period))["phiếu hợp lệ"] == "12"
    assert "Chưa đủ phiếu để nêu kết quả" in overseer.page(HERE, period="2025-11").text


def test_a_campaign_that_runs_is_told_of_in_numbers_alone(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    running = campaign(session, now, status=CampaignStatus.RUNNING)
    give(session, "HCC", {5: 40}, campaign_id=running.id)
    give(session, "HCC", {5: 30})
    count(session, now)
    page = overseer.page(HERE)
    assert "“Khảo sát quý III” đang tiến hành; kết quả được công bố khi đợt kết thúc." in page.text
    assert tiles(page)["phiếu hợp lệ"] == "30"
    assert [row[0] for row in rows_of(page, "So với chỉ tiêu")[1:]] == [
        "Đánh giá nhanh – phiếu tự nguyện, không đại diện"
    ]
    for address in ("", ".csv", ".xlsx", "/words"):
        found = overseer.get(
            f"{HERE}{address}", query_string={"series": f"{running.version_id}-{running.id}"}
        )
        assert b"40" not in found.data if address == ".csv" else found.status_code in {200, 404}
    overseer.page(f"{HERE}/words", status=404, series=f"{running.version_id}-{running.id}")
    # Of the units below nothing is told: where one was drawn, it would be theirs.
    assert "Khảo sát quý III" not in overseer.page(HERE, unit=str(unit_id(session, "HCC"))).text


def test_doubtful_ballots_are_counted_apart_with_their_reasons(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 10})
    give(session, "HCC", {1: 6}, doubts=["too_fast"], is_doubtful=True)
    give(session, "HCC", {1: 1}, doubts=["scripted"], is_doubtful=True)
    count(session, now)
    page = overseer.page(HERE)
    assert tiles(page)["hài lòng (khảo sát của đơn vị)"] == "100,00%"
    assert tiles(page)["phiếu nghi vấn, không tính vào tỷ lệ"] == "7"
    rows = rows_of(page, "Phiếu nghi vấn theo lý do")[1:]
    assert rows == [["Trả lời quá nhanh", "6"], ["Gửi tự động", "dưới 5"]]


def test_counters_are_shown_to_staff_alone(overseer: CheckingClient, session: Session, now: datetime) -> None:
    points = [point(session, now, number=number) for number in (1, 2, 3)]
    for point_id, number in zip(points, (20, 9, 2), strict=True):
        give(session, "HCC", {5: number}, point_id=point_id)
    give(session, "HCC", {5: 30})
    count(session, now)
    names = [row[0] for row in rows_of(overseer.page(HERE), "Hài lòng theo điểm lấy ý kiến")[1:]]
    # The third has two ballots, the second is the next smallest.
    assert names == ["Không qua điểm nào", "Quầy số 1"]
    assert "Quầy số 1" not in overseer.page("/figures/surveys").text


def test_a_counter_is_called_what_it_is_called_now(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    """Results are kept until the next counting, and nothing may be counted for a long time."""
    kiosk = session.get_one(SurveyPoint, point(session, now, number=1))
    give(session, "HCC", {5: 20}, point_id=kiosk.id)
    give(session, "HCC", {5: 20})
    count(session, now)
    assert "Quầy số 1" in overseer.page(HERE).text
    facts = PointFacts(kiosk.kind, "Quầy Đất đai", kiosk.unit_id, kiosk.questionnaire_id)
    save_point(acting(session, "overseer", now), facts, kiosk, seen=stand_of_point(kiosk))
    session.commit()
    page = overseer.page(HERE).text
    assert "Quầy Đất đai" in page
    assert "Quầy số 1" not in page


def test_few_do_not_follow_from_a_kiosk_s_months(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    kiosk = point(session, now, number=1)
    for month, ballots in ((1, 6), (2, 6), (3, 2)):
        give(session, "HCC", {5: ballots}, on=date(2026, month, 9), point_id=kiosk)
        give(session, "HCC", {5: 20}, on=date(2026, month, 9), way=BallotWay.PAGE)
    count(session, now)
    for start, name in (("Hài lòng theo điểm", "Quầy số 1"), ("Số phiếu theo cách gửi", "Ki-ốt đánh giá")):
        told = {}
        for period in ("2026-Q1", "2026-01", "2026-02", "2026-03"):
            shown = tables(overseer.page(HERE, period=period)).items()
            rows = {row[0]: row[1] for caption, rows in shown if caption.startswith(start) for row in rows}
            told[period] = int(rows.get(name, 0))
        assert told == {"2026-Q1": 12, "2026-01": 6, "2026-02": 6, "2026-03": 0}
    # The ballots of March are told, but not where they came in.
    assert tiles(overseer.page(HERE, period="2026-03"))["phiếu hợp lệ"] == "22"
    assert "cộng lại ít hơn tổng số" in overseer.page(HERE, period="2026-Q1").text


def test_words_are_read_in_whole_groups_of_five(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    answer = current_for(session, Purpose.ANSWER)
    assert answer is not None
    levels = {"answers": {"result": 5, "time": 5, "attitude": 5}, "version_id": answer.version_id}

    def said(number: int, words: str, on: date) -> None:
        for each in range(number):
            row = Ballot(
                id=NUMBERS.getrandbits(62),
                unit_id=unit_id(session, "QLNL"),
                given_on=on,
                month=on.year * 100 + on.month,
                way=BallotWay.PAGE,
                digest="",
                words={"words": f"{words} {each}"},
                doubts=[],
                **levels,
            )
            session.add(row)
        session.add(SurveyMark(unit_id=unit_id(session, "QLNL"), month=on.year * 100 + on.month))

    said(5, "Tháng tám", date(2026, 8, 4))
    said(3, "Tháng năm", date(2026, 5, 4))
    said(6, "Tháng này", date(2026, 11, 4))
    count(session, now)
    page = overseer.page(f"{HERE}/words")
    assert "Tháng tám 4" in page.text
    assert "Tháng năm" not in page.text  # too few
    assert "Tháng này" not in page.text  # more may come
    assert "04/08" not in page.text
    assert "chưa đủ nhóm" in page.text


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_words_are_for_leaders_and_overseers(
    staff: Staff, session: Session, now: datetime, role: str
) -> None:
    give(session, "HCC", {5: 10})
    count(session, now)
    client = staff(role)
    assert "Đọc ý kiến viết" not in client.page(HERE).text
    client.page(f"{HERE}/words", status=403)


@pytest.mark.parametrize("role", ["officer", "operator"])
def test_those_without_figures_see_none(staff: Staff, role: str) -> None:
    for address in ("", ".csv", ".xlsx", "/words"):
        staff(role).get(f"{HERE}{address}", follow_redirects=False)
        assert staff(role).get(f"{HERE}{address}").status_code == 403


def test_an_outsider_sees_the_own_units_alone(staff: Staff, session: Session, now: datetime) -> None:
    give(session, "QLNL", {5: 30})
    count(session, now)
    page = staff("leader").page(HERE)
    assert tiles(page)["phiếu hợp lệ"] == "30"
    staff("leader").page(HERE, status=404, unit=str(unit_id(session, "TP")))


def test_remedies_of_ratings_are_counted_for_those_who_may_see_them(
    staff: Staff, session: Session, now: datetime
) -> None:
    done_remedy(session, now)
    opened_remedy(session, now, ATTITUDE)
    session.commit()
    page = staff("overseer").page(HERE)
    assert "Khắc phục: Phiếu khảo sát" in page.text
    assert "Khắc phục: Đánh giá câu trả lời" in page.text
    assert tiles(page)["xong đúng hạn"] == "100,00%"
    assert "Khắc phục: Đánh giá câu trả lời" not in staff("coordinator").page(HERE).text


def test_it_can_be_taken_along(overseer: CheckingClient, session: Session, now: datetime) -> None:
    give(session, "HCC", {5: 9, 1: 1})
    give(session, "TP", {5: 10})
    count(session, now)
    sheet = overseer.get(f"{HERE}.csv").get_data(as_text=True).lstrip("\ufeff")
    rows = list(csv.DictReader(StringIO(sheet)))
    assert [(row["part"], row["percent"]) for row in rows] == [
        ("all", "95.00"),
        ("factor", "95.00"),
        ("item", "95.00"),
        ("unit", "90.00"),
        ("unit", "100.00"),
    ]
    book = load_workbook(BytesIO(overseer.get(f"{HERE}.xlsx").data))
    assert book.sheetnames[:3] == ["Khảo sát", "Từng câu hỏi", "Theo đơn vị"]


def test_a_page_is_a_handful_of_statements(overseer: CheckingClient, session: Session, now: datetime) -> None:
    for unit in ("HCC", "TP", "TB"):
        for month in range(1, 11):
            give(session, unit, {5: 6}, on=date(2026, month, 6))
    count(session, now)
    overseer.page(HERE)
    with counted_statements() as kept:
        overseer.page(HERE)
    assert len(kept) <= 14, kept


def test_everybody_reads_the_same_without_counters(
    client: CheckingClient, overseer: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 9, 1: 1})
    count(session, now)
    page = client.page("/figures/surveys")
    assert tiles(page)["hài lòng (khảo sát của đơn vị)"] == "90,00%"
    assert "phiếu tự nguyện, không đại diện" in page.text
    assert "all" in client.get("/figures/surveys.csv").get_data(as_text=True)
    client.page("/figures/surveys", status=404, period="2026-13")
    client.page("/figures/surveys", status=404, unit="99999")
    client.page("/figures/surveys", series="x")
