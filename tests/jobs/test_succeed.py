"""Reorganisations carried out by the worker on their day."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.successions import SuccessionKind
from portal.jobs.succeed import succeed_units
from portal.services import succeed_cases
from tests.factories import acting, opened_case, unit_id
from tests.jobs.conftest import Clock, Work
from tests.support.successions import merging, reorganise

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_waits_for_the_day_and_then_moves_everything_once(
    work: Work, clock: Clock, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(succeed_cases, "BATCH", 2)
    cases = [opened_case(session, clock.moment) for _ in range(5)]
    act = acting(session, "administrator", clock.moment)
    tomorrow = act.today + timedelta(days=1)
    row = reorganise(act, SuccessionKind.MERGED, merging(session, "QLCN", "QLNL"), on=tomorrow)
    assert work(succeed_units) == 0
    clock.moment += timedelta(days=1)
    assert work(succeed_units) > 0
    session.expire_all()
    assert {case.unit_id for case in cases} == {unit_id(session, "QLCN")}
    assert (row.moved_cases, row.finished_at is not None) == (5, True)
    assert work(succeed_units) == 0


def test_it_finds_cases_left_behind(work: Work, clock: Clock, session: Session) -> None:
    case = opened_case(session, clock.moment)
    act = acting(session, "administrator", clock.moment)
    reorganise(act, SuccessionKind.MERGED, merging(session, "QLCN", "QLNL"))
    case.unit_id = unit_id(session, "QLNL")
    session.flush()
    assert work(succeed_units) == 1
    session.expire_all()
    assert case.unit_id == unit_id(session, "QLCN")


def test_a_plan_that_cannot_be_any_more_stops_nothing(work: Work, clock: Clock, session: Session) -> None:
    act = acting(session, "administrator", clock.moment)
    tomorrow = act.today + timedelta(days=1)
    row = reorganise(act, SuccessionKind.MERGED, merging(session, "QLCN", "QLNL"), on=tomorrow)
    row.legal_basis = " "  # as nobody can bring about through the portal
    session.flush()
    clock.moment += timedelta(days=1)
    assert work(succeed_units) == 0
    session.expire_all()
    assert row.applied_at is None
