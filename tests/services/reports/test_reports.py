"""Asking for reports, making them, having them made when they fall due; and who sees them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.reports.kept import digest, read_back
from portal.domain.reports.schedule import Plan
from portal.domain.reports.spec import Chapter, Days, ReportSpec, ReportStatus, read_days
from portal.models.message import Message
from portal.models.report import Report
from portal.queries.reports.facts import report_facts
from portal.queries.reports.kept import report_by_id, report_page
from portal.queries.settings import load_settings
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.reports.make_report import (
    LEASE,
    MOST_TRIES,
    claim_report,
    composed_report,
    give_up_report,
    make_report,
)
from portal.services.reports.request_report import request_report, try_again
from portal.services.reports.schedule_reports import coming_reports, schedule_reports
from tests.ballot_factories import count, give
from tests.factories import CAST, acting, answered_case, divert_case, opened_case, switch, unit_id
from tests.fakes import FakePorts
from tests.support.figures import count_all

pytestmark = pytest.mark.usefixtures("standing_office")

REFORM_ON = date(2026, 11, 25)


def spec(session: Session, unit: str = "QLNL", code: str = "2026-11", **more: Any) -> ReportSpec:
    days = read_days(code)
    assert days is not None
    return replace(ReportSpec(unit_id(session, unit), days), **more)


def asked(session: Session, now: datetime, who: str = "leader", **more: Any) -> Report:
    return request_report(acting(session, who, now), spec(session, **more))


def made(session: Session, now: datetime, ports: FakePorts, row: Report) -> Report:
    act = acting(session, "system", now)
    claim = claim_report(act, row.id)
    assert claim is not None
    content = composed_report(act, row.id)
    assert make_report(act, claim, content, ports=ports.ports, watch=lambda _percent: None)
    return row


def test_it_is_numbered_by_unit_and_year(session: Session, now: datetime) -> None:
    rows = [asked(session, now), asked(session, now), asked(session, now, "director", unit="QLTM")]
    assert [(row.year, row.number) for row in rows] == [(2026, 1), (2026, 2), (2026, 1)]
    assert {row.status for row in rows} == {ReportStatus.WAITING}


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("2026-11-06_2026-11-02", ("last", "before_first")),
        ("2025-01-01_2026-02-01", ("last", "too_long")),
        ("2026-12", ("first", "not_begun")),
        ("1999", ("first", "too_early")),
    ],
)
def test_it_refuses_days_it_cannot_tell_of(
    session: Session, now: datetime, code: str, wrong: tuple[str, str]
) -> None:
    if code == "1999":
        days = Days(date(1999, 1, 1), date(1999, 12, 31))
        with pytest.raises(RuleBroken) as broken:
            request_report(acting(session, "leader", now), replace(spec(session), days=days))
    else:
        with pytest.raises(RuleBroken) as broken:
            asked(session, now, code=code)
    assert (broken.value.field, broken.value.code) == wrong


def test_it_refuses_a_report_of_nothing(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken):
        asked(session, now, chapters=frozenset())


@pytest.mark.parametrize(
    ("who", "unit", "whole"),
    [
        ("leader", "QLTM", False),  # another division's
        ("leader", "SCT", False),  # the department's, of which only one division is theirs
        ("director", "BA", False),
        ("director", "SCT", True),  # all units are not theirs
        ("outsider", "QLNL", False),
        ("officer", "QLNL", False),
        ("operator", "BA", False),
    ],
)
def test_nobody_asks_about_units_beyond_their_figures(
    session: Session, now: datetime, who: str, unit: str, whole: bool
) -> None:
    with pytest.raises(NotPermitted):
        asked(session, now, who, unit=unit, whole=whole)


def test_it_keeps_what_is_said_and_the_files(session: Session, now: datetime) -> None:
    answered_case(session, now)
    count_all(session, now)
    outside = FakePorts()
    row = made(session, now, outside, asked(session, now))
    assert (row.status, row.progress, row.made_at, row.claimed_until) == (ReportStatus.MADE, 100, now, None)
    assert row.content is not None
    content = read_back(row.content)
    assert row.digest == digest(content)
    assert set(row.files) == {"pdf", "docx", "xlsx"}
    with outside.files.open(row.files["pdf"]) as file:
        assert row.digest in file.read().decode()
    assert content.tables[0].rows[-1][1] == 1


def test_the_same_data_give_the_same_report(session: Session, now: datetime) -> None:
    answered_case(session, now)
    count_all(session, now)
    outside = FakePorts()
    first = made(session, now, outside, asked(session, now))
    later = made(session, now + timedelta(minutes=5), outside, asked(session, now))
    assert (first.digest, first.number) == (later.digest, later.number - 1)


def test_a_report_stays_as_it_was(session: Session, now: datetime) -> None:
    outside = FakePorts()
    row = made(session, now, outside, asked(session, now))
    before = row.content
    opened_case(session, now)
    count_all(session, now)
    assert not claim_report(acting(session, "system", now), row.id)
    session.refresh(row)
    assert row.content == before
    with pytest.raises(RuleBroken):
        try_again(acting(session, "leader", now), row)


def test_one_worker_at_a_time_has_a_report(session: Session, now: datetime) -> None:
    row = asked(session, now)
    assert claim_report(acting(session, "system", now), row.id)
    assert not claim_report(acting(session, "system", now), row.id)
    # whoever had it was stopped: after its lease another begins anew
    assert claim_report(acting(session, "system", now + LEASE + timedelta(seconds=1)), row.id)


def test_a_report_that_stops_every_worker_is_given_up(session: Session, now: datetime) -> None:
    row, moment = asked(session, now), now
    for _ in range(MOST_TRIES):
        assert claim_report(acting(session, "system", moment), row.id)
        moment += LEASE + timedelta(seconds=1)
    assert not claim_report(acting(session, "system", moment), row.id)
    session.refresh(row)
    assert (row.status, row.problem) == (ReportStatus.FAILED, "TimeoutError")
    try_again(acting(session, "leader", now), row)
    assert claim_report(acting(session, "system", moment), row.id)


def test_a_failed_report_says_so(session: Session, now: datetime) -> None:
    row = asked(session, now)
    act = acting(session, "system", now)
    claim = claim_report(act, row.id)
    assert claim is not None
    assert give_up_report(act, claim, ValueError("a secret"))
    session.refresh(row)
    assert (row.status, row.problem) == (ReportStatus.FAILED, "ValueError")


def test_sealed_cases_are_nowhere(session: Session, now: datetime) -> None:
    answered_case(session, now)
    divert_case(acting(session, "coordinator", now), opened_case(session, now))
    count_all(session, now)
    for code in ("2026-11", "2026-11-02_2026-11-20"):
        facts = report_facts(session, load_settings(session), spec(session, "BA", code, whole=True), now=now)
        assert facts.counted.cases.received.received == 1, code
        assert facts.backlog.all == 0


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("leader", {"QLNL"}),
        ("director", {"QLNL", "SCT"}),
        ("overseer", {"QLNL", "SCT", "whole"}),
        ("coordinator", {"QLNL", "SCT", "whole"}),
        ("administrator", {"QLNL", "SCT", "whole"}),
        ("officer", set()),
        ("outsider", set()),
        ("sealed_case_officer", set()),
    ],
)
def test_a_report_is_seen_by_those_who_see_all_its_figures(
    session: Session, now: datetime, who: str, sees: set[str]
) -> None:
    rows = {
        "QLNL": asked(session, now),
        "SCT": asked(session, now, "director", unit="SCT"),
        "whole": asked(session, now, "overseer", unit="BA", whole=True),
    }
    act = acting(session, who, now)
    seen = {row.id for row in report_page(session, act.settings, act.actor)}
    assert {name for name, row in rows.items() if row.id in seen} == sees
    for name, row in rows.items():
        found = report_by_id(session, act.settings, act.actor, report_id=row.id)
        assert (found is not None) is (name in sees), name


def test_what_falls_due_is_put_down_once(session: Session, now: datetime) -> None:
    assert schedule_reports(acting(session, "system", now)) == 1
    assert schedule_reports(acting(session, "system", now)) == 0
    assert schedule_reports(acting(session, "system", now + timedelta(days=4))) == 0
    row = session.scalars(select(Report)).one()
    assert (row.plan, row.due_on, row.whole, row.asked_by_id) == (Plan.REFORM, REFORM_ON, True, None)
    assert (row.first_on, row.last_on) == (date(2026, 1, 1), date(2026, 11, 18))
    assert set(row.chapters) == {each.value for each in Chapter}


def test_it_waits_for_its_day(session: Session, now: datetime) -> None:
    assert schedule_reports(acting(session, "system", now - timedelta(days=2))) == 0
    assert [each.plan for each in coming_reports(acting(session, "system", now))] == [Plan.REFORM, Plan.INDEX]


def test_an_office_switches_its_reports(session: Session, now: datetime) -> None:
    switch(session, "report_reform", False)
    switch(session, "report_quarter", True)
    switch(session, "report_due_day", 12)
    session.flush()
    coming = coming_reports(acting(session, "system", now))
    assert [(each.plan, each.due_on) for each in coming] == [
        (Plan.INDEX, date(2026, 12, 25)),
        (Plan.QUARTER, date(2027, 1, 12)),
    ]


def test_leader_and_coordinator_hear_of_what_was_scheduled(session: Session, now: datetime) -> None:
    schedule_reports(acting(session, "system", now))
    row = made(session, now, FakePorts(), session.scalars(select(Report)).one())
    mails = session.scalars(select(Message).where(Message.template == "staff_report_ready")).all()
    assert {each.recipient for each in mails} == {CAST["coordinator"]}  # the office at the root has no leader
    assert mails[0].facts["report_id"] == row.id
    made(session, now, FakePorts(), asked(session, now))
    assert session.scalar(select(func.count()).where(Message.template == "staff_report_ready")) == len(mails)


def test_it_tells_surveys_that_are_over_and_their_remedies(session: Session, now: datetime) -> None:
    give(session, "QLNL", {5: 4, 2: 2}, on=date(2026, 10, 14))
    give(session, "QLNL", {5: 9}, on=date(2026, 11, 3))  # of a month that runs
    count(session, now)
    both = spec(session, code="2026-10-01_2026-11-30")
    found = report_facts(session, load_settings(session), both, now=now).counted.surveys
    assert {code: each.counts.ballots for code, each in found.items()} == {"quick.1.voluntary": 6}
    later = report_facts(session, load_settings(session), spec(session), now=now)
    assert later.counted.surveys == {}
    assert later.before.surveys["quick.1.voluntary"].counts.ballots == 6
    days = spec(session, code="2026-10-02_2026-11-30")
    assert report_facts(session, load_settings(session), days, now=now).counted.surveys == {}


def test_a_report_of_the_year_so_far_tells_the_surveys_of_its_whole_months(
    session: Session, now: datetime
) -> None:
    """As the two reports that are due each year: from 1 January to the day before they are prepared."""
    for year, ballots in ((2025, 7), (2026, 6)):
        give(session, "QLNL", {5: ballots}, on=date(year, 10, 14))
        give(session, "QLNL", {1: 8}, on=date(year, 11, 3))
    count(session, now)
    asked_for = spec(session, code="2026-01-01_2026-11-19")
    later = datetime(2026, 12, 3, tzinfo=UTC)
    found = report_facts(session, load_settings(session), asked_for, now=later)
    told = (found.counted.surveys, found.before.surveys)
    assert [each["quick.1.voluntary"].counts.ballots for each in told] == [6, 7]
