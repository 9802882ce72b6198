"""The demo year of the one-stop office: believable, consistent, the same at every run."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.demo.dossiers import seed_dossiers
from portal.demo.seed import seed_office
from portal.domain.apologies import LetterStatus, Timing
from portal.domain.dossiers import Standing
from portal.models.dossier import Dossier
from portal.models.letter import Letter, Signature
from tests.demo.test_seed import NOW
from tests.dossier_factories import OFFICE, printing_ports

COUNT = 600


@pytest.fixture
def year(session: Session) -> Session:
    seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
    *_all, last = seed_dossiers(session, NOW, ports=printing_ports(), office=OFFICE, count=COUNT)
    assert last <= COUNT
    return session


def test_it_has_every_standing_and_believable_lateness(year: Session) -> None:
    outcomes = Counter(year.scalars(select(Dossier.outcome)))
    assert outcomes[Standing.EARLY] > outcomes[Standing.LATE] > 0
    assert 0.03 < outcomes[Standing.LATE] / sum(outcomes.values()) < 0.15
    assert year.scalars(select(Dossier.id).where(Dossier.is_open, Dossier.due_on < NOW.date())).all()
    assert year.scalars(select(Dossier.id).where(Dossier.stopped_on.is_not(None))).all()


def test_letters_stand_at_every_step(year: Session) -> None:
    letters = year.scalars(select(Letter)).all()
    assert {each.status for each in letters} >= {LetterStatus.DRAFT, LetterStatus.ISSUED}
    timings = Counter(each.timing for each in letters if each.timing)
    assert timings[Timing.BEFORE_DUE] > timings[Timing.AFTER_DUE]
    # Signed here as soon as there were certificates, and every one of those is a sample.
    signed = [each for each in letters if each.signature is Signature.CERTIFICATE]
    assert all(each.is_sample for each in signed)


def test_nothing_lies_in_the_future(year: Session) -> None:
    for dossier in year.scalars(select(Dossier)):
        assert dossier.received_at <= NOW
        assert dossier.finished_at is None or dossier.finished_at <= NOW
