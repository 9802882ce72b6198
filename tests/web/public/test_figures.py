"""The figures for everybody: the same numbers, no way to any case, and the data to count them again."""

import csv
from collections import Counter
from datetime import datetime
from io import StringIO

from sqlalchemy.orm import Session

from portal.domain.figures import percentile, wilson
from tests.factories import answered_case, unit_id
from tests.support.client import CheckingClient
from tests.support.figures import ballots, count_all, keep_month
from tests.support.lives import Lives
from tests.support.statements import counted_statements

FEEDBACK = {"feedback", "petition", "question"}
KEPT = ("in_time", "in_time_after_extension", "kept_by_notice")
PARTS = (*KEPT, "late", "open", "stopped")


def rows_of(client: CheckingClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def test_it_shows_the_last_whole_month_first(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202610, received=3, in_time=2, late=1)
    keep_month(session, "TB", 202611, received=1, in_time=1)
    page = client.page("/figures")
    assert page.heading == "Số liệu tháng 10/2026"
    assert "66,67%" in page.text
    assert client.page(page.links["Tháng 11/2026"]).heading == "Số liệu tháng 11/2026"


def test_it_shows_the_running_month_of_a_new_office(client: CheckingClient, session: Session) -> None:
    assert client.page("/figures").heading == "Số liệu tháng 11/2026"
    assert "Kỳ này chưa có số liệu" in client.page("/figures").text


def test_it_shows_every_unit_and_those_below_one(client: CheckingClient, session: Session) -> None:
    keep_month(session, "QLNL", 202610, received=2, in_time=2)
    keep_month(session, "TB", 202610, received=3, late=3)
    page = client.page("/figures", period="2026-10", unit=str(unit_id(session, "SCT")))
    assert "Sở Công Thương và các đơn vị trực thuộc." in page.text
    assert "100,00%" in page.text
    client.page("/figures", 404, unit="999999")
    client.page("/figures", 404, period="2026-13")


def test_it_leads_to_no_case(client: CheckingClient, session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    count_all(session, now)
    page = client.page("/figures", period="2026-11")
    assert case.reference not in page.html
    addresses = [node.get("href") or "" for node in page.all("a")]
    assert not any("/desk" in each or "/oversight" in each or "/cases" in each for each in addresses)


def test_it_leads_to_the_published_answers_of_a_unit(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202610, received=3, in_time=3, published=2)
    page = client.page("/figures", period="2026-10")
    address = next(
        node.get("href") or "" for node in page.all("a") if "/answers?unit=" in (node.get("href") or "")
    )
    assert address == f"/answers?unit={unit_id(session, 'TB')}&period=3"
    assert client.page(address).heading == "Câu trả lời đã công khai"


def test_it_needs_few_statements(client: CheckingClient, session: Session) -> None:
    for month in range(202601, 202612):
        keep_month(session, "TB", month, received=1, in_time=1)
    client.page("/figures")
    with counted_statements() as sent:
        client.page("/figures", period="2026")
    assert len(sent) <= 5, sent


def test_everything_on_it_can_be_recomputed(client: CheckingClient, session: Session, now: datetime) -> None:
    """By the recipe that stands on the page, from nothing but the two files beside it."""
    Lives(session, now, seed=9).live(45)
    count_all(session, now)
    text = client.page("/figures", period="2026").text
    rows = [row for row in rows_of(client, "/figures/data.csv") if row["kind"] in FEEDBACK]
    sums = {basis: Counter[str]() for basis in ("received", "due")}
    hours = Counter[int]()
    for row in rows:
        numbers = {name: int(row[name]) for name in (*PARTS, "received", "overdue", "published", "returned")}
        more = ("reopened", "resolved", "not_published_with_reason", "published_in_time")
        sums[row["basis"]].update(numbers | {name: int(row[name]) for name in more})
        for pair in row["hours_to_answer"].split():
            tenths, n = pair.replace(".", "").split(":")
            hours[int(tenths)] += int(n)
    received, due = sums["received"], sums["due"]
    assert received["received"] == sum(received[part] for part in PARTS)

    answered = due["late"] + sum(due[part] for part in KEPT)
    fallen_due = answered + due["overdue"]
    publishable = answered - due["not_published_with_reason"]
    for part, whole in (
        (sum(due[each] for each in KEPT), fallen_due),
        (answered, fallen_due),
        (due["published"], publishable),
        (due["published_in_time"], publishable),
        (due["reopened"], answered),
        (due["resolved"], answered),
        (received["returned"], received["received"]),
    ):
        assert f"{part * 100 / whole:.2f}%".replace(".", ",") in text
        assert f"{part} trên {whole}" in text
    for percent in (50, 90):
        value = percentile(hours, percent)
        assert value is not None
        assert f"{value // 10},{value % 10} giờ" in text


def test_it_tells_ratings_at_the_released_precision(client: CheckingClient, session: Session) -> None:
    """Three of a month are told with the quarter; with the month nothing is told, not even how many."""
    keep_month(session, "TB", 202610, received=9, in_time=9, ratings=ballots(2, 1))
    keep_month(session, "TB", 202611, received=9, in_time=9, ratings=ballots(3, 1))
    month = client.page("/figures", period="2026-10").text
    assert "dưới 5 phiếu" in month
    assert "chưa đủ phiếu để nêu tỷ lệ" in month
    assert "Chỉ nêu phiếu theo nhóm từ 5 phiếu trở lên;" in month
    quarter = client.page("/figures", period="2026-Q4").text
    low, high = wilson(5, 7)
    assert f"7 phiếu, khoảng tin cậy {low}% – {high}%".replace(".", ",") in quarter


def test_it_leads_to_the_data(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9)
    page = client.page("/figures", period="2026-11", unit=str(unit_id(session, "TB")))
    assert page.links["Số liệu của kỳ này cho phần mềm (JSON)"] == "/api/v1/figures?period=2026-11&unit=TB"
    assert client.page("/open-data").heading == "Dữ liệu mở"


def test_its_data_name_their_moment_and_version(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202611, received=9, in_time=9, ratings=ballots(5))
    row = rows_of(client, "/figures/data.csv")[0]
    assert (row["as_of"], row["definitions"]) == ("2026-11-20T09:00:00+07:00", "2.0")
    assert (row["unit_code"], row["unit"]) == ("TB", "UBND xã Thanh Bình")
