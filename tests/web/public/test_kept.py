"""How well the promise was kept, on the first page."""

from sqlalchemy.orm import Session

from tests.support.client import CheckingClient
from tests.support.figures import ballots, keep_month


def test_it_says_nothing_before_anything_has_fallen_due(client: CheckingClient) -> None:
    assert "Chưa có phản ánh nào đến hạn." in client.page("/").text


def test_it_shows_the_last_whole_month(client: CheckingClient, session: Session) -> None:
    keep_month(
        session,
        "TB",
        202610,
        received=9,
        in_time=8,
        late=1,
        published=6,
        answer_tenths={"150": 9},
        ratings=ballots(4, 1),
    )
    page = client.page("/")
    for words in (
        "88,89% trả lời đúng hạn tháng 10/2026, 9 phản ánh đến hạn",
        "2,0 ngày một nửa được trả lời trong thời gian này",
        "80,00% hài lòng với kết quả 5 phiếu, ± 29,42",
        "66,67% câu trả lời được công khai 6 trên 9 câu trả lời",
    ):
        assert words in page.text
    assert page.links["trả lời đúng hạn"] == "/figures?period=2026-10#due"


def test_its_links_lead_to_how_it_was_counted(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202610, received=9, in_time=9, answer_tenths={"1": 9}, ratings=ballots(9))
    links = [href for href in client.page("/").links.values() if href.startswith("/figures?")]
    assert len(links) == 4
    for link in links:
        address, _hash, place = link.partition("#")
        client.page(address).by_id(place)


def test_it_leaves_satisfaction_out_below_five_ballots(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202610, received=9, in_time=9, ratings=ballots(4))
    assert "hài lòng với kết quả" not in client.page("/").text
