"""One case, found by those who may see it and by nobody else."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.people import SENDER
from portal.models.case import Case
from portal.queries.cases import (
    answers,
    case_by_reference,
    case_by_submission,
    case_for,
    cases_for,
    clocks,
    history,
    messages,
    publications,
    ratings,
)
from portal.services.route_case import Destination, route_by_hand
from tests.factories import CAST, acting, opened_case, person, published_case, unit_id

pytestmark = pytest.mark.usefixtures("standing_office")

EVERYWHERE = {"operator", "coordinator", "overseer"}
KEY = "0b8e7a3e-5d4f-4a6e-9b0c-1d2e3f405162"


def seers(session: Session, case: Case, now: datetime) -> set[str]:
    """Who of the cast finds a case by its reference."""
    return {role for role in CAST if case_for(session, person(session, role, now), case.reference) is case}


def test_it_is_found_by_the_unit_that_has_it_and_those_above(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    assert seers(session, case, now) == EVERYWHERE | {"officer", "colleague", "leader", "director"}


def test_it_is_found_no_more_by_the_unit_that_had_it(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    coordinator = acting(session, "coordinator", now)
    route_by_hand(coordinator, case, Destination(unit_id(session, "LH"), "Thuộc xã"))
    assert seers(session, case, now) == EVERYWHERE | {"outsider"}


def test_it_is_found_by_the_receiving_unit_wherever_it_is(session: Session, now: datetime) -> None:
    case = opened_case(session, now, receiving_unit_id=unit_id(session, "LH"))
    assert seers(session, case, now) == EVERYWHERE | {
        "officer", "colleague", "leader", "director", "outsider",
    }  # fmt: skip


def test_it_is_found_by_no_sender_without_their_code(session: Session, now: datetime) -> None:
    """The page for followers has a query of its own, behind the check of the code."""
    case = opened_case(session, now)
    assert case_for(session, SENDER, case.reference) is None
    assert case_by_reference(session, case.reference) is case


def test_it_finds_nothing_by_another_reference(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert case_for(session, person(session, "operator", now), "PA-0000-0000") is None


def test_it_gives_of_several_only_those_one_may_see(session: Session, now: datetime) -> None:
    mine, others = opened_case(session, now), opened_case(session, now, category_id=None)
    references = [mine.reference, others.reference]
    assert cases_for(session, person(session, "officer", now), references) == [mine]
    assert len(cases_for(session, person(session, "operator", now), references)) == 2


def test_it_finds_the_case_a_form_has_opened(session: Session, now: datetime) -> None:
    case = opened_case(session, now, submission_key=KEY)
    assert case_by_submission(session, KEY) is case
    assert case_by_submission(session, KEY.replace("0", "1")) is None


def test_it_reads_what_belongs_to_one_case_and_no_other(session: Session, now: datetime) -> None:
    published_case(session, now)
    case = published_case(session, now)
    session.flush()
    for read, count in (
        (history, 8),
        (clocks, 3),
        (answers, 1),
        (publications, 1),
        (messages, 2),
        (ratings, 0),
    ):
        rows = read(session, case.id)
        assert len(rows) == count, read.__name__
        assert {row.case_id for row in rows} <= {case.id}
