"""The public version: written beside the original, released by a second person, corrected, withdrawn, declined."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.models.answer import IndexChange, Publication
from portal.models.case import Case
from tests.factories import accepted_case, acting, answered_case, opened_case, published_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

PUBLIC = {"title": "Điện yếu", "question": "Điện áp tại một xã yếu.", "answer": "Đã thay máy biến áp."}
CHANGED = "Người khác vừa lưu bản công khai này."


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return answered_case(session, now)


def address(case: Case, what: str = "") -> str:
    return f"/desk/cases/{case.reference}/publication{what}"


def versions(session: Session, case: Case) -> list[Publication]:
    wanted = select(Publication).where(Publication.case_id == case.id).order_by(Publication.version)
    return list(session.scalars(wanted))


def write(
    client: CheckingClient, case: Case, *, status: int = 200, step: str = "submit", **text: str
) -> Page:
    page = client.page(address(case))
    return client.send(page.form(address(case)), status=status, step=step, **{**PUBLIC, **text})


def release(client: CheckingClient, case: Case, *, status: int = 200, **typed: str) -> Page:
    page = client.page(address(case))
    return client.send(page.form(address(case, "/release")), status=status, **typed)


def test_it_begins_with_the_originals(staff: Staff, case: Case) -> None:
    page = staff("officer").page(address(case))
    fields = page.form(address(case)).fields
    assert fields["title"] == [case.subject]
    assert fields["question"] == [case.body]
    assert fields["answer"] == ["Đã kiểm tra và thay máy biến áp."]
    assert list(page.all("del")) == []


def test_it_says_what_is_never_published(staff: Staff, case: Case) -> None:
    text = staff("officer").page(address(case)).text
    for never in ("họ tên", "số điện thoại", "địa chỉ cụ thể", "PDF, DOCX không bao giờ được công khai"):
        assert never in text


def test_it_marks_the_differences_before_anything_is_saved(
    staff: Staff, case: Case, session: Session
) -> None:
    page = write(staff("officer"), case, step="compare")
    assert "Thanh Tân" in "".join(node.text or "" for node in page.all("del"))
    assert "một xã" in " ".join(node.text or "" for node in page.all("ins"))
    assert page.form(address(case)).fields["question"] == [PUBLIC["question"]]
    assert versions(session, case) == []


def test_it_keeps_a_draft_that_nobody_else_need_see_yet(staff: Staff, case: Case, session: Session) -> None:
    page = write(staff("officer"), case, step="save")
    assert "Đã lưu bản công khai." in page.text
    assert [row.status for row in versions(session, case)] == [PublicationStatus.DRAFT]
    assert list(page.all("ins"))


def test_a_second_person_publishes(staff: Staff, case: Case, session: Session) -> None:
    write(staff("officer"), case)
    page = release(staff("leader"), case, step="publish")
    assert "Đã công khai câu trả lời." in page.text
    (row,) = versions(session, case)
    assert (row.status, row.question) == (PublicationStatus.PUBLISHED, PUBLIC["question"])
    assert session.scalars(select(IndexChange)).one().publication_id == row.id
    assert row.title in staff("leader").page(f"/answers/{case.reference}").text


def test_the_coordinator_of_the_receiving_unit_publishes_too(
    staff: Staff, case: Case, session: Session
) -> None:
    write(staff("officer"), case)
    release(staff("coordinator"), case, step="publish")
    assert versions(session, case)[0].status is PublicationStatus.PUBLISHED


def test_the_author_does_not_publish(staff: Staff, case: Case, session: Session) -> None:
    leader = staff("leader")
    page = write(leader, case)
    assert "người khác duyệt công khai" in page.text
    assert address(case, "/release") not in [form.get("action") for form in page.all("form")]
    seen = page.form(address(case)).fields["seen"]
    token = page.form(address(case)).fields["csrf_token"]
    refused = leader.post(
        address(case, "/release"), data={"step": "publish", "seen": seen, "csrf_token": token}
    )
    assert refused.status_code == 409
    assert versions(session, case)[0].status is PublicationStatus.SUBMITTED


def test_an_officer_releases_nothing(staff: Staff, case: Case, session: Session) -> None:
    page = write(staff("officer"), case)
    assert "Duyệt công khai" not in page.text
    token = page.form(address(case)).fields["csrf_token"]
    refused = staff("colleague").post(
        address(case, "/release"), data={"step": "publish", "csrf_token": token}
    )
    assert refused.status_code == 403
    assert versions(session, case)[0].status is PublicationStatus.SUBMITTED


def test_it_goes_back_with_a_remark(staff: Staff, case: Case, session: Session) -> None:
    officer = staff("officer")
    write(officer, case)
    page = release(staff("leader"), case, step="send_back", remark="Bỏ tên ấp.")
    assert "Đã trả lại cho người soạn." in page.text
    assert "Bỏ tên ấp." in officer.page(address(case)).text
    write(officer, case, question="Điện yếu.")
    (row,) = versions(session, case)
    assert (row.status, row.reason, row.question) == (PublicationStatus.SUBMITTED, "", "Điện yếu.")


def test_it_does_not_go_back_without_a_remark(staff: Staff, case: Case, session: Session) -> None:
    write(staff("officer"), case)
    page = release(staff("leader"), case, step="send_back", remark=" ", status=422)
    assert "Xin ghi ý kiến" in page.text
    assert page.title.startswith("Lỗi: ")
    assert versions(session, case)[0].status is PublicationStatus.SUBMITTED


def test_nothing_typed_is_lost_when_something_is_missing(staff: Staff, case: Case, session: Session) -> None:
    page = write(staff("officer"), case, status=422, title=" ")
    assert "Xin viết tiêu đề của bản công khai." in page.words_of("title-error")
    assert page.form(address(case)).fields["question"] == [PUBLIC["question"]]
    assert versions(session, case) == []


def test_a_title_longer_than_the_page_is_refused(staff: Staff, case: Case, session: Session) -> None:
    page = write(staff("officer"), case, status=422, title="điện " * 60)
    assert "Xin rút gọn" in page.words_of("title-error")
    assert versions(session, case) == []


def test_the_second_of_two_writers_sees_both_versions(staff: Staff, case: Case, session: Session) -> None:
    officer, colleague = staff("officer"), staff("colleague")
    stale = colleague.page(address(case)).form(address(case))
    write(officer, case, step="save")
    theirs = {**PUBLIC, "question": "Điện áp ban đêm rất thấp."}
    page = colleague.send(stale, status=409, step="save", **theirs)
    assert CHANGED in page.text
    assert page.form(address(case)).fields["question"] == ["Điện áp ban đêm rất thấp."]
    assert "Bản người khác vừa lưu và bản của Ông/Bà" in page.text
    assert "tại một xã" in " ".join(node.text or "" for node in page.all("del"))
    assert versions(session, case)[0].question == PUBLIC["question"]
    # Having seen it, the colleague may decide for their own.
    colleague.send(page.form(address(case)), step="save")
    assert versions(session, case)[0].question == "Điện áp ban đêm rất thấp."


def test_nobody_publishes_words_they_have_not_read(staff: Staff, case: Case, session: Session) -> None:
    officer, leader = staff("officer"), staff("leader")
    write(officer, case)
    stale = leader.page(address(case)).form(address(case, "/release"))
    write(officer, case, question="Điện yếu ở cuối đường dây.")
    leader.send(stale, status=409, step="publish")
    assert versions(session, case)[0].status is PublicationStatus.SUBMITTED


def test_a_correction_is_a_new_version_beside_the_old_one(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = published_case(session, now)
    officer = staff("officer")
    page = officer.page(address(case))
    assert "Đính chính bản công khai" in page.text
    assert page.form(address(case)).fields["title"] == ["Điện áp yếu kéo dài"]
    write(officer, case, answer="Đã thay hai máy biến áp.")
    assert versions(session, case)[0].status is PublicationStatus.PUBLISHED
    page = release(staff("leader"), case, step="publish")
    old, new = versions(session, case)
    assert (old.status, new.status) == (PublicationStatus.CORRECTED, PublicationStatus.PUBLISHED)
    assert "Đã thay bằng bản mới" in page.text


def test_it_is_withdrawn_with_a_reason(staff: Staff, session: Session, now: datetime) -> None:
    case = published_case(session, now)
    leader = staff("leader")
    form = leader.page(address(case)).form(address(case, "/withdraw"))
    page = leader.send(form, status=422, reason="")
    assert "Xin ghi lý do." in page.text
    page = leader.send(form, reason="Lộ tên người gửi.")
    assert "Lộ tên người gửi." in page.text
    assert versions(session, case)[0].status is PublicationStatus.WITHDRAWN
    leader.page(f"/answers/{case.reference}", status=410)


def test_the_leader_decides_against_publishing(staff: Staff, case: Case, session: Session) -> None:
    officer, leader = staff("officer"), staff("leader")
    write(officer, case)
    form = leader.page(address(case)).form(address(case, "/decline"))
    page = leader.send(form, reason="Nội dung chỉ liên quan một hộ.")
    assert "Đã quyết định không công khai." in page.text
    session.refresh(case)
    assert case.publication_declined
    # What somebody was working on ends with it, and waits for nobody any more.
    assert [row.status for row in versions(session, case)] == [PublicationStatus.DECLINED]
    assert "Soạn bản công khai" not in officer.page(address(case)).text


def test_there_is_nothing_to_publish_before_the_sender_has_the_answer(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now)
    page = staff("officer").page(address(case))
    assert "Chưa gửi câu trả lời" in page.text
    assert list(page.all("textarea")) == []


def test_it_shows_no_area_finer_than_the_commune(staff: Staff, session: Session, now: datetime) -> None:
    areas = acting(session, "leader", now).settings.areas
    hamlet = next(each for each in areas.values() if each.name == "ấp Thanh Tân")
    case = answered_case(session, now, area_id=hamlet.id, body="Điện yếu.")
    page = staff("officer").page(address(case))
    assert "xã Thanh Bình" in page.text
    assert "Thanh Tân" not in page.text


def test_an_outsider_finds_no_such_page(staff: Staff, case: Case) -> None:
    outsider = staff("outsider")
    outsider.page(address(case), status=404)
    token = outsider.page("/desk/deputies").form("/desk/deputies").fields["csrf_token"]
    for what in ("", "/release", "/withdraw", "/decline"):
        refused = outsider.post(address(case, what), data={**PUBLIC, "csrf_token": token})
        assert refused.status_code == 404


def test_the_operator_reads_and_does_not_write(staff: Staff, case: Case, session: Session) -> None:
    operator = staff("operator")
    page = operator.page(address(case))
    assert list(page.all("textarea")) == []
    token = page.form("/account/sign-out").fields["csrf_token"]
    refused = operator.post(address(case), data={**PUBLIC, "step": "save", "csrf_token": token})
    assert refused.status_code == 403
    assert versions(session, case) == []


def test_it_asks_the_database_little(staff: Staff, session: Session, now: datetime) -> None:
    officer, case = staff("officer"), published_case(session, now)
    officer.page(address(case))
    with counted_statements() as sent:
        officer.page(address(case))
    assert len(sent) <= 10, sent


def test_a_case_just_opened_has_the_page_too(staff: Staff, session: Session, now: datetime) -> None:
    staff("leader").page(address(opened_case(session, now)))
