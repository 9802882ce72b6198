""" "You said, we did" as everybody reads it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.surveys.remedies import RemedyStatus
from portal.models.remedy import Remedy
from portal.queries.surveys.improvements import PAGE
from tests.factories import unit_id
from tests.services.surveys.remedies import SAID, done_remedy, published_remedy
from tests.support.client import CheckingClient

HERE = "/improvements"


def test_it_says_what_would_be_there(client: CheckingClient) -> None:
    assert "Chưa có nội dung nào" in client.page(HERE).text


def test_it_tells_what_was_said_and_done_and_nothing_else(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    published_remedy(session, now)
    page = client.page(HERE)
    assert SAID.said_vi in page.text
    assert SAID.did_vi in page.text
    for inner in ("che khuất", "Đã lắp bảng mới.", "lượt", "Người chịu trách nhiệm"):
        assert inner not in page.text


def test_what_is_done_but_not_published_is_not_there(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    done_remedy(session, now)
    assert "Biển chỉ dẫn" not in client.page(HERE).text


def rows(session: Session, now: datetime, number: int) -> None:
    session.add_all(
        Remedy(
            unit_id=unit_id(session, "TB"),
            source="survey",
            questionnaire_id=each,
            item="signs",
            item_vi=f"Nội dung {each}",
            opened_on=now.date(),
            last_low_on=now.date(),
            status=RemedyStatus.DONE,
            said_vi=f"Góp ý {each}",
            did_vi=f"Đã làm {each}",
            published_at=now - timedelta(hours=each // 2),
        )
        for each in range(number)
    )
    session.flush()


def test_it_pages_by_key_with_the_newest_first(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    rows(session, now, PAGE + 3)
    first = client.page(HERE)
    second = client.page(first.links["Trang sau"])
    assert first.text.index("Góp ý 1") < first.text.index("Góp ý 0") < first.text.index("Góp ý 3")
    assert f"Góp ý {PAGE + 2}" in second.text
    assert second.html.count("<article") == 3


def test_it_can_be_narrowed_to_a_unit(client: CheckingClient, session: Session, now: datetime) -> None:
    rows(session, now, 1)
    assert "Góp ý 0" in client.page(HERE, unit=str(unit_id(session, "BA"))).text
    assert "Góp ý 0" not in client.page(HERE, unit=str(unit_id(session, "LH"))).text
    client.page(HERE, status=404, unit="999999")


def test_an_address_that_makes_no_sense_is_the_first_page(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    rows(session, now, 1)
    for after in ("x", "20261120T000000.000000~x", "20269920T000000.0~1", "~"):
        assert "Góp ý 0" in client.page(HERE, after=after).text


def test_there_is_a_feed(client: CheckingClient, session: Session, now: datetime) -> None:
    published_remedy(session, now)
    feed = client.get(f"{HERE}/feed.atom")
    assert feed.mimetype == "application/atom+xml"
    assert SAID.did_vi in feed.get_data(as_text=True)
