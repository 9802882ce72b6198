"""The Atom feed of published answers."""

from datetime import datetime
from xml.etree import ElementTree

from sqlalchemy.orm import Session

from tests.factories import published_case
from tests.support.client import CheckingClient

ATOM = "{http://www.w3.org/2005/Atom}"


def test_it_lists_what_was_published(client: CheckingClient, session: Session, now: datetime) -> None:
    case = published_case(session, now)
    response = client.get("/answers/feed.atom")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Điện áp yếu kéo dài"
    assert entry.findtext(f"{ATOM}content") == "Đã thay máy biến áp."
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert str(link.get("href")).endswith(f"/answers/dien-ap-yeu-keo-dai-{case.reference}")
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated") != ""


def test_it_holds_nothing_of_the_sender(client: CheckingClient, session: Session, now: datetime) -> None:
    published_case(session, now)
    text = client.get("/answers/feed.atom").get_data(as_text=True)
    assert not [secret for secret in ("Lê Văn An", "0912", "an@example.com") if secret in text]


def test_it_is_a_feed_when_nothing_was_published(client: CheckingClient) -> None:
    feed = ElementTree.fromstring(client.get("/answers/feed.atom").data)
    assert feed.findtext(f"{ATOM}updated")
    assert feed.findall(f"{ATOM}entry") == []


def test_it_is_sent_once(client: CheckingClient) -> None:
    tag = client.get("/answers/feed.atom").headers["ETag"]
    assert client.get("/answers/feed.atom", headers={"If-None-Match": tag}).status_code == 304
