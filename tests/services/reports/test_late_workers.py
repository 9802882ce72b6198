"""A worker that comes late: its lease ran out, another took the report, and nothing it does still counts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.reports.spec import ReportSpec, ReportStatus, read_days
from portal.models.report import Report
from portal.services.act import Act
from portal.services.reports.make_report import (
    LEASE,
    Claim,
    claim_report,
    composed_report,
    give_up_report,
    make_report,
    tell_progress,
)
from portal.services.reports.request_report import request_report, try_again
from tests.factories import acting, unit_id
from tests.fakes import FakePorts

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def row(session: Session, now: datetime) -> Report:
    days = read_days("2026-10")
    assert days is not None
    return request_report(acting(session, "leader", now), ReportSpec(unit_id(session, "QLNL"), days))


@pytest.fixture
def later(session: Session, now: datetime) -> Act:
    """The system after a lease has run out."""
    return acting(session, "system", now + LEASE + timedelta(seconds=1))


@pytest.fixture
def late(session: Session, now: datetime, row: Report) -> Claim:
    """What the worker has that was there first."""
    claim = claim_report(acting(session, "system", now), row.id)
    assert claim is not None
    return claim


@pytest.fixture
def claim(later: Act, late: Claim, row: Report) -> Claim:
    """What the other worker has that took over."""
    claim = claim_report(later, row.id)
    assert claim is not None
    return claim


def make(act: Act, claim: Claim, outside: FakePorts) -> bool:
    content = composed_report(act, claim.report_id)
    return make_report(act, claim, content, ports=outside.ports, watch=lambda _percent: None)


def test_failing_it_leaves_a_finished_report_alone(
    session: Session, row: Report, later: Act, late: Claim, claim: Claim
) -> None:
    assert make(later, claim, FakePorts())
    files = row.files
    assert not give_up_report(later, late, ValueError())
    session.refresh(row)
    assert (row.status, row.problem, row.files) == (ReportStatus.MADE, "", files)


def test_failing_it_leaves_the_other_at_work(
    session: Session, row: Report, later: Act, late: Claim, claim: Claim
) -> None:
    assert not give_up_report(later, late, ValueError())
    session.refresh(row)
    assert (row.status, row.claimed_until) == (ReportStatus.WORKING, later.now + LEASE)
    assert give_up_report(later, claim, ValueError())
    session.refresh(row)
    assert row.status is ReportStatus.FAILED


def test_finishing_it_keeps_nothing(
    session: Session, row: Report, later: Act, late: Claim, claim: Claim
) -> None:
    outside = FakePorts()
    assert not make(later, late, outside)
    session.refresh(row)
    assert (row.status, row.files, row.content) == (ReportStatus.WORKING, {}, None)
    assert make(later, claim, outside)


def test_it_finds_out_at_the_end_at_the_latest(
    session: Session, row: Report, later: Act, late: Claim
) -> None:
    """Another takes the report while the first one writes its files."""
    outside = FakePorts()
    content = composed_report(later, row.id)

    def watch(_percent: int) -> None:
        claim_report(later, row.id)

    assert not make_report(later, late, content, ports=outside.ports, watch=watch)
    session.refresh(row)
    assert (row.status, row.files, row.made_at) == (ReportStatus.WORKING, {}, None)


def test_it_does_not_prolong_the_lease_of_the_other(
    session: Session, row: Report, later: Act, late: Claim, claim: Claim
) -> None:
    tell_progress(session, late, percent=70, now=later.now + timedelta(hours=1))
    session.refresh(row)
    assert (row.progress, row.claimed_until) == (0, later.now + LEASE)


def test_it_is_too_late_also_when_somebody_had_it_tried_again(
    session: Session, now: datetime, row: Report, later: Act, late: Claim, claim: Claim
) -> None:
    give_up_report(later, claim, ValueError())
    session.refresh(row)
    try_again(acting(session, "leader", now), row)
    assert claim_report(later, row.id)
    assert not give_up_report(later, late, ValueError())
    assert not give_up_report(later, claim, ValueError())
