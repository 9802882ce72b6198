"""Steps over many cases go on in portions, each a transaction; one that raises is put off and stops no other."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bulk import BulkKind, Fate, Stage
from portal.jobs.bulk import advance_bulk_steps
from portal.models.bulk import BulkCase, BulkStep
from portal.services import bulk_steps
from portal.services.bulk_steps import confirm, plan_bulk, start
from tests.factories import acting, opened_case
from tests.jobs.conftest import Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def step(session: Session, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> BulkStep:
    """Three cases that an officer wants to take, a portion being one."""
    monkeypatch.setattr(bulk_steps, "PORTION", 1)
    cases = [opened_case(session, clock.moment) for _ in range(3)]
    act = acting(session, "officer", clock.moment)
    step = plan_bulk(
        act, BulkKind.ACCEPT, {each.reference: each.version for each in cases}, facts={}, back="/"
    )
    start(act, step)
    return step


def fates(session: Session, step: BulkStep) -> set[Fate]:
    session.expire_all()
    return set(session.scalars(select(BulkCase.fate).where(BulkCase.step_id == step.id)))


def test_it_goes_on_until_nothing_is_left(work: Work, clock: Clock, session: Session, step: BulkStep) -> None:
    assert work(advance_bulk_steps) == 3
    assert (fates(session, step), step.stage) == ({Fate.POSSIBLE}, Stage.READY)
    assert work(advance_bulk_steps) == 0

    confirm(acting(session, "officer", clock.moment), step)
    assert work(advance_bulk_steps) == 3
    assert (fates(session, step), step.stage) == ({Fate.DONE}, Stage.DONE)


def test_what_raises_is_put_off(
    work: Work, clock: Clock, session: Session, step: BulkStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(bulk_steps, "advance", broken)
        assert work(advance_bulk_steps) == 0
    assert fates(session, step) == {Fate.CHOSEN}
    assert work(advance_bulk_steps) == 0
    clock.moment += timedelta(minutes=5)
    assert work(advance_bulk_steps) == 3


def test_it_forgets_what_is_a_day_old(work: Work, clock: Clock, session: Session, step: BulkStep) -> None:
    work(advance_bulk_steps)
    clock.moment += timedelta(hours=25)
    work(advance_bulk_steps)
    assert session.scalars(select(BulkStep.id)).all() == []
