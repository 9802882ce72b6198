"""`flask seed`: very many cases that agree with each other, the same for the same seed."""

from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.demo.bulk.fill import Filling
from portal.domain.reference import read_reference
from portal.domain.states import State
from portal.models.answer import Publication
from portal.models.case import Case, Sender
from portal.models.figure import FigureMark
from portal.models.rating import RatingRow
from tests.factories import build_demo_office, opened_case
from tests.services.test_reopen_case import reopened_once
from tests.support.databases import Databases
from tests.support.workers import workplace

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def run(app: Flask, session: Session, *args: str) -> Result:
    session.commit()
    result = app.test_cli_runner().invoke(args=args)
    session.expire_all()
    return result


def test_it_adds_cases_that_pass_every_check(app: Flask, session: Session) -> None:
    result = run(app, session, "seed", "--cases", "2000", "--seed", "7")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "2000 cases added"), result.output
    assert session.scalar(select(func.count()).select_from(Case)) == 2000
    assert session.scalar(select(func.count()).select_from(FigureMark)) == 0
    verified = run(app, session, "verify")
    assert verified.exit_code == 0, verified.output


def test_it_adds_to_what_is_there(app: Flask, session: Session, now: datetime) -> None:
    for _ in range(2):
        assert run(app, session, "seed", "--cases", "30").exit_code == 0
    case = opened_case(session, now)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Case)) == 61
    assert read_reference(case.reference) == case.reference
    assert run(app, session, "verify").exit_code == 0


def test_it_adds_to_cases_that_were_answered_more_than_once(
    app: Flask, session: Session, now: datetime
) -> None:
    """More answers than cases are there, and their numbers are taken."""
    build_demo_office(session)
    reopened_once(session, now)
    result = run(app, session, "seed", "--cases", "5")
    assert result.exit_code == 0, result.exception


def test_it_never_fills_a_production_database(app: Flask, session: Session) -> None:
    app.config["PORTAL_ENV"] = "production"
    try:
        result = run(app, session, "seed", "--cases", "1")
    finally:
        app.config["PORTAL_ENV"] = "testing"
    assert (result.exit_code, "production" in result.output) == (1, True)
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_it_wants_to_know_how_many(app: Flask, session: Session) -> None:
    assert run(app, session, "seed").exit_code == 2
    assert run(app, session, "seed", "--cases", "0").exit_code == 2


def test_it_gives_the_same_cases_for_the_same_seed(databases: Databases) -> None:
    told = []
    for seed in (1, 1, 2):
        with workplace(databases) as sessions, sessions() as session:
            assert list(Filling(session, NOW, count=60, seed=seed).run()) == [60]
            columns = (Case.reference, Case.subject, Case.received_at, Case.state, Case.verdict, Sender.phone)
            wanted = select(*columns).join(Sender).order_by(Case.id)
            told.append([tuple(row) for row in session.execute(wanted)])
    assert told[0] == told[1] != told[2]


def test_it_makes_cases_of_every_usual_kind(databases: Databases) -> None:
    with workplace(databases) as sessions, sessions() as session:
        list(Filling(session, NOW, count=400, seed=1).run())
        states = set(session.scalars(select(Case.state).distinct()))
        assert {State.CLOSED, State.ANSWERED, State.IN_PROGRESS} <= states
        for table in (Publication, RatingRow):
            assert session.scalar(select(func.count()).select_from(table))
        references = session.scalars(select(Case.reference)).all()
        assert len(set(references)) == len(references) == 400
        assert all(read_reference(reference) == reference for reference in references)
