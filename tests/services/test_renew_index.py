"""The search index in step with the page: what changed goes in or out, and an outage loses nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.answer import IndexChange
from portal.ports import Unavailable
from portal.services import renew_index as module
from portal.services.publish_answer import withdraw_publication
from portal.services.renew_index import count_published, published_texts, renew_index
from tests.factories import acting, divert_case, published_case
from tests.fakes import FakeIndex
from tests.services.test_publish_answer import BETTER, release
from tests.services.who_may import WHY
from tests.support.records import publications_of

pytestmark = pytest.mark.usefixtures("standing_office")


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(IndexChange)) or 0


def test_it_puts_in_what_was_published(session: Session, now: datetime) -> None:
    index, case = FakeIndex(), published_case(session, now)
    assert renew_index(session, index) == 1
    row = publications_of(session, case)[0]
    text = index.texts[row.id]
    assert (text.reference, text.title, text.answer) == (case.reference, row.title, row.answer)
    assert (text.unit_id, text.published_at, text.late) == (case.unit_id, now, False)
    assert waiting(session) == 0


def test_it_has_nothing_to_do_twice(session: Session, now: datetime) -> None:
    published_case(session, now)
    index = FakeIndex()
    assert [renew_index(session, index) for _ in range(2)] == [1, 0]


def test_it_puts_the_correction_in_the_place_of_the_old(session: Session, now: datetime) -> None:
    index, case = FakeIndex(), published_case(session, now)
    renew_index(session, index)
    release(session, case, now + timedelta(days=1), BETTER)
    renew_index(session, index)
    assert [text.title for text in index.texts.values()] == [BETTER.title]


def test_it_takes_out_what_was_withdrawn(session: Session, now: datetime) -> None:
    index, case = FakeIndex(), published_case(session, now)
    renew_index(session, index)
    withdraw_publication(acting(session, "leader", now), case, reason=WHY)
    renew_index(session, index)
    assert index.texts == {}


def test_it_takes_out_what_was_sealed(session: Session, now: datetime) -> None:
    index, case = FakeIndex(), published_case(session, now)
    renew_index(session, index)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    renew_index(session, index)
    assert index.texts == {}


def test_it_loses_nothing_in_an_outage(session: Session, now: datetime) -> None:
    published_case(session, now)
    index = FakeIndex(problem=Unavailable("damaged"))
    with pytest.raises(Unavailable):
        renew_index(session, index)
    assert waiting(session) == 1
    index.problem = None
    assert renew_index(session, index) == 1


def test_it_reads_every_published_answer_batch_by_batch(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    references = {published_case(session, now).reference for _ in range(5)}
    withdrawn = published_case(session, now)
    withdraw_publication(acting(session, "leader", now), withdrawn, reason=WHY)
    session.commit()
    assert count_published(session) == 5
    assert {text.reference for text in published_texts(session)} == references
