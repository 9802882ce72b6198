"""The lists of open cases as pages: what stands in them, how they are narrowed, whom they are for."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.queries.inbox import Asked
from portal.services.ask_sender import ask_sender
from tests.factories import accepted_case, acting, answered_case, category_id, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff


def chips(page: Page) -> dict[str, int]:
    """The heaps of a list by name, with their counts."""
    named = {}
    for link in page.all("a"):
        words = " ".join("".join(link.itertext()).split())
        name, _space, count = words.rpartition(" ")
        if "show=" in (link.get("href") or "") or name == "Tất cả":
            named[name] = int(count)
    return named


def test_it_shows_an_officer_their_cases_what_falls_due_first(
    staff: Staff, session: Session, now: datetime
) -> None:
    later = accepted_case(session, now)
    sooner = accepted_case(session, now - timedelta(days=2))
    page = staff("officer").page("/desk/inbox")
    assert page.heading == "Việc của tôi"
    assert page.html.index(sooner.reference) < page.html.index(later.reference)


def test_it_says_of_each_case_what_it_is_about_and_when_it_is_due(
    staff: Staff, session: Session, now: datetime
) -> None:
    accepted_case(session, now)
    text = staff("officer").page("/desk/inbox").text
    for words in ("Điện áp yếu kéo dài", "Điện lực", "Biểu mẫu trên trang", "còn 3 ngày làm việc"):
        assert words in text
    assert "thứ Năm 26/11/2026" in text


def test_it_opens_a_case_from_the_list(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    client = staff("officer")
    assert client.page(client.page("/desk/inbox").links[case.subject]).heading == case.subject


def test_it_says_what_would_be_in_an_empty_list(staff: Staff) -> None:
    client = staff("officer")
    assert "Chưa có việc nào trên bàn" in client.page("/desk/inbox").text
    assert "Đơn vị không có việc đang mở" in client.page("/desk/unit").text
    assert "Không có việc nào khớp" in client.page("/desk/unit", channel="hotline").text


@pytest.mark.parametrize("address", ["/desk/inbox", "/desk/unit"])
def test_it_shows_an_outsider_nothing(staff: Staff, session: Session, now: datetime, address: str) -> None:
    case = accepted_case(session, now)
    assert case.reference not in staff("outsider").page(address).html


def test_it_leads_who_holds_no_cases_to_their_own_list(staff: Staff) -> None:
    assert staff("overseer").page("/desk/inbox").heading == "Cả đơn vị"


def test_it_refuses_who_may_see_no_cases(staff: Staff) -> None:
    assert staff("administrator").get("/desk/unit").status_code == 403


def test_it_leads_strangers_to_sign_in(staff: Staff, client: CheckingClient) -> None:
    assert "/sign-in" in (client.get("/desk/inbox").location or "")


def followed(client: CheckingClient, address: str) -> Page:
    """The page behind a link."""
    parts = urlsplit(address)
    query: dict[str, Any] = dict(parse_qsl(parts.query))
    return client.page(parts.path, **query)


# --- heaps ----------------------------------------------------------------------------------------


def test_it_counts_the_heaps(staff: Staff, session: Session, now: datetime) -> None:
    accepted_case(session, now - timedelta(days=10))
    waiting = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), waiting, text="Ở ấp nào?")
    opened_case(session, now)
    assert chips(staff("officer").page("/desk/unit")) == {
        "Tất cả": 3,
        "Quá hạn": 1,
        "Quá hạn, chưa có thư xin lỗi": 1,
        "Đến hạn hôm nay": 0,
        "Chờ duyệt": 0,
        "Chờ người gửi": 1,
        "Chưa ai nhận": 1,
    }


def test_it_shows_a_heap_alone(staff: Staff, session: Session, now: datetime) -> None:
    late, fine = accepted_case(session, now - timedelta(days=10)), accepted_case(session, now)
    page = staff("officer").page("/desk/inbox", show="overdue")
    assert late.reference in page.html
    assert fine.reference not in page.html


def test_it_says_that_there_are_more_than_a_thousand(
    staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.queries.inbox.MOST_COUNTED", 1)
    monkeypatch.setattr("portal.web.desk.tabs.MOST_COUNTED", 1)
    accepted_case(session, now), accepted_case(session, now)
    assert "Tất cả 1+" in staff("officer").page("/desk/inbox").text


# --- filters --------------------------------------------------------------------------------------


def test_it_keeps_the_filter_in_the_address(staff: Staff, session: Session, now: datetime) -> None:
    by_phone, by_web = accepted_case(session, now, channel=Channel.HOTLINE), accepted_case(session, now)
    client = staff("officer")
    page = client.page("/desk/inbox", channel="hotline")
    assert by_phone.reference in page.html
    assert by_web.reference not in page.html
    chip = next(href for words, href in page.links.items() if words.startswith("Quá hạn"))
    assert parse_qs(urlsplit(chip).query) == {"channel": ["hotline"], "show": ["overdue"]}


@pytest.mark.parametrize(
    "query",
    [
        {"channel": "pigeon"},
        {"category": "abc"},
        {"state": "diverted"},
        {"due_from": "35/13/2026"},
        {"after": "nonsense"},
        {"before": "2026-11-26~x"},
        {"show": "everything"},
        {"officer": "999999"},
    ],
)
def test_it_passes_over_what_makes_no_sense(
    staff: Staff, session: Session, now: datetime, query: dict[str, Any]
) -> None:
    case = accepted_case(session, now)
    assert case.reference in staff("officer").page("/desk/unit", **query).html


def test_it_finds_by_a_category_and_by_the_days_it_is_due(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    client, category = staff("officer"), str(category_id(session, "electricity"))
    asked: dict[str, Any] = {"category": category, "due_from": "26/11/2026", "due_to": "26-11-2026"}
    assert case.reference in client.page("/desk/unit", **asked).html
    assert case.reference not in client.page("/desk/unit", **{**asked, "due_to": "25/11/2026"}).html


def test_it_shows_ended_cases_when_asked_for_their_state(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = answered_case(session, now)
    client = staff("officer")
    assert case.reference not in client.page("/desk/unit").html
    page = client.page("/desk/unit", state="answered")
    assert case.reference in page.html
    assert chips(page) == {}


# --- pages ----------------------------------------------------------------------------------------


def test_it_leads_to_the_next_page_and_back(
    staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.desk.case_filter.Asked", partial(Asked, page=2))
    cases = [accepted_case(session, now) for _ in range(3)]
    client = staff("officer")
    first = client.page("/desk/inbox", channel="web_form")
    second = followed(client, first.links["Trang sau"])
    assert cases[2].reference in second.html
    assert cases[0].reference not in second.html
    assert "channel=web_form" in first.links["Trang sau"]
    assert cases[0].reference in followed(client, second.links["Trang trước"]).html


def test_it_begins_anew_where_a_page_has_nothing_left(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    page = staff("officer").page("/desk/unit", after="2030-01-01~1", channel="web_form")
    assert case.reference in page.html


def test_it_asks_the_database_no_more_than_six_times(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(3):
        accepted_case(session, now)
    for role, address in (
        ("officer", "/desk/inbox"),
        ("leader", "/desk/unit"),
        ("coordinator", "/desk/unit"),
    ):
        client = staff(role)
        client.page(address)  # the settings are read once for each revision
        with counted_statements() as sent:
            client.page(address)
        assert len(sent) <= 5, sent
