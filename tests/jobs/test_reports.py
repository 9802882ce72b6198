"""The worker at reports: makes each once, begins again when stopped, gives up what breaks, waits for counting."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.reports.schedule import Plan
from portal.domain.reports.spec import ReportSpec, ReportStatus, read_days
from portal.jobs.reports import PATIENCE, work_on_reports
from portal.models.report import Report
from portal.ports import Refused
from portal.services.reports.make_report import LEASE
from portal.services.reports.request_report import request_report
from tests.factories import acting, answered_case, switch, unit_id
from tests.fakes import FakePorts
from tests.jobs.conftest import Clock, Work
from tests.support.figures import count_all

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture(autouse=True)
def no_schedule(session: Session) -> None:
    for name in ("report_reform", "report_index"):
        switch(session, name, False)


@pytest.fixture
def row(session: Session, now: datetime) -> Report:
    days = read_days("2026-11")
    assert days is not None
    return request_report(acting(session, "leader", now), ReportSpec(unit_id(session, "QLNL"), days))


def test_it_makes_a_report_once(work: Work, session: Session, outside: FakePorts, row: Report) -> None:
    round_ = partial(work_on_reports, outside.ports)
    assert (work(round_), work(round_)) == (1, 0)
    assert (row.status, len(outside.reports.written)) == (ReportStatus.MADE, 1)
    assert row.claimed_until is None


def test_it_begins_again_when_it_was_stopped(
    work: Work, clock: Clock, session: Session, outside: FakePorts, row: Report
) -> None:
    row.status, row.claimed_until, row.tries = ReportStatus.WORKING, clock.moment + LEASE, 1
    round_ = partial(work_on_reports, outside.ports)
    assert work(round_) == 0  # somebody may still be at it
    clock.moment += LEASE + timedelta(seconds=1)
    assert work(round_) == 1
    assert (row.status, row.tries) == (ReportStatus.MADE, 2)


def test_it_gives_up_what_cannot_be_set_and_goes_on(
    work: Work, session: Session, now: datetime, outside: FakePorts, row: Report
) -> None:
    outside.reports.problem = Refused("no font")
    assert work(partial(work_on_reports, outside.ports)) == 0
    assert (row.status, row.problem, row.files) == (ReportStatus.FAILED, "Refused", {})


def test_it_waits_for_the_figures_but_not_for_ever(
    work: Work, clock: Clock, session: Session, now: datetime, outside: FakePorts, row: Report
) -> None:
    answered_case(session, now)  # marks its months, which nobody has counted
    round_ = partial(work_on_reports, outside.ports)
    assert work(round_) == 0
    clock.moment += PATIENCE
    assert work(round_) == 1
    content = outside.reports.written[0].content
    assert "Tại thời điểm lập, một số thay đổi đang được tính lại." in content.notes


def test_it_tells_what_is_counted(
    work: Work, session: Session, now: datetime, outside: FakePorts, row: Report
) -> None:
    answered_case(session, now)
    count_all(session, now)
    assert work(partial(work_on_reports, outside.ports)) == 1
    assert outside.reports.written[0].content.tables[0].rows[-1][1] == 1


def test_it_makes_what_falls_due(work: Work, session: Session, outside: FakePorts, clock: Clock) -> None:
    switch(session, "report_reform", True, since=clock.moment.date())
    assert work(partial(work_on_reports, outside.ports)) == 1
    made = session.scalars(select(Report)).one()
    assert (made.plan, made.status, made.whole) == (Plan.REFORM, ReportStatus.MADE, True)
