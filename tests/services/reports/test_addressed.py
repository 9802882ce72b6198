"""To whom a report goes and who gets a copy: as asked for, as set for those that fall due, or as is usual."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.reports.content import Head
from portal.domain.reports.kept import read_back
from portal.domain.reports.spec import ReportSpec, read_days
from portal.models.report import Report
from portal.services.change_policy import checked_switch
from portal.services.errors import RuleBroken
from portal.services.reports.make_report import claim_report, composed_report, make_report
from portal.services.reports.request_report import request_report
from portal.services.reports.schedule_reports import schedule_reports
from tests.factories import acting, switch, unit_id
from tests.fakes import FakePorts

pytestmark = pytest.mark.usefixtures("standing_office")


def asked(session: Session, now: datetime, **more: Any) -> Report:
    days = read_days("2026-10")
    assert days is not None
    return request_report(acting(session, "leader", now), ReportSpec(unit_id(session, "QLNL"), days, **more))


def head(session: Session, now: datetime, row: Report) -> Head:
    """Of the report as it was made and is kept."""
    act = acting(session, "system", now)
    claim = claim_report(act, row.id)
    assert claim is not None
    content = composed_report(act, row.id)
    assert make_report(act, claim, content, ports=FakePorts().ports, watch=lambda _percent: None)
    session.refresh(row)
    assert row.content is not None
    return read_back(row.content).head


def test_it_goes_to_the_agency_above_unless_somebody_is_named(session: Session, now: datetime) -> None:
    found = head(session, now, asked(session, now))
    assert found.addressees == ("Sở Công Thương",)
    assert found.recipients == ("Như trên", "Lãnh đạo đơn vị", "Các đơn vị trực thuộc", "Lưu: VT, QLNL")


def test_it_is_kept_with_those_who_were_named(session: Session, now: datetime) -> None:
    row = asked(session, now, addressees=("UBND tỉnh", "Sở Nội vụ"), recipients=("Như trên", "Văn phòng Sở"))
    found = head(session, now, row)
    assert found.addressees == ("UBND tỉnh", "Sở Nội vụ")
    assert found.recipients == ("Như trên", "Văn phòng Sở", "Lưu: VT, QLNL")


def test_the_archive_is_named_once(session: Session, now: datetime) -> None:
    found = head(session, now, asked(session, now, recipients=("Như trên", "Lưu: VT, NL")))
    assert found.recipients == ("Như trên", "Lưu: VT, NL")


def test_in_english_it_is_worded_in_english(session: Session, now: datetime) -> None:
    assert head(session, now, asked(session, now, language="en")).recipients[0] == "As above"


@pytest.mark.parametrize("name", ["addressees", "recipients"])
def test_it_refuses_more_than_a_paper_holds(session: Session, now: datetime, name: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        asked(session, now, **{name: ("a" * 201,)})
    assert (broken.value.field, broken.value.code) == (name, "list_too_long")


def test_what_falls_due_goes_to_whom_the_office_has_set(session: Session, now: datetime) -> None:
    switch(session, "report_addressees", "Văn phòng UBND tỉnh\nSở Nội vụ")
    session.flush()
    schedule_reports(acting(session, "system", now))
    row = session.scalars(select(Report)).one()
    found = head(session, now, row)
    assert found.addressees == ("Văn phòng UBND tỉnh", "Sở Nội vụ")
    assert found.recipients[-1] == "Lưu: VT, BA"


def test_the_root_goes_to_nobody_in_particular(session: Session, now: datetime) -> None:
    schedule_reports(acting(session, "system", now))
    found = head(session, now, session.scalars(select(Report)).one())
    assert (found.addressees, found.recipients[0]) == ((), "Lãnh đạo đơn vị")


def test_a_setting_is_a_list_of_lines(session: Session) -> None:
    assert checked_switch("report_recipients", "- Như trên;\n- Lưu: VT.") == "Như trên\nLưu: VT"
    assert checked_switch("report_recipients", "") == ""
    with pytest.raises(RuleBroken):
        checked_switch("report_addressees", "a\n" * 21)
