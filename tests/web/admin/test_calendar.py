"""The calendar on the screen: a year at a glance, and what would move before anything is saved."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.models.calendar import CalendarRow
from portal.models.case import Case
from portal.queries.settings import load_settings
from tests.factories import opened_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import kinds, last_event
from tests.web.admin.conftest import entry

YEAR = "/admin/calendar/2026"
DAY = "/admin/calendar/day"
APPLY = "/admin/calendar/apply"
NOTICE = "Công điện 99/CĐ-TTg"
Changes = Callable[[], Sequence[tuple[str, str]]]
STORM = {"on": "25/11/2026", "kind": "off", "name": "Nghỉ tránh bão", "source": NOTICE}


@pytest.fixture
def case(session: Session, standing_office: None, now: datetime) -> Case:
    """A case due on Thursday 26/11: the Tuesday before is a day off."""
    return opened_case(session, now)


def shown(client: CheckingClient, *, status: int = 200, **typed: str) -> Page:
    """The page that says what would move."""
    return client.send(entry(client.page(DAY)), status=status, **{**STORM, **typed})


def test_it_shows_the_year_with_its_days_and_their_notices(administrator: CheckingClient) -> None:
    page = administrator.page(YEAR)
    assert page.heading == "Lịch làm việc năm 2026"
    assert "đã xác nhận" in page.text
    assert "nghỉ: Ngày Văn hóa Việt Nam" in page.text
    assert "Nghị quyết 28/2026/QH16" in page.text
    assert len([*page.all("table")]) == 13
    assert administrator.page("/admin/calendar").heading == page.heading


def test_it_marks_a_year_that_is_only_expected(administrator: CheckingClient) -> None:
    assert "dự kiến, chưa xác nhận" in administrator.page("/admin/calendar/2027").text
    assert "năm 2027 chưa được xác nhận" in administrator.page("/admin/").text


def test_it_says_what_would_move_before_it_saves(
    administrator: CheckingClient, case: Case, session: Session
) -> None:
    page = shown(administrator)
    assert "1 hạn trả lời đang mở sẽ chuyển" in page.text
    for words in (case.reference, "thứ Năm 26/11/2026", "thứ Sáu 27/11/2026", "Phòng Quản lý năng lượng"):
        assert words in page.text
    assert case.due_on == date(2026, 11, 26)
    assert load_settings(session).calendar.is_working(date(2026, 11, 25))


def test_it_moves_what_it_said_and_says_so_on_the_case(
    administrator: CheckingClient, case: Case, session: Session, changes: Changes
) -> None:
    page = administrator.send(shown(administrator).form(APPLY))
    assert "1 hạn trả lời đã chuyển" in page.text
    assert "nghỉ: Nghỉ tránh bão" in page.text
    assert case.due_on == date(2026, 11, 27)
    assert kinds(session, case)[-1] is EventKind.DUE_MOVED
    assert last_event(session, case).facts == {"from": "2026-11-26", "to": "2026-11-27", "notice": NOTICE}
    assert changes() == [("calendar_changed", NOTICE)]


def test_it_says_how_many_more_than_it_lists(
    administrator: CheckingClient, session: Session, standing_office: None, now: datetime
) -> None:
    for number in range(52):
        opened_case(session, now + timedelta(seconds=number))
    page = shown(administrator)
    assert "52 hạn trả lời đang mở sẽ chuyển" in page.text
    assert "và 2 hạn khác." in page.text
    assert "52 hạn trả lời đã chuyển" in administrator.send(page.form(APPLY)).text


def test_it_takes_a_day_back(administrator: CheckingClient, case: Case, session: Session) -> None:
    page = administrator.page(DAY, on="2026-11-24")
    assert entry(page).fields["name"] == ["Ngày Văn hóa Việt Nam"]
    page = administrator.send(entry(page), kind="ordinary", source=NOTICE)
    assert "ngày bình thường" in page.text
    administrator.send(page.form(APPLY))
    assert case.due_on == date(2026, 11, 25)
    assert session.scalars(select(CalendarRow).where(CalendarRow.on == date(2026, 11, 24))).all() == []


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"on": "31/11/2026"}, "Xin nhập ngày theo dạng"),
        ({"name": ""}, "Xin nhập tên."),
        ({"source": ""}, "Xin ghi văn bản là căn cứ."),
        ({"kind": "half"}, "Xin chọn một mục trong danh sách."),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, typed: dict[str, str], complaint: str
) -> None:
    page = shown(administrator, status=422, **typed)
    assert complaint in page.text
    assert entry(page).fields["kind"] == [{"half": "off"}.get(typed.get("kind", ""), "off")]
    assert entry(page).fields["name"] == [typed.get("name", "Nghỉ tránh bão")]


def test_it_wants_a_notice_before_it_saves(
    administrator: CheckingClient, case: Case, session: Session
) -> None:
    form = shown(administrator).form(APPLY)
    page = administrator.send(form, status=422, notice=" ")
    assert "Xin ghi văn bản là căn cứ của thay đổi." in page.text
    assert case.due_on == date(2026, 11, 26)
    assert administrator.send(page.form(APPLY), notice=NOTICE).heading == "Lịch làm việc năm 2026"
    assert case.due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    "changes", ["", "{", "[]", '{"days": [[1]], "years": []}', '{"days": 1, "years": []}']
)
def test_it_refuses_what_it_never_wrote(administrator: CheckingClient, changes: str) -> None:
    form = shown(administrator).form(APPLY)
    administrator.send(form, status=400, changes=changes)


def test_it_proposes_a_year_that_stays_provisional(administrator: CheckingClient, session: Session) -> None:
    page = administrator.page("/admin/calendar/2027")
    page = administrator.send(page.form("/admin/calendar/2027/propose"))
    assert "Tết Dương lịch" in page.text
    page = administrator.send(page.form(APPLY))
    assert page.heading == "Lịch làm việc năm 2027"
    assert "dự kiến, chưa xác nhận" in page.text
    assert not load_settings(session).calendar.is_working(date(2027, 1, 1))
    again = administrator.send(page.form("/admin/calendar/2027/propose"))
    assert "không có gì để lưu" in again.text


def test_it_confirms_a_year(administrator: CheckingClient, session: Session, now: datetime) -> None:
    late = opened_case(session, now.replace(month=12, day=30))
    assert late.provisional
    page = administrator.send(
        entry(administrator.page("/admin/calendar/2027/confirm")), notice="TB 10/TB-BNV"
    )
    page = administrator.send(page.form(APPLY))
    assert "đã xác nhận" in page.text
    assert not session.get_one(Case, late.id).provisional
    page = administrator.send(
        entry(administrator.page("/admin/calendar/2027/doubt")), notice="Chưa có thông báo"
    )
    administrator.send(page.form(APPLY))
    assert late.provisional


def upload(client: CheckingClient, text: str, *, status: int = 200, **typed: str) -> Page:
    form = entry(client.page("/admin/calendar/import"))
    file = (io.BytesIO(text.encode()), "lich.csv")
    return client.send(form, status=status, file=file, **{"notice": NOTICE, **typed})


FILE = f"date,kind,name_vi,source\n2026-11-25,off,Nghỉ tránh bão,{NOTICE}\n"


def test_it_takes_a_file_once(administrator: CheckingClient, case: Case, session: Session) -> None:
    page = upload(administrator, FILE)
    assert "1 hạn trả lời đang mở sẽ chuyển" in page.text
    administrator.send(page.form(APPLY))
    assert case.due_on == date(2026, 11, 27)
    assert "không có gì để lưu" in upload(administrator, FILE).text
    assert kinds(session, case).count(EventKind.DUE_MOVED) == 1


def test_it_lists_the_bad_rows_of_a_file_and_takes_the_good_ones(
    administrator: CheckingClient, case: Case
) -> None:
    page = upload(administrator, FILE + "2026-13-01,off,Tết,TB\n2026-12-25,nghỉ,Noel,TB\n")
    assert "Dòng 3, cột date: không phải là ngày" in page.text
    assert "Dòng 4, cột kind: phải là off hoặc worked" in page.text
    administrator.send(page.form(APPLY))
    assert case.due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "typed", "complaint"),
    [("", {}, "Xin chọn tệp CSV."), (FILE, {"notice": ""}, "Xin ghi văn bản là căn cứ của thay đổi.")],
)
def test_it_says_what_a_file_lacks(
    administrator: CheckingClient, text: str, typed: dict[str, str], complaint: str
) -> None:
    assert complaint in upload(administrator, text, status=422, **typed).text


def test_it_lets_a_local_administrator_give_their_unit_a_day(
    local_administrator: CheckingClient, case: Case, session: Session, now: datetime
) -> None:
    commune = unit_id(session, "LH")
    theirs = opened_case(session, now, receiving_unit_id=commune)
    page = shown(local_administrator, unit_id=str(commune))
    assert "1 hạn trả lời đang mở sẽ chuyển" in page.text
    page = local_administrator.send(page.form(APPLY))
    assert (theirs.due_on, case.due_on) == (date(2026, 11, 27), date(2026, 11, 26))
    assert "Nghỉ tránh bão" in local_administrator.page(YEAR, unit=str(commune)).text
    assert "Nghỉ tránh bão" not in local_administrator.page(YEAR).text


def test_it_leaves_the_holidays_of_all_to_who_governs_all(
    local_administrator: CheckingClient, session: Session
) -> None:
    shown(local_administrator, status=403, unit_id="")
    shown(local_administrator, status=403, unit_id=str(unit_id(session, "TB")))
    for address in ("/admin/calendar/import", "/admin/calendar/2027/confirm"):
        assert local_administrator.get(address).status_code == 403
