"""Reports on a unit from which another moved away: who leads it now does not see what the other had before."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.reports.spec import ReportSpec, read_days
from portal.domain.states import Level
from portal.domain.successions import Part, SuccessionKind
from portal.models.report import Report
from portal.queries.reports.facts import report_facts
from portal.queries.reports.kept import report_by_id, report_page
from portal.queries.settings import load_settings
from portal.services.errors import RuleBroken
from portal.services.reports.make_report import claim_report, composed_report, make_report
from portal.services.reports.request_report import request_report
from tests.factories import acting, unit_id
from tests.fakes import FakePorts
from tests.support.figures import keep_month
from tests.support.successions import new_unit, reorganise

pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def team(session: Session) -> int:
    """A team that stands below a division."""
    return new_unit(session, "TDN", "Tổ Điện nông thôn", below="QLNL", level=Level.DIVISION)


def spec(session: Session, code: str = "2026-10") -> ReportSpec:
    days = read_days(code)
    assert days is not None
    return ReportSpec(unit_id(session, "QLNL"), days)


def move_away(session: Session, now: datetime, team: int) -> None:
    """The team comes below the division beside."""
    parts = (Part(team, unit_id(session, "QLTM")),)
    reorganise(acting(session, "administrator", now), SuccessionKind.MOVED, parts)


def seen(session: Session, now: datetime, who: str) -> set[int]:
    act = acting(session, who, now)
    listed = {row.id for row in report_page(session, act.settings, act.actor)}
    rows = session.query(Report).all()
    opened = {
        row.id for row in rows if report_by_id(session, act.settings, act.actor, report_id=row.id) is not None
    }
    assert listed == opened
    return listed


def test_nobody_asks_about_days_when_it_had_units_that_are_not_theirs_now(
    session: Session, now: datetime, team: int
) -> None:
    move_away(session, now, team)
    with pytest.raises(RuleBroken) as broken:
        request_report(acting(session, "leader", now), spec(session))
    assert (broken.value.field, broken.value.code) == ("unit", "had_others")
    # by the units of today, and on days without it, all of it is theirs
    request_report(acting(session, "leader", now), replace(spec(session), as_now=True))
    request_report(acting(session, "leader", now), spec(session, "2026-11"))
    # who leads above both sees all of both
    request_report(acting(session, "director", now), spec(session))


def test_a_report_with_its_figures_is_no_longer_theirs(session: Session, now: datetime, team: int) -> None:
    row = request_report(acting(session, "leader", now), spec(session))
    assert seen(session, now, "leader") == {row.id}
    move_away(session, now, team)
    assert seen(session, now, "leader") == set()
    assert seen(session, now, "director") == {row.id}


def test_it_counts_which_units_were_told_of_when_it_was_made(
    session: Session, now: datetime, team: int
) -> None:
    """Asked for before the move and made after it, a report on the running month is without the team."""
    row = request_report(acting(session, "leader", now), spec(session, "2026-11"))
    move_away(session, now, team)
    assert seen(session, now, "leader") == set()
    act = acting(session, "system", now + timedelta(days=1))
    claim = claim_report(act, row.id)
    assert claim is not None
    content = composed_report(act, row.id)
    assert make_report(act, claim, content, ports=FakePorts().ports, watch=lambda _percent: None)
    assert seen(session, now, "leader") == {row.id}


def test_units_have_the_names_of_the_day_by_which_they_are_counted(session: Session, now: datetime) -> None:
    keep_month(session, "QLNL", 202610, received=5, in_time=5)
    parts = (Part(unit_id(session, "QLNL"), None),)
    names = {"name": "Phòng Năng lượng"}
    reorganise(acting(session, "administrator", now), SuccessionKind.RENAMED, parts, names=names)
    settings = load_settings(session)
    then, today = (
        report_facts(session, settings, replace(spec(session), as_now=as_now), now=now)
        for as_now in (False, True)
    )
    assert [each.name for each in then.units] == ["Phòng Quản lý năng lượng"]
    assert [each.name for each in today.units] == ["Phòng Năng lượng"]
