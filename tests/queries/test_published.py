"""Reading published answers: only what stands on the page, paged by key."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.verdict import Verdict
from portal.models.answer import Publication
from portal.ports import SearchFilter
from portal.queries import published
from portal.queries.published import (
    NOWHERE,
    address_of,
    count_published,
    newest,
    published_by_ids,
    published_version,
)
from portal.services.publish_answer import withdraw_publication
from tests.factories import acting, answered_case, published_case


@pytest.fixture
def rows(standing_office: None, session: Session, now: datetime) -> list[Publication]:
    """Five published answers, oldest first, two of them at the same moment; and a withdrawn one."""
    for hours in (0, 1, 2, 2, 3):
        published_case(session, now + timedelta(hours=hours))
    gone = published_case(session, now)
    withdraw_publication(acting(session, "leader", now), gone, reason="lộ tên")
    answered_case(session, now)
    return list(session.scalars(select(Publication).order_by(Publication.id)))


def test_it_gives_the_newest_first(session: Session, rows: list[Publication]) -> None:
    assert list(newest(session, NOWHERE).rows) == rows[4::-1]


def test_it_pages_without_losing_or_repeating(session: Session, rows: list[Publication]) -> None:
    seen: list[Publication] = []
    page = newest(session, NOWHERE, limit=2)
    seen += page.rows
    while page.after_id is not None:
        page = newest(session, NOWHERE, before_id=page.after_id, limit=2)
        seen += page.rows
    assert seen == rows[4::-1]


def test_it_begins_anew_for_a_place_that_is_none(session: Session, rows: list[Publication]) -> None:
    assert newest(session, NOWHERE, before_id=0).rows[0] is rows[4]


def test_it_stops_counting(
    session: Session, rows: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_published(session, NOWHERE) == 5
    monkeypatch.setattr(published, "BOUND", 3)
    assert count_published(session, NOWHERE) == 4


def test_it_narrows_by_month(session: Session, rows: list[Publication]) -> None:
    rows[0].published_at = datetime.fromisoformat("2026-10-31T23:59+07:00")
    rows[1].published_at = datetime.fromisoformat("2026-11-01T00:00+07:00")
    october = SearchFilter(from_month=202610, to_month=202610)
    assert list(newest(session, october).rows) == [rows[0]]
    assert rows[1] in newest(session, SearchFilter(from_month=202611)).rows
    assert count_published(session, SearchFilter(to_month=202512)) == 0


def test_it_narrows_by_lateness(session: Session, rows: list[Publication]) -> None:
    rows[0].verdict, rows[1].verdict = Verdict.LATE, None
    assert list(newest(session, SearchFilter(late=True)).rows) == [rows[0]]
    assert set(newest(session, SearchFilter(late=False)).rows) == set(rows[1:5])


def test_it_narrows_by_unit_category_and_area(session: Session, rows: list[Publication]) -> None:
    unit, category = rows[0].unit_id, rows[0].category_id
    assert category is not None
    found = SearchFilter(unit_ids=frozenset({unit}), category_ids=frozenset({category}))
    assert count_published(session, found) == 5
    assert count_published(session, SearchFilter(unit_ids=frozenset())) == 0
    assert count_published(session, SearchFilter(area_ids=frozenset({1}))) == 0


def test_it_keeps_the_order_of_a_search(session: Session, rows: list[Publication]) -> None:
    wanted = [rows[3].id, rows[5].id, rows[0].id, 0]
    assert published_by_ids(session, wanted) == [rows[3], rows[0]]
    assert published_by_ids(session, []) == []


def test_it_knows_what_was_published_last(session: Session, rows: list[Publication]) -> None:
    assert published_version(session, rows[0].reference) is rows[0]
    gone = published_version(session, rows[5].reference)
    assert gone is not None
    assert gone.status is PublicationStatus.WITHDRAWN
    assert published_version(session, "PA-2222-2222") is None


def test_it_makes_clean_addresses(session: Session, rows: list[Publication]) -> None:
    assert address_of(rows[0]) == f"dien-ap-yeu-keo-dai-{rows[0].reference}"
    rows[0].title = "???"
    assert address_of(rows[0]) == rows[0].reference
