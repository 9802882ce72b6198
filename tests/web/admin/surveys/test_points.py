"""Points and framing sites on the screen."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.models.survey import FramingSite, SurveyPoint
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.support.surveys import shipped
from tests.web.admin.conftest import Staff, entry

POINTS, SITES = "/admin/surveys/points", "/admin/surveys/sites"
Changes = Callable[[], Sequence[tuple[str, str]]]


def opened(client: CheckingClient, session: Session, **typed: str) -> SurveyPoint:
    usual = {
        "kind": "counter",
        "unit_id": str(unit_id(session, "HCC")),
        "name": "Quầy số 3",
        "questionnaire_id": str(shipped(session, Purpose.QUICK).questionnaire_id),
    }
    client.send(entry(client.page(f"{POINTS}/new")), status=200, **{**usual, **typed})
    session.expire_all()
    return session.scalars(select(SurveyPoint).order_by(SurveyPoint.id.desc())).first() or pytest.fail(
        "no point"
    )


def test_a_point_is_opened_renamed_closed_and_opened_again(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    point = opened(administrator, session)
    page = administrator.page(POINTS)
    assert page.links[point.code] == f"/survey/{point.code}"
    assert page.links["PDF Quầy số 3"] == f"{POINTS}/{point.id}/poster.pdf"
    page = administrator.send(entry(administrator.page(f"{POINTS}/{point.id}")), name="Quầy số 4")
    page = administrator.send(page.form(f"{POINTS}/{point.id}/close"))
    assert "đã đóng 20/11/2026" in page.text
    page = administrator.send(page.form(f"{POINTS}/{point.id}/reopen"))
    assert "đã đóng" not in page.text
    assert [action for action, _subject in changes()[-4:]] == [
        "point_opened",
        "point_changed",
        "point_closed",
        "point_opened",
    ]


def test_two_tabs_do_not_undo_each_other(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    address = f"{POINTS}/{opened(administrator, session).id}"
    first, second = (entry(administrator.page(address)) for _tab in range(2))
    administrator.send(first, name="Quầy số 4")
    one_stop = str(shipped(session).questionnaire_id)
    page = administrator.send(second, status=409, name="Quầy số 5", questionnaire_id=one_stop)
    assert page.heading == "Điểm khảo sát đã thay đổi từ khi mở trang"
    assert "Quầy số 5" in page.text
    assert "Phiếu khảo sát sự hài lòng tại bộ phận một cửa" in page.text
    assert entry(administrator.page(page.links["Mở lại điểm khảo sát"])).fields["name"] == ["Quầy số 4"]
    assert [action for action, _subject in changes()].count("point_changed") == 1
    administrator.send(entry(administrator.page(address)), name="Quầy số 5")
    assert "Quầy số 5" in administrator.page(POINTS).text


def test_a_change_that_saw_nothing_is_refused(administrator: CheckingClient, session: Session) -> None:
    form = entry(administrator.page(f"{POINTS}/{opened(administrator, session).id}"))
    administrator.send(form, status=409, name="Quầy số 4", seen="")


def test_codes_are_not_to_be_guessed(administrator: CheckingClient, session: Session) -> None:
    first, second = opened(administrator, session), opened(administrator, session, name="Quầy số 5")
    assert first.code != second.code
    assert len(first.code) == len(second.code) == 8


def test_points_of_other_units_are_not_seen(
    administrator: CheckingClient, local_administrator: CheckingClient, session: Session
) -> None:
    point = opened(administrator, session)
    assert point.code not in local_administrator.page(POINTS).text
    local_administrator.page(f"{POINTS}/{point.id}", 404)
    form = entry(local_administrator.page(f"{POINTS}/new"))
    usual = {"kind": "kiosk", "name": "Ki-ốt", "unit_id": str(unit_id(session, "HCC"))}
    local_administrator.send(form, status=403, **usual)


def test_a_point_needs_a_name(administrator: CheckingClient) -> None:
    form = entry(administrator.page(f"{POINTS}/new"))
    assert "Xin nhập tên." in administrator.send(form, status=422, name=" ").text


def test_a_site_is_allowed_and_taken_off(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = administrator.send(entry(administrator.page(SITES)), origin="https://Xa-Loc-Hung.gov.vn/")
    site = session.scalars(select(FramingSite)).one()
    assert site.origin == "https://xa-loc-hung.gov.vn"
    page = administrator.send(page.form(f"{SITES}/{site.id}/remove"))
    assert "xa-loc-hung" not in page.text
    assert [action for action, _subject in changes()[-2:]] == ["framing_site_added", "framing_site_removed"]


@pytest.mark.parametrize(
    "typed", ["http://a.gov.vn", "https://*.gov.vn", "a.gov.vn", "https://a.gov.vn/x", ""]
)
def test_another_address_is_refused(administrator: CheckingClient, typed: str) -> None:
    page = administrator.send(entry(administrator.page(SITES)), status=422, origin=typed)
    assert "Xin ghi địa chỉ dạng https://" in page.text


def test_who_manages_a_part_allows_no_site(local_administrator: CheckingClient, staff: Staff) -> None:
    assert "Cho phép trang này" not in local_administrator.page(SITES).text
    assert "Cho phép trang này" in staff("overseer").page(SITES).text
