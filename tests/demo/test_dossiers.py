"""The demo year of the one-stop office: believable, consistent, the same at every run."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.demo.dossiers import SIGNED_SINCE, seed_dossiers
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
    # All but those who would have come after the moment.
    assert last == session.scalar(select(func.count()).select_from(Dossier))
    assert COUNT * 0.95 < last <= COUNT
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
    since = NOW - SIGNED_SINCE
    approved = [each for each in letters if each.approved_at is not None]
    assert {each.signature for each in letters if each.approved_at and each.approved_at > since} == {
        Signature.CERTIFICATE
    }
    signed = [each for each in approved if each.signature is Signature.CERTIFICATE]
    assert {each.is_sample for each in signed} == {True}
    assert len(signed) < len(approved)


def test_nothing_lies_in_the_future(year: Session) -> None:
    columns = (Dossier.received_at, Dossier.finished_at, Dossier.returned_at)
    latest = year.execute(select(*(func.max(column) for column in columns))).one()
    assert all(moment is not None and moment <= NOW for moment in latest)
