"""Letters of apology on the page of approvals: how many wait, and the way to them."""

from datetime import datetime

from sqlalchemy.orm import Session

from tests.dossier_factories import submitted_letter
from tests.support.client import CheckingClient
from tests.web.desk.conftest import Staff

PAGE = "/desk/approvals"


def letters_chip(client: CheckingClient) -> list[tuple[str, str]]:
    """Where the chip of the letters leads, and the number on it."""
    links = [link for link in client.page(PAGE).all("a") if "Thư xin lỗi chờ duyệt" in (link.text or "")]
    return [(str(link.get("href")), "".join(part.text or "" for part in link.iter("span"))) for link in links]


def test_it_leads_to_the_letters_that_wait(staff: Staff, session: Session, now: datetime) -> None:
    submitted_letter(session, now, code="H-WAITING")
    director = staff("director")
    assert letters_chip(director) == [("/desk/letters?show=submitted", "1")]
    assert "H-WAITING" in director.page("/desk/letters", show="submitted").text


def test_letters_are_nothing_to_who_approves_none(staff: Staff, session: Session, now: datetime) -> None:
    submitted_letter(session, now)
    assert letters_chip(staff("coordinator")) == []
