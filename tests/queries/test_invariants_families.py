"""Cases that belong together: each of these invariants can fail."""

from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from tests.queries.checking import family as a_family
from tests.queries.checking import found

pytestmark = pytest.mark.usefixtures("standing_office")

WAITS, PARTS = "merged cases wait for an answer", "parts hang on one whole"


@pytest.fixture
def family(session: Session, now: datetime) -> tuple[Case, Case, Case]:
    return a_family(session, now)


def test_a_sound_family_breaks_nothing(session: Session, now: datetime, family: tuple[Case, ...]) -> None:
    assert found(session, WAITS, now) == found(session, PARTS, now) == set()


def test_it_finds_who_waits_for_nothing(
    session: Session, now: datetime, family: tuple[Case, Case, Case]
) -> None:
    whole, _part, other = family
    session.execute(update(Case).where(Case.id == whole.id).values(is_open=False, state=State.WITHDRAWN))
    assert found(session, WAITS, now) == {"waits for a case that will not be answered"}
    session.execute(update(Case).where(Case.id == other.id).values(main_case_id=None))
    assert found(session, WAITS, now) == {"waits for a case that will not be answered"}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"child_count": 2}, "counts its parts or merged cases wrong"),
        ({"merged_count": 3}, "counts its parts or merged cases wrong"),
        ({"sealed": True}, "is not sealed as its whole is"),
    ],
)
def test_it_finds_parts_that_hang_wrong(
    session: Session, now: datetime, family: tuple[Case, ...], changed: dict[str, object], fault: str
) -> None:
    session.execute(update(Case).where(Case.id == family[0].id).values(**changed))
    assert fault in found(session, PARTS, now)


def test_it_finds_a_part_of_a_part(session: Session, now: datetime, family: tuple[Case, ...]) -> None:
    whole, _part, other = family
    session.execute(update(Case).where(Case.id == whole.id).values(parent_id=other.id))
    assert "is a part of a part" in found(session, PARTS, now)
