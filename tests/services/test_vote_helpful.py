"""One vote of one reader on one answer."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.answer import Publication
from portal.models.rating import HelpfulVote
from portal.services.vote_helpful import vote_helpful, voter_of
from tests.factories import acting, published_case

KEY = b"a key"


@pytest.fixture
def publication(standing_office: None, session: Session, now: datetime) -> Publication:
    published_case(session, now)
    published_case(session, now)  # noise
    return session.scalars(select(Publication).order_by(Publication.id)).all()[0]


@pytest.mark.parametrize(
    ("votes", "counted"),
    [
        ([("a", True)], (1, 0)),
        ([("a", True), ("a", True)], (1, 0)),  # twice the same
        ([("a", True), ("a", False)], (0, 1)),  # another mind
        ([("a", False), ("a", True), ("b", True)], (2, 0)),
        ([("a", True), ("b", False)], (1, 1)),
    ],
)
def test_it_counts_each_reader_once(
    session: Session,
    now: datetime,
    publication: Publication,
    votes: list[tuple[str, bool]],
    counted: tuple[int, int],
) -> None:
    for reader, helpful in votes:
        voter = voter_of(KEY, reader, publication.id)
        vote_helpful(acting(session, "sender", now), publication, voter=voter, helpful=helpful)
    session.expire_all()
    assert (publication.helpful_count, publication.unhelpful_count) == counted
    rows = session.scalars(select(HelpfulVote)).all()
    assert len(rows) == len({reader for reader, _ in votes})
    noise = session.scalars(select(Publication).where(Publication.id != publication.id)).one()
    assert (noise.helpful_count, noise.unhelpful_count) == (0, 0)


def test_it_joins_no_two_votes_of_a_reader() -> None:
    assert voter_of(KEY, "a", 1) != voter_of(KEY, "a", 2)
    assert voter_of(KEY, "a", 1) != voter_of(b"another key", "a", 1)
    assert voter_of(KEY, "a", 1) == voter_of(KEY, "a", 1)
