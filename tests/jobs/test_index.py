"""The worker keeps the search index, and makes it anew when it is missing or damaged."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters.whoosh_index import WhooshIndex
from portal.jobs.index import update_index
from portal.models.answer import IndexChange
from portal.ports import SearchFilter, Unavailable
from portal.services.publish_answer import withdraw_publication
from tests.factories import acting, published_case
from tests.fakes import FakeIndex
from tests.jobs.conftest import Clock, Work
from tests.services.who_may import WHY

pytestmark = pytest.mark.usefixtures("standing_office")


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(IndexChange)) or 0


def found(index: WhooshIndex, text: str) -> int:
    return index.search(text, SearchFilter(), start=0, limit=10).total


def test_it_follows_the_page(work: Work, clock: Clock, session: Session) -> None:
    index = FakeIndex()
    case = published_case(session, clock.moment)
    assert work(lambda: update_index(index)) == 1
    withdraw_publication(acting(session, "leader", clock.moment), case, reason=WHY)
    assert work(lambda: update_index(index)) == 1
    assert (index.texts, waiting(session)) == ({}, 0)


def test_it_makes_a_real_index_that_was_missing(
    work: Work, clock: Clock, session: Session, tmp_path: Path
) -> None:
    index = WhooshIndex(tmp_path / "index")
    published_case(session, clock.moment)
    work(lambda: update_index(index))
    work(lambda: update_index(index))
    assert found(index, "dien ap yeu") == 1
    assert waiting(session) == 0


class BrokenOnce(FakeIndex):
    """Damaged until it is made anew."""

    def rebuild(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        self.problem = None
        return super().rebuild(texts)


def test_it_makes_anew_what_is_damaged_and_loses_nothing(work: Work, clock: Clock, session: Session) -> None:
    index = BrokenOnce(problem=Unavailable("damaged"))
    published_case(session, clock.moment)
    work(lambda: update_index(index))
    assert len(index.texts) == 1
    work(lambda: update_index(index))
    assert (len(index.texts), waiting(session)) == (1, 0)


def test_it_keeps_what_changed_while_nothing_works(work: Work, clock: Clock, session: Session) -> None:
    published_case(session, clock.moment)
    with pytest.raises(Unavailable):
        work(lambda: update_index(FakeIndex(problem=Unavailable("the disk is full"))))
    assert waiting(session) == 1
