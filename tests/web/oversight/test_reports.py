"""Reports on pages: asked for, watched, read and taken along; seen by those who see all of their figures."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from portal.domain.reports.spec import ReportStatus
from portal.domain.states import Level
from portal.domain.successions import Part, SuccessionKind
from portal.models.report import Report
from portal.queries.reports.kept import PAGE
from portal.services.reports.make_report import claim_report, composed_report, give_up_report, make_report
from tests.factories import acting, answered_case, divert_case, opened_case, unit_id
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.figures import count_all
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.support.successions import new_unit, reorganise
from tests.web.oversight.conftest import Staff

NEW = "/oversight/reports/new"


@pytest.fixture
def outside(app: Flask) -> Iterator[FakePorts]:
    """An outside in memory."""
    before, fakes = app.extensions["portal.ports"], FakePorts()
    app.extensions["portal.ports"] = fakes.ports
    yield fakes
    app.extensions["portal.ports"] = before


@pytest.fixture
def leader(staff: Staff) -> CheckingClient:
    return staff("leader")


def ask(client: CheckingClient, status: int = 200, **typed: str) -> Page:
    page = client.page(NEW)
    return client.send(page.form(NEW), status=status, **typed)


def make(session: Session, now: datetime, outside: FakePorts) -> Report:
    """What the worker does with the newest report."""
    session.flush()
    row = session.scalars(select(Report).order_by(Report.id.desc())).first()
    assert row is not None
    act = acting(session, "system", now)
    claim = claim_report(act, row.id)
    assert claim is not None
    content = composed_report(act, row.id)
    assert make_report(act, claim, content, ports=outside.ports, watch=lambda _percent: None)
    session.commit()
    return row


@pytest.fixture
def made(leader: CheckingClient, session: Session, now: datetime, outside: FakePorts, app: Flask) -> Report:
    """A report of this month on a division with one answer."""
    answered_case(session, now)
    divert_case(acting(session, "coordinator", now), opened_case(session, now))
    count_all(session, now)
    session.commit()
    ask(leader, period="2026-11")
    return make(session, now, outside)


def test_it_is_asked_for_and_watched_without_a_script(
    leader: CheckingClient, session: Session, now: datetime, outside: FakePorts
) -> None:
    page = ask(leader, period="2026-10")
    assert page.heading == "Báo cáo 1/2026/QLNL – tháng 10 năm 2026"
    assert "Đang chờ đến lượt lập." in page.text
    row = session.scalars(select(Report)).one()
    assert leader.get(f"/oversight/reports/{row.id}").headers["Refresh"] == "2"
    assert leader.get(f"/oversight/reports/{row.id}/file.pdf").status_code == 404
    make(session, now, outside)
    answer = leader.get(f"/oversight/reports/{row.id}")
    assert "Refresh" not in answer.headers


def test_it_shows_what_the_files_say(leader: CheckingClient, made: Report) -> None:
    page = leader.page(f"/oversight/reports/{made.id}")
    assert "I. KẾT QUẢ TIẾP NHẬN, XỬ LÝ VÀ TRẢ LỜI PHẢN ÁNH, KIẾN NGHỊ" in page.text
    assert "Trong kỳ, đơn vị tiếp nhận 1 phản ánh, kiến nghị, câu hỏi" in page.text
    assert made.digest in page.text
    pictures = [node.get("src") or "" for node in page.all("img") if "/pictures/" in (node.get("src") or "")]
    assert pictures
    for address in pictures:
        picture = leader.get(address)
        assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert leader.get(f"/oversight/reports/{made.id}/pictures/99.svg").status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_its_files_are_what_was_written(
    leader: CheckingClient, made: Report, outside: FakePorts, ending: str
) -> None:
    answer = leader.get(f"/oversight/reports/{made.id}/file.{ending}")
    with outside.files.open(made.files[ending]) as file:
        assert answer.data == file.read()
    assert f"bao-cao-QLNL-2026-11.{ending}" in answer.headers["Content-Disposition"]
    assert leader.get(f"/oversight/reports/{made.id}/file.exe").status_code == 404


def test_the_register_is_added_for_those_who_may_take_it_and_logged(
    leader: CheckingClient, made: Report, outside: FakePorts
) -> None:
    page = leader.page(f"/oversight/reports/{made.id}")
    form = page.form(f"/oversight/reports/{made.id}/register")
    with capture_logs() as logs:
        answer = leader.post(form.action, data=form.fields)
    assert answer.status_code == 200
    # the answered case, and not the one that was sealed
    assert [len(rows) for rows in outside.reports.registers] == [1]
    assert [(each["event"], each["lines"]) for each in logs if "lines" in each] == [("register_exported", 1)]


def test_without_that_right_the_sheet_is_left_out_and_said_so(
    staff: Staff, session: Session, made: Report, outside: FakePorts
) -> None:
    """Who administers sees figures, and no register."""
    administrator = staff("administrator")
    page = administrator.page(f"/oversight/reports/{made.id}")
    assert "Ông/Bà không có quyền tải sổ của tất cả các đơn vị này." in page.text
    # the button is not there, but its address is; the token of any form of theirs is good for it
    token = administrator.page(NEW).form(NEW).fields["csrf_token"]
    refused = administrator.post(f"/oversight/reports/{made.id}/register", data={"csrf_token": token})
    assert refused.status_code == 403
    assert outside.reports.registers == []


@pytest.mark.parametrize("who", ["outsider", "officer", "operator", "sealed_case_officer"])
def test_others_see_nothing_of_it(staff: Staff, made: Report, who: str) -> None:
    client = staff(who)
    for address in (
        f"/oversight/reports/{made.id}",
        f"/oversight/reports/{made.id}/file.pdf",
        f"/oversight/reports/{made.id}/pictures/1.svg",
        "/oversight/reports",
        NEW,
    ):
        assert client.get(address).status_code in {403, 404}, address


def test_a_leader_beside_finds_none_of_it(staff: Staff, made: Report, session: Session) -> None:
    made.unit_id = unit_id(session, "SCT")
    session.commit()
    leader = staff("leader")
    assert leader.get(f"/oversight/reports/{made.id}").status_code == 404
    assert "Chưa có báo cáo nào" in leader.page("/oversight/reports").text


def test_the_list_goes_on_from_where_a_page_ends(leader: CheckingClient, session: Session) -> None:
    for _ in range(PAGE + 2):
        ask(leader, period="2026-10")
    first = leader.page("/oversight/reports")
    assert f"{PAGE + 2}/2026/QLNL" in first.text
    following = next(node for node in first.all("a") if node.get("rel") == "next").get("href") or ""
    second = leader.page(following)
    assert "2/2026/QLNL" in second.text
    assert f"{PAGE + 2}/2026/QLNL" not in second.text


def test_the_list_takes_few_statements(leader: CheckingClient, made: Report) -> None:
    leader.get("/oversight/reports")
    with counted_statements() as sent:
        leader.get("/oversight/reports")
    assert len(sent) <= 6
    with counted_statements() as sent:
        leader.get(f"/oversight/reports/{made.id}")
    assert len(sent) <= 8


def test_it_shows_what_falls_due_to_those_who_see_everything(staff: Staff, leader: CheckingClient) -> None:
    page = staff("overseer").page("/oversight/reports")
    assert "Báo cáo cải cách hành chính, trước ngày 25/11" in page.text
    assert "19/11/2026" in page.text
    assert "định kỳ sắp đến hạn" not in leader.page("/oversight/reports").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"period": "days"}, "Xin nhập ngày bắt đầu."),
        ({"period": "days", "first": "02/11/2026"}, "Xin nhập ngày kết thúc."),
        ({"period": "days", "first": "x", "last": "y"}, "Từ ngày: xin nhập ngày theo dạng"),
        ({"period": "days", "first": "x", "last": "y"}, "Đến ngày: xin nhập ngày theo dạng"),
        ({"period": "days", "first": "09/11/2026", "last": "02/11/2026"}, "Ngày kết thúc phải từ"),
        ({"period": "days", "first": "02/01/2025", "last": "02/11/2026"}, "Xin chọn kỳ không quá một năm."),
        ({"period": "days", "first": "02/12/2026", "last": "03/12/2026"}, "Kỳ này chưa bắt đầu."),
        ({"period": "nonsense"}, "Xin chọn kỳ báo cáo."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    leader: CheckingClient, session: Session, typed: dict[str, str], said: str
) -> None:
    page = ask(leader, status=422, **typed)
    assert said in page.text
    assert session.scalars(select(Report)).all() == []


def test_it_is_asked_to_whom_it_goes(leader: CheckingClient, session: Session) -> None:
    ask(leader, period="2026-10", addressees="- UBND tỉnh;\n- Sở Nội vụ.", recipients="")
    row = session.scalars(select(Report)).one()
    assert (row.addressees, row.recipients) == (["UBND tỉnh", "Sở Nội vụ"], [])
    page = ask(leader, status=422, period="2026-10", recipients="a" * 201)
    assert "mỗi dòng không quá 200 ký tự" in page.text


def test_any_days_may_be_asked_for(leader: CheckingClient, session: Session) -> None:
    page = ask(leader, period="days", first="02/11/2026", last="19/11/2026")
    assert page.heading == "Báo cáo 1/2026/QLNL – từ ngày 02/11/2026 đến ngày 19/11/2026"


def test_a_unit_out_of_reach_is_refused(leader: CheckingClient, session: Session) -> None:
    page = leader.page(NEW)
    form = page.form(NEW)
    answer = leader.post(form.action or NEW, data={**form.fields, "unit": str(unit_id(session, "TB"))})
    assert answer.status_code == 403


@pytest.mark.parametrize("number", ["9" * 19, "9" * 40, "9" * 5000, "-1", "x", ""])
def test_a_number_that_is_none_leads_nowhere_and_breaks_nothing(leader: CheckingClient, number: str) -> None:
    assert leader.get(f"/oversight/reports?before={number}").status_code == 200
    assert leader.get(f"{NEW}?unit={number}").status_code == 200
    form = leader.page(NEW).form(NEW)
    assert leader.post(form.action or NEW, data={**form.fields, "unit": number}).status_code == 403


def test_it_says_why_days_before_a_unit_moved_away_are_refused(
    leader: CheckingClient, session: Session, now: datetime
) -> None:
    team = new_unit(session, "TDN", "Tổ Điện nông thôn", below="QLNL", level=Level.DIVISION)
    parts = (Part(team, unit_id(session, "QLTM")),)
    reorganise(acting(session, "administrator", now), SuccessionKind.MOVED, parts)
    session.commit()
    page = ask(leader, status=422, period="2026-10")
    assert "nay thuộc nơi khác" in page.text
    assert ask(leader, period="2026-10", as_now="y").heading == "Báo cáo 1/2026/QLNL – tháng 10 năm 2026"


def test_the_dashboard_leads_to_a_report_of_what_it_shows(staff: Staff, session: Session) -> None:
    overseer = staff("overseer")
    unit = unit_id(session, "SCT")
    page = overseer.page(f"{NEW}?period=2026-Q4&unit={unit}")
    fields = page.form(NEW).fields
    assert (fields["period"], fields["unit"]) == (["2026-Q4"], [str(unit)])


def test_what_failed_is_tried_again(
    leader: CheckingClient, session: Session, now: datetime, outside: FakePorts
) -> None:
    ask(leader, period="2026-10")
    row = session.scalars(select(Report)).one()
    act = acting(session, "system", now)
    claim = claim_report(act, row.id)
    assert claim is not None
    give_up_report(act, claim, ValueError())
    session.commit()
    page = leader.page(f"/oversight/reports/{row.id}")
    assert "Không lập được báo cáo này." in page.text
    leader.send(page.form(f"/oversight/reports/{row.id}/again"))
    session.refresh(row)
    assert row.status is ReportStatus.WAITING
    assert leader.post(f"/oversight/reports/{row.id}/again").status_code in {400, 404}


def test_it_is_read_in_english(
    leader: CheckingClient, session: Session, now: datetime, outside: FakePorts
) -> None:
    ask(leader, period="2026-10", language="en")
    row = make(session, now, outside)
    page = leader.page(f"/oversight/reports/{row.id}")
    assert "WHAT NEEDS ATTENTION" in page.text
