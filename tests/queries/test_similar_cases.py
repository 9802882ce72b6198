"""What stands near a case: its sender's other cases, and published answers like the one it needs."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.queries.similar_cases import Neighbours, neighbours_of
from portal.services.open_case import NewSender
from portal.services.publish_answer import published
from tests.factories import accepted_case, acting, opened_case, person, published_case
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_finds_the_senders_other_cases_by_either_contact(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    by_phone = opened_case(session, now, sender=NewSender(phone="0912000345", email="x@example.com"))
    by_email = opened_case(session, now, sender=NewSender(phone="0999000111", email="an@example.com"))
    opened_case(session, now, sender=NewSender(phone="0999000222", email="y@example.com"))
    near = neighbours_of(session, person(session, "officer", now), case)
    assert [each.reference for each in near.others] == [by_email.reference, by_phone.reference]


def test_it_shows_only_cases_one_may_see(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    unrouted = opened_case(session, now, category_id=None)
    officer, coordinator = person(session, "officer", now), person(session, "coordinator", now)
    assert neighbours_of(session, officer, case).others == ()
    assert [each.reference for each in neighbours_of(session, coordinator, case).others] == [
        unrouted.reference
    ]


def test_it_takes_nobody_without_a_contact_for_the_same(session: Session, now: datetime) -> None:
    case = opened_case(session, now, sender=NewSender(), reply_by="none")
    opened_case(session, now, sender=NewSender(), reply_by="none")
    assert neighbours_of(session, person(session, "officer", now), case) == Neighbours()


def test_it_reads_published_answers_in_the_order_given_and_all_in_one_statement(
    session: Session, now: datetime
) -> None:
    rows = [published(acting(session, "system", now), published_case(session, now)) for _ in range(2)]
    first, second = (row.id for row in rows if row is not None)
    case, officer = accepted_case(session, now), person(session, "officer", now)
    session.flush()
    assert case.sender.phone  # read before the statements are counted
    with counted_statements() as sent:
        near = neighbours_of(session, officer, case, publication_ids=[second, 999_999, first])
    assert [each.id for each in near.similar] == [second, first]
    assert len(near.others) == 2
    assert len(sent) == 1


def test_it_offers_nothing_that_was_taken_off_the_page(session: Session, now: datetime) -> None:
    pattern = published(acting(session, "system", now), published_case(session, now))
    assert pattern is not None
    pattern.status = PublicationStatus.WITHDRAWN
    case = accepted_case(session, now)
    session.flush()
    near = neighbours_of(session, person(session, "officer", now), case, publication_ids=[pattern.id])
    assert near.similar == ()
