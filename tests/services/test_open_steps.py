"""What an actor may do with a case now."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.services.open_steps import may_happen, open_steps
from tests.factories import accepted_case, opened_case, person

pytestmark = pytest.mark.usefixtures("standing_office")
E = EventKind


def test_it_gives_each_their_own_steps(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    officer = open_steps(person(session, "officer", now), case)
    assert officer >= {E.ACCEPTED, E.RETURNED, E.WITHDRAWN, E.DIVERTED}
    assert not officer & {E.ASSIGNED, E.REROUTED, E.ASKED, E.REPLIED, E.CLOSED}
    assert E.REROUTED in open_steps(person(session, "coordinator", now), case)


def test_it_gives_an_outsider_none(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    assert open_steps(person(session, "outsider", now), case) == frozenset()


@pytest.mark.parametrize("event", [E.WAIT_EXPIRED, E.NOTED, E.CLOSED])
def test_it_knows_what_cannot_happen_here(session: Session, now: datetime, event: EventKind) -> None:
    """The system's own, one that changes no state, one of another state."""
    case = accepted_case(session, now)
    assert not may_happen(person(session, "leader", now), case, event)
