"""Remedies at the desk: lists, one from low rating to published, and who sees none of it."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.surveys.remedies import RemedyStatus
from portal.queries.surveys.remedies import PAGE
from portal.services.surveys.low_items import LowItem
from portal.services.surveys.write_remedy import plan_remedy
from tests.factories import acting
from tests.services.surveys.remedies import (
    ATTITUDE,
    SIGNS,
    WAITING,
    account_id,
    done_remedy,
    opened_remedy,
    plan_for,
    planned_remedy,
    published_remedy,
)
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

LIST = "/desk/remedies"


def numbered(item: LowItem, number: int) -> LowItem:
    return LowItem(item.source, item.questionnaire_id, f"{item.item}_{number}", item.text)


def test_it_lists_what_waits_for_a_measure(staff: Staff, session: Session, now: datetime) -> None:
    opened_remedy(session, now - timedelta(days=3), low=4)
    planned_remedy(session, now, WAITING)
    page = staff("officer").page(LIST)
    assert "Biển chỉ dẫn dễ thấy" in page.text
    assert "dưới 5 lượt chấm thấp, kể từ 17/11/2026" in page.text
    assert "Chỗ ngồi chờ" not in page.text
    assert "Chỗ ngồi chờ" in staff("officer").page(LIST, show="planned").text


def test_it_tells_numbers_in_steps_of_five(staff: Staff, session: Session, now: datetime) -> None:
    opened_remedy(session, now, low=13)
    assert "ít nhất 10 lượt" in staff("officer").page(LIST).text


def test_it_says_what_would_be_there(staff: Staff) -> None:
    client = staff("officer")
    for pile in ("open", "overdue", "planned", "done"):
        assert client.page(LIST, show=pile).html.count("app-empty") == 1


def test_those_of_ratings_are_shown_to_leaders_alone(staff: Staff, session: Session, now: datetime) -> None:
    remedy = opened_remedy(session, now, ATTITUDE)
    session.flush()
    assert "Thái độ" not in staff("officer").page(LIST).text
    staff("officer").page(f"{LIST}/{remedy.id}", status=404)
    assert "Thái độ" in staff("leader").page(LIST).text
    staff("leader").page(f"{LIST}/{remedy.id}")


@pytest.mark.parametrize("role", ["operator", "coordinator", "administrator"])
def test_those_without_remedies_see_none(staff: Staff, session: Session, now: datetime, role: str) -> None:
    remedy = opened_remedy(session, now)
    staff(role).page(LIST, status=403)
    staff(role).page(f"{LIST}/{remedy.id}", status=404)


def test_an_outsider_finds_nothing(staff: Staff, session: Session, now: datetime) -> None:
    remedy, outsider = done_remedy(session, now), staff("outsider")
    assert "Biển chỉ dẫn" not in outsider.page(LIST, show="done").text
    outsider.page(f"{LIST}/{remedy.id}", status=404)
    outsider.page(f"{LIST}/{remedy.id}/files/1", status=404)
    session.flush()
    assert outsider.post(f"{LIST}/{remedy.id}/reopen", data={}).status_code == 404


def test_it_pages_by_key(staff: Staff, session: Session, now: datetime) -> None:
    for number in range(PAGE + 3):
        opened_remedy(session, now, numbered(SIGNS, number))
    first = staff("officer").page(LIST)
    assert first.html.count("app-list__item") == PAGE
    second = staff("officer").page(first.links["Trang sau"])
    assert second.html.count("app-list__item") == 3


def test_a_list_costs_the_same_however_long(staff: Staff, session: Session, now: datetime) -> None:
    client = staff("leader")
    client.page(LIST)
    with counted_statements() as few:
        client.page(LIST)
    for number in range(20):
        opened_remedy(session, now, numbered(SIGNS, number))
    with counted_statements() as many:
        client.page(LIST)
    assert len(many) == len(few) <= 8


def test_it_goes_from_a_low_rating_to_what_the_public_reads(
    staff: Staff, session: Session, now: datetime
) -> None:
    remedy, leader = opened_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    planned = leader.send(
        leader.page(here).form(f"{here}/plan"),
        cause="Bảng bị che khuất",
        measure="Lắp bảng mới",
        owner_id=str(account_id(session, "officer")),
        due_on="04/12/2026",
    )
    assert "Đang khắc phục" in planned.text
    officer = staff("officer")
    done = officer.send(
        officer.page(here).form(f"{here}/done"),
        evidence="Đã lắp bảng mới ở cửa vào",
        files=(BytesIO(b"\xff\xd8\xff a picture"), "sau.jpg"),
    )
    assert "Đã lắp bảng mới ở cửa vào" in done.text
    assert "sau.jpg" in done.text
    # The officer does not publish.
    assert f"{here}/publish" not in done.html
    published = leader.send(
        leader.page(here).form(f"{here}/publish"), said_vi="Khó tìm quầy.", did_vi="Đã lắp bảng chỉ dẫn."
    )
    assert "Đã công khai ngày 20/11/2026" in published.text
    public = leader.page("/improvements")
    assert "Khó tìm quầy." in public.text
    taken = leader.send(leader.page(here).form(f"{here}/take_back"))
    assert "Đã gỡ khỏi trang công khai" in taken.text
    assert "Khó tìm quầy." not in leader.page("/improvements").text
    session.refresh(remedy)
    assert remedy.status is RemedyStatus.DONE


def test_what_is_typed_is_kept_until_it_is_saved(staff: Staff, session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    page = leader.page(here)
    key = f"remedy-plan-{remedy.id}-{remedy.version}"
    assert f'data-draft="{key}"' in page.html
    typed: dict[str, Any] = {
        "measure": "Lắp bảng mới",
        "owner_id": str(account_id(session, "officer")),
        "due_on": "04/12/2026",
    }
    wrong = leader.send(page.form(f"{here}/plan"), status=422, cause="", **typed)
    assert "data-draft-done" not in wrong.html
    saved = leader.send(page.form(f"{here}/plan"), cause="Bảng bị che khuất", **typed)
    assert f'data-draft-done="{key}"' in saved.html
    session.refresh(remedy)
    # What is typed from now on is meant for the remedy as it stands.
    assert f'data-draft="remedy-plan-{remedy.id}-{remedy.version}"' in saved.html
    assert f'data-draft="{key}"' not in saved.html
    assert "data-draft-done" not in leader.page(here).html


def test_what_is_wrong_comes_back_with_everything_typed(
    staff: Staff, session: Session, now: datetime
) -> None:
    remedy, leader = opened_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    page = leader.send(
        leader.page(here).form(f"{here}/plan"), status=422, cause="Bảng bị che khuất", due_on="31/13/2026"
    )
    assert "Bảng bị che khuất" in page.html
    assert "ngày/tháng/năm" in page.text


def test_an_empty_plan_tells_all_that_is_missing(staff: Staff, session: Session, now: datetime) -> None:
    remedy, leader = opened_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    page = leader.send(leader.page(here).form(f"{here}/plan"), status=422, cause=" ", due_on="")
    for sentence in (
        "Xin ghi nguyên nhân.",
        "Xin ghi biện pháp khắc phục.",
        "Xin chọn người chịu trách nhiệm.",
        "Xin ghi ngày phải hoàn thành.",
    ):
        assert sentence in page.text


def test_files_stay_while_the_words_are_missing(staff: Staff, session: Session, now: datetime) -> None:
    remedy, officer = planned_remedy(session, now), staff("officer")
    here = f"{LIST}/{remedy.id}"
    page = officer.send(
        officer.page(here).form(f"{here}/done"),
        status=422,
        evidence="",
        files=(BytesIO(b"\xff\xd8\xff a picture"), "sau.jpg"),
    )
    assert "Xin ghi kết quả đã đạt được" in page.text
    done = officer.send(page.form(f"{here}/done"), evidence="Xong")
    assert "sau.jpg" in done.text


def test_a_person_named_keeps_it_back(staff: Staff, session: Session, now: datetime) -> None:
    remedy, leader = done_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    typed: dict[str, Any] = {"said_vi": "Bà Nguyễn Thị Hoa chê chậm.", "did_vi": "Đã lắp bảng."}
    page = leader.send(leader.page(here).form(f"{here}/publish"), status=422, **typed)
    assert "dữ liệu cá nhân" in page.text
    assert "Nguyễn Thị Hoa" not in leader.page("/improvements").text


def test_personal_data_keep_it_back_until_somebody_says_why(
    staff: Staff, session: Session, now: datetime
) -> None:
    remedy, leader = done_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    typed: dict[str, Any] = {"said_vi": "Anh 0912 000 345 phàn nàn.", "did_vi": "Đã lắp bảng."}
    page = leader.send(leader.page(here).form(f"{here}/publish"), status=422, **typed)
    assert "dữ liệu cá nhân" in page.text
    assert "0912 000 345" not in leader.page("/improvements").text
    leader.send(page.form(f"{here}/publish"), **typed, dismissal="Số điện thoại mẫu")
    assert "0912 000 345" in leader.page("/improvements").text


def test_two_at_once_do_not_undo_each_other(staff: Staff, session: Session, now: datetime) -> None:
    remedy, client = opened_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    form = client.page(here).form(f"{here}/plan")
    other = acting(session, "leader", now)
    session.refresh(remedy)
    plan_remedy(other, remedy, plan_for(other), seen=remedy.version)
    session.commit()
    owner = str(account_id(session, "officer"))
    page = client.send(
        form, status=409, cause="Khác", measure="Khác nữa", owner_id=owner, due_on="04/12/2026"
    )
    assert page.heading == "Việc khắc phục đã thay đổi từ khi mở trang"
    assert page.links["Mở lại việc khắc phục"] == here
    words = page.text.partition(page.heading)[2].partition("Mở lại việc khắc phục")[0]
    assert "hồ sơ" not in words.lower()
    theirs, _head, mine = words.partition("Ông/Bà vừa nhập")
    for said in ("Đang khắc phục", remedy.cause, remedy.measure, "Ghi nguyên nhân, biện pháp"):
        assert said in theirs
    assert "Khác nữa" in mine
    assert ("Khác nữa" in page.text, "04/12/2026" in page.text) == (True, True)
    assert "Người chịu trách nhiệm" in page.text
    assert here in page.links.values()


def test_it_can_be_opened_again(staff: Staff, session: Session, now: datetime) -> None:
    remedy, leader = published_remedy(session, now), staff("leader")
    here = f"{LIST}/{remedy.id}"
    page = leader.send(leader.page(here).form(f"{here}/reopen"), reason="Biển lại hỏng")
    assert "Mở lại để khắc phục tiếp" in page.text
    assert "Biển lại hỏng" in page.text
    assert "Khó tìm quầy" not in leader.page("/improvements").text
